namespace SatuPintu.Linkage.Engine;

/// <summary>Scores the blocks of all keys in parts; what was put down before is not scored again.</summary>
internal sealed class Scoring
{
    private readonly RowTable rows;
    private readonly KeyTable keys;
    private readonly PairScan scan;
    private readonly Share share;
    private readonly LinkageOptions options;
    private readonly Func<Share, string> run;

    /// <summary>Makes it ready.</summary>
    /// <param name="rows">The records.</param>
    /// <param name="keys">Their hashes, all filled.</param>
    /// <param name="model">By which it is judged whether a pair is kept.</param>
    /// <param name="bound">Weight in bits under which a pair is not kept.</param>
    /// <param name="share">Which of the blocks are scored here.</param>
    /// <param name="options">Threads, progress, and where pairs are put down.</param>
    /// <param name="run">Tells this run's share from any other; asked only where pairs are put down.</param>
    public Scoring(RowTable rows, KeyTable keys, EngineModel model, float bound, Share share, LinkageOptions options, Func<Share, string> run)
    {
        this.rows = rows;
        this.keys = keys;
        this.share = share;
        this.options = options;
        this.run = run;
        scan = new PairScan(rows, keys, model, bound, 1, share);
    }

    /// <summary>By key, the pairs that were compared, now or before.</summary>
    public long[] Scored { get; private set; } = [];

    /// <summary>Scores, and gives the pairs kept in no order.</summary>
    public List<KeptPair[]> Run(CancellationToken cancellation)
    {
        Scored = new long[keys.Count];
        var name = options.Store is null ? "" : run(share);
        var parts = options.Store is null ? 1 : (rows.Count + options.Limits.PartRecords - 1) / options.Limits.PartRecords;
        var kept = new List<KeptPair[]>();
        double all = Math.Max(1, keys.Predicted.Sum()), done = 0;
        for (var k = 0; k < keys.Count; k++)
        {
            ulong[]? order = null;
            for (var part = 0; part < parts; part++)
            {
                cancellation.ThrowIfCancellationRequested();
                var place = new PairPart(name, k, part, parts);
                var weight = keys.Predicted[k] / (double)parts;
                if (options.Store?.Find(place) is { } stored)
                {
                    kept.AddRange(stored.Parts);
                    Scored[k] += stored.Scored;
                }
                else
                {
                    order ??= keys.Order(k);
                    var before = scan.Scored[k];
                    var found = scan.Run(k, Slice(order, part, parts), options.Workers, now => options.Progress?.Invoke(new EngineProgress("score", (done + weight * now) / all)), cancellation);
                    options.Store?.Keep(place, new StoredPairs(scan.Scored[k] - before, found));
                    Scored[k] += scan.Scored[k] - before;
                    kept.AddRange(found);
                }
                done += weight;
            }
        }
        return kept;
    }

    /// <summary>The blocks whose hashes lie in one part of all hashes.</summary>
    private static ulong[] Slice(ulong[] order, int part, int parts) =>
        parts == 1 ? order : order[Begin(order, part, parts)..Begin(order, part + 1, parts)];

    private static int Begin(ulong[] order, int part, int parts)
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
