namespace SatuPintu.Linkage.Index;

/// <summary>
/// The records of one key by hash, packed as hash and number in sorted runs. What is added is a new run; runs of a like size are merged, so
/// that there are few of them (the logarithmic method of Bentley and Saxe 1980).
/// </summary>
internal sealed class Postings
{
    /// <summary>A block of more records than this is split by a further property.</summary>
    public const int LargestBlock = 256;
    // What cannot be split is looked at so far.
    private const int MostOfBlock = 2048;

    private readonly List<Run> runs = [];

    /// <summary>The hashes whose blocks are split; what stands under them is dropped at the next merge.</summary>
    public HashSet<uint> Split { get; } = [];

    /// <summary>A sorted run with the places where the upper bits of the hash begin.</summary>
    private readonly struct Run
    {
        private const int PerStart = 64;
        private readonly int[] starts;
        private readonly int shift;

        public Run(ulong[] items)
        {
            Items = items;
            var bits = Math.Max(1, System.Numerics.BitOperations.Log2((uint)(items.Length / PerStart) | 1));
            shift = 64 - bits;
            starts = new int[(1 << bits) + 1];
            foreach (var item in items) starts[(int)(item >> shift) + 1]++;
            for (var i = 1; i < starts.Length; i++) starts[i] += starts[i - 1];
        }

        public ulong[] Items { get; }

        /// <summary>The items of a hash.</summary>
        public ReadOnlySpan<ulong> Of(uint hash)
        {
            var upper = (ulong)hash << 32;
            int bucket = (int)(upper >> shift), low = starts[bucket], last = starts[bucket + 1];
            var high = last;
            while (low < high)
            {
                var middle = (low + high) >> 1;
                if (Items[middle] < upper) low = middle + 1;
                else high = middle;
            }
            var end = low;
            while (end < last && Items[end] >> 32 == hash) end++;
            return Items.AsSpan(low, end - low);
        }
    }

    /// <summary>How many records have a hash.</summary>
    public int CountOf(uint hash)
    {
        var count = 0;
        foreach (var run in runs) count += run.Of(hash).Length;
        return count;
    }

    /// <summary>Adds the records that have a hash to a list; of a block that is too large, some evenly spread.</summary>
    public void Collect(uint hash, ref RecordBuffer into)
    {
        foreach (var run in runs)
        {
            var items = run.Of(hash);
            var step = (items.Length + MostOfBlock - 1) / MostOfBlock;
            if (step <= 1) foreach (var item in items) into.Add((int)(uint)item);
            else for (var i = 0; i < items.Length; i += step) into.Add((int)(uint)items[i]);
        }
    }

    /// <summary>All records that have a hash.</summary>
    public List<int> Records(uint hash)
    {
        var records = new List<int>();
        foreach (var run in runs) foreach (var item in run.Of(hash)) records.Add((int)(uint)item);
        return records;
    }

    /// <summary>Adds a sorted run; the array is kept.</summary>
    public void Add(ulong[] sorted)
    {
        if (sorted.Length == 0) return;
        while (runs.Count > 0 && runs[^1].Items.Length <= 2L * sorted.Length)
        {
            sorted = Merge(runs[^1].Items, sorted);
            runs.RemoveAt(runs.Count - 1);
        }
        runs.Add(new Run(sorted));
    }

    /// <summary>Brings all into one run and gives its items.</summary>
    public ReadOnlySpan<ulong> Compact()
    {
        if (runs.Count == 0) return [];
        var all = runs[^1].Items;
        if (runs.Count == 1 && !all.Any(IsSplit)) return all;
        if (runs.Count == 1) all = Merge(all, []);
        for (var i = runs.Count - 2; i >= 0; i--) all = Merge(runs[i].Items, all);
        runs.Clear();
        runs.Add(new Run(all));
        return all;
    }

    /// <summary>Memory held, in bytes.</summary>
    public long Size => runs.Sum(r => r.Items.LongLength * 8);

    private bool IsSplit(ulong item) => Split.Contains((uint)(item >> 32));

    private ulong[] Merge(ulong[] a, ulong[] b)
    {
        var all = GC.AllocateUninitializedArray<ulong>(a.Length + b.Length);
        int i = 0, j = 0, count = 0;
        ulong hash = ulong.MaxValue;
        var drop = false;
        while (i < a.Length || j < b.Length)
        {
            var item = j == b.Length || i < a.Length && a[i] <= b[j] ? a[i++] : b[j++];
            if (item >> 32 != hash)
            {
                hash = item >> 32;
                drop = Split.Count > 0 && IsSplit(item);
            }
            if (!drop) all[count++] = item;
        }
        if (count < all.Length) Array.Resize(ref all, count);
        return all;
    }

    /// <summary>Writes the postings.</summary>
    public void Save(IndexWriter writer)
    {
        var split = Split.ToArray();
        Array.Sort(split);
        writer.Array<uint>(split);
        writer.Array(Compact());
    }

    /// <summary>Reads the postings of an index of so many records.</summary>
    public static Postings Load(IndexReader reader, int records)
    {
        var postings = new Postings();
        foreach (var hash in reader.Array<uint>()) postings.Split.Add(hash);
        var items = reader.Array<ulong>();
        reader.Later(() =>
        {
            for (var i = 0; i < items.Length; i++) reader.Require((uint)items[i] < (uint)records && (i == 0 || items[i - 1] <= items[i]));
            postings.Add(items);
        });
        return postings;
    }
}

/// <summary>A growing list of record numbers that is used again.</summary>
internal struct RecordBuffer
{
    private int[] records;
    private int count;

    /// <summary>Makes an empty list.</summary>
    public RecordBuffer() => records = new int[1024];

    /// <summary>Adds a record.</summary>
    public void Add(int record)
    {
        if (count == records.Length) Array.Resize(ref records, count * 2);
        records[count++] = record;
    }

    /// <summary>Empties the list.</summary>
    public void Clear() => count = 0;

    /// <summary>The records in order, each once.</summary>
    public ReadOnlySpan<int> Distinct()
    {
        var all = records.AsSpan(0, count);
        all.Sort();
        var kept = 0;
        for (var i = 0; i < all.Length; i++) if (i == 0 || all[i] != all[i - 1]) all[kept++] = all[i];
        return all[..kept];
    }
}
