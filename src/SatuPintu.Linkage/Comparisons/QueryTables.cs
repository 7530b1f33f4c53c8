using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SatuPintu.Linkage.Comparisons;

/// <summary>
/// Where a word of up to 16 bytes holds a letter, by the halves of the letter: the positions whose letter has this low half, and those
/// whose letter has this high half. Both together are the positions that hold the letter.
/// </summary>
internal readonly struct QueryTables
{
    public QueryTables(ReadOnlySpan<byte> query)
    {
        Span<byte> low0 = stackalloc byte[16], high0 = stackalloc byte[16], low1 = stackalloc byte[16], high1 = stackalloc byte[16];
        low0.Clear();
        high0.Clear();
        low1.Clear();
        high1.Clear();
        for (var i = 0; i < query.Length; i++)
        {
            var bit = (byte)(1 << (i & 7));
            (i < 8 ? low0 : low1)[query[i] & 15] |= bit;
            (i < 8 ? high0 : high1)[query[i] >> 4] |= bit;
        }
        LowHalves0 = MemoryMarshal.Read<Vector128<byte>>(low0);
        HighHalves0 = MemoryMarshal.Read<Vector128<byte>>(high0);
        LowHalves1 = MemoryMarshal.Read<Vector128<byte>>(low1);
        HighHalves1 = MemoryMarshal.Read<Vector128<byte>>(high1);
        Length = query.Length;
        All = (ushort)((1 << Length) - 1);
    }

    /// <summary>Bytes of the word.</summary>
    public int Length { get; }

    /// <summary>A bit for each position.</summary>
    public ushort All { get; }

    /// <summary>For each low half of a letter, a bit for each of positions 0 to 7.</summary>
    public Vector128<byte> LowHalves0 { get; }

    /// <summary>For each high half, positions 0 to 7.</summary>
    public Vector128<byte> HighHalves0 { get; }

    /// <summary>For each low half, positions 8 to 15.</summary>
    public Vector128<byte> LowHalves1 { get; }

    /// <summary>For each high half, positions 8 to 15.</summary>
    public Vector128<byte> HighHalves1 { get; }

    /// <summary>How many positions of a word of <paramref name="length"/> bytes have any position of the query in reach.</summary>
    public int Positions(int length, out int reach)
    {
        reach = JaroWinkler.Window(Length, length);
        return Math.Min(length, Length + reach);
    }

    /// <summary>The positions of the query within reach of a position.</summary>
    public ushort Window(int position, int reach) =>
        (ushort)(((1 << (position + reach + 1)) - 1) & ~((1 << Math.Max(0, position - reach)) - 1) & All);
}
