using SatuPintu.Linkage.Engine;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Tests.Linking;

/// <summary>An engine that holds records equal in the first field to be one person, so that files can be tested by themselves.</summary>
internal static class FakeEngine
{
    public static LinkageResult Run(RecordTable records, LinkageOptions options, CancellationToken cancellation)
    {
        var first = records.Fields[0].Codes;
        var pairs = new List<ScoredPair>();
        var entityOf = new int[records.Count];
        var entities = 0;
        var known = new Dictionary<int, int>();
        for (var a = 0; a < records.Count; a++)
        {
            entityOf[a] = first[a] != 0 && known.TryGetValue(first[a], out var entity) ? entity : entities++;
            known.TryAdd(first[a], entityOf[a]);
            for (var b = Math.Max(a + 1, records.IsLink ? records.LeftCount : 0); b < records.Count && (!records.IsLink || a < records.LeftCount); b++)
                if (first[a] != 0 && first[a] == first[b]) pairs.Add(new ScoredPair(a, b, 5.25f, 0.95f, 0));
        }
        options.Progress?.Invoke(new EngineProgress("score", 0.5));
        return new LinkageResult
        {
            Records = records,
            Model = options.Model ?? Model(records),
            Pairs = [.. pairs],
            EntityOf = entityOf,
            EntityCount = entities,
            Statistics = new LinkageStatistics
            {
                Keys = [new KeyCounts("all", 3, 2, 1, double.NaN, 0)],
                BlockingRecall = 0.99,
                ScoredPairs = 2,
                Convergence = [],
                OneToOne = false,
                Completeness = [],
                LeftOut = [],
                Unlinkable = [0],
                Histogram = [],
                Expected = [],
                ClustersToLookAt = [],
                ClusterSizes = [0, 1],
                Stages = [new StageTime("score", 0.25)],
            },
            Explain = (a, b) => Explain(records, options, a, b, cancellation),
        };
    }

    public static PairExplanation Explain(RecordTable records, LinkageOptions options, int a, int b, CancellationToken cancellation)
    {
        var weights = records.Fields.Select(f => new FieldWeight(f.Name, f.Codes[a] == f.Codes[b] ? "equal" : "different", 0.9, 0.0001, f.Codes[a] == f.Codes[b] ? 6 : -3, null)).ToList();
        var weight = -10 + weights.Sum(w => w.Weight);
        return new PairExplanation(-10, weights, weight, 1 / (1 + Math.Pow(2, -weight)), false, []);
    }

    private static ModelParameters Model(RecordTable records) => new(0.001, 0, [.. records.Fields.Select(f =>
        new ComparisonParameters(f.Name, f.Kind, null, false, [new LevelParameters("equal", 0.9, 0.1, 1.0 / 3), new LevelParameters("different", 0.1, 0.9, 2.0 / 3)], null, null))]);
}
