using SatuPintu.Linkage.Fields;

namespace SatuPintu.Linkage.Engine;

/// <summary>The comparisons of a run: which columns, in which order, which depends on which, and how their levels are packed into a pattern.</summary>
internal sealed class ComparisonPlan
{
    /// <summary>What is known of the comparison that another one depends on.</summary>
    public const int Unknown = 0, Agrees = 1, Differs = 2, States = 3;

    /// <summary>Levels of the comparison of families: how many other members of the two families match.</summary>
    public static readonly LevelSpec[] FamilyLevels =
        [new("missing", 0, 0), new("two or more others match", 0.45, 0.00001), new("one other matches", 0.35, 0.00002), new("none matches", 0.2, 0.99997)];

    public ComparisonPlan(IReadOnlyList<FieldColumn> columns, int[] parents, bool[] household, bool hasFamilies, int[]? order = null)
    {
        Order = order ?? [.. Enumerable.Range(0, columns.Count)];
        Columns = columns;
        Parents = parents;
        Count = columns.Count + (hasFamilies ? 1 : 0);
        Family = hasFamilies ? columns.Count : -1;
        Household = [.. household, .. hasFamilies ? (bool[])[true] : []];
        Levels = [.. columns.Select(c => c.Levels), .. hasFamilies ? (LevelSpec[][])[FamilyLevels] : []];
        Shift = new int[Count];
        Mask = new int[Count];
        var used = 0;
        for (var c = 0; c < Count; c++)
        {
            var bits = System.Numerics.BitOperations.Log2((uint)Levels[c].Length - 1) + 1;
            Shift[c] = used;
            Mask[c] = (1 << bits) - 1;
            used += bits;
        }
        Bits = used;
    }

    /// <summary>The columns compared; the comparison of families, which has none, comes after them.</summary>
    public IReadOnlyList<FieldColumn> Columns { get; }

    /// <summary>How many comparisons there are.</summary>
    public int Count { get; }

    /// <summary>The place of the comparison of families; −1 where there is none.</summary>
    public int Family { get; }

    /// <summary>The order in which fields are compared: the most telling first, and each after the one it depends on.</summary>
    public int[] Order { get; }

    /// <summary>By comparison, the one it depends on; −1 for none.</summary>
    public int[] Parents { get; }

    /// <summary>By comparison, whether its evidence is the household's.</summary>
    public bool[] Household { get; }

    /// <summary>By comparison, its levels.</summary>
    public LevelSpec[][] Levels { get; }

    /// <summary>Where the level of each comparison begins in a pattern.</summary>
    public int[] Shift { get; }

    /// <summary>The bits of a level once shifted down.</summary>
    public int[] Mask { get; }

    /// <summary>Bits of a pattern that are used.</summary>
    public int Bits { get; }

    /// <summary>The level of a comparison in a pattern.</summary>
    public int LevelOf(long pattern, int comparison) => (int)(pattern >> Shift[comparison]) & Mask[comparison];

    /// <summary>What a pattern says of the comparison that another one depends on.</summary>
    public int StateOf(long pattern, int comparison)
    {
        var parent = comparison < Parents.Length ? Parents[comparison] : -1;
        return parent < 0 ? Unknown : StateOfParent(parent, LevelOf(pattern, parent));
    }

    /// <summary>What a level of a parent means for those that depend on it.</summary>
    public int StateOfParent(int parent, int level) => level == 0 ? Unknown : Columns[parent].IsEqual(level) ? Agrees : Differs;

    /// <summary>An empty table: by comparison, by state and level.</summary>
    public double[][] Table()
    {
        var table = new double[Count][];
        for (var c = 0; c < Count; c++) table[c] = new double[States * Levels[c].Length];
        return table;
    }

    /// <summary>The place of a state and level in a row of a table.</summary>
    public int At(int comparison, int state, int level) => state * Levels[comparison].Length + level;

    /// <summary>The place in a row of a table that a pattern points to.</summary>
    public int At(long pattern, int comparison) => At(comparison, StateOf(pattern, comparison), LevelOf(pattern, comparison));
}

/// <summary>What is added to the weights of a model, in bits.</summary>
/// <param name="Intercept">To every pair.</param>
/// <param name="Levels">By comparison and level; 0 for missing.</param>
internal sealed record LearnedWeights(double Intercept, double[][] Levels);

/// <summary>
/// The parameters of a run. Fellegi and Sunter (1969) with three latent classes in place of two: one person (M), two members of one
/// household (S), unrelated (U), and with each comparison conditional on at most one other (a tree, as Chow and Liu 1968 have it), so that
/// a postcode does not count again what the suburb has said.
/// </summary>
internal sealed class EngineModel
{
    private const double Least = 1e-12;
    private readonly float[][] weightU;
    private readonly double[][] logM;
    private readonly double[][] logS;
    private readonly double[][] logU;
    private readonly double logPriorM;
    private readonly double logPriorS;
    private readonly double logPriorU;

    public EngineModel(ComparisonPlan plan, double priorM, double priorS, double[][] m, double[][] s, double[][] u, LearnedWeights? learned = null)
    {
        Plan = plan;
        PriorM = priorM;
        PriorS = priorS;
        M = m;
        S = s;
        U = u;
        Learned = learned;
        logM = Logs(m);
        logS = Logs(s);
        logU = Logs(u);
        logPriorM = Math.Log2(Math.Max(Least, priorM));
        if (learned is not null)
        {
            // What speaks for one person speaks against all else alike: odds against either class shift by as much.
            logPriorM += learned.Intercept;
            for (var c = 0; c < logM.Length; c++)
                for (var i = 0; i < logM[c].Length; i++) logM[c][i] += learned.Levels[c][i % plan.Levels[c].Length];
        }
        logPriorS = priorS <= 0 ? double.NegativeInfinity : Math.Log2(priorS);
        logPriorU = Math.Log2(Math.Max(1e-9, 1 - priorM - priorS));
        (weightU, Ceiling) = Against(logU);
        PriorWeight = (float)(logPriorM - logPriorU);
        if (priorS <= 0) return;
        (WeightS, CeilingS) = Against(logS);
        PriorWeightS = (float)(logPriorM - logPriorS);
    }

    /// <summary>The weights against another class, and the most that values can bring once it is known whether they are the same.</summary>
    private (float[][] Weights, float[][] Ceiling) Against(double[][] logOther)
    {
        var weights = new float[Plan.Count][];
        var ceiling = new float[Plan.Columns.Count][];
        for (var c = 0; c < Plan.Count; c++)
        {
            weights[c] = new float[M[c].Length];
            for (var i = 0; i < M[c].Length; i++)
            {
                if (i % Plan.Levels[c].Length == 0) continue;
                weights[c][i] = (float)(logM[c][i] - logOther[c][i]);
            }
            if (c >= ceiling.Length) continue;
            ceiling[c] = new float[ComparisonPlan.States * 2];
            Array.Fill(ceiling[c], float.NegativeInfinity);
            for (var i = 0; i < M[c].Length; i++)
            {
                var (state, level) = Math.DivRem(i, Plan.Levels[c].Length);
                if (level == 0) continue;
                ref var most = ref ceiling[c][CeilingAt(state, Plan.Columns[c].IsEqual(level))];
                most = Math.Max(most, weights[c][i]);
            }
        }
        return (weights, ceiling);
    }

    public ComparisonPlan Plan { get; }

    /// <summary>Share of pairs of one person among all pairs.</summary>
    public double PriorM { get; }

    /// <summary>Share of pairs of two members of one household among all pairs.</summary>
    public double PriorS { get; }

    public double[][] M { get; }

    public double[][] S { get; }

    public double[][] U { get; }

    /// <summary>What was learned from judged pairs and is in all weights, though not in <see cref="M"/>; null for nothing.</summary>
    public LearnedWeights? Learned { get; }

    /// <summary>The same model with weights corrected by what was learned.</summary>
    public EngineModel With(LearnedWeights learned) => new(Plan, PriorM, PriorS, M, S, U, learned);

    /// <summary>By comparison, state and level, the match weight against unrelated pairs in bits; 0 for missing.</summary>
    public float[][] WeightU => weightU;

    /// <summary>By field, the most in bits that two known values can bring, at the place that <see cref="CeilingAt"/> gives.</summary>
    public float[][] Ceiling { get; }

    /// <summary>The place of a ceiling: by the state of the field that this one depends on, and whether its values are the same.</summary>
    public static int CeilingAt(int state, bool same) => state * 2 + (same ? 1 : 0);

    /// <summary>log2 of the prior odds against unrelated pairs, in bits.</summary>
    public float PriorWeight { get; }

    /// <summary>The same weights against two members of one household; null where families are not known.</summary>
    public float[][]? WeightS { get; }

    /// <summary>As <see cref="Ceiling"/>, against two members of one household.</summary>
    public float[][] CeilingS { get; } = [];

    /// <summary>log2 of the prior odds against two members of one household, in bits.</summary>
    public float PriorWeightS { get; }

    /// <summary>The weight of a pattern: log2 of the odds of one person against anything else, in bits.</summary>
    public double Weight(long pattern, out bool againstHousehold)
    {
        var (m, s, u) = ClassLogs(pattern);
        againstHousehold = s > u;
        var against = Math.Max(s, u);
        var rest = double.IsNegativeInfinity(Math.Min(s, u)) ? against : against + Math.Log2(1 + double.Exp2(Math.Min(s, u) - against));
        return m - rest;
    }

    /// <summary>The weight of a pattern.</summary>
    public double Weight(long pattern) => Weight(pattern, out _);

    /// <summary>The probability of a weight in bits.</summary>
    public static double Probability(double weight) => 1 / (1 + double.Exp2(-weight));

    /// <summary>The weight of a probability, in bits.</summary>
    public static double WeightOf(double probability) => Math.Log2(probability / (1 - probability));

    /// <summary>What a comparison adds to the weight of a pattern, in bits.</summary>
    public double Share(long pattern, int comparison, bool againstHousehold)
    {
        if (Plan.LevelOf(pattern, comparison) == 0) return 0;
        var at = Plan.At(pattern, comparison);
        return logM[comparison][at] - (againstHousehold ? logS : logU)[comparison][at];
    }

    private (double M, double S, double U) ClassLogs(long pattern)
    {
        double m = logPriorM, s = logPriorS, u = logPriorU;
        for (var c = 0; c < logM.Length; c++)
        {
            if (Plan.LevelOf(pattern, c) == 0) continue;
            var at = Plan.At(pattern, c);
            m += logM[c][at];
            s += logS[c][at];
            u += logU[c][at];
        }
        return (m, s, u);
    }

    /// <summary>The probabilities of the three classes for a pattern; they sum to 1.</summary>
    public (double M, double S, double U) Posterior(long pattern)
    {
        var (m, s, u) = ClassLogs(pattern);
        var top = Math.Max(m, Math.Max(s, u));
        double pm = double.Exp2(m - top), ps = double.Exp2(s - top), pu = double.Exp2(u - top);
        var sum = pm + ps + pu;
        return (pm / sum, ps / sum, pu / sum);
    }

    private static double[][] Logs(double[][] probabilities)
    {
        var logs = new double[probabilities.Length][];
        for (var c = 0; c < logs.Length; c++) logs[c] = Array.ConvertAll(probabilities[c], p => Math.Log2(Math.Max(Least, p)));
        return logs;
    }
}
