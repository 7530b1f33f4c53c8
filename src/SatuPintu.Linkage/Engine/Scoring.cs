namespace SatuPintu.Linkage.Engine;

/// <summary>Scores the blocks of all keys part by part; what was put down before is not scored again.</summary>
/// <param name="keys">The keys, all filled.</param>
/// <param name="scan">Scans a part of a key.</param>
/// <param name="terms">Which blocks are walked, and which pairs kept.</param>
/// <param name="stage">Id of the stage, for progress.</param>
/// <param name="progress">Told how far it is.</param>
internal sealed class Scoring(KeyTable keys, IPartScan scan, ScanTerms terms, string stage, Action<EngineProgress>? progress)
{
    /// <summary>By key, the pairs that were compared, now or before.</summary>
    public long[] Scored { get; } = new long[keys.Count];

    /// <summary>Scores, and gives the pairs kept in no order.</summary>
    /// <param name="store">Where pairs are put down and found; null for nowhere.</param>
    /// <param name="run">Tells this run from any other.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    public List<KeptPair[]> Run(IPairStore? store, string run, CancellationToken cancellation)
    {
        var kept = new List<KeptPair[]>();
        double all = Math.Max(1, keys.Predicted.Sum()), done = 0;
        for (var k = 0; k < keys.Count; k++)
        {
            for (var part = 0; part < scan.Parts; part++)
            {
                cancellation.ThrowIfCancellationRequested();
                var place = new PairPart(run, k, part, scan.Parts);
                var weight = keys.Predicted[k] / (double)scan.Parts;
                if (store?.Find(place) is { } stored)
                {
                    kept.AddRange(stored.Parts);
                    Scored[k] += stored.Scored;
                }
                else if (keys.Predicted[k] > 0)
                {
                    var (scored, found) = scan.Scan(k, part, terms, now => progress?.Invoke(new EngineProgress(stage, (done + weight * now) / all)), cancellation);
                    store?.Keep(place, new StoredPairs(scored, found));
                    Scored[k] += scored;
                    kept.AddRange(found);
                }
                done += weight;
            }
        }
        return kept;
    }
}
