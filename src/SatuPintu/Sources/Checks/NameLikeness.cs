namespace SatuPintu.Sources.Checks;

/// <summary>How two names compare.</summary>
internal enum NameLikeness
{
    /// <summary>One of them is missing.</summary>
    Missing,
    /// <summary>They have no word in common.</summary>
    Different,
    /// <summary>They have a word in common, and each has a word the other lacks.</summary>
    Partly,
    /// <summary>Every word of the shorter has its like in the longer.</summary>
    Alike,
}

/// <summary>A rough comparison of standardised names, for findings alone; linkage compares more finely.</summary>
internal static class NameComparison
{
    private const int MostWords = 12;

    public static NameLikeness Compare(string a, string b)
    {
        if (a.Length == 0 || b.Length == 0) return NameLikeness.Missing;
        if (string.Equals(a, b, StringComparison.Ordinal)) return NameLikeness.Alike;
        Span<Range> wordsA = stackalloc Range[MostWords];
        Span<Range> wordsB = stackalloc Range[MostWords];
        var countA = a.AsSpan().Split(wordsA, ' ', StringSplitOptions.RemoveEmptyEntries);
        var countB = b.AsSpan().Split(wordsB, ' ', StringSplitOptions.RemoveEmptyEntries);
        if (WithoutBlanks(a, b)) return NameLikeness.Alike;
        Span<bool> taken = stackalloc bool[MostWords];
        var alike = 0;
        for (var i = 0; i < countA; i++)
            for (var j = 0; j < countB; j++)
            {
                if (taken[j] || !WordsAlike(a.AsSpan(wordsA[i]), b.AsSpan(wordsB[j]))) continue;
                taken[j] = true;
                alike++;
                break;
            }
        return alike == 0 ? NameLikeness.Different : alike == Math.Min(countA, countB) ? NameLikeness.Alike : NameLikeness.Partly;
    }

    /// <summary>The same letters written as other words (NURHASANAH, NUR HASANAH).</summary>
    private static bool WithoutBlanks(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        int i = 0, j = 0;
        while (true)
        {
            while (i < a.Length && a[i] == ' ') i++;
            while (j < b.Length && b[j] == ' ') j++;
            if (i == a.Length || j == b.Length) return i == a.Length && j == b.Length;
            if (a[i++] != b[j++]) return false;
        }
    }

    private static bool WordsAlike(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (a.SequenceEqual(b)) return true;
        var shorter = Math.Min(a.Length, b.Length);
        if (shorter >= 3 && (a.StartsWith(b) || b.StartsWith(a))) return true;
        return shorter >= 4 && Math.Abs(a.Length - b.Length) <= 1 && OneSlip(a, b);
    }

    /// <summary>One letter changed, added, left out, or two neighbours changed round.</summary>
    private static bool OneSlip(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var start = a.CommonPrefixLength(b);
        a = a[start..];
        b = b[start..];
        while (!a.IsEmpty && !b.IsEmpty && a[^1] == b[^1])
        {
            a = a[..^1];
            b = b[..^1];
        }
        return a.Length <= 1 && b.Length <= 1 || (a.Length == 2 && b.Length == 2 && a[0] == b[1] && a[1] == b[0]);
    }
}
