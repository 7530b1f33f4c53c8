using System.Runtime.CompilerServices;

namespace SatuPintu.Linkage.Engine;

/// <summary>Sorts by counting, digit by digit from the lowest; equal keys stay in order.</summary>
internal static class RadixSort
{
    private const int Digit = 11;
    private const int Buckets = 1 << Digit;
    private const int Small = 1 << 12;

    /// <summary>Sorts by the upper 32 bits; of equal ones the order stays.</summary>
    public static void ByUpperHalf(ulong[] items)
    {
        if (items.Length < Small) Stable(items);
        else Passes(items, 32, 64);
    }

    /// <summary>Sorts by all 64 bits.</summary>
    public static void ByAll(ulong[] items)
    {
        if (items.Length < Small) Array.Sort(items);
        else Passes(items, 0, 64);
    }

    // For few items: the place each came from takes the part of the lower half.
    private static void Stable(ulong[] items)
    {
        var keys = new ulong[items.Length];
        for (var i = 0; i < items.Length; i++) keys[i] = items[i] & 0xFFFFFFFF00000000 | (uint)i;
        Array.Sort(keys, items);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Passes(ulong[] items, int from, int to)
    {
        var source = items;
        var target = GC.AllocateUninitializedArray<ulong>(items.Length);
        var starts = new int[Buckets];
        for (var shift = from; shift < to; shift += Digit)
        {
            Array.Clear(starts);
            foreach (var item in source) starts[(int)(item >> shift) & (Buckets - 1)]++;
            if (starts[(int)(source[0] >> shift) & (Buckets - 1)] == source.Length) continue;
            var sum = 0;
            for (var b = 0; b < Buckets; b++)
            {
                var count = starts[b];
                starts[b] = sum;
                sum += count;
            }
            foreach (var item in source) target[starts[(int)(item >> shift) & (Buckets - 1)]++] = item;
            (source, target) = (target, source);
        }
        if (!ReferenceEquals(source, items)) source.CopyTo(items, 0);
    }
}
