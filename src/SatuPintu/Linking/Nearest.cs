using SatuPintu.Regions;
using SatuPintu.Sources;

namespace SatuPintu.Linking;

/// <summary>Finds what a misspelt word was meant to be.</summary>
internal static class Nearest
{
    /// <summary>The candidate that differs from a word in the fewest letters; empty where there is no candidate.</summary>
    public static string Of(string word, IEnumerable<string> candidates)
    {
        var wanted = HeadingText.Normalise(word);
        return candidates.Select(c => (Text: c, Key: HeadingText.Normalise(c)))
            .OrderBy(c => Distance(wanted, c.Key)).Select(c => c.Text).FirstOrDefault() ?? "";
    }

    private static int Distance(string a, string b)
    {
        // A word within the other is nearer than its length alone says (birth and date_of_birth).
        var distance = EditDistance.Between(a, b, 64);
        var within = a.Length >= 3 && b.Contains(a, StringComparison.Ordinal) || b.Length >= 3 && a.Contains(b, StringComparison.Ordinal);
        return within ? Math.Min(distance, 2) : distance;
    }
}
