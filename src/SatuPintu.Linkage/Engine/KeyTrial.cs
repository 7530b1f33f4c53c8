using SatuPintu.Linkage.Fields;

namespace SatuPintu.Linkage.Engine;

/// <summary>
/// Tries the keys that were chosen by simulated doubles on the lists themselves: of each key a sample of the blocks is compared, and a key
/// that brings hardly any likely pair that those before it do not bring is passed over. It would cost a walk through all records and
/// find what has been found.
/// </summary>
internal sealed class KeyTrial
{
    // A key that brings fewer new pairs than this, of the likely ones so far, is passed over.
    private const double LeastNew = 0.0005;
    // The sample is such that a key at that limit is expected to show so many; one that shows less than half is under it.
    private const double Evidence = 5;
    private const double FirstPairs = 15_000;
    // Where more of a key would have to be walked, the trial costs more than it saves.
    private const double MostSampled = 0.1;
    private const int LargestBlock = 96;
    private const int Slice = 1 << 14;
    private readonly RowTable rows;
    private readonly IReadOnlyList<FieldColumn> columns;
    private readonly IReadOnlyList<RecordAttribute> attributes;
    private readonly EngineModel model;
    private readonly double leastNew;
    private readonly ParallelOptions parallel;

    public KeyTrial(RowTable rows, IReadOnlyList<FieldColumn> columns, IReadOnlyList<RecordAttribute> attributes, EngineModel model, int workers, CancellationToken cancellation, double leastNew = LeastNew)
    {
        this.rows = rows;
        this.columns = columns;
        this.attributes = attributes;
        this.model = model;
        this.leastNew = leastNew;
        parallel = new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation };
    }

    /// <summary>The keys that bring something, in their order; where the lists are too small for a sample to tell, all of them.</summary>
    public IReadOnlyList<PlannedKey> Keep(IReadOnlyList<PlannedKey> keys)
    {
        var kept = new List<PlannedKey>();
        double likely = 0;
        foreach (var key in keys)
        {
            var share = likely == 0 ? Math.Min(1, FirstPairs / Math.Max(1, key.Expected)) : Evidence / (leastNew * likely);
            if (kept.Count > 0 && share > MostSampled)
            {
                kept.Add(key);
                continue;
            }
            var found = NewPairs(key, share, kept);
            if (kept.Count > 0 && found < Evidence / 2) continue;
            kept.Add(key);
            likely += found / share;
        }
        return kept;
    }

    /// <summary>How many likely pairs the sampled blocks of a key hold that no key kept so far brings.</summary>
    private double NewPairs(PlannedKey key, double share, IReadOnlyList<PlannedKey> kept)
    {
        var order = Sampled(key, share);
        long found = 0;
        var slices = (order.Length + Slice - 1) / Slice;
        Parallel.For(0, slices, parallel, slice =>
        {
            var comparer = new PairComparer(model.Plan);
            long here = 0;
            var start = slice * Slice;
            var to = Math.Min(order.Length, start + Slice);
            if (start > 0) while (start < to && order[start] >> 32 == order[start - 1] >> 32) start++;
            while (start < to)
            {
                var end = KeyTable.End(order, start);
                here += NewPairs(order.AsSpan(start, Math.Min(LargestBlock, end - start)), comparer, kept);
                start = end;
            }
            Interlocked.Add(ref found, here);
        });
        return found;
    }

    private long NewPairs(ReadOnlySpan<ulong> block, PairComparer comparer, IReadOnlyList<PlannedKey> kept)
    {
        long found = 0;
        for (var i = 0; i < block.Length; i++)
        {
            for (var j = i + 1; j < block.Length; j++)
            {
                int a = (int)(uint)block[i], b = (int)(uint)block[j];
                if (rows.IsLink && a < rows.LeftCount == b < rows.LeftCount) continue;
                ReadOnlySpan<int> x = rows[a], y = rows[b];
                if (comparer.CompareIfAbove(x, y, model, 0) >= 0 && !Joined(x, y, kept)) found++;
            }
        }
        return found;
    }

    /// <summary>The records of the blocks of a sample, by the hash of the key and then by number. Blocks are drawn by the property that parts most.</summary>
    private ulong[] Sampled(PlannedKey key, double share)
    {
        var by = attributes[key.Attributes.MinBy(a => attributes[a].ByChance)];
        var hashes = by.Hashes(columns[by.Field].ValueCount, parallel.MaxDegreeOfParallelism);
        var slices = new List<ulong>[(rows.Count + Slice - 1) / Slice];
        Parallel.For(0, slices.Length, parallel, slice =>
        {
            var some = slices[slice] = [];
            for (var r = slice * Slice; r < Math.Min(rows.Count, (slice + 1) * Slice); r++)
            {
                var cells = rows[r];
                var drawn = hashes[cells[by.Field]];
                if (drawn == 0 || !PairScan.IsWanted(KeyTable.Short(drawn), share, Share.Whole)) continue;
                if (Hash(cells, key) is not 0 and var hash) some.Add((ulong)hash << 32 | (uint)r);
            }
        });
        KeyTable.ForgetIfMany(rows, by);
        ulong[] order = [.. slices.SelectMany(s => s)];
        RadixSort.ByUpperHalf(order, parallel.MaxDegreeOfParallelism);
        return order;
    }

    private uint Hash(ReadOnlySpan<int> cells, PlannedKey key)
    {
        ulong hash = 0;
        foreach (var a in key.Attributes)
        {
            var value = cells[attributes[a].Field];
            var of = value == 0 ? 0 : attributes[a].Hash(value);
            if (of == 0) return 0;
            hash = Blocking.Hashing.Mix(hash, of);
        }
        return KeyTable.Short(hash);
    }

    private bool Joined(ReadOnlySpan<int> a, ReadOnlySpan<int> b, IReadOnlyList<PlannedKey> kept)
    {
        foreach (var key in kept) if (Hash(a, key) is not 0 and var hash && hash == Hash(b, key)) return true;
        return false;
    }
}
