using SatuPintu.Linkage.Records;

namespace SatuPintu.Linkage.Engine;

/// <summary>A run that scores one share of the blocks, one that joins the shares, and what tells them from others.</summary>
internal sealed partial class EngineRun
{
    // The build of the engine: what another one put down may have other blocks or patterns, and is not taken up.
    private static readonly ulong Version = Fingerprint.Add(1, typeof(EngineRun).Module.ModuleVersionId.ToByteArray());

    /// <summary>Scores one share. Every share estimates the same model from the same sample, and scores other blocks with it.</summary>
    public static SharePairs OneShare(RecordTable records, LinkageOptions options, Share share, CancellationToken cancellation)
    {
        if (share.Of < 1 || share.Number < 1 || share.Number > share.Of) throw new ArgumentOutOfRangeException(nameof(share));
        var run = new EngineRun(records, options, cancellation);
        var print = run.printed ??= PrintRecords(records);
        run.Prepare();
        run.Stage("prepare");
        run.Block();
        run.Stage("block");
        run.Estimate();
        run.Stage("estimate");
        var found = run.ScoreShare(share);
        run.Stage("score");
        return new SharePairs(share, print, PrintOptions(options), run.Parameters(), run.scored, found) { Stages = run.stages };
    }

    /// <summary>Joins all shares to the result that one run would have had.</summary>
    public static LinkageResult Joined(RecordTable records, LinkageOptions options, IReadOnlyList<SharePairs> shares, CancellationToken cancellation)
    {
        RequireAll(shares);
        var run = new EngineRun(records, options, cancellation);
        var print = run.printed ??= PrintRecords(records);
        run.Prepare();
        run.Stage("prepare");
        run.Block();
        run.Stage("block");
        run.Estimate();
        run.Stage("estimate");
        var (choices, parameters) = (PrintOptions(options), run.Parameters());
        foreach (var share in shares)
            if (!share.BelongsTo(print, choices, parameters, run.keys.Count)) throw new LinkageException("share_other", Name(share));
        run.Take(shares);
        run.AroundFamilies();
        run.Stage("score");
        return run.Decide();
    }

    private static string Name(SharePairs share) => $"{share.Share.Number}/{share.Share.Of}";

    private static void RequireAll(IReadOnlyList<SharePairs> shares)
    {
        if (shares.Count == 0) throw new LinkageException("share_missing", "1");
        var of = shares[0].Share.Of;
        if (shares.FirstOrDefault(s => s.Share.Of != of || s.Linkage != shares[0].Linkage) is { } other) throw new LinkageException("share_other", Name(other));
        var there = shares.Select(s => s.Share.Number).ToHashSet();
        if (there.Count < shares.Count) throw new LinkageException("share_twice", Name(shares.GroupBy(s => s.Share.Number).First(g => g.Count() > 1).First()));
        if (there.Count < of) throw new LinkageException("share_missing", string.Join(", ", Enumerable.Range(1, of).Where(n => !there.Contains(n)).Select(n => $"{n}/{of}")));
    }

    private List<KeptPair[]> ScoreShare(Share share)
    {
        if (keptAll) return [.. kept.Select(part => Array.FindAll(part, pair => IsOf(share, pair)))];
        var found = ScoreParts(share);
        return found;
    }

    /// <summary>Whether the block that brings a pair, that of the first key both agree in, is of a share.</summary>
    private bool IsOf(Share share, KeptPair pair)
    {
        ReadOnlySpan<uint> a = keys[pair.A], b = keys[pair.B];
        for (var k = 0; k < keys.Count; k++) if (a[k] != 0 && a[k] == b[k]) return PairScan.IsWanted(a[k], 1.0, share);
        return false;
    }

    private void Take(IReadOnlyList<SharePairs> shares)
    {
        // Where all candidates were kept, every share has compared them all.
        if (!keptAll)
        {
            scored = new long[keys.Count];
            foreach (var share in shares) for (var k = 0; k < scored.Length; k++) scored[k] += share.Scored[k];
        }
        kept = [];
        pairs = PairOrder.Sorted([.. shares.SelectMany(s => s.Pairs)], options.Workers);
    }

    /// <summary>Tells this run from any other, its share among others.</summary>
    private string Key(Share share)
    {
        var print = printed ??= PrintRecords(records);
        var model = Fingerprint.Add(PrintOptions(options), Parameters());
        return $"{print:x16}{Fingerprint.Add(model, [share.Number, share.Of]):x16}";
    }

    private ulong? printed;

    private static ulong PrintRecords(RecordTable records)
    {
        var prints = new ulong[records.Fields.Count];
        Parallel.For(0, prints.Length, f =>
        {
            var field = records.Fields[f];
            var sum = Fingerprint.Add(Fingerprint.Add((ulong)field.Kind, field.Name), field.DateFormat);
            sum = Fingerprint.Add(Fingerprint.Add(sum, field.Values.Bytes), field.Values.Ends);
            prints[f] = Fingerprint.Add(sum, field.Codes);
        });
        var all = Fingerprint.Add(Version, [records.Count, records.LeftCount]);
        foreach (var print in prints) all = Blocking.Hashing.Mix(all, print);
        return records.Families is { } families ? Fingerprint.Add(all, families) : all;
    }

    private static ulong PrintOptions(LinkageOptions options)
    {
        var sum = Fingerprint.Add(Version, [options.ReviewAt, options.MatchAt, options.OneToOne switch { null => 0, false => 1, true => 2 }]);
        foreach (var key in options.Blocking ?? []) foreach (var part in key.Append("")) sum = Fingerprint.Add(sum, part);
        foreach (var (a, b, isMatch) in options.Labels.Select(l => (Math.Min(l.A, l.B), Math.Max(l.A, l.B), l.IsMatch)).Distinct().Order()) sum = Fingerprint.Add(sum, [a, b, isMatch ? 1 : 0]);
        if (options.Correction is { } correction) sum = Fingerprint.Add(sum, [correction.Intercept, .. correction.Levels.Select(l => l.Bits)]);
        if (options.AskAt is { } asked) sum = Fingerprint.Add(sum, [asked]);
        if (options.Model is not { } model) return sum;
        sum = Fingerprint.Add(sum, [model.Prior, model.HouseholdPrior]);
        foreach (var comparison in model.Comparisons)
        {
            sum = Fingerprint.Add(Fingerprint.Add(sum, comparison.Field), comparison.Given);
            foreach (var level in comparison.Levels.Concat(comparison.LevelsIfGivenAgrees ?? []).Concat(comparison.LevelsIfGivenDiffers ?? []))
                sum = Fingerprint.Add(sum, [level.M, level.S, level.U]);
        }
        return sum;
    }

    private double[] Parameters() => [model.PriorM, model.PriorS, .. model.M.SelectMany(m => m), .. model.S.SelectMany(s => s), .. model.U.SelectMany(u => u)];
}
