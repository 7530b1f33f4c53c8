using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SatuPintu.Linkage.Comparisons;

/// <summary>Jaro-Winkler of chosen pairs of a pack: pairs whose window is the same are collected, and 64 of them compared together.</summary>
/// <remarks>The letter at one position of several words is compared with all the letters of their partners in one instruction; the bits that
/// it answers stand, stored one after another, as the masks that <see cref="JaroWinklerLanes{TVector, TLanes}"/> takes.</remarks>
internal readonly unsafe ref struct JaroWinklerPairs<TVector, TLanes> where TVector : unmanaged where TLanes : struct, ILanes<TVector>
{
    /// <summary>Bytes to work in, aligned to a vector.</summary>
    public const int Room = Bucket + Scratch + Kinds * Pairs * sizeof(int);

    private const int Pairs = 64;
    private const int Windows = 8;
    private const int Row16 = 2 * Pairs;
    private const int Kinds = 2 * Windows;
    private const int Positions = WordPack.LongestPacked;

    // A bucket: the shorter words, the longer words in two halves, the places of the shorter words, rows of scores, places of results.
    private const int Longer = Pairs * 16, Free = Longer + Pairs * 16, Rows = Free + Pairs * 2, Targets = Rows + Pairs * 4, Bucket = Targets + Pairs * 4;
    private const int Scratch = 2 * Pairs + Positions * (2 * Pairs + 4 * 64);

    private readonly byte* bucket;
    private readonly byte* scratch;
    private readonly int* waiting;
    private readonly ReadOnlySpan<byte> lengths;
    private readonly ReadOnlySpan<int> left;
    private readonly ReadOnlySpan<int> right;
    private readonly Memory memory;

    /// <summary>What a comparison reads and writes: the slots of the words, the tables of <see cref="JaroWinklerScores"/>, the results.</summary>
    public readonly struct Memory
    {
        public required byte* Slots { get; init; }
        public required float* NarrowScores { get; init; }
        public required float* WideScores { get; init; }
        public required float* Result { get; init; }
    }

    public JaroWinklerPairs(byte* room, WordPack words, ReadOnlySpan<int> left, ReadOnlySpan<int> right, Memory memory)
    {
        bucket = room;
        scratch = room + Bucket;
        waiting = (int*)(scratch + Scratch);
        lengths = words.Lengths;
        this.left = left;
        this.right = right;
        this.memory = memory;
    }

    /// <summary>Compares all pairs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Compare(WordPack words)
    {
        var filled = stackalloc int[Kinds];
        new Span<int>(filled, Kinds).Clear();
        for (var i = 0; i < left.Length; i++)
        {
            // Which is the longer is hard to predict, so arithmetic chooses and not branches, here and below.
            int lengthA = lengths[left[i]], lengthB = lengths[right[i]], more = lengthB - lengthA;
            int shorter = lengthA + (more & (more >> 31)), longer = lengthB - (more & (more >> 31));
            if (longer == WordPack.Apart)
            {
                memory.Result[i] = (float)JaroWinkler.Similarity(words.Word(left[i]), words.Word(right[i]));
                continue;
            }
            // The window is one less than half the longer, but not below 0.
            var kind = (longer >> 1) - 1 + ((longer - 2) >>> 31) + (((8 - shorter) >> 31) & Windows);
            var place = filled[kind];
            waiting[kind * Pairs + place] = i;
            filled[kind] = place + 1;
            Sse.Prefetch0(memory.Slots + (nint)left[i] * 16);
            Sse.Prefetch0(memory.Slots + (nint)right[i] * 16);
            if (place < Pairs - 1) continue;
            Flush(kind, Pairs);
            filled[kind] = 0;
        }
        for (var kind = 0; kind < Kinds; kind++)
            if (filled[kind] > 0) Flush(kind, filled[kind]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Flush(int kind, int count)
    {
        var places = waiting + kind * Pairs;
        byte* codes = scratch, prefixes = scratch + Pairs;
        var vectors = (TVector*)(scratch + 2 * Pairs);
        var rows = (int*)(bucket + Rows);
        if (kind < Windows)
        {
            for (var k = 0; k < count; k++)
            {
                Sort(places[k], out var shortLetters, out var longLetters, out var shorter, out var longer);
                ((ulong*)bucket)[k] = *(ulong*)shortLetters;
                ((ulong*)(bucket + Longer))[k] = *(ulong*)longLetters;
                ((ulong*)(bucket + Longer + Pairs * 8))[k] = *(ulong*)(longLetters + 8);
                (bucket + Free)[k] = (byte)((1 << shorter) - 1);
                rows[k] = JaroWinklerScores.NarrowRow(shorter, longer);
            }
            Narrow(bucket, kind, vectors, codes);
            for (var k = 0; k < count; k++) memory.Result[places[k]] = memory.NarrowScores[rows[k] + codes[k]];
            return;
        }
        for (var k = 0; k < count; k++)
        {
            Sort(places[k], out var shortLetters, out var longLetters, out var shorter, out var longer);
            Vector128.Store(Vector128.Load(shortLetters), bucket + k * 16);
            Vector128.Store(Vector128.Load(longLetters), bucket + Longer + k * 16);
            *(ushort*)(bucket + Free + Lane16(k)) = (ushort)((1 << shorter) - 1);
            rows[k] = JaroWinklerScores.WideRow(shorter, longer);
        }
        Wide(bucket, kind - Windows, vectors, codes, prefixes);
        for (var k = 0; k < count; k++)
            memory.Result[places[k]] = memory.WideScores[rows[k] + prefixes[k] * JaroWinklerScores.WideEntries + codes[k]];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Sort(int pair, out byte* shortLetters, out byte* longLetters, out int shorter, out int longer)
    {
        int a = left[pair], b = right[pair], lengthA = lengths[a], lengthB = lengths[b], more = lengthB - lengthA, sign = more >> 31;
        shorter = lengthA + (more & sign);
        longer = lengthB - (more & sign);
        var swap = (a ^ b) & sign;
        shortLetters = memory.Slots + (nint)(a ^ swap) * 16;
        longLetters = memory.Slots + (nint)(b ^ swap) * 16;
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
    private static void Narrow(byte* bucket, int window, TVector* vectors, byte* codes)
    {
        var count = Math.Min(LongestFor(window), 8 + window);
        var masks = (byte*)vectors;
        TVector* equal = (TVector*)(masks + Positions * Pairs), found = equal + Positions;
        // A letter in place of all the letters of its word, of two words in a table of sixteen.
        var word = TLanes.Table(Vector128.Create(0UL, 0x0808080808080808).AsByte());
        for (var pair = 0; pair < Pairs; pair += sizeof(TVector) / 8)
        {
            var shorter = *(TVector*)(bucket + pair * 8);
            for (var p = 0; p < count; p++)
            {
                var longer = *(TVector*)(bucket + Longer + (p & 8) * Pairs + pair * 8);
                Store(masks + p * Pairs + pair, TLanes.EqualBits(shorter, TLanes.LookUp(longer, TLanes.Or(word, TLanes.Fill((byte)(p & 7))))));
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
