namespace SatuPintu.Linkage.Comparisons;

/// <summary>Sorts pairs of words by what has to be done to compare them: a kind is a group of the constants below plus the window.</summary>
internal static class JaroWinklerKinds
{
    /// <summary>Windows are 0 to 7.</summary>
    public const int Windows = 8;

    /// <summary>Both words have up to 8 bytes.</summary>
    public const int BothShort = 0;

    /// <summary>One has up to 8 bytes and the other more.</summary>
    public const int OneShort = Windows;

    /// <summary>Both have 9 to 16 bytes.</summary>
    public const int BothLong = 2 * Windows;

    /// <summary>One stands apart.</summary>
    public const int Apart = 3 * Windows;

    /// <summary>How many numbers of kinds there are.</summary>
    public const int Count = Apart + 1;

    /// <summary>Entries of a row of <see cref="OfLengths"/>.</summary>
    public const int Row = 32;

    private static readonly ushort[] Table = Tabulate();
    private static readonly byte[] Positions = TabulateReach(0);
    private static readonly byte[] Positions16 = TabulateReach(8);

    /// <summary>By both lengths, the first times <see cref="Row"/>: the kind, and in the lower byte the number of the row of <see cref="JaroWinklerScores"/>.</summary>
    public static ReadOnlySpan<ushort> OfLengths => Table;

    /// <summary>For each position of a word, and for each kind up to 15, the positions 0 to 7 of its partner in reach.</summary>
    public static ReadOnlySpan<byte> Reach => Positions;

    /// <summary>For each position of a word, and for each window, the positions 0 to 7 of its partner in reach; then, for each window, positions 8 to 15.</summary>
    public static ReadOnlySpan<byte> Reach16 => Positions16;

    private static byte[] TabulateReach(int shiftOfUpper)
    {
        var reach = new byte[WordPack.LongestPacked * 2 * Windows];
        for (var position = 0; position < WordPack.LongestPacked; position++)
        {
            for (var entry = 0; entry < 2 * Windows; entry++)
            {
                var window = entry % Windows;
                var places = ((1 << (position + window + 1)) - 1) & ~((1 << Math.Max(0, position - window)) - 1);
                reach[position * 2 * Windows + entry] = (byte)(places >> (entry < Windows ? 0 : shiftOfUpper));
            }
        }
        return reach;
    }

    private static ushort[] Tabulate()
    {
        var table = new ushort[Row * Row];
        Array.Fill(table, (ushort)(Apart << 8));
        for (var a = 1; a <= WordPack.LongestPacked; a++)
        {
            for (var b = 1; b <= WordPack.LongestPacked; b++)
            {
                int shorter = Math.Min(a, b), longer = Math.Max(a, b);
                var kind = (longer <= 8 ? BothShort : shorter <= 8 ? OneShort : BothLong) + JaroWinkler.Window(a, b);
                table[a * Row + b] = (ushort)((kind << 8) + JaroWinklerScores.RowNumber(shorter, longer));
            }
        }
        return table;
    }
}
