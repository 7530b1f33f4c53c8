namespace SatuPintu.Linkage.Model;

/// <summary>The odds that a pair is one person, and against what it was weighed.</summary>
/// <param name="Probability">Probability of one person.</param>
/// <param name="Weight">log2 of the odds, in bits.</param>
/// <param name="AgainstHousehold">Whether the likelier alternative is another member of the same household (else: somebody unrelated).</param>
public readonly record struct PairScore(double Probability, double Weight, bool AgainstHousehold);

/// <summary>The parameters of the model for one kind of pair (one list with another, or with itself).</summary>
/// <remarks>
/// Fellegi and Sunter (1969) with three latent classes in place of two: <b>M</b>, two records of one person; <b>S</b>, of two
/// members of one household; <b>U</b>, of two unrelated people. Given the class, comparisons are taken as independent.
/// With two classes only, the members of a household, who share address, head and dwelling, break that independence: a wife and
/// a sister of one name would be joined by their address.
/// </remarks>
public sealed class LinkageModel
{
    private readonly double[][] logM;
    private readonly double[][] logS;
    private readonly double[][] logU;
    private readonly double logPriorM;
    private readonly double logPriorS;
    private readonly double logPriorU;

    /// <summary>Makes the model from probabilities by comparison and level; level 0 is neutral whatever it holds.</summary>
    public LinkageModel(PatternLayout layout, double priorM, double priorS, double[][] m, double[][] s, double[][] u)
    {
        Layout = layout;
        PriorM = priorM;
        PriorS = priorS;
        M = m;
        S = s;
        U = u;
        logM = Logs(m);
        logS = Logs(s);
        logU = Logs(u);
        logPriorM = Math.Log2(priorM);
        logPriorS = Math.Log2(priorS);
        logPriorU = Math.Log2(Math.Max(1e-9, 1 - priorM - priorS));
    }

    /// <summary>How patterns are packed.</summary>
    public PatternLayout Layout { get; }

    /// <summary>Share of pairs of one person among all pairs of this kind.</summary>
    public double PriorM { get; }

    /// <summary>Share of pairs of two members of one household among all pairs of this kind.</summary>
    public double PriorS { get; }

    /// <summary>Probability of each level among pairs of one person, by comparison and level.</summary>
    public double[][] M { get; }

    /// <summary>Probability of each level among pairs of one household.</summary>
    public double[][] S { get; }

    /// <summary>Probability of each level among unrelated pairs.</summary>
    public double[][] U { get; }

    /// <summary>Scores a pattern.</summary>
    public PairScore Score(long pattern)
    {
        var (m, s, u) = ClassLogs(pattern);
        var against = Math.Max(s, u);
        var rest = against + Math.Log2(1 + double.Exp2(Math.Min(s, u) - against));
        var weight = m - rest;
        return new PairScore(1 / (1 + double.Exp2(-weight)), weight, s > u);
    }

    /// <summary>The weight of a pattern alone: log2 of the odds of one person, in bits.</summary>
    public double Weight(long pattern) => Score(pattern).Weight;

    /// <summary>The weight against the likelier alternative alone, in bits: at most one bit above <see cref="Weight"/>, and cheaper.</summary>
    public double UpperWeight(long pattern)
    {
        var (m, s, u) = ClassLogs(pattern);
        return m - Math.Max(s, u);
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

    /// <summary>What one comparison adds to the weight of a pattern: log2 of m over the probability in the alternative, in bits.</summary>
    public double Share(long pattern, int comparison, bool againstHousehold)
    {
        var level = Layout.LevelOf(pattern, comparison);
        return logM[comparison][level] - (againstHousehold ? logS : logU)[comparison][level];
    }

    private (double M, double S, double U) ClassLogs(long pattern)
    {
        double m = logPriorM, s = logPriorS, u = logPriorU;
        for (var i = 0; i < logM.Length; i++)
        {
            var level = Layout.LevelOf(pattern, i);
            m += logM[i][level];
            s += logS[i][level];
            u += logU[i][level];
        }
        return (m, s, u);
    }

    private static double[][] Logs(double[][] probabilities)
    {
        var logs = new double[probabilities.Length][];
        for (var i = 0; i < logs.Length; i++)
        {
            logs[i] = new double[probabilities[i].Length];
            for (var level = 1; level < logs[i].Length; level++) logs[i][level] = Math.Log2(Math.Max(1e-12, probabilities[i][level]));
        }
        return logs;
    }
}
