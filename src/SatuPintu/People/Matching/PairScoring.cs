using SatuPintu.Linkage.Model;

namespace SatuPintu.People.Matching;

/// <summary>The compared pairs with the model that scores them: candidates, estimation, the family pass, estimation again.</summary>
internal sealed class PairScoring
{
    private const int Workers = 2;
    // Pairs this far below even odds under the starting model cannot be one person under any model estimation may reach.
    private const double KeepFrom = -14;
    private const double SureWeight = 4;

    private PairScoring(PersonRecords records, PairComparer comparer, ListPairs kinds, FamilyEvidence families, IReadOnlyList<LinkageModel> models, IReadOnlyList<ComparedPair> pairs, Estimation estimation, IReadOnlyList<KeyValuePair<string, long>> byKey)
    {
        this.records = records;
        this.comparer = comparer;
        this.kinds = kinds;
        this.families = families;
        this.models = models;
        Pairs = pairs;
        Estimation = estimation;
        ByKey = byKey;
    }

    private readonly PersonRecords records;
    private readonly PairComparer comparer;
    private readonly ListPairs kinds;
    private readonly FamilyEvidence families;
    private readonly IReadOnlyList<LinkageModel> models;

    /// <summary>The pairs worth keeping, in order of their records.</summary>
    public IReadOnlyList<ComparedPair> Pairs { get; }

    /// <summary>The last estimation.</summary>
    public Estimation Estimation { get; }

    /// <summary>Candidate pairs by the key that brought them first.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> ByKey { get; }

    /// <summary>The model of a pair.</summary>
    public LinkageModel ModelOf(int a, int b) => models[kinds.Of(records.Rows[a].List, records.Rows[b].List)];

    /// <summary>The pattern of any pair, the family around it included.</summary>
    public long PatternOf(int a, int b)
    {
        if (a > b) (a, b) = (b, a);
        return comparer.Layout.With(comparer.Compare(a, b), PairComparer.FamilyMembers, families.LevelOf(a, b));
    }

    /// <summary>The weight of any pair, in bits.</summary>
    public double WeightOf(int a, int b) => ModelOf(a, b).Weight(PatternOf(a, b));

    /// <summary>The weight of a compared pair as it would be without the families around it.</summary>
    public double WithoutFamily(ComparedPair pair) =>
        ModelOf(pair.A, pair.B).Weight(comparer.Layout.Replace(pair.Pattern, PairComparer.FamilyMembers, 0));

    /// <summary>How the NIK of two records agree.</summary>
    public Linkage.Comparisons.NumberAgreement NikAgreement(int a, int b) => comparer.NikAgreement(a, b);

    public static PairScoring Run(PersonRecords records, ModelFile file, Action<double>? progress, CancellationToken cancellation)
    {
        var own = new PairComparer(records, file.Layout);
        // A comparer keeps caches, so each thread has one for the whole run.
        using var comparers = new ThreadLocal<PairComparer>(() => new PairComparer(records, file.Layout));
        var u = PersonModel.EstimateU(records, () => comparers.Value!, file, cancellation);
        var estimator = new Estimator(file.Layout, u);
        var s = PersonModel.EstimateS(records, own, file, estimator);
        var kinds = new ListPairs(records.FirstOf.Length - 1);
        var counts = PairCounts.Of(records, kinds);
        var start = counts.Select(c => new LinkageModel(file.Layout, c.Matches / c.All, c.Household.For(c.Matches) / c.All, file.StartM, s, u)).ToList();

        var candidates = PersonBlocking.Keys(records);
        var collected = candidates.Walk(() => new PairCollector(records, comparers.Value!, kinds, start, KeepFrom, candidates.Keys.Count), Workers, progress, cancellation);
        var pairs = collected.SelectMany(c => c.Kept).ToList();
        var byKey = candidates.Keys.Select((k, i) => KeyValuePair.Create(k.Name, collected.Sum(c => c.ByKey[i]))).ToList();

        var first = estimator.Run(Groups(records, kinds, counts, pairs), file.StartM, s, counts.Select(c => c.Matches).ToList(), cancellation: cancellation);
        var families = new FamilyEvidence(records, pairs.Where(p => first.Models[kinds.Of(records.Rows[p.A].List, records.Rows[p.B].List)].Weight(p.Pattern) >= SureWeight));

        var around = new List<ComparedPair>(pairs.Count + pairs.Count / 8);
        foreach (var pair in pairs)
            around.Add(pair with { Pattern = file.Layout.With(pair.Pattern, PairComparer.FamilyMembers, families.LevelOf(pair.A, pair.B)) });
        var kept = pairs.Select(p => (p.A, p.B)).ToHashSet();
        long byFamily = 0;
        foreach (var (a, b) in families.Pairs())
        {
            if (kept.Contains((a, b))) continue;
            if (!candidates.Contains(a, b)) byFamily++;
            around.Add(new ComparedPair(a, b, file.Layout.With(own.Compare(a, b), PairComparer.FamilyMembers, families.LevelOf(a, b))));
        }
        byKey.Add(KeyValuePair.Create("family", byFamily));

        var second = estimator.Run(Groups(records, kinds, counts, around), file.StartM, s,
            first.Models.Select((m, k) => m.PriorM * counts[k].All).ToList(), cancellation: cancellation);
        return new PairScoring(records, own, kinds, families, second.Models, around, second, byKey);
    }

    private static List<PatternGroup> Groups(PersonRecords records, ListPairs kinds, PairCounts[] all, List<ComparedPair> pairs)
    {
        var counts = new Dictionary<long, double>[kinds.Count];
        for (var k = 0; k < counts.Length; k++) counts[k] = [];
        foreach (var pair in pairs)
        {
            var kind = counts[kinds.Of(records.Rows[pair.A].List, records.Rows[pair.B].List)];
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(kind, pair.Pattern, out _)++;
        }
        var groups = new List<PatternGroup>();
        for (var k = 0; k < counts.Length; k++)
        {
            var patterns = counts[k].Keys.Order().ToArray();
            groups.Add(new PatternGroup(k.ToString(System.Globalization.CultureInfo.InvariantCulture), all[k].All, all[k].Household, patterns, patterns.Select(p => counts[k][p]).ToArray()));
        }
        return groups;
    }
}
