using SatuPintu.Linkage.Engine;
using SatuPintu.Linkage.Evaluation;
using SatuPintu.Linkage.Records;
using SatuPintu.Linking.Report;

namespace SatuPintu.Tests.Linking;

/// <summary>A linkage as the engine would give it, made without it: records, a model, and pairs drawn from the model.</summary>
internal static class MadeLinkage
{
    /// <summary>A value that must not be seen in a report without values.</summary>
    public const string Secret = "Rahasia<b>Wijaya";

    private static readonly ComparisonParameters[] Comparisons =
    [
        Of("given_name", FieldKind.Name, ("equal, very rare", 0.31, 0.000004), ("equal, common", 0.52, 0.0041), ("one slip", 0.07, 0.0009), ("initials", 0.02, 0.012), ("different", 0.08, 0.982996)),
        Of("surname", FieldKind.Name, ("equal", 0.88, 0.0021), ("one slip", 0.06, 0.0006), ("different", 0.06, 0.9973)),
        Of("date_of_birth", FieldKind.Date, ("equal", 0.93, 0.00004), ("day and month swapped", 0.012, 0.00003), ("same year", 0.03, 0.0181), ("different", 0.028, 0.98183)),
        Of("suburb", FieldKind.Place, ("equal", 0.81, 0.0032), ("close", 0.05, 0.0002), ("different", 0.14, 0.9966)) with
        {
            Given = "postcode",
            Household = true,
            LevelsIfGivenAgrees = Levels([("equal", 0.9, 0.42), ("close", 0.05, 0.02), ("different", 0.05, 0.56)]),
            LevelsIfGivenDiffers = Levels([("equal", 0.3, 0.0006), ("close", 0.1, 0.0002), ("different", 0.6, 0.9992)]),
        },
        Of("postcode", FieldKind.Place, ("equal", 0.83, 0.0012), ("different", 0.17, 0.9988)) with { Household = true },
        Of("soc_sec_id", FieldKind.Identifier, ("equal", 0.9, 0.0000001), ("one slip", 0.06, 0.000002), ("different", 0.04, 0.9999979)),
    ];

    /// <summary>A link of two lists, or a dedupe of one.</summary>
    public static LinkageReport Report(bool link = true, bool showValues = false, Reliability? reliability = null, int people = 2500)
    {
        var result = Result(link, people);
        return new LinkageReport
        {
            Result = result,
            Files = link ? [new("daftar-a<i>.csv", people), new("daftar-b.csv", people)] : [new("daftar.csv", 2 * people)],
            When = new DateOnly(2026, 6, 1),
            MatchAt = 0.9,
            ReviewAt = 0.5,
            ShowValues = showValues,
            RecordName = record => $"rec-{record}",
            Reliability = reliability,
        };
    }

    /// <summary>The outcome: person p is record p and record people + p.</summary>
    public static LinkageResult Result(bool link, int people)
    {
        var random = new Random(7);
        var count = 2 * people;
        var texts = TextValues.From(Enumerable.Range(1, 400).Select(i => i == 7 ? Secret : $"Xyz{i}"));
        var fields = Comparisons.Select(c => new FieldData(c.Field, c.Kind, texts, [.. Enumerable.Range(0, count).Select(_ => random.Next(texts.Count))])).ToList();
        var levels = new Dictionary<(int, int), int[]>();
        var pairs = new List<ScoredPair>();
        var histogram = new SortedDictionary<int, long>();
        for (var draw = 0; draw < people * 9; draw++)
        {
            var match = draw < people * 0.8;
            var (a, b) = match ? (draw, people + draw) : (random.Next(people), people + random.Next(people));
            var drawn = Comparisons.Select(c => random.Next(25) == 0 ? -1 : Draw(c.Levels, match || random.Next(6) == 0, random)).ToArray();
            if (!levels.TryAdd((a, b), drawn)) continue;
            var why = Explain(drawn);
            histogram[(int)Math.Floor(why.Weight)] = histogram.GetValueOrDefault((int)Math.Floor(why.Weight)) + 1;
            if (why.Probability >= 0.5) pairs.Add(new ScoredPair(a, b, (float)why.Weight, (float)why.Probability, drawn.Aggregate(0L, (p, l) => (p * 8) + l + 1)));
        }
        var entity = Enumerable.Range(0, count).Select(_ => -1).ToArray();
        foreach (var pair in pairs.Where(p => p.Probability >= 0.9).OrderByDescending(p => p.Weight))
            if (entity[pair.A] < 0 && entity[pair.B] < 0) entity[pair.A] = entity[pair.B] = pair.A;
        var number = new Dictionary<int, int>();
        for (var i = 0; i < count; i++)
        {
            var key = entity[i] < 0 ? count + i : entity[i];
            if (!number.TryGetValue(key, out entity[i])) number.Add(key, entity[i] = number.Count);
        }
        return new LinkageResult
        {
            Records = new RecordTable(fields, count, link ? people : count),
            Model = new ModelParameters(0.8 / people, 0, Comparisons),
            Pairs = [.. pairs.OrderBy(p => p.A).ThenBy(p => p.B)],
            EntityOf = entity,
            EntityCount = number.Count,
            Statistics = Statistics(link, people, histogram),
            Explain = (a, b) => Explain(levels[(a, b)]),
        };
    }

    private static LinkageStatistics Statistics(bool link, int people, SortedDictionary<int, long> histogram) => new()
    {
        Keys =
        [
            new("soc_sec_id", 2_310, 2_301, 41, 0.912, 0), new("surname + date_of_birth", 2_480, 611, 12, 0.83, 0),
            new("given_name:3 + postcode", 18_400, 15_020, 6, 0.71, 2), new("date_of_birth + suburb", 2_950, 402, 3, 0.74, 0),
        ],
        BlockingRecall = 0.9968,
        ScoredPairs = 18_334,
        Convergence = [0.4, 0.11, 0.02, 0.003, 0.00004],
        OneToOne = link,
        Completeness = [.. Comparisons.Select((c, i) => new FieldCompleteness(c.Field, 1 - (i * 0.02), link ? 1 - (i * 0.07) : double.NaN, 400 - (i * 30)))],
        LeftOut = [("state", "constant"), ("age", "contained")],
        Unlinkable = link ? [12, 31] : [19],
        Histogram = [.. histogram.Select(h => new WeightBar(h.Key, h.Value))],
        Expected = [.. new[] { 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999 }.Select((t, i) => new ExpectedAccuracy(t, 2000 - (i * 12), 0.985 + (i * 0.002), 0.991 - (i * i * 0.0009)))],
        ClustersToLookAt = [new(17, 5, 0.31, "weak_link"), new(230, 4, 0.62, "refused"), new(811, 9, double.NaN, "large")],
        ClusterSizes = [0, people, (long)(people * 0.78), 14, 3, 1],
        Stages = [new("prepare", 0.4), new("block", 0.2), new("estimate", 1.1), new("score", 2.3), new("decide", 0.1)],
    };

    private static PairExplanation Explain(int[] drawn)
    {
        const double Prior = -11.6;
        var fields = Comparisons.Select((c, i) => drawn[i] < 0
            ? new FieldWeight(c.Field, "missing", 1, 1, 0, null)
            : new FieldWeight(c.Field, c.Levels[drawn[i]].Name, c.Levels[drawn[i]].M, c.Levels[drawn[i]].U, c.Levels[drawn[i]].Weight, c.Given)).ToList();
        var weight = Prior + fields.Sum(f => f.Weight);
        return new PairExplanation(Prior, fields, weight, 1 / (1 + Math.Pow(2, -weight)), false, ["surname + date_of_birth", "soc_sec_id"]);
    }

    private static int Draw(IReadOnlyList<LevelParameters> levels, bool match, Random random)
    {
        var left = random.NextDouble();
        for (var i = 0; i < levels.Count - 1; i++)
            if ((left -= match ? levels[i].M : levels[i].U) < 0) return i;
        return levels.Count - 1;
    }

    private static ComparisonParameters Of(string field, FieldKind kind, params (string, double, double)[] levels) => new(field, kind, null, false, Levels(levels), null, null);

    private static LevelParameters[] Levels((string Name, double M, double U)[] levels) => [.. levels.Select(l => new LevelParameters(l.Name, l.M, l.U, l.U))];
}
