using System.Diagnostics;
using System.Runtime.InteropServices;
using SatuPintu.Linkage.Fields;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Linkage.Engine;

/// <summary>One run of the engine: its stages in order, each on what those before it left.</summary>
internal sealed partial class EngineRun
{
    // Pairs this far below even odds under the start cannot be one person under any model estimation may reach.
    private const float StartBound = -9;
    private const float ScoreBelowReview = 5;
    private const double SureWeight = 4;
    private static readonly string[] Stages = ["prepare", "block", "estimate", "score"];
    // The levels of all comparisons stand in one number.
    private const int MostBits = 62;

    private readonly RecordTable records;
    private readonly LinkageOptions options;
    private readonly CancellationToken cancellation;
    private readonly List<StageTime> stages = [];
    private readonly Stopwatch clock = Stopwatch.StartNew();

    private EngineRun(RecordTable records, LinkageOptions options, CancellationToken cancellation)
    {
        this.records = records;
        this.options = options;
        this.cancellation = cancellation;
        // Once the records are used up, what tells them from others is gone.
        if (options is { UseUp: true, Store: not null }) printed = PrintRecords(records);
    }

    public static LinkageResult Whole(RecordTable records, LinkageOptions options, CancellationToken cancellation)
    {
        var run = new EngineRun(records, options, cancellation);
        run.Prepare();
        run.Stage("prepare");
        run.Block();
        run.Stage("block");
        run.Estimate();
        run.Stage("estimate");
        run.Score();
        run.AroundFamilies();
        run.Stage("score");
        return run.Decide();
    }

    public static PairExplanation ExplainPair(RecordTable records, LinkageOptions options, int a, int b, CancellationToken cancellation)
    {
        var run = new EngineRun(records, options, cancellation);
        run.Prepare();
        run.Block();
        run.Estimate();
        if (run.families is { OnBothSides: true })
        {
            run.Score();
            run.AroundFamilies();
        }
        return new EngineDecisions(records, run.rows, run.plan, run.model, run.keys, run.families, options).ExplainAlone(a, b);
    }

    private FieldColumn[] columns = [];
    private List<(string Field, string Why)> leftOut = [];
    private RowTable rows = null!;
    private ComparisonPlan plan = null!;
    private KeyTable keys = null!;
    private Estimation estimation = null!;
    private EngineModel model = null!;
    private Families? families;
    private long[] scored = [];
    private List<KeptPair[]> kept = [];
    private bool keptAll;

    private void Stage(string stage)
    {
        stages.Add(new StageTime(stage, clock.Elapsed.TotalSeconds));
        clock.Restart();
        cancellation.ThrowIfCancellationRequested();
        options.Progress?.Invoke(new EngineProgress(stage, 1));
        // What comes after the score is not the same for all runs.
        if (Array.IndexOf(Stages, stage) + 1 is var next and > 0 && next < Stages.Length) options.Progress?.Invoke(new EngineProgress(Stages[next], 0));
    }

    private void Prepare()
    {
        options.Progress?.Invoke(new EngineProgress(Stages[0], 0));
        (columns, leftOut) = FieldSelection.Choose(records, FieldColumns.Make(records, options.Workers, options.UseUp, cancellation));
        if (Dependence.Unrelated(columns).Bits > MostBits) throw new LinkageException("too_many_fields", columns[^1].Name);
        PlanMemory();
        rows = spillParts > 0 ? RowTable.From(new ColumnRows(columns), columns, records.Count, records.LeftCount, options.Workers) : new RowTable(columns, records.Count, records.LeftCount, options.Workers);
        if (spillParts == 0) foreach (var column in columns) column.Release();
        families = Families.Of(records);
        var chance = StartValues.Chance(rows, columns, options.Workers, out var randomPairs, cancellation);
        var startM = StartValues.M(columns);
        var matches = (rows.IsLink ? 0.3 * Math.Min(rows.LeftCount, rows.Count - rows.LeftCount) : 0.1 * rows.Count) + 0.5;
        var (parents, given) = options.Model is { } stated ? (ModelConversion.Parents(columns, stated), null)
            : Dependence.Find(rows, columns, chance, startM, matches / rows.AllPairs, options.Workers, cancellation);
        plan = new ComparisonPlan(columns, parents, new bool[columns.Length], false, Order(parents, chance));
        if (families is not null) plan = new ComparisonPlan(columns, parents, HouseholdFields(families), families.OnBothSides && (options.Model is null || ModelConversion.HasFamily(options.Model)), plan.Order);
        if (plan.Bits > MostBits) throw new LinkageException("too_many_fields", plan.Columns[^1].Name);

        double[] family = [.. ComparisonPlan.FamilyLevels.Select(l => l.U)], familyM = [.. ComparisonPlan.FamilyLevels.Select(l => l.M)];
        var m = StartValues.ByState(plan, startM, null, null, familyM);
        var start = new EstimationStart(m, families is null ? null : HouseholdLevels(families, m),
            StartValues.ByState(plan, chance, given, (c, counts) => StartValues.Probabilities(counts, chance[c]), family),
            StartValues.ByState(plan, StartValues.Floor(rows, columns, randomPairs), null, null, [.. family.Select(f => f / 10)]),
            rows.AllPairs, matches,
            families is null ? default : rows.IsLink ? (0, families.MeanOthers()) : (families.CountInside(), families.MeanOthers()));
        estimation = new Estimation(plan, start);
        model = estimation.Start();
    }

    /// <summary>The most telling first, so that a pair that is none shows early; each after the one it depends on.</summary>
    private int[] Order(int[] parents, double[][] chance)
    {
        var telling = new double[columns.Length];
        for (var c = 0; c < columns.Length; c++)
        {
            double equal = 1e-9;
            for (var level = 1; level <= columns[c].EqualBands; level++) equal += chance[c][level];
            double known = columns[c].KnownLeft + columns[c].KnownRight;
            // Words take longer than numbers to compare.
            var cost = columns[c].Kind switch { FieldKind.Text => 6.0, FieldKind.FullName => 3, FieldKind.Name or FieldKind.Place or FieldKind.Identifier => 2, _ => 1 };
            telling[c] = -Math.Log2(equal) * known / rows.Count * columns[c].Levels[^1].U / cost;
        }
        var order = new List<int>();
        foreach (var c in Enumerable.Range(0, columns.Length).OrderByDescending(Worth)) Add(c);
        return [.. order];

        // A field that depends on one that takes long waits for that one.
        double Worth(int c) => parents[c] < 0 ? telling[c] : Math.Min(telling[c], Worth(parents[c]));

        void Add(int c)
        {
            if (order.Contains(c)) return;
            if (parents[c] >= 0) Add(parents[c]);
            order.Add(c);
        }
    }

    /// <summary>Fields that nearly always agree inside a family are the household's.</summary>
    private bool[] HouseholdFields(Families of)
    {
        const double Shared = 0.8;
        var comparer = new PairComparer(plan);
        var agree = new double[columns.Length];
        var known = new double[columns.Length];
        foreach (var (a, b) in of.PairsInside().Take(20_000))
        {
            var pattern = comparer.Compare(rows[a], rows[b]);
            for (var c = 0; c < columns.Length; c++)
            {
                var level = plan.LevelOf(pattern, c);
                if (level == 0) continue;
                known[c]++;
                if (plan.Levels[c][level].M > plan.Levels[c][level].U) agree[c]++;
            }
        }
        return [.. Enumerable.Range(0, columns.Length).Select(c => columns[c] is not ListColumn && known[c] >= 20 && agree[c] >= Shared * known[c])];
    }

    /// <summary>What two members of one household look like, from pairs inside the families, the doubles among them set apart.</summary>
    private double[][] HouseholdLevels(Families of, double[][] m)
    {
        const double Lean = 12;
        const int Rounds = 8;
        var comparer = new PairComparer(plan);
        var counts = new Dictionary<long, double>();
        foreach (var (a, b) in of.PairsInside())
            CollectionsMarshal.GetValueRefOrAddDefault(counts, comparer.Compare(rows[a], rows[b]), out _)++;
        var s = Array.ConvertAll(m, row => (double[])row.Clone());
        double all = Math.Max(1, counts.Values.Sum()), doubles = 0.01;
        // A start that tells members apart: they hardly ever agree in what is a person's own.
        for (var c = 0; c < s.Length; c++)
        {
            if (plan.Household[c]) continue;
            var levels = plan.Levels[c].Length;
            for (var i = 0; i < s[c].Length; i++) s[c][i] = i % levels == 0 ? 0 : (i % levels == levels - 1 ? 0.7 : 0.3 / Math.Max(1, levels - 2));
        }
        var first = Array.ConvertAll(s, row => (double[])row.Clone());
        for (var round = 0; round < Rounds; round++)
        {
            var separating = new EngineModel(plan, doubles, 1 - doubles - 1e-9, m, s, s);
            var sum = plan.Table();
            double twice = 0;
            foreach (var (pattern, count) in counts)
            {
                var one = separating.Posterior(pattern).M * count;
                twice += one;
                for (var c = 0; c < sum.Length; c++) sum[c][plan.At(pattern, c)] += count - one;
            }
            for (var c = 0; c < s.Length; c++)
            {
                if (c == plan.Family) continue;
                var levels = plan.Levels[c].Length;
                for (var state = 0; state < ComparisonPlan.States; state++)
                {
                    double total = Lean;
                    for (var level = 1; level < levels; level++) total += sum[c][state * levels + level];
                    for (var level = 1; level < levels; level++)
                        s[c][state * levels + level] = Math.Max(1e-6, (sum[c][state * levels + level] + Lean * first[c][level]) / total);
                }
            }
            doubles = Math.Clamp(twice / all, 1e-6, 0.3);
        }
        return s;
    }

    private double sample = 1;

    private void Block()
    {
        var compareAll = options.Blocking is null && rows.AllPairs <= options.Limits.CompareAll;
        var (attributes, planned) = compareAll ? ([], [])
            : options.Blocking is { } given ? KeyPlanner.Given(rows, columns, given, leftOut, options.Workers) : KeyPlanner.Choose(rows, columns, plan.Parents, options.Workers);
        if (options.Blocking is null && !compareAll) planned = new KeyTrial(rows, columns, attributes, model, options.Workers, cancellation).Keep(planned);
        keys = new KeyTable(rows, columns, attributes, planned, compareAll, spillParts > 0, options.Active);
        var expected = compareAll ? rows.AllPairs : planned.Sum(k => k.Expected);
        keptAll = compareAll || expected <= options.Limits.KeepAll;
        sample = keptAll ? 1 : options.Limits.SampledCandidates / expected;
        // Estimation looks at a sample of the blocks, the same on every machine, so that all shares have one model.
        if (spillParts > 0)
        {
            BlockSpilled(new ScanTerms(model, StartBound, sample, Share.Whole));
            return;
        }
        var scan = new PairScan(rows, keys, model, StartBound, sample, Share.Whole);
        scored = scan.Scored;
        for (var k = 0; k < keys.Count; k++)
        {
            var order = keys.Fill(k, options.Workers);
            var number = k;
            kept.AddRange(scan.Run(k, order, options.Workers, done => options.Progress?.Invoke(new EngineProgress("block", (number + done) / keys.Count)), cancellation));
        }
    }

    private void Estimate()
    {
        if (options.Model is { } given)
        {
            model = ModelConversion.FromParameters(plan, given);
            return;
        }
        var (patterns, counts) = Patterns(kept.SelectMany(k => k));
        model = estimation.Run(patterns, counts, options.Workers, cancellation);
    }

    private (long[] Patterns, double[] Counts) Patterns(IEnumerable<KeptPair> pairs)
    {
        var counts = new Dictionary<long, double>();
        foreach (var pair in pairs) CollectionsMarshal.GetValueRefOrAddDefault(counts, pair.Pattern, out _)++;
        var patterns = counts.Keys.ToArray();
        Array.Sort(patterns);
        return (patterns, Array.ConvertAll(patterns, p => counts[p] / sample));
    }

    private KeptPair[] pairs = [];

    private float ReviewBound => (float)EngineModel.WeightOf(Math.Min(options.ReviewAt, options.MatchAt)) - ScoreBelowReview;

    private void Score()
    {
        if (!keptAll) kept = ScoreParts(Share.Whole);
        pairs = PairOrder.Sorted(kept, options.Workers);
        kept = [];
    }

    private void AroundFamilies()
    {
        if (families is null || plan.Family < 0) return;
        families.Note(pairs.Where(p => model.Weight(p.Pattern) >= SureWeight || options.Certain?.Invoke(p.A, p.B) == true).Select(p => (p.A, p.B)));
        var shift = plan.Shift[plan.Family];
        var around = new List<KeptPair[]> { Array.ConvertAll(pairs, p => p with { Pattern = p.Pattern | (long)families.LevelOf(p.A, p.B) << shift }) };
        var known = pairs.Select(p => (p.A, p.B)).ToHashSet();
        var comparer = new PairComparer(plan);
        var more = new List<KeptPair>();
        foreach (var (a, b) in families.PairsOfMatchingFamilies())
            if (a != b && (!rows.IsLink || a < rows.LeftCount && b >= rows.LeftCount) && !known.Contains((a, b)))
                more.Add(new KeptPair(a, b, comparer.Compare(rows[a], rows[b]) | (long)families.LevelOf(a, b) << shift));
        around.Add([.. more]);
        pairs = PairOrder.Sorted(around, options.Workers);
        NoteAroundLabels(families);
        if (options.Model is not null) return;
        sample = 1;
        var (patterns, counts) = Patterns(pairs);
        model = estimation.Run(patterns, counts, options.Workers, cancellation);
    }

    /// <summary>Of judged pairs that are not brought together in this run, the families around them are held against each other too.</summary>
    private void NoteAroundLabels(Families of)
    {
        if (options.Active is not { } active) return;
        var comparer = new PairComparer(plan);
        of.Note(options.Labels.Where(l => !active[l.A] || !active[l.B]).SelectMany(l => of.PairsBetween(l.A, l.B)).Distinct()
            .Where(p => (!active[p.A] || !active[p.B]) && (model.Weight(comparer.Compare(rows[p.A], rows[p.B])) >= SureWeight || options.Certain?.Invoke(p.A, p.B) == true)).ToList());
    }

    private LinkageResult Decide()
    {
        options.Progress?.Invoke(new EngineProgress("decide", 0));
        var decisions = new EngineDecisions(records, rows, plan, model, keys, families, options);
        return decisions.Make(pairs, scored, estimation.Changes, leftOut, columns, () =>
        {
            Stage("decide");
            return stages;
        });
    }
}
