namespace SatuPintu.Statistics.ProxyMeans;

/// <summary>How well a selection at a cut-off meets the poor.</summary>
/// <param name="CutOff">The share selected, and the share that counts as poor.</param>
/// <param name="Households">How many households were judged.</param>
/// <param name="Selected">How many are selected: those of rank at most ⌈cut-off·n⌉ by prediction.</param>
/// <param name="Poor">How many are poor: those of rank at most ⌈cut-off·n⌉ by the actual outcome.</param>
/// <param name="Met">How many are both.</param>
public sealed record TargetingErrors(double CutOff, int Households, int Selected, int Poor, int Met)
{
    /// <summary>The share of the selected who are not poor.</summary>
    public double Inclusion => 1 - ((double)Met / Selected);

    /// <summary>The share of the poor who are not selected.</summary>
    public double Exclusion => 1 - ((double)Met / Poor);

    /// <summary>The 95 % interval of the inclusion error (Wilson 1927).</summary>
    public (double Low, double High) InclusionInterval => Targeting.Wilson(Selected - Met, Selected);

    /// <summary>The 95 % interval of the exclusion error (Wilson 1927).</summary>
    public (double Low, double High) ExclusionInterval => Targeting.Wilson(Poor - Met, Poor);
}

/// <summary>Errors of targeting, as Alatas, Banerjee, Hanna, Olken and Tobias (2012) count them.</summary>
public static class Targeting
{
    private const double Z = 1.959963984540054;

    /// <summary>The errors at each cut-off.</summary>
    /// <param name="predicted">Predicted welfare.</param>
    /// <param name="actual">Actual welfare.</param>
    /// <param name="cutoffs">Shares between 0 and 1.</param>
    public static IReadOnlyList<TargetingErrors> Errors(ReadOnlySpan<double> predicted, ReadOnlySpan<double> actual, IReadOnlyList<double> cutoffs)
    {
        var n = predicted.Length;
        if (n == 0) throw new StatisticsException(StatisticsFault.NoRows);
        var (byScore, byTruth) = (Ranking.Of(predicted).Ranks, Ranking.Of(actual).Ranks);
        var errors = new TargetingErrors[cutoffs.Count];
        for (var c = 0; c < errors.Length; c++)
        {
            // Rounding of the product must not add a household.
            var most = Math.Clamp((int)Math.Ceiling((cutoffs[c] * n) - 1e-9), 1, n);
            var met = 0;
            for (var i = 0; i < n; i++)
                if (byScore[i] <= most && byTruth[i] <= most) met++;
            errors[c] = new TargetingErrors(cutoffs[c], n, most, most, met);
        }
        return errors;
    }

    /// <summary>Spearman's correlation of the ranks, between −1 and 1; equal values are ranked as they come.</summary>
    public static double RankCorrelation(ReadOnlySpan<double> predicted, ReadOnlySpan<double> actual)
    {
        var (a, b) = (Ranking.Of(predicted).Ranks, Ranking.Of(actual).Ranks);
        var (n, squares) = ((double)a.Count, 0.0);
        for (var i = 0; i < a.Count; i++) squares += ((double)a[i] - b[i]) * ((double)a[i] - b[i]);
        return n < 2 ? double.NaN : 1 - (6 * squares / (n * ((n * n) - 1)));
    }

    /// <summary>Wilson's 95 % interval of a share.</summary>
    public static (double Low, double High) Wilson(int count, int of)
    {
        var (p, z) = ((double)count / of, Z * Z / of);
        var centre = (p + (z / 2)) / (1 + z);
        var half = Z / (1 + z) * Math.Sqrt((p * (1 - p) / of) + (z / (4 * of)));
        return (Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
