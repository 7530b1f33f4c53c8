namespace SatuPintu.Linkage.Comparisons;

/// <summary>
/// Tables of every value that <see cref="JaroWinkler"/> can take for words of up to 16 bytes: a row for two lengths, an entry for each
/// way of matching.
/// </summary>
internal static class JaroWinklerScores
{
    /// <summary>Entries of a row when the shorter word has up to 8 bytes.</summary>
    public const int NarrowEntries = 256;

    /// <summary>Entries for one length of the common prefix when the shorter word has more.</summary>
    public const int WideEntries = 160;

    /// <summary>Lengths that a common prefix may have.</summary>
    public const int WidePrefixes = 5;

    private const int Longest = WordPack.LongestPacked;
    private const int Short = 8;

    /// <summary>Where the value of counts stands in a row when the shorter word has up to 8 bytes.</summary>
    public static int NarrowCode(int matched, int displaced, int prefix) => matched + displaced / 2 * 9 + prefix * 45;

    /// <summary>Where it stands among those for one length of the common prefix.</summary>
    public static int WideCode(int matched, int displaced) => matched + displaced / 2 * 17;

    /// <summary>Values when the shorter word has up to 8 bytes.</summary>
    public static ReadOnlySpan<float> NarrowScores => Narrow.Scores;

    /// <summary>Values when the shorter word has up to 16 bytes: for each two lengths the values for a prefix of 0, then those for 1, …</summary>
    public static ReadOnlySpan<float> WideScores => Wide.Scores;

    /// <summary>The number of the row or rows for two lengths.</summary>
    public static int RowNumber(int shorter, int longer) => (shorter - 1) * Longest + longer - 1;

    /// <summary>Where the row for two lengths begins in <see cref="NarrowScores"/>.</summary>
    public static int NarrowRow(int shorter, int longer) => RowNumber(shorter, longer) * NarrowEntries;

    /// <summary>Where the rows for two lengths begin in <see cref="WideScores"/>.</summary>
    public static int WideRow(int shorter, int longer) => RowNumber(shorter, longer) * WideEntries * WidePrefixes;

    private static float[] Tabulate(int shortest, int entries, Func<int, int, int, int> code)
    {
        var scores = new float[shortest * Longest * entries];
        for (var shorter = 1; shorter <= shortest; shorter++)
        {
            for (var longer = shorter; longer <= Longest; longer++)
            {
                var row = scores.AsSpan(RowNumber(shorter, longer) * entries, entries);
                for (var matched = 0; matched <= shorter; matched++)
                    for (var displaced = 0; displaced <= matched; displaced += 2)
                        for (var prefix = 0; prefix <= Math.Min(WidePrefixes - 1, matched); prefix++)
                            row[code(matched, displaced, prefix)] = (float)JaroWinkler.Score(shorter, longer, matched, displaced, prefix);
            }
        }
        return scores;
    }

    private static class Narrow
    {
        public static readonly float[] Scores = Tabulate(Short, NarrowEntries, NarrowCode);
    }

    // Apart, since few need it and it takes 0.8 MB.
    private static class Wide
    {
        public static readonly float[] Scores = Tabulate(Longest, WideEntries * WidePrefixes,
            (matched, displaced, prefix) => prefix * WideEntries + WideCode(matched, displaced));
    }
}
