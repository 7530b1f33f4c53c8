using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SatuPintu.Linkage.Comparisons;

/// <summary>
/// Jaro-Winkler lane by lane: every lane of a vector is a pair of words, every bit of a lane a position of one of its words (the
/// query); the positions of the other word (the candidate) are taken one after another.
/// </summary>
/// <remarks>
/// Matching the first free equal letter is taking the lowest bit of a mask. Since the k-th matched letters of two words are never
/// further apart than the window, the same masks then tell whether the k-th matched letters are equal.
/// </remarks>
internal static unsafe class JaroWinklerLanes<TVector, TLanes> where TVector : unmanaged where TLanes : struct, ILanes<TVector>
{
    private const int MostPositions = WordPack.LongestPacked;

    /// <summary>Vectors that <see cref="Narrow"/> and <see cref="Wide"/> need to work in.</summary>
    public const int Room = 6 * MostPositions + 2;

    /// <summary>Matches the letters of all candidates.</summary>
    /// <param name="masks">For each position of the candidates, the query's positions in reach that hold the same letter.</param>
    /// <param name="equal">Gets them, a vector for each position.</param>
    /// <param name="found">Room for as many vectors.</param>
    /// <param name="count">How many positions there are.</param>
    /// <param name="free">The query's positions that may be matched at all.</param>
    /// <param name="matched">The query's matched positions.</param>
    /// <param name="displaced">Those of them whose letter differs from the candidate's matched letter of the same rank.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Match<T, TMasks>(TMasks masks, TVector* equal, TVector* found, int count, TVector free, out TVector matched, out TVector displaced)
        where T : unmanaged where TMasks : struct, IMasks<TVector>
    {
        var left = free;
        for (var p = 0; p < count; p++)
        {
            var same = masks.At(p);
            equal[p] = same;
            var candidates = TLanes.And(same, left);
            found[p] = TLanes.OneIfAny<T>(candidates);
            left = TLanes.Xor(left, TLanes.And(candidates, TLanes.Subtract<T>(default, candidates)));
        }
        matched = TLanes.Xor(free, left);
        var rest = matched;
        displaced = matched;
        for (var p = 0; p < count; p++)
        {
            // Takes away the lowest bit where the candidate's letter was matched: x & (x − 1), or x & x.
            var after = TLanes.And(rest, TLanes.Subtract<T>(rest, found[p]));
            var lowest = TLanes.Xor(rest, after);
            displaced = TLanes.Xor(displaced, TLanes.And(lowest, equal[p]));
            rest = after;
        }
    }

    /// <summary>Codes (<see cref="JaroWinklerScores.NarrowCode"/>) of a query of up to 8 bytes with words of one length.</summary>
    /// <param name="query">The query.</param>
    /// <param name="length">Bytes of each word.</param>
    /// <param name="data">The blocks.</param>
    /// <param name="blocks">How many.</param>
    /// <param name="room"><see cref="Room"/> aligned vectors.</param>
    /// <param name="codes">Gets a byte for each word, aligned.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Narrow(in QueryTables query, int length, byte* data, int blocks, TVector* room, byte* codes)
    {
        TVector* windows = room, equal = windows + MostPositions, found = equal + MostPositions;
        var count = query.Positions(length, out var reach);
        for (var p = 0; p < count; p++) windows[p] = TLanes.Fill((byte)query.Window(p, reach));
        // The prefix looks at four positions whatever the length.
        for (var p = count; p < 4; p++) equal[p] = default;
        var free = TLanes.Fill((byte)query.All);
        var counts = new Counts();
        var masks = new NarrowMasks(TLanes.Table(query.LowHalves0), TLanes.Table(query.HighHalves0), windows);

        var stride = length * WordPack.PositionBytes;
        for (var end = data + (nint)stride * blocks; data < end; data += stride)
        {
            for (var part = 0; part < WordPack.BlockWords; part += sizeof(TVector), codes += sizeof(TVector))
            {
                masks.Data = data + part;
                Match<byte, NarrowMasks>(masks, equal, found, count, free, out var matched, out var displaced);
                *(TVector*)codes = counts.Narrow(matched, displaced, equal);
            }
        }
    }

    /// <summary>The same for a query of up to 16 bytes: a code (<see cref="JaroWinklerScores.WideCode"/>) and a length of the prefix for each word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Wide(in QueryTables query, int length, byte* data, int blocks, TVector* room, byte* codes, byte* prefixLengths)
    {
        TVector* windows = room, windows1 = windows + MostPositions, equal = windows1 + MostPositions, first = equal + MostPositions,
            second = first + MostPositions, found = second + MostPositions;
        var count = query.Positions(length, out var reach);
        for (var p = 0; p < count; p++)
        {
            windows[p] = TLanes.Fill((byte)query.Window(p, reach));
            windows1[p] = TLanes.Fill((byte)(query.Window(p, reach) >> 8));
        }
        for (var p = count; p < 4; p++) equal[p] = default;
        var free = TLanes.Fill(query.All);
        var counts = new WideCounts();
        var low = new NarrowMasks(TLanes.Table(query.LowHalves0), TLanes.Table(query.HighHalves0), windows);
        var high = new NarrowMasks(TLanes.Table(query.LowHalves1), TLanes.Table(query.HighHalves1), windows1);

        var stride = length * WordPack.PositionBytes;
        for (var end = data + (nint)stride * blocks; data < end; data += stride)
        {
            for (var part = 0; part < WordPack.BlockWords; part += sizeof(TVector), codes += sizeof(TVector), prefixLengths += sizeof(TVector))
            {
                low.Data = high.Data = data + part;
                for (var p = 0; p < count; p++)
                {
                    equal[p] = low.At(p);
                    (first[p], second[p]) = TLanes.Join(equal[p], high.At(p));
                }
                Match<ushort, Stored>(new(first), first, found, count, free, out var matchedFirst, out var displacedFirst);
                Match<ushort, Stored>(new(second), second, found, count, free, out var matchedSecond, out var displacedSecond);
                *(TVector*)codes = counts.Code(TLanes.Part(matchedFirst, matchedSecond), TLanes.Part(displacedFirst, displacedSecond));
                *(TVector*)prefixLengths = counts.PrefixLength(equal);
            }
        }
    }

    /// <summary>Turns bits into codes.</summary>
    public readonly struct Counts()
    {
        private readonly TVector ones = TLanes.Table(Vector128.Create((byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4));
        private readonly TVector halves = TLanes.Table(Vector128.Create((byte)0, 0, 9, 9, 18, 18, 27, 27, 36, 0, 0, 0, 0, 0, 0, 0));
        private readonly TVector prefixes = TLanes.Table(Vector128.Create((byte)0, 45, 0, 90, 0, 45, 0, 135, 0, 45, 0, 90, 0, 45, 0, 180));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Narrow(TVector matched, TVector displaced, TVector* equal)
        {
            var code = TLanes.Add<byte>(Ones(matched, ones), TLanes.LookUp(halves, Ones(displaced, ones)));
            return TLanes.Add<byte>(code, TLanes.LookUp(prefixes, Prefix(equal)));
        }
    }

    /// <summary>Turns bits of 16-bit lanes, given in two vectors of bytes, into codes.</summary>
    public readonly struct WideCounts()
    {
        private readonly TVector ones = TLanes.Table(Vector128.Create((byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4));
        // Counts of 1 to 16: a table has sixteen entries, and 0 less one is looked up as 0.
        private readonly TVector halves = TLanes.Table(Vector128.Create((byte)0, 17, 17, 34, 34, 51, 51, 68, 68, 85, 85, 102, 102, 119, 119, 136));
        private readonly TVector prefixes = TLanes.Table(Vector128.Create((byte)0, 1, 0, 2, 0, 1, 0, 3, 0, 1, 0, 2, 0, 1, 0, 4));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Code((TVector Low, TVector High) matched, (TVector Low, TVector High) displaced)
        {
            var count = TLanes.Add<byte>(Ones(matched.Low, ones), Ones(matched.High, ones));
            var moved = TLanes.Add<byte>(Ones(displaced.Low, ones), Ones(displaced.High, ones));
            return TLanes.Add<byte>(count, TLanes.LookUp(halves, TLanes.Subtract<byte>(moved, TLanes.Fill((byte)1))));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector PrefixLength(TVector* equal) => TLanes.LookUp(prefixes, Prefix(equal));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Ones(TVector a, TVector table)
    {
        var low = TLanes.And(a, TLanes.Fill((byte)15));
        return TLanes.Add<byte>(TLanes.LookUp(table, low), TLanes.LookUp(table, TLanes.HighHalves(a)));
    }

    /// <summary>Bit p for each of the first four positions that hold the same letter in both words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Prefix(TVector* equal)
    {
        var same = TLanes.Or(TLanes.And(equal[0], TLanes.Fill((byte)1)), TLanes.And(equal[1], TLanes.Fill((byte)2)));
        same = TLanes.Or(same, TLanes.And(equal[2], TLanes.Fill((byte)4)));
        return TLanes.Or(same, TLanes.And(equal[3], TLanes.Fill((byte)8)));
    }

    private struct NarrowMasks(TVector low, TVector high, TVector* windows) : IMasks<TVector>
    {
        public byte* Data { get; set; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly TVector At(int position)
        {
            var letters = Data + (nint)position * WordPack.PositionBytes;
            var lowHit = TLanes.LookUp(low, *(TVector*)letters);
            var highHit = TLanes.LookUp(high, *(TVector*)(letters + WordPack.BlockWords));
            return TLanes.And(TLanes.And(lowHit, highHit), windows[position]);
        }
    }

    /// <summary>Masks that stand in memory.</summary>
    public readonly struct Stored(TVector* masks) : IMasks<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector At(int position) => masks[position];
    }
}

/// <summary>For each position of the candidates, the query's positions in reach that hold the same letter.</summary>
internal interface IMasks<TVector>
{
    TVector At(int position);
}
