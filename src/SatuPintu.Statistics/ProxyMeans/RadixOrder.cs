using System.Numerics;

namespace SatuPintu.Statistics.ProxyMeans;

/// <summary>
/// Puts many numbers in order by their bits, equal ones as they came; the time grows only with their count. The highest bits that differ
/// part the numbers into buckets, which are small enough to stay near the processor and are put in order by all processors.
/// </summary>
internal static class RadixOrder
{
    private const int BucketBits = 12;
    private const int Bits = 8;
    private const int Digits = 1 << Bits;
    private const int FewToSort = 48;

    /// <summary>The places of the numbers in ascending order; places of NaN are left out.</summary>
    public static int[] Of(ReadOnlySpan<double> values)
    {
        var (count, least, most) = (0, ulong.MaxValue, 0UL);
        foreach (var value in values)
        {
            if (double.IsNaN(value)) continue;
            var key = KeyOf(value);
            least = Math.Min(least, key);
            most = Math.Max(most, key);
            count++;
        }
        if (count == 0) return [];
        var shift = Math.Max(0, 64 - BitOperations.LeadingZeroCount(most - least) - BucketBits);
        var ends = new int[1 << BucketBits];
        foreach (var value in values)
            if (!double.IsNaN(value)) ends[(KeyOf(value) - least) >> shift]++;
        var sum = 0;
        foreach (ref var end in ends.AsSpan()) (end, sum) = (sum, sum + end);
        var (keys, places) = (new ulong[count], new int[count]);
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i])) continue;
            var key = KeyOf(values[i]) - least;
            ref var to = ref ends[key >> shift];
            keys[to] = key;
            places[to++] = i;
        }
        Parallel.For(0, ends.Length, b =>
        {
            var start = b == 0 ? 0 : ends[b - 1];
            Sort(keys.AsSpan(start..ends[b]), places.AsSpan(start..ends[b]), shift);
        });
        return places;
    }

    private static void Sort(Span<ulong> keys, Span<int> places, int bits)
    {
        if (keys.Length <= FewToSort)
        {
            Insert(keys, places);
            return;
        }
        Span<ulong> otherKeys = new ulong[keys.Length];
        Span<int> otherPlaces = new int[keys.Length];
        var starts = new int[Digits];
        var isMoved = false;
        for (var from = 0; from < bits; from += Bits)
        {
            Array.Clear(starts);
            foreach (var key in keys) starts[(key >> from) & (Digits - 1)]++;
            // A digit that all share orders nothing.
            if (starts[(keys[0] >> from) & (Digits - 1)] == keys.Length) continue;
            var sum = 0;
            foreach (ref var start in starts.AsSpan()) (start, sum) = (sum, sum + start);
            for (var i = 0; i < keys.Length; i++)
            {
                ref var to = ref starts[(keys[i] >> from) & (Digits - 1)];
                otherKeys[to] = keys[i];
                otherPlaces[to++] = places[i];
            }
            var sortedKeys = otherKeys;
            otherKeys = keys;
            keys = sortedKeys;
            var sortedPlaces = otherPlaces;
            otherPlaces = places;
            places = sortedPlaces;
            isMoved = !isMoved;
        }
        if (isMoved) places.CopyTo(otherPlaces);
    }

    private static void Insert(Span<ulong> keys, Span<int> places)
    {
        for (var i = 1; i < keys.Length; i++)
        {
            var (key, place, at) = (keys[i], places[i], i);
            for (; at > 0 && keys[at - 1] > key; at--) (keys[at], places[at]) = (keys[at - 1], places[at - 1]);
            (keys[at], places[at]) = (key, place);
        }
    }

    // Bits that order as the numbers do: negative ones turned round, the others behind them; −0 counts as 0.
    private static ulong KeyOf(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value + 0.0);
        return (bits & (1UL << 63)) != 0 ? ~bits : bits | (1UL << 63);
    }
}
