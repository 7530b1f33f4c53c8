using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SatuPintu.Linkage.Fields;

namespace SatuPintu.Linkage.Engine;

/// <summary>
/// For every record its hash in each blocking key, side by side; equal hashes (and not 0) meet. Blocks that are too large are split by
/// other properties, and what cannot be split is cut into runs of neighbours, so that no block is dropped and none is scored in full.
/// </summary>
internal sealed partial class KeyTable
{
    private const int LargestBlock = 96;
    private const int Run = 24;
    private const int Refinements = 4;
    // Rows are padded to whole vectors, so that whether an earlier key joins a pair is one comparison.
    private const int Lane = 8;
    private const int KeepHashesTo = 2_000_000;

    private uint[] hashes;
    // Hashes a record that are in memory: all keys, or the one that is being filled and that of the overlaps.
    private readonly int stride;
    private SpilledRows? spilled;
    private readonly int[] telling;
    private readonly bool compareAll;
    private readonly IReadOnlyList<bool>? active;
    private readonly RowTable rows;
    private readonly IReadOnlyList<RecordAttribute> attributes;
    private readonly IReadOnlyList<FieldColumn> columns;

    public KeyTable(RowTable rows, IReadOnlyList<FieldColumn> columns, IReadOnlyList<RecordAttribute> attributes, IReadOnlyList<PlannedKey> keys, bool compareAll, bool oneAtATime = false, IReadOnlyList<bool>? active = null)
    {
        this.compareAll = compareAll;
        this.active = active;
        this.rows = rows;
        this.columns = columns;
        this.attributes = attributes;
        Keys = keys;
        telling = [.. Enumerable.Range(0, columns.Count).OrderBy(c => columns[c].EqualByChance.Sum()).ThenBy(c => columns[c].Name, StringComparer.Ordinal)];
        // The last key holds the overlaps of runs that the others were cut into.
        Count = keys.Count + 1;
        Width = (Count + Lane - 1) / Lane * Lane;
        stride = oneAtATime ? 2 : Width;
        hashes = new uint[checked(rows.Count * (long)stride)];
        Predicted = new long[Count];
        SplitBlocks = new int[Count];
    }

    /// <summary>The keys as planned; one more, of overlaps, comes after them.</summary>
    public IReadOnlyList<PlannedKey> Keys { get; }

    /// <summary>The properties that keys are made of.</summary>
    public IReadOnlyList<RecordAttribute> Attributes => attributes;

    /// <summary>How many keys there are.</summary>
    public int Count { get; }

    /// <summary>Hashes a record, padding included.</summary>
    public int Width { get; }

    /// <summary>By key, the pairs of its blocks.</summary>
    public long[] Predicted { get; }

    /// <summary>By key, the blocks that were split.</summary>
    public int[] SplitBlocks { get; }

    /// <summary>The name of a key.</summary>
    public string NameOf(int key) => key < Keys.Count ? Keys[key].Name : compareAll ? "all pairs" : "neighbours";

    /// <summary>Asks for the hashes of a record ahead of their use.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int record)
    {
        if (spilled is null) Memory.Prefetch(hashes, record * Width, Width);
    }

    /// <summary>The hashes of a record.</summary>
    public ReadOnlySpan<uint> this[int record] => spilled is null ? hashes.AsSpan(record * Width, Width) : spilled.Hashes(record);

    /// <summary>Whether one of the first keys joins two records, given their hashes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Joined(ReadOnlySpan<uint> a, ReadOnlySpan<uint> b, int before)
    {
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(b);
        for (var k = 0; k < before; k += Lane)
        {
            var left = Vector256.LoadUnsafe(ref x, (nuint)k);
            var equal = Vector256.AndNot(Vector256.Equals(left, Vector256.LoadUnsafe(ref y, (nuint)k)), Vector256.Equals(left, Vector256<uint>.Zero));
            var bits = equal.ExtractMostSignificantBits();
            if (before - k < Lane) bits &= (1u << (before - k)) - 1;
            if (bits != 0) return true;
        }
        return false;
    }

    /// <summary>Fills one key and returns its records in the order of their blocks, packed as hash and number. Keys are filled in order.</summary>
    public ulong[] Fill(int key, int workers)
    {
        if (key < Keys.Count)
        {
            var order = FillPlanned(key, workers);
            if (Split(key, order)) order = Order(key, workers);
            CountPairs(key, order);
            return order;
        }
        var place = PlaceOf(key);
        if (compareAll) for (var r = 0; r < rows.Count; r++) hashes[r * stride + place] = 1;
        var overlaps = Order(key, workers);
        CountPairs(key, overlaps);
        return overlaps;
    }

    private int PlaceOf(int key) => stride == Width ? key : key < Keys.Count ? 0 : 1;

    private ulong[] FillPlanned(int key, int workers)
    {
        var parts = Keys[key].Attributes.Select(a => (attributes[a].Field, Hashes: attributes[a].Hashes(columns[attributes[a].Field].ValueCount, workers))).ToArray();
        var place = PlaceOf(key);
        const int Slice = 1 << 15;
        var slices = (rows.Count + Slice - 1) / Slice;
        var packed = GC.AllocateUninitializedArray<ulong>(rows.Count);
        var counts = new int[slices];
        Parallel.For(0, slices, new ParallelOptions { MaxDegreeOfParallelism = workers }, slice =>
        {
            var end = Math.Min(rows.Count, (slice + 1) * Slice);
            var at = slice * Slice;
            for (var r = slice * Slice; r < end; r++)
            {
                var hash = active is null || active[r] ? Hash(rows[r], parts) : 0;
                hashes[r * stride + place] = hash;
                if (hash != 0) packed[at++] = (ulong)hash << 32 | (uint)r;
            }
            counts[slice] = at - slice * Slice;
        });
        // What a later key needs again is computed again: the hashes of many millions of values are not kept.
        foreach (var attribute in Keys[key].Attributes) ForgetIfMany(rows, attributes[attribute]);
        var order = GC.AllocateUninitializedArray<ulong>(counts.Sum());
        var next = 0;
        for (var slice = 0; slice < slices; slice++)
        {
            packed.AsSpan(slice * Slice, counts[slice]).CopyTo(order.AsSpan(next));
            next += counts[slice];
        }
        RadixSort.ByUpperHalf(order, workers);
        return order;
    }

    /// <summary>Lets the hashes of a property go where records are many.</summary>
    public static void ForgetIfMany(RowTable rows, RecordAttribute attribute)
    {
        if (rows.Count > KeepHashesTo) attribute.Forget();
    }

    private static uint Hash(ReadOnlySpan<int> cells, (int Field, ulong[] Hashes)[] parts)
    {
        ulong hash = 0;
        foreach (var part in parts)
        {
            var of = part.Hashes[cells[part.Field]];
            if (of == 0) return 0;
            hash = Blocking.Hashing.Mix(hash, of);
        }
        return Short(hash);
    }

    /// <summary>The half of a hash that is kept; not 0.</summary>
    public static uint Short(ulong hash)
    {
        var upper = (uint)(hash >> 32);
        return upper == 0 ? 1 : upper;
    }

    /// <summary>The records that have a key, by hash and then by number.</summary>
    public ulong[] Order(int key, int workers)
    {
        var place = PlaceOf(key);
        var count = 0;
        for (var r = 0; r < rows.Count; r++) if (hashes[r * stride + place] != 0) count++;
        var order = new ulong[count];
        var next = 0;
        for (var r = 0; r < rows.Count; r++)
        {
            var hash = hashes[r * stride + place];
            if (hash != 0) order[next++] = (ulong)hash << 32 | (uint)r;
        }
        RadixSort.ByUpperHalf(order, workers);
        return order;
    }

    /// <summary>Splits the blocks that are too large; false where there was none.</summary>
    private bool Split(int key, ulong[] order)
    {
        var refinements = RefinementsOf(key);
        var found = false;
        for (var start = 0; start < order.Length;)
        {
            var end = End(order, start);
            if (IsTooLarge(order, start, end))
            {
                found = true;
                SplitBlocks[key]++;
                Split(key, Records(order, start, end), hashes[(int)(uint)order[start] * stride + PlaceOf(key)], refinements, 0);
            }
            start = end;
        }
        return found;
    }

    private void Split(int key, int[] records, uint hash, RecordAttribute[] refinements, int depth)
    {
        if (depth == refinements.Length)
        {
            Cut(key, records, hash);
            return;
        }
        var by = refinements[depth];
        var groups = new Dictionary<ulong, List<int>>();
        foreach (var record in records)
        {
            var value = rows[record][by.Field];
            ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, value == 0 ? 0 : by.Hash(value), out _);
            (group ??= []).Add(record);
        }
        foreach (var (common, group) in groups)
        {
            var finer = Short(Blocking.Hashing.Mix(Blocking.Hashing.Mix(hash, (ulong)depth + 1), common));
            if (IsTooLarge(group)) Split(key, [.. group], finer, refinements, depth + 1);
            else foreach (var record in group) hashes[record * stride + PlaceOf(key)] = finer;
        }
    }

    /// <summary>Cuts what cannot be split into runs of neighbours in the order of all values; runs half a length on go to the key of overlaps.</summary>
    private void Cut(int key, int[] records, uint hash)
    {
        Array.Sort(records, ByContent);
        if (rows.IsLink) MixTwins(records);
        for (var i = 0; i < records.Length; i++)
        {
            hashes[records[i] * stride + PlaceOf(key)] = Short(Blocking.Hashing.Mix(hash, (ulong)(i / Run) + 1000));
            ref var overlap = ref hashes[records[i] * stride + PlaceOf(Keys.Count)];
            if (overlap == 0) overlap = Short(Blocking.Hashing.Mix(Blocking.Hashing.Mix(hash, (ulong)key + 77), (ulong)((i + Run / 2) / Run)));
        }
    }

    /// <summary>The order of all values, the most telling field first; values go by what they are, so that their numbers do not matter.</summary>
    private int ByContent(int a, int b)
    {
        ReadOnlySpan<int> left = rows[a], right = rows[b];
        foreach (var c in telling)
        {
            if (left[c] == right[c]) continue;
            return columns[c].ContentOf(left[c]).CompareTo(columns[c].ContentOf(right[c]));
        }
        return a.CompareTo(b);
    }

    /// <summary>Records that hold the same come by number, those of the left list first; spread among each other, each finds partners in its run.</summary>
    private void MixTwins(int[] records)
    {
        for (var start = 0; start < records.Length;)
        {
            int end = start + 1, left = records[start] < rows.LeftCount ? 1 : 0;
            for (; end < records.Length && rows[records[end]].SequenceEqual(rows[records[start]]); end++) if (records[end] < rows.LeftCount) left++;
            var right = end - start - left;
            if (left > 0 && right > 0)
            {
                var twins = records[start..end];
                for (int i = 0, j = 0; i + j < twins.Length;)
                {
                    var takesLeft = j == right || i < left && (long)i * right <= (long)j * left;
                    records[start + i + j] = takesLeft ? twins[i] : twins[left + j];
                    if (takesLeft) i++;
                    else j++;
                }
            }
            start = end;
        }
    }

    /// <summary>Properties by which to split a block of a key: of fields that it does not use, the most even first.</summary>
    private RecordAttribute[] RefinementsOf(int key) => Refine(attributes, key < Keys.Count ? Keys[key].Attributes : []);

    /// <summary>Properties by which to split a block of a key of some properties.</summary>
    public static RecordAttribute[] Refine(IReadOnlyList<RecordAttribute> attributes, int[] key)
    {
        var used = key.Select(a => attributes[a].Field).ToHashSet();
        return [.. attributes.Where(a => !used.Contains(a.Field) && a.ByChance is > 0.0001 and < 0.7)
            .OrderByDescending(a => a.AfterSlip).DistinctBy(a => a.Field).OrderBy(a => Math.Abs(Math.Log10(a.ByChance) + 1.3)).Take(Refinements)];
    }

    private bool IsTooLarge(ulong[] order, int start, int end)
    {
        if (end - start <= LargestBlock) return false;
        if (!rows.IsLink) return true;
        // In a link only pairs across count: the block is sorted by number, left before right.
        var left = 0;
        for (var i = start; i < end; i++) if ((uint)order[i] < (uint)rows.LeftCount) left++;
        return (long)left * (end - start - left) > LargestBlock * LargestBlock / 2;
    }

    private bool IsTooLarge(List<int> records)
    {
        if (records.Count <= LargestBlock) return false;
        if (!rows.IsLink) return true;
        var left = records.Count(r => r < rows.LeftCount);
        return (long)left * (records.Count - left) > LargestBlock * LargestBlock / 2;
    }

    private void CountPairs(int key, ulong[] order)
    {
        for (var start = 0; start < order.Length;)
        {
            var end = End(order, start);
            Predicted[key] += Pairs(order, start, end);
            start = end;
        }
    }

    /// <summary>The pairs of a block.</summary>
    public long Pairs(ulong[] order, int start, int end)
    {
        long count = end - start;
        if (!rows.IsLink) return count * (count - 1) / 2;
        long left = 0;
        while (left < count && (uint)order[start + left] < (uint)rows.LeftCount) left++;
        return left * (count - left);
    }

    /// <summary>Where the block that begins at a place ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int End(ulong[] order, int start)
    {
        var hash = order[start] >> 32;
        var end = start + 1;
        while (end < order.Length && order[end] >> 32 == hash) end++;
        return end;
    }

    private static int[] Records(ulong[] order, int start, int end)
    {
        var records = new int[end - start];
        for (var i = start; i < end; i++) records[i - start] = (int)(uint)order[i];
        return records;
    }
}
