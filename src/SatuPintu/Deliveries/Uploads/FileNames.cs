using System.Globalization;
using System.Text.RegularExpressions;

namespace SatuPintu.Deliveries.Uploads;

/// <summary>What is kept of the name of a file that was sent. It only tells officers which file it was; nothing on this machine is named by it.</summary>
internal static partial class FileNames
{
    private const int Longest = 120, End = 20;

    /// <summary>The name without its folder, without signs that cannot be seen, of bearable length, and without the identity number that some are named by.</summary>
    public static string Kept(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var seen = string.Concat(last.Where(IsSeen)).Trim();
        var plain = Numbers16().Replace(seen, "***");
        if (plain.Length == 0) return "-";
        return plain.Length <= Longest ? plain : plain[..(Longest - End - 1)] + "…" + plain[^End..];
    }

    // Half a pair of UTF-16 is no sign, so that a name can be cut anywhere and still be written.
    private static bool IsSeen(char c) => char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    [GeneratedRegex(@"\d(?:[ ._-]?\d){15}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Numbers16();
}
