using SatuPintu.Linkage.Fields;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Linkage.Engine;

/// <summary>Turns scored pairs into entities and reports.</summary>
internal sealed class EngineDecisions
{
    private const double SameAgain = 0.002;
    // More bits than the fields of a pair can reach.
    private const float CertainFirst = 1000;
    private readonly RecordTable records;
    private readonly RowTable rows;
    private readonly ComparisonPlan plan;
    private readonly EngineModel model;
    private readonly KeyTable keys;
    private readonly Families? families;
    private readonly LinkageOptions options;
    private readonly PairComparer comparer;
    private readonly NikColumn?[] niks;
    // The model with what was learned from judged pairs; null where nothing was. It holds of pairs that nothing around them speaks against.
    private EngineModel? corrected;
    private Surroundings? surroundings;

    public EngineDecisions(RecordTable records, RowTable rows, ComparisonPlan plan, EngineModel model, KeyTable keys, Families? families, LinkageOptions options)
    {
        this.records = records;
        this.rows = rows;
        this.plan = plan;
        this.model = model;
        this.keys = keys;
        this.families = families;
        this.options = options;
        comparer = new PairComparer(plan);
        niks = [.. plan.Columns.Select(c => c as NikColumn)];
    }

    /// <summary>Explains a pair without a run, by a correction learned before where there is one; who stands around the pair is not known then.</summary>
    public PairExplanation ExplainAlone(int a, int b)
    {
        if (options.Correction is { } correction) corrected = model.With(ModelConversion.ToWeights(plan, correction));
        return Explain(a, b);
    }

    /// <summary>Decides.</summary>
    public LinkageResult Make(KeptPair[] pairs, long[] scored, IReadOnlyList<double> convergence, IReadOnlyList<(string, string)> leftOut, IReadOnlyList<FieldColumn> columns, Func<IReadOnlyList<StageTime>> stages)
    {
        var weights = Weigh(pairs);
        var probabilities = Array.ConvertAll(weights, w => (float)EngineModel.Probability(w));
        var oneToOne = rows.IsLink && (options.OneToOne ?? FindsNoDoubles(pairs, probabilities));
        var rivals = oneToOne ? OneToOne.Compete(pairs, weights, probabilities, rows) : null;
        var reported = Reported(pairs, weights, probabilities);
        var (entityOf, entities, refused) = Cluster(reported, oneToOne);

        LearnedFromLabels? learned = null;
        if (options.Labels.Count > 0 || options.Correction is not null)
        {
            // Who stands around a pair is what the model alone says, also once something has been learned.
            surroundings = new Surroundings(entityOf, entities, (a, b) => model.Weight(PatternOf(Math.Min(a, b), Math.Max(a, b))),
                (a, b) => IsOfOneList(a, b, oneToOne) || (options.ContradictsUnjudged ?? Contradict)(a, b));
            if (options.Labels.Count > 0) learned = Learn(pairs, rivals);
            if ((learned is null ? options.Correction : learned.IsApplied ? learned.Correction : null) is { } correction)
            {
                corrected = model.With(ModelConversion.ToWeights(plan, correction));
                weights = Weigh(pairs);
                probabilities = Array.ConvertAll(weights, w => (float)EngineModel.Probability(w));
                if (oneToOne) OneToOne.Compete(pairs, weights, probabilities, rows);
                reported = Reported(pairs, weights, probabilities);
                (entityOf, entities, refused) = Cluster(reported, oneToOne);
            }
        }
        var statistics = new EngineStatistics(rows, plan, model, keys, options, pairs, weights, probabilities, reported);
        return new LinkageResult
        {
            Records = records,
            Model = ModelConversion.ToParameters(model),
            Learned = learned,
            Pairs = [.. reported],
            EntityOf = entityOf,
            EntityCount = entities,
            Statistics = statistics.Make(scored, convergence, oneToOne, leftOut, columns, entityOf, entities, refused, stages),
            Explain = Explain,
            State = new EngineState(rows, model, keys, options with { Progress = null }),
            WeightOf = WeightOf,
            WeightWithout = WeightWithout,
        };
    }

    private float[] Weigh(KeptPair[] pairs)
    {
        var weights = new float[pairs.Length];
        Parallel.For(0, (pairs.Length + 4095) / 4096, new ParallelOptions { MaxDegreeOfParallelism = options.Workers }, slice =>
        {
            for (var i = slice * 4096; i < Math.Min(pairs.Length, (slice + 1) * 4096); i++) weights[i] = (float)ModelFor(pairs[i].A, pairs[i].B).Weight(pairs[i].Pattern);
        });
        return weights;
    }

    private List<ScoredPair> Reported(KeptPair[] pairs, float[] weights, float[] probabilities)
    {
        var reported = new List<ScoredPair>();
        for (var i = 0; i < pairs.Length; i++)
            if (probabilities[i] >= options.ReviewAt || options.Certain?.Invoke(pairs[i].A, pairs[i].B) == true) reported.Add(new ScoredPair(pairs[i].A, pairs[i].B, weights[i], probabilities[i], pairs[i].Pattern));
        return reported;
    }

    /// <summary>The model by which a pair is weighed.</summary>
    private EngineModel ModelFor(int a, int b) => corrected is not null && (surroundings?.Stands(Math.Min(a, b), Math.Max(a, b)) ?? !(options.ContradictsUnjudged ?? Contradict)(a, b)) ? corrected : model;

    private LearnedFromLabels Learn(KeptPair[] pairs, Rivals? rivals)
    {
        var judged = new List<JudgedPair>();
        var setAside = 0;
        foreach (var (a, b, isMatch) in options.Labels.Select(l => (Math.Min(l.A, l.B), Math.Max(l.A, l.B), l.IsMatch)).Distinct())
        {
            var pattern = PatternOf(a, b);
            var weight = model.Weight(pattern);
            if (rivals is not null) weight = OneToOne.WeightAmong((a, b), (float)weight, IsCandidate(pairs, a, b), rivals);
            if (IsDecidedOtherwise(a, b, weight)) setAside++;
            else judged.Add(new JudgedPair(a, b, pattern, weight, ContentOf(a, b), isMatch));
        }
        return LabelLearning.Learn(plan, judged, setAside, options.AskAt ?? options.ReviewAt, options.MatchAt);
    }

    /// <summary>Whether it is not the weight that decides on a pair, or none is said of it.</summary>
    private bool IsDecidedOtherwise(int a, int b, double weight) =>
        a == b || rows.IsLink && a < rows.LeftCount == b < rows.LeftCount || options.Certain?.Invoke(a, b) == true || !surroundings!.Stands(a, b)
        // What stands around a record that this run leaves alone is not known, and a pair that looks sure is asked about because of that.
        || options.Active is { } active && !(active[a] && active[b]) && EngineModel.Probability(weight) >= options.MatchAt;

    private static bool IsCandidate(KeptPair[] pairs, int a, int b)
    {
        int low = 0, high = pairs.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if ((pairs[middle].A, pairs[middle].B).CompareTo((a, b)) < 0) low = middle + 1;
            else high = middle;
        }
        return low < pairs.Length && (pairs[low].A, pairs[low].B) == (a, b);
    }

    /// <summary>Whether the lists have no doubles of their own, seen from the records that match two of the other list: were those two one person, they would match each other.</summary>
    private bool FindsNoDoubles(KeptPair[] pairs, float[] probabilities)
    {
        double matched = 0, twice = 0;
        // By record, the strongest of its pairs, plus 1; its partner is held against the others.
        var strongest = new int[rows.Count];
        for (var i = 0; i < pairs.Length; i++)
        {
            if (probabilities[i] < options.MatchAt) continue;
            Hold(ref strongest[pairs[i].A], i);
            Hold(ref strongest[pairs[i].B], i);
        }
        for (var i = 0; i < pairs.Length; i++)
        {
            if (probabilities[i] < options.MatchAt) continue;
            matched += 2;
            int ofLeft = strongest[pairs[i].A] - 1, ofRight = strongest[pairs[i].B] - 1;
            if (ofLeft != i && WeightOf(pairs[ofLeft].B, pairs[i].B) > 0) twice++;
            if (ofRight != i && WeightOf(pairs[ofRight].A, pairs[i].A) > 0) twice++;
        }
        return twice <= SameAgain * matched;

        void Hold(ref int best, int i)
        {
            if (best == 0 || IsStronger(i, best - 1)) best = i + 1;
        }

        bool IsStronger(int i, int than) => probabilities[i] != probabilities[than] ? probabilities[i] > probabilities[than]
            : ContentOf(pairs[i].A, pairs[i].B) < ContentOf(pairs[than].A, pairs[than].B);
    }

    // A number of a pair that does not depend on where its records stand.
    private ulong ContentOf(int a, int b)
    {
        ulong x = RecordDraw.Content(plan.Columns, rows[a]), y = RecordDraw.Content(plan.Columns, rows[b]);
        return Blocking.Hashing.Mix(Math.Min(x, y), Math.Max(x, y));
    }

    private double WeightOf(int a, int b) => ModelFor(a, b).Weight(PatternOf(Math.Min(a, b), Math.Max(a, b)));

    private double WeightWithout(ScoredPair pair, string field)
    {
        var c = field == ModelConversion.FamilyName ? plan.Family : Enumerable.Range(0, plan.Columns.Count).FirstOrDefault(c => plan.Columns[c].Name == field, -1);
        return ModelFor(pair.A, pair.B).Weight(c < 0 ? pair.Pattern : pair.Pattern & ~((long)plan.Mask[c] << plan.Shift[c]));
    }

    private long PatternOf(int a, int b)
    {
        var pattern = comparer.Compare(rows[a], rows[b]);
        return plan.Family < 0 ? pattern : pattern | (long)families!.LevelOf(a, b) << plan.Shift[plan.Family];
    }

    private bool Contradict(int a, int b)
    {
        if (options.Contradicts is { } given) return given(a, b);
        for (var c = 0; c < niks.Length; c++) if (niks[c] is { } nik && nik.Contradict(rows[a][c], rows[b][c])) return true;
        return false;
    }

    private bool IsOfOneList(int a, int b, bool oneToOne) => oneToOne && a < rows.LeftCount == b < rows.LeftCount;

    private (int[] EntityOf, int Entities, List<ScoredPair> Refused) Cluster(List<ScoredPair> reported, bool oneToOne)
    {
        var clustering = new EntityClustering(rows.Count, WeightOf, (a, b) => IsOfOneList(a, b, oneToOne) || Contradict(a, b));
        var order = new ulong[reported.Count];
        var joined = 0;
        for (var i = 0; i < reported.Count; i++)
        {
            var certain = options.Certain?.Invoke(reported[i].A, reported[i].B) == true;
            if (certain || reported[i].Probability >= options.MatchAt) order[joined++] = (ulong)~Rising(reported[i].Weight + (certain ? CertainFirst : 0)) << 32 | (uint)i;
        }
        Array.Resize(ref order, joined);
        RadixSort.ByUpperHalf(order, options.Workers);
        OrderEquals(order, reported);
        var refused = new List<ScoredPair>();
        foreach (var item in order)
        {
            var pair = reported[(int)(uint)item];
            if (options.Contradicts?.Invoke(pair.A, pair.B) == true || !clustering.Join(pair.A, pair.B)) refused.Add(pair);
        }
        var entityOf = new int[rows.Count];
        var numberOf = new int[rows.Count];
        var entities = 0;
        for (var r = 0; r < entityOf.Length; r++)
        {
            ref var number = ref numberOf[clustering.Find(r)];
            if (number == 0) number = ++entities;
            entityOf[r] = number - 1;
        }
        return (entityOf, entities, refused);
    }

    /// <summary>Puts pairs of one weight that compete for a record into an order that follows from what the records hold.</summary>
    private void OrderEquals(ulong[] order, List<ScoredPair> reported)
    {
        var partners = new byte[rows.Count];
        foreach (var item in order)
        {
            var pair = reported[(int)(uint)item];
            partners[pair.A] = (byte)Math.Min(2, partners[pair.A] + 1);
            partners[pair.B] = (byte)Math.Min(2, partners[pair.B] + 1);
        }
        // What pairs hold takes long to say: it is said of all that compete at once.
        var contents = new ulong[order.Length];
        Parallel.For(0, (order.Length + 4095) / 4096, new ParallelOptions { MaxDegreeOfParallelism = options.Workers }, slice =>
        {
            for (var i = slice * 4096; i < Math.Min(order.Length, (slice + 1) * 4096); i++)
                if (reported[(int)(uint)order[i]] is var pair && Competes(pair)) contents[i] = ContentOf(pair.A, pair.B);
        });
        var places = new List<int>();
        for (var start = 0; start < order.Length;)
        {
            var end = KeyTable.End(order, start);
            places.Clear();
            for (var i = start; i < end; i++)
            {
                if (Competes(reported[(int)(uint)order[i]])) places.Add(i);
            }
            if (places.Count > 1)
            {
                var competing = places.Select(i => order[i]).ToArray();
                Array.Sort(places.Select(i => contents[i]).ToArray(), competing);
                for (var i = 0; i < competing.Length; i++) order[places[i]] = competing[i];
            }
            start = end;
        }

        bool Competes(ScoredPair pair) => partners[pair.A] > 1 || partners[pair.B] > 1;
    }

    // The bits of a number in the order of its value.
    private static uint Rising(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return (bits & 0x80000000) != 0 ? ~bits : bits | 0x80000000;
    }

    /// <summary>Explains any pair.</summary>
    public PairExplanation Explain(int a, int b)
    {
        if (a > b) (a, b) = (b, a);
        var pattern = PatternOf(a, b);
        var used = ModelFor(a, b);
        var weight = used.Weight(pattern, out var household);
        var fields = new List<FieldWeight>();
        double sum = 0;
        for (var c = 0; c < plan.Count; c++)
        {
            var level = plan.LevelOf(pattern, c);
            var at = plan.At(pattern, c);
            var share = used.Share(pattern, c, household);
            sum += share;
            var parent = c == plan.Family ? -1 : plan.Parents[c];
            fields.Add(new FieldWeight(ModelConversion.NameOf(plan, c), plan.Levels[c][level].Name, level == 0 ? 1 : model.M[c][at],
                level == 0 ? 1 : (household ? model.S : model.U)[c][at], share, parent < 0 || plan.StateOf(pattern, c) != ComparisonPlan.Agrees ? null : plan.Columns[parent].Name)
            { Learned = used.Learned?.Levels[c][level] ?? 0 });
        }
        var agreeing = Enumerable.Range(0, keys.Count).Where(k => keys[a][k] != 0 && keys[a][k] == keys[b][k]).Select(keys.NameOf).ToList();
        return new PairExplanation(weight - sum, fields, weight, EngineModel.Probability(weight), household, agreeing) { LearnedPrior = used.Learned?.Intercept ?? 0 };
    }
}
