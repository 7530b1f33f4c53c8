using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using SatuPintu.Linkage.Index;

namespace SatuPintu.Linkage.Records;

/// <summary>Gives every distinct text a number. A text met before costs one look-up in an open-addressing table and no memory.</summary>
public sealed class ValueInterner
{
    private const ulong Mix1 = 0xA0761D6478BD642F;
    private const ulong Mix2 = 0xE7037ED1A0B428DB;
    // The upper half of a slot is that of the hash, the lower the number; 0 is free, since number 0 (empty) is never looked up.
    private ulong[] slots;
    private int shift;
    private byte[] bytes;
    private int[] ends;

    /// <summary>Makes an interner with room for some texts.</summary>
    public ValueInterner(int expected = 64)
    {
        var bits = Math.Max(6, System.Numerics.BitOperations.Log2((uint)Math.Min(expected, 1 << 28)) + 2);
        slots = new ulong[1 << bits];
        shift = 64 - bits;
        bytes = new byte[Math.Max(256, Math.Min(expected, 1 << 26) * 8)];
        ends = new int[Math.Max(32, expected + 1)];
    }

    private ValueInterner(byte[] bytes, int[] ends, int count)
    {
        this.bytes = bytes;
        this.ends = ends;
        slots = [];
        Count = count;
    }

    /// <summary>How many distinct texts there are, the empty one among them.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>A text by number.</summary>
    public ReadOnlySpan<byte> this[int number] => number == 0 ? default : bytes.AsSpan(ends[number - 1], ends[number] - ends[number - 1]);

    /// <summary>The number of a text, a new one where it is new; 0 for the empty text.</summary>
    /// <exception cref="InvalidOperationException">The distinct texts are longer than 2 GB in all.</exception>
    public int Intern(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return 0;
        var hash = Hash(text);
        var at = Slot(text, hash, out var found);
        return found != 0 ? found : Add(text, hash, at);
    }

    /// <summary>The number of a text; 0 where it has none.</summary>
    public int Find(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return 0;
        Slot(text, Hash(text), out var found);
        return found;
    }

    /// <summary>The texts so far; those added later are not in it.</summary>
    public TextValues ToValues() => new(bytes, ends[..Count]);

    /// <summary>Writes the texts.</summary>
    internal void Save(IndexWriter writer)
    {
        writer.Array<int>(ends.AsSpan(0, Count));
        writer.Array<byte>(bytes.AsSpan(0, ends[Count - 1]));
    }

    /// <summary>Reads texts that were written; they can be looked up once <see cref="MakeSlots"/> has been called.</summary>
    internal static ValueInterner Load(IndexReader reader)
    {
        // Room for more, so that what is added first does not move all.
        var ends = reader.Array<int>(1 << 12, out var count);
        var bytes = reader.Array<byte>(1 << 16, out var length);
        reader.Require(count > 0 && ends[0] == 0 && ends[count - 1] == length);
        for (var i = 1; i < count; i++) reader.Require(ends[i] > ends[i - 1]);
        return new ValueInterner(bytes, ends, count);
    }

    /// <summary>Makes the table by which texts are looked up.</summary>
    internal void MakeSlots()
    {
        var bits = Math.Max(6, System.Numerics.BitOperations.Log2((uint)Count) + 2);
        slots = new ulong[1 << bits];
        shift = 64 - bits;
        for (var number = 1; number < Count; number++)
        {
            var hash = Hash(this[number]);
            var at = (int)(hash >> shift);
            while (slots[at] != 0) at = (at + 1) & (slots.Length - 1);
            slots[at] = hash & 0xFFFFFFFF00000000 | (uint)number;
        }
    }

    private int Slot(ReadOnlySpan<byte> text, ulong hash, out int found)
    {
        var upper = hash & 0xFFFFFFFF00000000;
        var table = slots;
        var at = (int)(hash >> shift);
        while (true)
        {
            var slot = table[at];
            if (slot == 0)
            {
                found = 0;
                return at;
            }
            if ((slot & 0xFFFFFFFF00000000) == upper && this[(int)(uint)slot].SequenceEqual(text))
            {
                found = (int)(uint)slot;
                return at;
            }
            at = (at + 1) & (table.Length - 1);
        }
    }

    private int Add(ReadOnlySpan<byte> text, ulong hash, int at)
    {
        var number = Count++;
        slots[at] = hash & 0xFFFFFFFF00000000 | (uint)number;
        if (number >= ends.Length) Array.Resize(ref ends, Grown(ends.Length));
        var start = ends[number - 1];
        var end = checked(start + text.Length);
        while (end > bytes.Length) Array.Resize(ref bytes, Grown(bytes.Length));
        text.CopyTo(bytes.AsSpan(start));
        ends[number] = end;
        if (Count > slots.Length / 2) Grow();
        return number;
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

    // What is large already grows by an eighth: twice as much would be held for little.
    private static int Grown(int length) => length == Array.MaxLength ? throw new InvalidOperationException("The distinct values of one field are longer than 2 GB.") : (int)Math.Min(Array.MaxLength, length < 1 << 24 ? length * 2L : length + length / 8L);

    /// <summary>A fast hash of short texts, 16 bytes at a time, folded by a wide multiplication (the idea of wyhash); the same on every machine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong Hash(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return 0;
        var state = (ulong)text.Length ^ Mix1;
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
