using SatuPintu.Statistics.Surveys;

namespace SatuPintu.Statistics.Multidimensional;

/// <summary>Who is deprived in what, with the weight of each indicator.</summary>
/// <param name="Weights">The weight of each indicator, above 0, adding up to 1.</param>
/// <param name="Deprived">For each indicator and row whether the row is deprived in it.</param>
public sealed record Deprivations(IReadOnlyList<double> Weights, IReadOnlyList<bool[]> Deprived)
{
    /// <summary>How far a sum of weights may miss 1 or a cut-off by rounding alone.</summary>
    internal const double Rounding = 1e-9;

    /// <summary>The weighted share of indicators that a row is deprived in, from 0 to 1.</summary>
    internal double Score(int row)
    {
        var score = 0.0;
        for (var j = 0; j < Weights.Count; j++)
            if (Deprived[j][row]) score += Weights[j];
        return score;
    }
}

/// <summary>Multidimensional poverty of a group at a cut-off.</summary>
/// <param name="Group">The number of the group; −1 for all.</param>
/// <param name="Cutoff">The share of weighted indicators from which on a row is poor.</param>
/// <param name="Headcount">H: share of the poor.</param>
/// <param name="Intensity">A: mean score of the poor; NaN where nobody is.</param>
/// <param name="AdjustedHeadcount">M0 = H A.</param>
/// <param name="HeadcountError">Standard error of H; NaN for fewer than two rows.</param>
/// <param name="AdjustedError">Standard error of M0.</param>
/// <param name="PopulationShare">The group's share of all weights.</param>
/// <param name="GroupContribution">The group's share of the M0 of all; NaN where that is 0.</param>
/// <param name="Raw">For each indicator the share of those deprived in it, poor or not.</param>
/// <param name="Censored">For each indicator the share of those poor and deprived in it.</param>
/// <param name="Contributions">For each indicator its share of M0, weight × censored/M0; NaN where M0 is 0.</param>
/// <param name="Count">Rows with a weight.</param>
public sealed record MultidimensionalPoverty(int Group, double Cutoff, double Headcount, double Intensity, double AdjustedHeadcount, double HeadcountError, double AdjustedError,
    double PopulationShare, double GroupContribution, IReadOnlyList<double> Raw, IReadOnlyList<double> Censored, IReadOnlyList<double> Contributions, int Count);

/// <summary>Multidimensional poverty after Alkire and Foster (2011): deprivations are counted by weight, and who reaches the cut-off is poor.</summary>
/// <remarks>
/// With weights w_j that add up to 1, the score of row i is c_i = Σ_j w_j g_ij, and it is poor when c_i ≥ k. H = Σ poor/N,
/// A = Σ c_i poor/Σ poor and M0 = Σ c_i poor/N, each with the sample's weights; standard errors are those of ratios under the design.
/// </remarks>
/// <example><code>
/// var found = AlkireFoster.Measure(new Deprivations([0.5, 0.5], [noSchool, noWater]), [0.5], weights, [], 0, design);
/// </code></example>
public static class AlkireFoster
{
    /// <summary>Measures poverty at each cut-off, for all and for every group.</summary>
    /// <param name="deprivations">Who is deprived in what.</param>
    /// <param name="cutoffs">The cut-offs, above 0 and up to 1.</param>
    /// <param name="weights">Weight of each row, 0 or more.</param>
    /// <param name="groups">Group of each row, from 0; −1 for none. Empty for no groups.</param>
    /// <param name="groupCount">How many groups there are.</param>
    /// <param name="design">Strata and clusters of the rows.</param>
    /// <exception cref="ArgumentException">Lengths differ, the indicators' weights are not above 0 or do not add up to 1, or a cut-off is outside its bounds.</exception>
    public static IReadOnlyList<MultidimensionalPoverty> Measure(Deprivations deprivations, IReadOnlyList<double> cutoffs, double[] weights, int[] groups, int groupCount, SurveyDesign design)
    {
        Check(deprivations, cutoffs, weights, groups, design);
        var scores = new double[weights.Length];
        for (var row = 0; row < scores.Length; row++) scores[row] = deprivations.Score(row);
        var found = new List<MultidimensionalPoverty>();
        var parts = Parts(weights, groups, groups.Length == 0 ? 0 : groupCount);
        var totals = new ClusterTotals(design);
        var weight = weights.Sum();
        foreach (var cutoff in cutoffs)
        {
            MultidimensionalPoverty? all = null;
            for (var part = 0; part < parts.Length; part++)
            {
                var one = Measure(deprivations, cutoff, scores, weights, parts[part], part - 1, totals);
                all ??= one;
                var share = parts[part].Sum(i => weights[i]) / weight;
                found.Add(one with { PopulationShare = share, GroupContribution = all.AdjustedHeadcount > 0 ? share * one.AdjustedHeadcount / all.AdjustedHeadcount : double.NaN });
            }
        }
        return found;
    }

    private static MultidimensionalPoverty Measure(Deprivations deprivations, double cutoff, double[] scores, double[] weights, List<int> rows, int group, ClusterTotals totals)
    {
        double total = 0, poor = 0, adjusted = 0;
        var raw = new double[deprivations.Weights.Count];
        var censored = new double[raw.Length];
        foreach (var row in rows)
        {
            var isPoor = IsPoor(scores[row], cutoff);
            total += weights[row];
            if (isPoor)
            {
                poor += weights[row];
                adjusted += weights[row] * scores[row];
            }
            for (var j = 0; j < raw.Length; j++)
            {
                if (!deprivations.Deprived[j][row]) continue;
                raw[j] += weights[row];
                if (isPoor) censored[j] += weights[row];
            }
        }
        var (h, m0) = (poor / total, adjusted / total);
        return new MultidimensionalPoverty(group, cutoff, h, poor > 0 ? adjusted / poor : double.NaN, m0,
            Error(row => IsPoor(scores[row], cutoff) ? 1 : 0, h), Error(row => IsPoor(scores[row], cutoff) ? scores[row] : 0, m0), 0, 0,
            [.. raw.Select(r => r / total)], [.. censored.Select(c => c / total)],
            [.. censored.Select((c, j) => adjusted > 0 ? deprivations.Weights[j] * c / adjusted : double.NaN)], rows.Count);

        double Error(Func<int, double> value, double mean)
        {
            if (rows.Count < 2) return double.NaN;
            foreach (var row in rows) totals.Add(row, weights[row] * (value(row) - mean) / total);
            return Math.Sqrt(totals.Take());
        }
    }

    /// <summary>The rows with a weight: of all, then of each group.</summary>
    private static List<int>[] Parts(double[] weights, int[] groups, int count)
    {
        var parts = new List<int>[count + 1];
        for (var part = 0; part < parts.Length; part++) parts[part] = [];
        for (var row = 0; row < weights.Length; row++)
        {
            if (!(weights[row] > 0)) continue;
            parts[0].Add(row);
            if (count > 0 && groups[row] >= 0) parts[groups[row] + 1].Add(row);
        }
        return parts;
    }

    private static bool IsPoor(double score, double cutoff) => score >= cutoff - Deprivations.Rounding;

    private static void Check(Deprivations deprivations, IReadOnlyList<double> cutoffs, double[] weights, int[] groups, SurveyDesign design)
    {
        var rows = weights.Length;
        if (deprivations.Weights.Count == 0 || deprivations.Weights.Count != deprivations.Deprived.Count)
            throw new ArgumentException($"{deprivations.Weights.Count} weights for {deprivations.Deprived.Count} indicators.", nameof(deprivations));
        if (deprivations.Deprived.Any(d => d.Length != rows)) throw new ArgumentException($"An indicator has not {rows} rows.", nameof(deprivations));
        if (deprivations.Weights.Any(w => !(w > 0)) || Math.Abs(deprivations.Weights.Sum() - 1) > Deprivations.Rounding)
            throw new ArgumentException("The weights of the indicators are not above 0 or do not add up to 1.", nameof(deprivations));
        if (cutoffs.Any(k => !(k > 0 && k <= 1))) throw new ArgumentException("A cut-off is not above 0 and up to 1.", nameof(cutoffs));
        if (weights.Any(w => !double.IsFinite(w) || w < 0)) throw new ArgumentException("A weight is negative or not finite.", nameof(weights));
        if (groups.Length != 0 && groups.Length != rows) throw new ArgumentException($"{groups.Length} groups for {rows} rows.", nameof(groups));
        if (design.Rows != rows) throw new ArgumentException($"A design of {design.Rows} rows for {rows} rows.", nameof(design));
    }
}
