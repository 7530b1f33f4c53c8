using System.Buffers.Binary;

namespace SatuPintu.Linking.Truth;

/// <summary>
/// Numbers texts from 0 in the order they are met. Kept as UTF-8 in large pieces and a table of numbers, so that twenty million
/// take a few hundred megabytes and no work of the garbage collector.
/// </summary>
internal sealed class IdTable
{
    private const int PieceBits = 22, PieceSize = 1 << PieceBits;

    private readonly List<byte[]> pieces = [];
    private long[] positions = new long[1024];
    // By slot, the upper half a hash and the lower the number plus one; 0 is free.
    private ulong[] slots = new ulong[2048];
    private int used = PieceSize;

    /// <summary>How many texts there are.</summary>
    internal int Count { get; private set; }

    /// <summary>A text by its number.</summary>
    internal ReadOnlySpan<byte> this[int number]
    {
        get
        {
            var piece = pieces[(int)(positions[number] >> PieceBits)].AsSpan((int)(positions[number] & (PieceSize - 1)));
            return piece.Slice(sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(piece));
        }
    }

    /// <summary>The number of a text; −1 when it has none.</summary>
    internal int Find(ReadOnlySpan<byte> text) => (int)(uint)slots[Slot(text, Hash(text))] - 1;

    /// <summary>The number of a text, which gets one if it has none.</summary>
    internal int Add(ReadOnlySpan<byte> text, out bool added)
    {
        var hash = Hash(text);
        var slot = Slot(text, hash);
        added = slots[slot] == 0;
        if (!added) return (int)(uint)slots[slot] - 1;
        if (Count == positions.Length) Array.Resize(ref positions, checked(Count * 2));
        positions[Count] = Keep(text);
        slots[slot] = ((ulong)hash << 32) | (uint)(Count + 1);
        Count++;
        if (Count * 4L > slots.Length * 3L) Grow();
        return Count - 1;
    }

    private long Keep(ReadOnlySpan<byte> text)
    {
        var needed = sizeof(int) + text.Length;
        if (used + needed > PieceSize)
        {
            pieces.Add(new byte[Math.Max(PieceSize, needed)]);
            used = 0;
        }
        var piece = pieces[^1].AsSpan(used);
        BinaryPrimitives.WriteInt32LittleEndian(piece, text.Length);
        text.CopyTo(piece[sizeof(int)..]);
        var position = ((long)(pieces.Count - 1) << PieceBits) | (uint)used;
        used += needed;
        return position;
    }

    private int Slot(ReadOnlySpan<byte> text, uint hash)
    {
        var mask = slots.Length - 1;
        for (var slot = (int)(hash & (uint)mask); ; slot = (slot + 1) & mask)
            if (slots[slot] == 0 || ((uint)(slots[slot] >> 32) == hash && this[(int)(uint)slots[slot] - 1].SequenceEqual(text))) return slot;
    }

    private void Grow()
    {
        var old = slots;
        slots = new ulong[old.Length * 2];
        var mask = slots.Length - 1;
        foreach (var entry in old)
        {
            if (entry == 0) continue;
            var slot = (int)((uint)(entry >> 32) & (uint)mask);
            while (slots[slot] != 0) slot = (slot + 1) & mask;
            slots[slot] = entry;
        }
    }

    // The seed of HashCode differs by run, so that no file can be made whose ids all meet in one slot.
    private static uint Hash(ReadOnlySpan<byte> text)
    {
        var hash = new HashCode();
        hash.AddBytes(text);
        return (uint)hash.ToHashCode();
    }
}
