using System.Runtime.CompilerServices;

namespace SatuPintu.Linkage.Engine;

/// <summary>Sorts by counting, digit by digit from the lowest; equal keys stay in order.</summary>
internal static class RadixSort
{
    private const int Digit = 11;
    private const int Buckets = 1 << Digit;
    private const int Small = 1 << 12;
    // So many are worth more than one thread.
    private const int Shared = 1 << 16;

    /// <summary>Sorts by the upper 32 bits; of equal ones the order stays.</summary>
    public static void ByUpperHalf(ulong[] items, int workers)
    {
        if (items.Length < Small) Stable(items);
        else Passes(items, 32, 64, items.Length < Shared ? 1 : workers);
    }

    /// <summary>Sorts by all 64 bits.</summary>
    public static void ByAll(ulong[] items)
    {
        if (items.Length < Small) Array.Sort(items);
        else Passes(items, 0, 64, 1);
    }

    // For few items: the place each came from takes the part of the lower half.
    private static void Stable(ulong[] items)
    {
        var keys = new ulong[items.Length];
        for (var i = 0; i < items.Length; i++) keys[i] = items[i] & 0xFFFFFFFF00000000 | (uint)i;
        Array.Sort(keys, items);
    }

    // Each worker counts and then moves a stretch of its own; of equal digits those of an earlier stretch come first.
    private static void Passes(ulong[] items, int from, int to, int workers)
    {
        var source = items;
        var target = GC.AllocateUninitializedArray<ulong>(items.Length);
        var starts = new int[workers][];
        for (var w = 0; w < workers; w++) starts[w] = new int[Buckets];
        for (var shift = from; shift < to; shift += Digit)
        {
            var (read, write, by) = (source, target, shift);
            Each(workers, w => Count(Stretch(read, w, workers), by, starts[w]));
            if (!Begin(starts, items.Length)) continue;
            Each(workers, w => Move(Stretch(read, w, workers), write, by, starts[w]));
            (source, target) = (target, source);
        }
        if (!ReferenceEquals(source, items)) source.CopyTo(items, 0);
    }

    private static void Each(int workers, Action<int> work)
    {
        if (workers == 1) work(0);
        else Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, work);
    }

    private static ReadOnlySpan<ulong> Stretch(ulong[] items, int worker, int workers)
    {
        int begin = (int)((long)items.Length * worker / workers), end = (int)((long)items.Length * (worker + 1) / workers);
        return items.AsSpan(begin, end - begin);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Count(ReadOnlySpan<ulong> items, int shift, int[] counts)
    {
        Array.Clear(counts);
        foreach (var item in items) counts[(int)(item >> shift) & (Buckets - 1)]++;
    }

    /// <summary>Turns counts into the places where each worker begins to write each digit; false where all have one digit.</summary>
    private static bool Begin(int[][] counts, int all)
    {
        var sum = 0;
        for (var b = 0; b < Buckets; b++)
        {
            var before = sum;
            foreach (var of in counts) (of[b], sum) = (sum, sum + of[b]);
            if (sum - before == all) return false;
        }
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Move(ReadOnlySpan<ulong> items, ulong[] target, int shift, int[] starts)
    {
        foreach (var item in items) target[starts[(int)(item >> shift) & (Buckets - 1)]++] = item;
    }
}
