using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SatuPintu.Linkage.Comparisons;

/// <summary>Jaro-Winkler of chosen pairs of a pack: pairs whose window is the same are collected, and 64 of them compared together.</summary>
/// <remarks>The letter at one position of several words is compared with all the letters of their partners in one instruction; the bits that
/// it answers stand, stored one after another, as the masks that <see cref="JaroWinklerLanes{TVector, TLanes}"/> takes.</remarks>
internal readonly unsafe ref struct JaroWinklerPairs<TVector, TLanes> where TVector : unmanaged where TLanes : struct, ILanes<TVector>
{
    /// <summary>Bytes to work in, aligned to a vector.</summary>
    public const int Room = Bucket + Scratch + Chunk * (sizeof(int) + sizeof(ushort));

    /// <summary>Pairs that are sorted by their windows together.</summary>
    public const int Chunk = 4096;

    private const int Pairs = 64;
    private const int Row16 = 2 * Pairs;

    // Neighbours in the list are often of one kind. Counting one on has to wait for the other, so each kind has four counters by turns.
    private const int Counters = 4;
    private const int Positions = WordPack.LongestPacked;

    // A bucket: 64 words, the first or the shorter of each pair; the others, the second halves after the first ones; the letters of the former as bits.
    private const int Longer = Pairs * 16, Free = Longer + Pairs * 16, Bucket = Free + Pairs * 2;
    private const int Scratch = 2 * Pairs + Positions * (2 * Pairs + 4 * 64);

    private readonly byte* bucket;
    private readonly byte* scratch;
    private readonly ushort* kinds;
    private readonly int* sorted;
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
        sorted = (int*)(scratch + Scratch);
        kinds = (ushort*)(sorted + Chunk);
        this.memory = memory;
    }

    /// <summary>Compares pairs from <paramref name="first"/> on, <see cref="Chunk"/> at the most. Gives false, and compares none, when a word is not there.</summary>
    public bool Compare(WordPack words, int first, int count)
    {
        var counts = stackalloc int[JaroWinklerKinds.Count * Counters];
        var starts = stackalloc int[JaroWinklerKinds.Count * Counters + 1];
        int* left = memory.Left + first, right = memory.Right + first;
        fixed (byte* lengths = words.Lengths)
        fixed (ushort* table = JaroWinklerKinds.OfLengths)
            if (!Classify(left, right, count, lengths, words.Count, table, kinds, counts)) return false;
        starts[0] = 0;
        for (var i = 0; i < JaroWinklerKinds.Count * Counters; i++) starts[i + 1] = starts[i] + counts[i];
        Sort(kinds, count, starts, sorted);
        for (int kind = 0, from = 0; kind < JaroWinklerKinds.Count; kind++)
        {
            // Sorting has moved every start to the next one's, so a kind ends where the last of its counters does.
            for (var end = starts[kind * Counters + Counters - 1]; from < end;)
            {
                var some = Math.Min(Pairs, end - from);
                Compare(words, kind, left, right, sorted + from, some, memory.Result + first);
                from += some;
            }
        }
        return true;
    }

    private void Compare(WordPack words, int kind, int* left, int* right, int* pairs, int count, float* result)
    {
        var window = kind % JaroWinklerKinds.Windows;
        byte* codes = scratch, prefixes = scratch + Pairs;
        var vectors = (TVector*)(scratch + 2 * Pairs);
        switch (kind - window)
        {
            case JaroWinklerKinds.BothShort:
                Copy(left, right, pairs, count, memory.Slots, bucket);
                Narrow(bucket, window, Math.Min(LongestFor(window), 8), vectors, codes);
                Write(pairs, count, kinds, codes, memory.NarrowScores, result);
                break;
            case JaroWinklerKinds.OneShort:
                CopySorted(left, right, pairs, count, words.Lengths, memory.Slots, bucket);
                Narrow(bucket, window, Math.Min(LongestFor(window), 8 + window), vectors, codes);
                Write(pairs, count, kinds, codes, memory.NarrowScores, result);
                break;
            case JaroWinklerKinds.BothLong:
                CopyLong(left, right, pairs, count, words.Lengths, memory.Slots, bucket);
                Wide(bucket, window, vectors, codes, prefixes);
                for (var k = 0; k < count; k++)
                {
                    var row = (byte)kinds[pairs[k]] * JaroWinklerScores.WidePrefixes + prefixes[k];
                    result[pairs[k]] = memory.WideScores[row * JaroWinklerScores.WideEntries + codes[k]];
                }
                break;
            default:
                for (var k = 0; k < count; k++)
                    result[pairs[k]] = (float)JaroWinkler.Similarity(words.Word(left[pairs[k]]), words.Word(right[pairs[k]]));
                break;
        }
    }

    // The loops are kept apart and small: in one, the compiler runs out of registers. Nor do they branch on lengths, which are hard to predict.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Classify(int* left, int* right, int count, byte* lengths, int words, ushort* table, ushort* kinds, int* counts)
    {
        new Span<int>(counts, JaroWinklerKinds.Count * Counters).Clear();
        for (nint i = 0; i < count; i++)
        {
            uint a = (uint)left[i], b = (uint)right[i];
            if (a >= (uint)words || b >= (uint)words) return false;
            var kind = table[(nuint)lengths[a] * JaroWinklerKinds.Row + lengths[b]];
            kinds[i] = kind;
            counts[(nint)((kind >> 8) * Counters) + (i & (Counters - 1))]++;
        }
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sort(ushort* kinds, int count, int* starts, int* sorted)
    {
        for (nint i = 0; i < count; i++) sorted[(nint)starts[(nint)((kinds[i] >> 8) * Counters) + (i & (Counters - 1))]++] = (int)i;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy(int* left, int* right, int* pairs, int count, byte* slots, byte* bucket)
    {
        for (nint k = 0; k < count; k++)
        {
            nint pair = pairs[k];
            ((ulong*)bucket)[k] = *(ulong*)(slots + (nint)left[pair] * 16);
            ((ulong*)(bucket + Longer))[k] = *(ulong*)(slots + (nint)right[pair] * 16);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopySorted(int* left, int* right, int* pairs, int count, byte[] lengths, byte* slots, byte* bucket)
    {
        for (nint k = 0; k < count; k++)
        {
            int a = left[pairs[k]], b = right[pairs[k]], swap = (a ^ b) & ((lengths[b] - lengths[a]) >> 31);
            byte* shorter = slots + (nint)(a ^ swap) * 16, longer = slots + (nint)(b ^ swap) * 16;
            ((ulong*)bucket)[k] = *(ulong*)shorter;
            ((ulong*)(bucket + Longer))[k] = *(ulong*)longer;
            ((ulong*)(bucket + Longer + Pairs * 8))[k] = *(ulong*)(longer + 8);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyLong(int* left, int* right, int* pairs, int count, byte[] lengths, byte* slots, byte* bucket)
    {
        for (var k = 0; k < count; k++)
        {
            int a = left[pairs[k]], b = right[pairs[k]];
            Vector128.Store(Vector128.Load(slots + (nint)a * 16), bucket + k * 16);
            Vector128.Store(Vector128.Load(slots + (nint)b * 16), bucket + Longer + k * 16);
            *(ushort*)(bucket + Free + Lane16(k)) = (ushort)((1 << lengths[a]) - 1);
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

    // Words of this window are two or three letters longer than twice the window.
    private static int LongestFor(int window) => Math.Min(Positions, 2 * window + 3);

    // Where the 16-bit lane of a pair stands, so that putting bytes of two vectors together brings the pairs into order.
    private static int Lane16(int pair)
    {
        var inVector = pair % sizeof(TVector);
        return (pair - inVector) * 2 + (pair & 8) / 8 * sizeof(TVector) + (inVector / 16 * 8 + pair % 8) * 2;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Narrow(byte* bucket, int window, int count, TVector* vectors, byte* codes)
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
        for (var p = count; p < 4; p++) equal[p] = default;
        var counts = new JaroWinklerLanes<TVector, TLanes>.Counts();
        for (var part = 0; part < Pairs; part += sizeof(TVector))
        {
            var free = *(TVector*)(bucket + Free + part);
            JaroWinklerLanes<TVector, TLanes>.Match<byte, Windowed>(new(masks + part, free, window), equal, found, count, free,
                out var matched, out var displaced);
            *(TVector*)(codes + part) = counts.Narrow(matched, displaced, equal);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Wide(byte* bucket, int window, TVector* vectors, byte* codes, byte* prefixes)
    {
        var count = LongestFor(window);
        var masks = (byte*)vectors;
        TVector* first = (TVector*)(masks + Positions * Row16), second = first + Positions, found = second + Positions, equal = found + Positions;
        for (var pair = 0; pair < Pairs; pair += sizeof(TVector) / 16)
        {
            TVector shorter = *(TVector*)(bucket + pair * 16), longer = *(TVector*)(bucket + Longer + pair * 16);
            var lane = masks + Lane16(pair);
            for (var p = 0; p < count; p++, lane += Row16) Store(lane, TLanes.EqualBits(shorter, TLanes.LookUp(longer, TLanes.Fill((byte)p))));
        }
        var counts = new JaroWinklerLanes<TVector, TLanes>.WideCounts();
        for (var part = 0; part < Pairs; part += sizeof(TVector))
        {
            var free = (TVector*)(bucket + Free + part * 2);
            var mask = masks + part * 2;
            JaroWinklerLanes<TVector, TLanes>.Match<ushort, Windowed16>(new(mask, free[0], window), first, found, count, free[0],
                out var matchedFirst, out var displacedFirst);
            JaroWinklerLanes<TVector, TLanes>.Match<ushort, Windowed16>(new(mask + sizeof(TVector), free[1], window), second, found, count, free[1],
                out var matchedSecond, out var displacedSecond);
            for (var p = 0; p < 4; p++) equal[p] = TLanes.Part(first[p], second[p]).Low;
            *(TVector*)(codes + part) = counts.Code(TLanes.Part(matchedFirst, matchedSecond), TLanes.Part(displacedFirst, displacedSecond));
            *(TVector*)(prefixes + part) = counts.PrefixLength(equal);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(byte* to, ulong bits)
    {
        if (sizeof(TVector) == sizeof(ulong) * 8) *(ulong*)to = bits;
        else *(uint*)to = (uint)bits;
    }

    private static int Reach(int position, int window) => ((1 << (position + window + 1)) - 1) & ~((1 << Math.Max(0, position - window)) - 1);

    // Words are filled up with zeros, which equal one another: only the shorter word's own places count.
    private readonly struct Windowed(byte* masks, TVector free, int window) : IMasks<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector At(int position) =>
            TLanes.And(TLanes.And(*(TVector*)(masks + position * Pairs), free), TLanes.Fill((byte)Reach(position, window)));
    }

    private readonly struct Windowed16(byte* masks, TVector free, int window) : IMasks<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector At(int position) =>
            TLanes.And(TLanes.And(*(TVector*)(masks + position * Row16), free), TLanes.Fill((ushort)Reach(position, window)));
    }
}
