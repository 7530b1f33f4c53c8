namespace SatuPintu.Statistics.SmallAreas;

/// <summary>What brings the headcounts of areas to a total that is known.</summary>
/// <param name="Before">The headcount over all households before.</param>
/// <param name="After">The one that is known.</param>
/// <param name="Factor">What the headcounts are multiplied by; those that it would drive above 1 are set to 1 instead.</param>
/// <param name="Factors">The same by area, 1/headcount where it is set to 1.</param>
/// <param name="Full">Whether an area is set to 1.</param>
public sealed record RatioBenchmark(double Before, double After, double Factor, double[] Factors, bool[] Full)
{
    /// <summary>
    /// Ratio benchmarking (Rao and Molina 2015, 6.4.6): one factor for all areas, so that Σ households × headcount is the total known.
    /// A headcount that would pass 1 stays there, and the factor of the others makes up for it.
    /// </summary>
    /// <param name="households">Households by area.</param>
    /// <param name="headcounts">The share of poor by area.</param>
    /// <param name="total">The share of poor over all households that is known, above 0 and at most 1.</param>
    /// <returns>Null where no factor reaches the total, because too many households are in areas with a headcount of 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The total is no share.</exception>
    public static RatioBenchmark? Of(IReadOnlyList<int> households, IReadOnlyList<double> headcounts, double total)
    {
        if (!(total is > 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(total), total, "A headcount is above 0 and at most 1.");
        var all = households.Sum(h => (double)h);
        var poor = headcounts.Select((p, d) => p * households[d]).ToArray();
        var full = new bool[poor.Length];
        while (true)
        {
            var (atMost, free) = (0.0, 0.0);
            for (var d = 0; d < poor.Length; d++)
                if (full[d]) atMost += households[d];
                else free += poor[d];
            // Where the full areas alone come to the total but for rounding, nobody is left to be multiplied.
            var missing = (total * all) - atMost;
            if (!(free > 0))
                return missing > all * Rounding ? null : new RatioBenchmark(poor.Sum() / all, total, 1, FactorsOf(1), full);
            var factor = Math.Max(0, missing / free);
            var more = Enumerable.Range(0, poor.Length).Where(d => !full[d] && headcounts[d] * factor > 1).ToList();
            if (more.Count == 0) return new RatioBenchmark(poor.Sum() / all, total, factor, FactorsOf(factor), full);
            foreach (var d in more) full[d] = true;
        }

        double[] FactorsOf(double factor) => [.. headcounts.Select((p, d) => full[d] ? 1 / p : factor)];
    }

    private const double Rounding = 1e-12;
}
