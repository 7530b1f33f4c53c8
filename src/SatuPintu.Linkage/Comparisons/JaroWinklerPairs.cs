using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SatuPintu.Linkage.Comparisons;

/// <summary>Jaro-Winkler of chosen pairs of a pack: 64 of them together.</summary>
/// <remarks>The letter at one position of several words is compared with all the letters of their partners in one instruction; the bits that
/// it answers stand, stored one after another, as the masks that <see cref="JaroWinklerLanes{TVector, TLanes}"/> takes.</remarks>
internal readonly unsafe ref struct JaroWinklerPairs<TVector, TLanes> where TVector : unmanaged where TLanes : struct, ILanes<TVector>
{
    /// <summary>Bytes to work in, aligned to a vector.</summary>
    public const int Room = Bucket + Scratch + 3 * Chunk * sizeof(int) + Chunk * sizeof(ushort);

    /// <summary>Pairs that are parted by their lengths together.</summary>
    public const int Chunk = 2048;

    private const int Pairs = 64;
    private const int Positions = WordPack.LongestPacked;
    private const int Row16 = 2 * Pairs;

    // A bucket: 64 words, the first or the shorter of each pair; the others, the second halves after the first ones; the letters of the
    // former as bits; the kinds of the pairs.
    private const int Longer = Pairs * 16, Free = Longer + Pairs * 16, Lanes = Free + Pairs * 2, Bucket = Lanes + Pairs * 2;
    private const int Scratch = 2 * Pairs + Positions * (2 * Pairs + 4 * 64);

    private readonly byte* bucket;
    private readonly byte* scratch;
    private readonly ushort* kinds;
    private readonly int* parts;
    private readonly Memory memory;

    /// <summary>What a comparison reads and writes: the slots of the words, the tables of <see cref="JaroWinklerScores"/>, the pairs, the results.</summary>
    public readonly struct Memory
    {
        public required byte* Slots { get; init; }
        public required float* NarrowScores { get; init; }
        public required float* WideScores { get; init; }
        public required int* Left { get; init; }
        public required int* Right { get; init; }
        public required float* Result { get; init; }
    }

    public JaroWinklerPairs(byte* room, Memory memory)
    {
        bucket = room;
        scratch = room + Bucket;
        parts = (int*)(scratch + Scratch);
        kinds = (ushort*)(parts + 3 * Chunk);
        this.memory = memory;
    }

    /// <summary>Compares pairs from <paramref name="first"/> on, <see cref="Chunk"/> at the most. Gives false, and compares none, when a word is not there.</summary>
    public bool Compare(WordPack words, int first, int count)
    {
        int* left = memory.Left + first, right = memory.Right + first;
        var result = memory.Result + first;
        int shorts, mixed;
        fixed (byte* lengths = words.Lengths)
        fixed (ushort* table = JaroWinklerKinds.OfLengths)
            if (!Part(left, right, count, lengths, words.Count, table, kinds, parts, &shorts, &mixed)) return false;
        byte* codes = scratch, prefixes = scratch + Pairs;
        var vectors = (TVector*)(scratch + 2 * Pairs);
        for (int from = 0, some; from < shorts; from += some)
        {
            some = Math.Min(Pairs, shorts - from);
            Copy(left, right, parts + from, some, memory.Slots, kinds, bucket);
            Narrow(bucket, 8, vectors, codes);
            Write(parts + from, some, kinds, codes, memory.NarrowScores, result);
        }
        for (int from = 0, some; from < mixed; from += some)
        {
            some = Math.Min(Pairs, mixed - from);
            CopySorted(left, right, parts + Chunk + from, some, words.Lengths, memory.Slots, kinds, bucket);
            Narrow(bucket, Positions, vectors, codes);
            Write(parts + Chunk + from, some, kinds, codes, memory.NarrowScores, result);
        }
        var rest = parts + 2 * Chunk;
        var longs = CompareApart(words, left, right, rest, count - shorts - mixed, result);
        for (int from = 0, some; from < longs; from += some)
        {
            some = Math.Min(Pairs, longs - from);
            CopyLong(left, right, rest + from, some, words.Lengths, memory.Slots, kinds, bucket);
            Wide(bucket, vectors, codes, prefixes);
            WriteLong(rest + from, some, kinds, codes, prefixes, memory.WideScores, result);
        }
        return true;
    }

    /// <summary>Compares the pairs with a word that stands apart, and gives how many others it has moved to the front.</summary>
    private int CompareApart(WordPack words, int* left, int* right, int* pairs, int count, float* result)
    {
        var others = 0;
        for (var k = 0; k < count; k++)
        {
            var pair = pairs[k];
            if (kinds[pair] >> 8 == JaroWinklerKinds.Apart) result[pair] = (float)JaroWinkler.Similarity(words.Word(left[pair]), words.Word(right[pair]));
            else pairs[others++] = pair;
        }
        return others;
    }

    // The loops are kept apart and small: in one, the compiler runs out of registers. Nor do they branch on lengths, which are hard to
    // predict: each pair is written to the end of every list, and the end moves for the list that it belongs to.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Part(int* left, int* right, int count, byte* lengths, int words, ushort* table, ushort* kinds, int* parts, int* shorts, int* mixed)
    {
        nint inShorts = 0, inMixed = Chunk, inRest = 2 * Chunk;
        for (nint i = 0; i < count; i++)
        {
            uint a = (uint)left[i], b = (uint)right[i];
            if (a >= (uint)words || b >= (uint)words) return false;
            nint kind = table[(nuint)lengths[a] * JaroWinklerKinds.Row + lengths[b]];
            kinds[i] = (ushort)kind;
            parts[inShorts] = parts[inMixed] = parts[inRest] = (int)i;
            // 1 below the bound of a kind, since the difference is negative there, and 0 above.
            nint notLong = (kind - (JaroWinklerKinds.BothLong << 8)) >>> 63, both = (kind - (JaroWinklerKinds.OneShort << 8)) >>> 63;
            inShorts += both;
            inMixed += notLong - both;
            inRest += 1 - notLong;
        }
        *shorts = (int)inShorts;
        *mixed = (int)inMixed - Chunk;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy(int* left, int* right, int* pairs, int count, byte* slots, ushort* kinds, byte* bucket)
    {
        for (nint k = 0; k < count; k++)
        {
            nint pair = pairs[k];
            ((ulong*)bucket)[k] = *(ulong*)(slots + (nint)left[pair] * 16);
            ((ulong*)(bucket + Longer))[k] = *(ulong*)(slots + (nint)right[pair] * 16);
            (bucket + Lanes)[k] = ((byte*)(kinds + pair))[1];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopySorted(int* left, int* right, int* pairs, int count, byte[] lengths, byte* slots, ushort* kinds, byte* bucket)
    {
        for (nint k = 0; k < count; k++)
        {
            int a = left[pairs[k]], b = right[pairs[k]], swap = (a ^ b) & ((lengths[b] - lengths[a]) >> 31);
            byte* shorter = slots + (nint)(a ^ swap) * 16, longer = slots + (nint)(b ^ swap) * 16;
            ((ulong*)bucket)[k] = *(ulong*)shorter;
            ((ulong*)(bucket + Longer))[k] = *(ulong*)longer;
            ((ulong*)(bucket + Longer + Pairs * 8))[k] = *(ulong*)(longer + 8);
            (bucket + Lanes)[k] = ((byte*)(kinds + pairs[k]))[1];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyLong(int* left, int* right, int* pairs, int count, byte[] lengths, byte* slots, ushort* kinds, byte* bucket)
    {
        for (var k = 0; k < count; k++)
        {
            int a = left[pairs[k]], b = right[pairs[k]];
            Vector128.Store(Vector128.Load(slots + (nint)a * 16), bucket + k * 16);
            Vector128.Store(Vector128.Load(slots + (nint)b * 16), bucket + Longer + k * 16);
            var lane = Lane16(k);
            *(ushort*)(bucket + Free + lane) = (ushort)((1 << lengths[a]) - 1);
            // The lower half of the lane looks positions 0 to 7 up, the upper half positions 8 to 15.
            *(ushort*)(bucket + Lanes + lane) = (ushort)((kinds[pairs[k]] >> 8) % JaroWinklerKinds.Windows * 0x101 + 0x800);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteLong(int* pairs, int count, ushort* kinds, byte* codes, byte* prefixes, float* scores, float* result)
    {
        for (nint k = 0; k < count; k++)
        {
            nint pair = pairs[k];
            result[pair] = scores[((nint)(byte)kinds[pair] * JaroWinklerScores.WidePrefixes + prefixes[k]) * JaroWinklerScores.WideEntries + codes[k]];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Write(int* pairs, int count, ushort* kinds, byte* codes, float* scores, float* result)
    {
        for (nint k = 0; k < count; k++)
        {
            nint pair = pairs[k];
            result[pair] = scores[(nint)(byte)kinds[pair] * JaroWinklerScores.NarrowEntries + codes[k]];
        }
    }

    // Where the 16-bit lane of a pair stands, so that putting bytes of two vectors together brings the pairs into order.
    private static int Lane16(int pair)
    {
        var inVector = pair % sizeof(TVector);
        return (pair - inVector) * 2 + (pair & 8) / 8 * sizeof(TVector) + (inVector / 16 * 8 + pair % 8) * 2;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Narrow(byte* bucket, int count, TVector* vectors, byte* codes)
    {
        var masks = (byte*)vectors;
        TVector* equal = (TVector*)(masks + Positions * Pairs), found = equal + Positions;
        // A letter in place of all the letters of its word, of two words in a table of sixteen.
        var word = TLanes.Table(Vector128.Create(0UL, 0x0808080808080808).AsByte());
        var letters = found + Positions;
        for (var p = 0; p < 8; p++) letters[p] = TLanes.Or(word, TLanes.Fill((byte)p));
        for (var pair = 0; pair < Pairs; pair += sizeof(TVector) / 8)
        {
            var shorter = *(TVector*)(bucket + pair * 8);
            // No word holds a zero byte: these fill it up.
            Store(bucket + Free + pair, ~TLanes.EqualBits(shorter, default));
            var bits = masks + pair;
            for (var half = 0; half < count; half += 8)
            {
                var longer = *(TVector*)(bucket + Longer + half * Pairs + pair * 8);
                var end = letters + Math.Min(8, count - half);
                for (var letter = letters; letter < end; letter++, bits += Pairs) Store(bits, TLanes.EqualBits(shorter, TLanes.LookUp(longer, *letter)));
            }
        }
        fixed (byte* reach = JaroWinklerKinds.Reach)
        {
            var counts = new JaroWinklerLanes<TVector, TLanes>.Counts();
            for (var part = 0; part < Pairs; part += sizeof(TVector))
            {
                var free = *(TVector*)(bucket + Free + part);
                JaroWinklerLanes<TVector, TLanes>.Match<byte, Windowed>(new(masks + part, free, *(TVector*)(bucket + Lanes + part), reach), equal, found, count, free,
                    out var matched, out var displaced);
                *(TVector*)(codes + part) = counts.Narrow(matched, displaced, equal);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Wide(byte* bucket, TVector* vectors, byte* codes, byte* prefixes)
    {
        const int Count = Positions;
        var masks = (byte*)vectors;
        TVector* first = (TVector*)(masks + Positions * Row16), second = first + Positions, found = second + Positions, equal = found + Positions;
        for (var pair = 0; pair < Pairs; pair += sizeof(TVector) / 16)
        {
            TVector shorter = *(TVector*)(bucket + pair * 16), longer = *(TVector*)(bucket + Longer + pair * 16);
            var lane = masks + Lane16(pair);
            for (var p = 0; p < Count; p++, lane += Row16) Store(lane, TLanes.EqualBits(shorter, TLanes.LookUp(longer, TLanes.Fill((byte)p))));
        }
        fixed (byte* reach = JaroWinklerKinds.Reach16)
        {
            var counts = new JaroWinklerLanes<TVector, TLanes>.WideCounts();
            for (var part = 0; part < Pairs; part += sizeof(TVector))
            {
                var free = (TVector*)(bucket + Free + part * 2);
                var lanes = (TVector*)(bucket + Lanes + part * 2);
                var mask = masks + part * 2;
                JaroWinklerLanes<TVector, TLanes>.Match<ushort, Windowed16>(new(mask, free[0], lanes[0], reach), first, found, Count, free[0],
                    out var matchedFirst, out var displacedFirst);
                JaroWinklerLanes<TVector, TLanes>.Match<ushort, Windowed16>(new(mask + sizeof(TVector), free[1], lanes[1], reach), second, found, Count, free[1],
                    out var matchedSecond, out var displacedSecond);
                for (var p = 0; p < 4; p++) equal[p] = TLanes.Part(first[p], second[p]).Low;
                *(TVector*)(codes + part) = counts.Code(TLanes.Part(matchedFirst, matchedSecond), TLanes.Part(displacedFirst, displacedSecond));
                *(TVector*)(prefixes + part) = counts.PrefixLength(equal);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(byte* to, ulong bits)
    {
        if (sizeof(TVector) == sizeof(ulong) * 8) *(ulong*)to = bits;
        else *(uint*)to = (uint)bits;
    }

    // Words are filled up with zeros, which equal one another: only the shorter word's own places count.
    private readonly struct Windowed(byte* masks, TVector free, TVector kinds, byte* reach) : IMasks<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector At(int position) => TLanes.And(TLanes.And(*(TVector*)(masks + position * Pairs), free),
            TLanes.LookUp(TLanes.Table(Vector128.Load(reach + position * 16)), kinds));
    }

    private readonly struct Windowed16(byte* masks, TVector free, TVector kinds, byte* reach) : IMasks<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector At(int position) => TLanes.And(TLanes.And(*(TVector*)(masks + position * Row16), free),
            TLanes.LookUp(TLanes.Table(Vector128.Load(reach + position * 16)), kinds));
    }
}
