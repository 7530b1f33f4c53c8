using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SatuPintu.Linkage.Comparisons;

public static partial class JaroWinkler
{
    // Codes are made for this many blocks and then turned into values, so that they are still in the nearest cache.
    private const int BatchBlocks = 32;
    private const int BatchWords = BatchBlocks * WordPack.BlockWords;

    /// <summary>Compares one word with every word of a pack: result[i] is the similarity of <paramref name="query"/> and word i,
    /// rounded to single precision.</summary>
    /// <remarks>Fastest for words of up to 8 bytes, and when words of one length follow one another in the pack.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="result"/> is shorter than the pack.</exception>
    public static void Similarities(ReadOnlySpan<byte> query, WordPack words, Span<float> result)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(result.Length, words.Count, nameof(result));
        if (query.Length is 0 or > WordPack.LongestPacked || !Lanes256.IsSupported)
        {
            for (var word = 0; word < words.Count; word++) result[word] = (float)Similarity(query, words.Word(word));
            return;
        }
        foreach (var word in words.WordsApart) result[word] = (float)Similarity(query, words.Word(word));
        if (Lanes512.IsSupported) OfBlocks<Vector512<byte>, Lanes512>(query, words, result);
        else OfBlocks<Vector256<byte>, Lanes256>(query, words, result);
    }

    /// <summary>Compares pairs of words of a pack: result[i] is the similarity of words left[i] and right[i], rounded to single precision.</summary>
    /// <exception cref="ArgumentException">There are not as many right words as left ones.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer results than pairs, or there is no such word.</exception>
    [SkipLocalsInit]
    public static unsafe void Similarities(WordPack words, ReadOnlySpan<int> left, ReadOnlySpan<int> right, Span<float> result)
    {
        if (right.Length != left.Length) throw new ArgumentException("There must be as many right words as left ones.", nameof(right));
        ArgumentOutOfRangeException.ThrowIfLessThan(result.Length, left.Length, nameof(result));
        if (Lanes512.IsSupported) OfPairs<Vector512<byte>, Lanes512>(words, left, right, result);
        else if (Lanes256.IsSupported) OfPairs<Vector256<byte>, Lanes256>(words, left, right, result);
        else
        {
            for (var i = 0; i < left.Length; i++)
            {
                if ((uint)left[i] >= (uint)words.Count || (uint)right[i] >= (uint)words.Count) throw NoWord(words);
                result[i] = (float)Similarity(words.Word(left[i]), words.Word(right[i]));
            }
        }
    }

    private static ArgumentOutOfRangeException NoWord(WordPack words) =>
        new(nameof(words), words.Count, "A pair names a word that is not there.");

    [SkipLocalsInit]
    internal static unsafe void OfPairs<TVector, TLanes>(WordPack words, ReadOnlySpan<int> left, ReadOnlySpan<int> right, Span<float> result)
        where TVector : unmanaged where TLanes : struct, ILanes<TVector>
    {
        var stack = stackalloc byte[JaroWinklerPairs<TVector, TLanes>.Room + sizeof(TVector)];
        var room = (byte*)(((nuint)stack + (nuint)sizeof(TVector) - 1) & ~((nuint)sizeof(TVector) - 1));
        fixed (byte* slots = words.Slots)
        fixed (int* first = left, second = right)
        fixed (float* to = result, narrow = JaroWinklerScores.NarrowScores, wide = JaroWinklerScores.WideScores)
        {
            var pairs = new JaroWinklerPairs<TVector, TLanes>(room, new()
            {
                Slots = slots,
                NarrowScores = narrow,
                WideScores = wide,
                Left = first,
                Right = second,
                Result = to,
            });
            const int Chunk = JaroWinklerPairs<TVector, TLanes>.Chunk;
            for (var from = 0; from < left.Length; from += Chunk)
                if (!pairs.Compare(words, from, Math.Min(Chunk, left.Length - from))) throw NoWord(words);
        }
    }

    [SkipLocalsInit]
    internal static unsafe void OfBlocks<TVector, TLanes>(ReadOnlySpan<byte> query, WordPack words, Span<float> result)
        where TVector : unmanaged where TLanes : struct, ILanes<TVector>
    {
        var stack = stackalloc byte[JaroWinklerLanes<TVector, TLanes>.Room * sizeof(TVector) + 2 * BatchWords + sizeof(TVector)];
        var room = (TVector*)(((nuint)stack + (nuint)sizeof(TVector) - 1) & ~((nuint)sizeof(TVector) - 1));
        var codes = (byte*)(room + JaroWinklerLanes<TVector, TLanes>.Room);
        var prefixes = codes + BatchWords;
        var tables = new QueryTables(query);
        var narrow = query.Length <= 8;
        fixed (byte* blocks = &words.Blocks[words.FirstBlock])
        fixed (int* order = words.Order)
        fixed (float* to = result)
        {
            foreach (var group in words.Groups)
            {
                int shorter = Math.Min(query.Length, group.Length), longer = Math.Max(query.Length, group.Length);
                fixed (float* scores = narrow ? JaroWinklerScores.NarrowScores[JaroWinklerScores.NarrowRow(shorter, longer)..]
                    : JaroWinklerScores.WideScores[JaroWinklerScores.WideRow(shorter, longer)..])
                {
                    for (var block = 0; block < group.Blocks; block += BatchBlocks)
                    {
                        var some = Math.Min(BatchBlocks, group.Blocks - block);
                        var data = blocks + group.Data + (nint)block * group.Length * WordPack.PositionBytes;
                        var numbers = order + group.Place + block * WordPack.BlockWords;
                        var count = Math.Min(BatchWords, group.Words - block * WordPack.BlockWords);
                        if (narrow)
                        {
                            JaroWinklerLanes<TVector, TLanes>.Narrow(tables, group.Length, data, some, room, codes);
                            if (group.InRow) WriteInRow(codes, scores, count, to + *numbers);
                            else Write(codes, scores, count, numbers, to);
                        }
                        else
                        {
                            JaroWinklerLanes<TVector, TLanes>.Wide(tables, group.Length, data, some, room, codes, prefixes);
                            for (var i = 0; i < count; i++) to[numbers[i]] = scores[prefixes[i] * JaroWinklerScores.WideEntries + codes[i]];
                        }
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void WriteInRow(byte* codes, float* scores, int count, float* result)
    {
        var end = result + count;
        for (; result <= end - 8; result += 8, codes += 8)
        {
            result[0] = scores[codes[0]];
            result[1] = scores[codes[1]];
            result[2] = scores[codes[2]];
            result[3] = scores[codes[3]];
            result[4] = scores[codes[4]];
            result[5] = scores[codes[5]];
            result[6] = scores[codes[6]];
            result[7] = scores[codes[7]];
        }
        for (; result < end; result++, codes++) *result = scores[*codes];
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Write(byte* codes, float* scores, int count, int* numbers, float* result)
    {
        var end = numbers + count;
        for (; numbers <= end - 4; numbers += 4, codes += 4)
        {
            // Four codes in one read, since reads are what this loop is short of.
            var four = *(uint*)codes;
            result[(uint)numbers[0]] = scores[(byte)four];
            result[(uint)numbers[1]] = scores[(byte)(four >> 8)];
            result[(uint)numbers[2]] = scores[(byte)(four >> 16)];
            result[(uint)numbers[3]] = scores[four >> 24];
        }
        for (; numbers < end; numbers++, codes++) result[*numbers] = scores[*codes];
    }
}
