using System.Buffers.Binary;
using System.Text;

namespace SatuPintu.Sources.Reading;

/// <summary>
/// Builds a dictionary-encoded column from UTF-8 cells. A value met before costs one look-up in an open-addressing table and no
/// memory; a new one is copied once. Texts are made of the bytes only at the end, once for each distinct value.
/// </summary>
internal sealed class ColumnBuilder
{
    private const ulong Mix1 = 0xA0761D6478BD642F;
    private const ulong Mix2 = 0xE7037ED1A0B428DB;
    private int[] codes;
    private int rows;
    // Each slot holds the upper half of the hash and the code; a slot of 0 is free, since code 0 (empty) is never looked up. The
    // first bits of the hash say where it stands, so that the table grows without looking at a text again.
    private ulong[] slots = new ulong[64];
    private int shift = 64 - 6;
    private byte[] bytes = new byte[256];
    private int[] ends = new int[32];
    private int values = 1;

    /// <summary>Makes an empty column with room for some rows.</summary>
    public ColumnBuilder(int rowsExpected) => codes = new int[Math.Max(16, rowsExpected)];

    /// <summary>How many rows the column has.</summary>
    public int Count => rows;

    /// <summary>Whether every row so far is empty.</summary>
    public bool IsEmpty => values == 1;

    /// <summary>Adds a row with a cell of UTF-8 bytes.</summary>
    public void Append(ReadOnlySpan<byte> cell)
    {
        if (rows == codes.Length) Array.Resize(ref codes, Grown(codes.Length));
        codes[rows++] = cell.IsEmpty ? 0 : CodeOf(cell);
    }

    /// <summary>Adds a row without a value.</summary>
    public void AppendEmpty() => Append(default);

    /// <summary>The finished column.</summary>
    public TextColumn Build(string name)
    {
        var texts = new string[values];
        texts[0] = "";
        var plain = Ascii.IsValid(bytes.AsSpan(0, ends[values - 1]));
        var encoding = plain ? Encoding.Latin1 : Encoding.UTF8;
        for (var code = 1; code < values; code++)
            texts[code] = encoding.GetString(bytes, ends[code - 1], ends[code] - ends[code - 1]);
        Array.Resize(ref codes, rows);
        return new TextColumn(name, codes, texts);
    }

    private int CodeOf(ReadOnlySpan<byte> cell)
    {
        var hash = Hash(cell);
        var upper = hash & 0xFFFFFFFF00000000;
        var table = slots;
        var at = (int)(hash >> shift);
        while (true)
        {
            var slot = table[at];
            if (slot == 0) break;
            if ((slot & 0xFFFFFFFF00000000) == upper)
            {
                var code = (int)(uint)slot;
                var start = ends[code - 1];
                if (bytes.AsSpan(start, ends[code] - start).SequenceEqual(cell)) return code;
            }
            at = (at + 1) & (table.Length - 1);
        }
        return Add(cell, upper, at);
    }

    private int Add(ReadOnlySpan<byte> cell, ulong upper, int at)
    {
        var code = values++;
        slots[at] = upper | (uint)code;
        if (values == ends.Length) Array.Resize(ref ends, Grown(ends.Length));
        var from = ends[code - 1];
        if (from + (long)cell.Length > bytes.Length)
            Array.Resize(ref bytes, (int)Math.Max(Grown(bytes.Length), from + (long)cell.Length));
        cell.CopyTo(bytes.AsSpan(from));
        ends[code] = from + cell.Length;
        if (values * 4L > slots.Length * 3L) Grow();
        return code;
    }

    private void Grow()
    {
        var larger = new ulong[slots.Length * 2];
        shift--;
        foreach (var slot in slots)
        {
            if (slot == 0) continue;
            var at = (int)(slot >> shift);
            while (larger[at] != 0) at = (at + 1) & (larger.Length - 1);
            larger[at] = slot;
        }
        slots = larger;
    }

    private static int Grown(int length) => (int)Math.Min(Array.MaxLength, length * 2L);

    /// <summary>A fast hash of short texts: 16 bytes at a time, folded by a wide multiplication (the idea of wyhash).</summary>
    private static ulong Hash(ReadOnlySpan<byte> text)
    {
        var length = (ulong)text.Length;
        var state = length ^ Mix1;
        while (text.Length > 16)
        {
            state = Fold(BinaryPrimitives.ReadUInt64LittleEndian(text) ^ Mix1, BinaryPrimitives.ReadUInt64LittleEndian(text[8..]) ^ state);
            text = text[16..];
        }
        ulong low, high;
        if (text.Length >= 8)
        {
            low = BinaryPrimitives.ReadUInt64LittleEndian(text);
            high = BinaryPrimitives.ReadUInt64LittleEndian(text[^8..]);
        }
        else if (text.Length >= 4)
        {
            low = BinaryPrimitives.ReadUInt32LittleEndian(text);
            high = BinaryPrimitives.ReadUInt32LittleEndian(text[^4..]);
        }
        else
        {
            low = text[0] | (ulong)text[text.Length >> 1] << 8;
            high = text[^1];
        }
        return Fold(low ^ Mix2, high ^ state);
    }

    private static ulong Fold(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return high ^ low;
    }
}
