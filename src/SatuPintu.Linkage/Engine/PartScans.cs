using System.Runtime.InteropServices;

namespace SatuPintu.Linkage.Engine;

/// <summary>What is the same for all parts of a scan.</summary>
/// <param name="Model">By which it is judged whether a pair is kept.</param>
/// <param name="Bound">Weight in bits under which a pair is not kept.</param>
/// <param name="Sample">Share of the blocks that are walked.</param>
/// <param name="Share">Which of the blocks are walked on this machine.</param>
internal sealed record ScanTerms(EngineModel Model, float Bound, double Sample, Share Share);

/// <summary>Scans the blocks of a key in parts by their hash; the same pairs come out whatever the parts.</summary>
internal interface IPartScan : IDisposable
{
    /// <summary>In how many parts.</summary>
    int Parts { get; }

    /// <summary>Scans one part of a key; parts are asked for in order, some perhaps not at all.</summary>
    (long Scored, List<KeptPair[]> Kept) Scan(int key, int part, ScanTerms terms, Action<double>? progress, CancellationToken cancellation);
}

/// <summary>Scans records that are in memory.</summary>
internal sealed class MemoryScan(RowTable rows, KeyTable keys, int workers, int parts) : IPartScan
{
    private int ordered = -1;
    private ulong[] order = [];

    public int Parts => parts;

    public (long Scored, List<KeptPair[]> Kept) Scan(int key, int part, ScanTerms terms, Action<double>? progress, CancellationToken cancellation)
    {
        if (ordered != key) (order, ordered) = (keys.Order(key, workers), key);
        var scan = new PairScan(rows, keys, terms.Model, terms.Bound, terms.Sample, terms.Share);
        var kept = scan.Run(key, Slice(part), workers, progress, cancellation);
        return (scan.Scored[key], kept);
    }

    public void Dispose()
    {
    }

    private ulong[] Slice(int part) => parts == 1 ? order : order[Begin(part)..Begin(part + 1)];

    private int Begin(int part)
    {
        if (part == parts) return order.Length;
        var first = ((ulong)part << 32) / (ulong)parts << 32;
        int low = 0, high = order.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (order[middle] < first) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}

/// <summary>
/// Scans records that are on disk: one pass over them puts the records of each part of the hashes into a bucket of its own, and one
/// bucket at a time is in memory.
/// </summary>
internal sealed class SpilledScan(SpilledRows spilled, RowTable rows, KeyTable keys, ISpill spill, int workers, int parts) : IPartScan
{
    // A bucket is written when so much of it has come together.
    private const int BufferBytes = 1 << 18;
    private readonly List<Stream> buckets = [];
    private int bucketsOf = -1;
    private ScanTerms? bucketsFor;

    public int Parts => parts;

    private int Width => spilled.CellWidth + spilled.HashWidth;

    public (long Scored, List<KeptPair[]> Kept) Scan(int key, int part, ScanTerms terms, Action<double>? progress, CancellationToken cancellation)
    {
        if (bucketsOf != key || bucketsFor != terms) Fill(key, terms, cancellation);
        var bucket = buckets[part];
        var count = (int)(bucket.Length / (4L * (Width + 1)));
        int[] numbers = new int[count], cells = new int[count * spilled.CellWidth];
        var hashes = new uint[count * spilled.HashWidth];
        var left = Load(bucket, numbers, cells, hashes);
        var some = rows.Part(cells, count, left);
        var their = keys.Part(some, hashes);
        var scan = new PairScan(some, their, terms.Model, terms.Bound, terms.Sample, terms.Share);
        var kept = scan.Run(key, their.Order(key, workers), workers, progress, cancellation);
        foreach (var pairs in kept)
            for (var i = 0; i < pairs.Length; i++) pairs[i] = pairs[i] with { A = numbers[pairs[i].A], B = numbers[pairs[i].B] };
        return (scan.Scored[key], kept);
    }

    public void Dispose()
    {
        foreach (var bucket in buckets) bucket.Dispose();
        buckets.Clear();
        bucketsOf = -1;
    }

    private void Fill(int key, ScanTerms terms, CancellationToken cancellation)
    {
        Dispose();
        for (var part = 0; part < parts; part++) buckets.Add(spill.Create());
        var record = Width + 1;
        var room = Math.Max(1, BufferBytes / 4 / record) * record;
        var buffers = new int[parts][];
        var used = new int[parts];
        for (var part = 0; part < parts; part++) buffers[part] = new int[room];
        spilled.Each((first, read) =>
        {
            for (var i = 0; i * Width < read.Length; i++)
            {
                var row = read.Slice(i * Width, Width);
                var hash = (uint)row[spilled.CellWidth + key];
                // What is in no block that is walked need not be moved.
                if (hash == 0 || !PairScan.IsWanted(hash, terms.Sample, terms.Share)) continue;
                var part = (int)((ulong)hash * (ulong)parts >> 32);
                var target = buffers[part].AsSpan(used[part], record);
                target[0] = first + i;
                row.CopyTo(target[1..]);
                used[part] += record;
                if (used[part] < room) continue;
                buckets[part].Write(MemoryMarshal.AsBytes(buffers[part].AsSpan()));
                used[part] = 0;
            }
        }, cancellation);
        for (var part = 0; part < parts; part++) buckets[part].Write(MemoryMarshal.AsBytes(buffers[part].AsSpan(0, used[part])));
        (bucketsOf, bucketsFor) = (key, terms);
    }

    /// <summary>Reads a bucket, and gives how many of its records are of the left list.</summary>
    private int Load(Stream bucket, int[] numbers, int[] cells, uint[] hashes)
    {
        const int Records = 4096;
        var record = Width + 1;
        var buffer = new int[Records * record];
        var left = 0;
        bucket.Position = 0;
        for (var from = 0; from < numbers.Length; from += Records)
        {
            var size = Math.Min(Records, numbers.Length - from);
            bucket.ReadExactly(MemoryMarshal.AsBytes(buffer.AsSpan(0, size * record)));
            for (var i = 0; i < size; i++)
            {
                var row = buffer.AsSpan(i * record, record);
                numbers[from + i] = row[0];
                if (row[0] < rows.LeftCount) left++;
                row.Slice(1, spilled.CellWidth).CopyTo(cells.AsSpan((from + i) * spilled.CellWidth));
                MemoryMarshal.Cast<int, uint>(row[(1 + spilled.CellWidth)..]).CopyTo(hashes.AsSpan((from + i) * spilled.HashWidth));
            }
        }
        return left;
    }
}
