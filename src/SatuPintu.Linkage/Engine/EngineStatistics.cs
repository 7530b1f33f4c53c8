using SatuPintu.Linkage.Fields;

namespace SatuPintu.Linkage.Engine;

/// <summary>Counts what the report tells of a run.</summary>
internal sealed class EngineStatistics
{
    private static readonly double[] Thresholds = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999];
    private const int MostClusters = 50;
    private const int LargestCounted = 12;
    private const int LargeCluster = 8;
    private const double EvenOdds = 0.5;
    private const int MostJudged = 400_000;
    private const int Slice = 1 << 14;

    private readonly RowTable rows;
    private readonly ComparisonPlan plan;
    private readonly EngineModel model;
    private readonly KeyTable keys;
    private readonly LinkageOptions options;
    private readonly KeptPair[] pairs;
    private readonly float[] weights;
    private readonly float[] probabilities;
    private readonly List<ScoredPair> reported;

    public EngineStatistics(RowTable rows, ComparisonPlan plan, EngineModel model, KeyTable keys, LinkageOptions options, KeptPair[] pairs, float[] weights, float[] probabilities, List<ScoredPair> reported)
    {
        this.rows = rows;
        this.plan = plan;
        this.model = model;
        this.keys = keys;
        this.options = options;
        this.pairs = pairs;
        this.weights = weights;
        this.probabilities = probabilities;
        this.reported = reported;
    }

    public LinkageStatistics Make(long[] scored, IReadOnlyList<double> convergence, bool oneToOne, IReadOnlyList<(string, string)> leftOut, IReadOnlyList<FieldColumn> columns,
        int[] entityOf, int entities, IReadOnlyList<ScoredPair> refused, Func<IReadOnlyList<StageTime>> stages)
    {
        var (keyCounts, recall) = Keys(scored);
        return new LinkageStatistics
        {
            Keys = keyCounts,
            BlockingRecall = recall,
            ScoredPairs = scored.Sum(),
            Convergence = convergence,
            OneToOne = oneToOne,
            Completeness = [.. columns.Select(Completeness)],
            LeftOut = leftOut,
            Unlinkable = Unlinkable(),
            Histogram = Histogram(),
            Expected = Expected(recall),
            ClustersToLookAt = ToLookAt(entityOf, entities, refused),
            ClusterSizes = Sizes(entityOf, entities),
            Stages = stages(),
        };
    }

    /// <summary>What each key brought, and the share of true pairs that any of them brings, by the pairs that only one key and only two keys bring (Chao 1987).</summary>
    private (List<KeyCounts> Keys, double Recall) Keys(long[] scored)
    {
        var agree = new double[keys.Count];
        var alone = new double[keys.Count];
        double all = 0, once = 0, twice = 0;
        // So many pairs tell what the keys bring; of more, every so many-th is looked at.
        var step = Math.Max(1, reported.Count / MostJudged);
        for (var i = 0; i < reported.Count; i += step)
        {
            var pair = reported[i];
            if (pair.Probability < EvenOdds) continue;
            ReadOnlySpan<uint> a = keys[pair.A], b = keys[pair.B];
            int hits = 0, last = 0;
            for (var k = 0; k < keys.Count; k++)
            {
                if (a[k] == 0 || a[k] != b[k]) continue;
                hits++;
                last = k;
                agree[k]++;
            }
            all++;
            if (hits == 1)
            {
                alone[last]++;
                once++;
            }
            else if (hits == 2) twice++;
        }
        var missed = keys.Keys.Count == 0 ? 0 : once * Math.Max(0, once - 1) / (2 * (twice + 1));
        var counts = new List<KeyCounts>();
        for (var k = 0; k < keys.Count; k++)
            if (k < keys.Keys.Count || keys.Predicted[k] > 0)
                counts.Add(new KeyCounts(keys.NameOf(k), keys.Predicted[k], scored[k], (long)(alone[k] * step), all == 0 ? 1 : agree[k] / all, keys.SplitBlocks[k]));
        return (counts, all == 0 ? 1 : all / (all + missed));
    }

    private FieldCompleteness Completeness(FieldColumn column)
    {
        double left = column.KnownLeft, right = column.KnownRight;
        return new FieldCompleteness(column.Name, left / Math.Max(1, rows.LeftCount), rows.IsLink ? right / (rows.Count - rows.LeftCount) : double.NaN, column.Distinct);
    }

    /// <summary>Records that would not be joined with a record just like them.</summary>
    private long[] Unlinkable()
    {
        var bound = EngineModel.WeightOf(Math.Clamp(options.MatchAt, 1e-9, 1 - 1e-9));
        long left = 0, right = 0;
        Parallel.For(0, (rows.Count + Slice - 1) / Slice, new ParallelOptions { MaxDegreeOfParallelism = options.Workers }, slice =>
        {
            long ofLeft = 0, ofRight = 0;
            for (var r = slice * Slice; r < Math.Min(rows.Count, (slice + 1) * Slice); r++)
            {
                if (WeightOfItself(r) >= bound) continue;
                if (r < rows.LeftCount) ofLeft++;
                else ofRight++;
            }
            Interlocked.Add(ref left, ofLeft);
            Interlocked.Add(ref right, ofRight);
        });
        return rows.IsLink ? [left, right] : [left];
    }

    private double WeightOfItself(int record)
    {
        var cells = rows[record];
        double weight = model.PriorWeight;
        for (var c = 0; c < cells.Length; c++)
        {
            if (cells[c] == 0) continue;
            var parent = plan.Parents[c];
            var state = parent < 0 || cells[parent] == 0 ? ComparisonPlan.Unknown : ComparisonPlan.Agrees;
            weight += model.WeightU[c][plan.At(c, state, plan.Columns[c].Level(cells[c], cells[c]))];
        }
        return weight;
    }

    private List<WeightBar> Histogram()
    {
        var bars = new SortedDictionary<int, long>();
        foreach (var weight in weights)
        {
            var from = (int)Math.Floor(Math.Clamp(weight, -20, 60));
            bars[from] = bars.GetValueOrDefault(from) + 1;
        }
        return [.. bars.Select(b => new WeightBar(b.Key, b.Value))];
    }

    private List<ExpectedAccuracy> Expected(double blockingRecall)
    {
        double all = 0;
        var sums = new double[Thresholds.Length];
        var counts = new long[Thresholds.Length];
        foreach (var probability in probabilities)
        {
            all += probability;
            for (var t = 0; t < Thresholds.Length && probability >= Thresholds[t]; t++)
            {
                sums[t] += probability;
                counts[t]++;
            }
        }
        return [.. Thresholds.Select((t, i) => new ExpectedAccuracy(t, counts[i], counts[i] == 0 ? double.NaN : sums[i] / counts[i], all == 0 ? double.NaN : sums[i] / all * blockingRecall))];
    }

    private static long[] Sizes(int[] entityOf, int entities)
    {
        var size = new int[entities];
        foreach (var entity in entityOf) size[entity]++;
        var counts = new long[LargestCounted + 1];
        foreach (var s in size) counts[Math.Min(s, LargestCounted)]++;
        return counts;
    }

    private List<ClusterToLookAt> ToLookAt(int[] entityOf, int entities, IReadOnlyList<ScoredPair> refused)
    {
        var size = new int[entities];
        foreach (var entity in entityOf) size[entity]++;
        var weakest = new Dictionary<int, double>();
        foreach (var pair in reported)
        {
            var entity = entityOf[pair.A];
            if (entity != entityOf[pair.B] || size[entity] < 3) continue;
            weakest[entity] = Math.Min(weakest.GetValueOrDefault(entity, 1), pair.Probability);
        }
        var kept = refused.Select(p => entityOf[p.A]).ToHashSet();
        return [.. weakest.Where(w => w.Value < options.MatchAt || size[w.Key] >= LargeCluster || kept.Contains(w.Key))
            .OrderBy(w => w.Value).ThenByDescending(w => size[w.Key]).ThenBy(w => w.Key).Take(MostClusters)
            .Select(w => new ClusterToLookAt(w.Key, size[w.Key], w.Value, kept.Contains(w.Key) ? "refused" : w.Value < options.MatchAt ? "weak_link" : "large"))];
    }
}
