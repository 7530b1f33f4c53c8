using System.Globalization;

namespace SatuPintu.Linkage.Engine;

/// <summary>How a run keeps a limit of memory: what it needs is reckoned before it is taken, and rows that do not fit go to disk.</summary>
internal sealed partial class EngineRun
{
    // Collections of garbage leave holes, and tables of values grow by doubling.
    private const double Slack = 1.15;
    // Kept pairs while they are sorted and judged: as a rule not more than one for two records.
    private const long PairBytes = 45;
    // Who is joined with whom, by record.
    private const long EntityBytes = 24;
    // The records of a key in order, once more while they are sorted, and packed before.
    private const long OrderBytes = 24;
    private const long LeastBucket = 48L << 20;
    private const int MostParts = 400;

    private SpilledRows? spilled;
    // In how many parts the records are on disk; 0 where they are in memory.
    private int spillParts;

    /// <summary>Sees whether the records fit into memory, now that their values stand.</summary>
    private void PlanMemory()
    {
        if (options.Spill is null) return;
        spillParts = options.Limits.SpillParts;
        if (spillParts > 0 || options.Memory is not { } limit) return;
        long count = records.Count, hashes = 16 * sizeof(uint);
        var held = GC.GetTotalMemory(forceFullCollection: true);
        var always = held + count * (PairBytes + EntityBytes);
        var attributes = columns.Sum(c => 8L * c.ValueCount);
        // The columns are let go when the rows stand, and rows before hashes come.
        var needed = always + Math.Max(count * columns.Length * sizeof(int), count * (hashes + OrderBytes)) + (count > 2_000_000 ? attributes / 4 : attributes * 2);
        if (needed * Slack <= limit) return;
        var least = (long)((always + Math.Max(count * (2 * sizeof(uint) + OrderBytes), LeastBucket) + attributes / 4) * Slack);
        if (least > limit) throw new LinkageException("memory", least.ToString(CultureInfo.InvariantCulture));
        // By then the columns are gone.
        var room = Math.Max(LeastBucket, limit - (long)(always * Slack) + count * columns.Length * sizeof(int)) / 2;
        var record = columns.Length * sizeof(int) + hashes + OrderBytes;
        spillParts = (int)Math.Clamp(count * record / room + 1, 1, MostParts);
    }

    private void BlockSpilled(ScanTerms terms)
    {
        spilled = SpilledRows.Write(columns, keys, rows.Count, options.Workers, options.Spill!, done => options.Progress?.Invoke(new EngineProgress("block", done / 2)), cancellation);
        rows.MoveTo(spilled);
        keys.MoveTo(spilled);
        foreach (var column in columns) column.Release();
        using var scan = Scan();
        var scoring = new Scoring(keys, scan, terms, "block", now => options.Progress?.Invoke(now with { Done = 0.5 + now.Done / 2 }));
        kept = scoring.Run(null, "", cancellation);
        scored = scoring.Scored;
    }

    private List<KeptPair[]> ScoreParts(Share share)
    {
        kept = [];
        using var scan = Scan();
        var scoring = new Scoring(keys, scan, new ScanTerms(model, ReviewBound, 1, share), "score", options.Progress);
        var found = scoring.Run(options.Store, options.Store is null ? "" : Key(share), cancellation);
        scored = scoring.Scored;
        return found;
    }

    private IPartScan Scan() => spilled is { } onDisk
        ? new SpilledScan(onDisk, rows, keys, options.Spill!, options.Workers, spillParts)
        : new MemoryScan(rows, keys, options.Workers, options.Store is null ? 1 : (rows.Count + options.Limits.PartRecords - 1) / options.Limits.PartRecords);
}
