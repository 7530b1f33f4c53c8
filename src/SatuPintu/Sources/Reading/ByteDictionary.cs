using System.Buffers.Binary;
using System.Text;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Sources.Reading;

/// <summary>
/// Numbers distinct texts of UTF-8. A text met before costs one look-up in an open-addressing table and no memory; a new one is
/// copied once. Number 0 is the empty text.
/// </summary>
internal sealed class ByteDictionary
{
    /// <summary>The most texts that are looked up together.</summary>
    public const int Batch = 64;

    // Slots, 8 bytes each; a table up to this size stays near the processor.
    private const int FitsInCache = 1 << 13;
    private const ulong Mix1 = 0xA0761D6478BD642F;
    private const ulong Mix2 = 0xE7037ED1A0B428DB;
    // Each slot holds the upper half of the hash and the number; a slot of 0 is free, since number 0 (empty) is never looked up. The
    // first bits of the hash say where it stands, so that the table grows without looking at a text again.
    private ulong[] slots = new ulong[64];
    private int shift = 64 - 6;
    private byte[] bytes = new byte[256];
    private int[] ends = new int[32];
    private int values = 1;
    // Written so that the reads of Fetch are not left out for having no use.
    private int fetched;

    /// <summary>How many numbers there are, that of the empty text among them.</summary>
    public int Count => values;

    /// <summary>Texts that count as empty; null for none.</summary>
    public Func<ReadOnlySpan<byte>, bool>? IsMissing { get; init; }

    /// <summary>The text of a number.</summary>
    public ReadOnlySpan<byte> this[int code] => code == 0 ? default : bytes.AsSpan(ends[code - 1], ends[code] - ends[code - 1]);

    /// <summary>The number of a text, a new one where it was not met before.</summary>
    public int CodeOf(ReadOnlySpan<byte> text) => text.IsEmpty ? 0 : CodeOf(text, Hash(text));

    /// <summary>The numbers of several texts that stand one after the other.</summary>
    /// <param name="texts">Where the texts stand.</param>
    /// <param name="start">Where the first begins.</param>
    /// <param name="textEnds">Where each ends; <see cref="Batch"/> at most.</param>
    /// <param name="codes">Their numbers.</param>
    public void CodesOf(ReadOnlySpan<byte> texts, int start, ReadOnlySpan<int> textEnds, Span<int> codes)
    {
        Span<ulong> hashes = stackalloc ulong[Batch];
        hashes = hashes[..textEnds.Length];
        for (var (i, from) = (0, start); i < hashes.Length; from = textEnds[i++])
            hashes[i] = textEnds[i] == from ? 0 : Hash(texts[from..textEnds[i]]);
        if (slots.Length > FitsInCache) Fetch(hashes);
        for (var (i, from) = (0, start); i < hashes.Length; from = textEnds[i++])
            codes[i] = textEnds[i] == from ? 0 : CodeOf(texts[from..textEnds[i]], hashes[i]);
    }

    /// <summary>The number of a text; -1 where it was never met.</summary>
    public int Find(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return 0;
        Seek(text, Hash(text), out var code);
        return code == 0 ? -1 : code;
    }

    /// <summary>All texts by number.</summary>
    public string[] ToTexts()
    {
        var texts = new string[values];
        texts[0] = "";
        var plain = Ascii.IsValid(bytes.AsSpan(0, ends[values - 1]));
        var encoding = plain ? Encoding.Latin1 : Encoding.UTF8;
        for (var code = 1; code < values; code++)
            texts[code] = encoding.GetString(bytes, ends[code - 1], ends[code] - ends[code - 1]);
        return texts;
    }

    /// <summary>Adds all texts of another dictionary and gives the number of each here.</summary>
    public int[] AddAll(ByteDictionary other)
    {
        var codes = new int[other.values];
        for (var from = 1; from < codes.Length; from += Batch)
        {
            var count = Math.Min(Batch, codes.Length - from);
            CodesOf(other.bytes, other.ends[from - 1], other.ends.AsSpan(from, count), codes.AsSpan(from, count));
        }
        return codes;
    }

    /// <summary>All texts by number as they are held; the dictionary takes no more texts afterwards.</summary>
    public TextValues ToValues()
    {
        slots = [];
        Array.Resize(ref bytes, ends[values - 1]);
        Array.Resize(ref ends, values);
        return new TextValues(bytes, ends);
    }

    /// <summary>A fast hash of short texts: 16 bytes at a time, folded by a wide multiplication (the idea of wyhash).</summary>
    /// <param name="text">A text that is not empty.</param>
    public static ulong Hash(ReadOnlySpan<byte> text)
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

    private int CodeOf(ReadOnlySpan<byte> text, ulong hash)
    {
        var at = Seek(text, hash, out var code);
        if (code != 0) return code;
        return IsMissing is not null && IsMissing(text) ? 0 : Add(text, hash & 0xFFFFFFFF00000000, at);
    }

    /// <summary>
    /// Touches what the look-ups of a batch will need, one kind after the other. Each touch waits for main memory but not for its
    /// neighbour, so that the waits of a batch overlap; done one look-up after the other, they would add up.
    /// </summary>
    private void Fetch(ReadOnlySpan<ulong> hashes)
    {
        Span<int> places = stackalloc int[Batch];
        var table = slots;
        for (var i = 0; i < hashes.Length; i++) places[i] = (int)(uint)table[(int)(hashes[i] >> shift)];
        for (var i = 0; i < hashes.Length; i++) places[i] = places[i] == 0 ? 0 : ends[places[i] - 1];
        var sum = 0;
        for (var i = 0; i < hashes.Length; i++) sum += bytes[places[i]];
        Volatile.Write(ref fetched, sum);
    }

    private int Seek(ReadOnlySpan<byte> text, ulong hash, out int code)
    {
        var upper = hash & 0xFFFFFFFF00000000;
        var table = slots;
        var at = (int)(hash >> shift);
        while (true)
        {
            var slot = table[at];
            if (slot == 0) break;
            if ((slot & 0xFFFFFFFF00000000) == upper)
            {
                code = (int)(uint)slot;
                var start = ends[code - 1];
                if (bytes.AsSpan(start, ends[code] - start).SequenceEqual(text)) return at;
            }
            at = (at + 1) & (table.Length - 1);
        }
        code = 0;
        return at;
    }

    private int Add(ReadOnlySpan<byte> text, ulong upper, int at)
    {
        var code = values++;
        slots[at] = upper | (uint)code;
        if (values == ends.Length) Array.Resize(ref ends, Grown(ends.Length));
        var from = ends[code - 1];
        if (from + (long)text.Length > bytes.Length)
        {
            if (from + (long)text.Length > Array.MaxLength) throw new UserError(ExitCode.Input, "reading.too_many_values");
            Array.Resize(ref bytes, Math.Max(Grown(bytes.Length), from + text.Length));
        }
        text.CopyTo(bytes.AsSpan(from));
        ends[code] = from + text.Length;
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

    private static ulong Fold(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return high ^ low;
    }
}
