namespace SatuPintu.Sources.Values;

/// <summary>Tells texts that stand for "no value" (a dash, TIDAK ADA, N/A) from values; the words stand in <c>placeholders.csv</c>.</summary>
internal static class Placeholder
{
    private const int Longest = 32;

    /// <summary>Whether the text says that there is no value: it has no letter or digit, or only such words.</summary>
    public static bool IsOne(string text)
    {
        Span<char> letters = stackalloc char[Longest];
        var used = 0;
        foreach (var c in text)
        {
            if (!char.IsLetterOrDigit(c)) continue;
            if (used == Longest) return false;
            letters[used++] = char.ToUpperInvariant(c);
        }
        return used == 0 || NameLexicon.Empty.Contains(letters[..used]);
    }
}
