namespace SatuPintu.Statistics.SmallAreas;

/// <summary>The places of a programme shared out over areas.</summary>
/// <param name="Places">Places by area; they add up to the total.</param>
/// <param name="Errors">The standard error of each area's due share in places, by the delta method from the errors of the headcounts; NaN where those are not known.</param>
public sealed record Quotas(int[] Places, double[] Errors)
{
    /// <summary>
    /// Shares places in proportion to the expected poor, households × headcount, by largest remainders (Hamilton): each area has the
    /// whole part of its due, what is left goes to the largest fractions, and to the area named first among equal ones. No area has
    /// more places than households; what it cannot take goes to the others.
    /// </summary>
    /// <param name="households">Households by area.</param>
    /// <param name="headcounts">The share of poor by area.</param>
    /// <param name="errors">Standard errors of the headcounts, or null.</param>
    /// <param name="total">How many places.</param>
    /// <exception cref="StatisticsException">There are more places than households, or a headcount is no share.</exception>
    public static Quotas Share(IReadOnlyList<int> households, IReadOnlyList<double> headcounts, IReadOnlyList<double>? errors, int total)
    {
        if (total < 0 || total > households.Sum(h => (long)h)) throw new StatisticsException(StatisticsFault.NoRows, "", total);
        for (var d = 0; d < headcounts.Count; d++)
            if (!(headcounts[d] >= 0)) throw new StatisticsException(StatisticsFault.NotFinite, "", d);
        var poor = households.Select((h, d) => h * headcounts[d]).ToArray();
        // Where nobody is expected to be poor, places go by households.
        if (!(poor.Sum() > 0)) poor = [.. households.Select(h => (double)h)];
        var places = new int[poor.Length];
        var open = Enumerable.Range(0, poor.Length).Where(d => households[d] > 0).ToList();
        for (var left = total; left > 0;)
        {
            var weight = open.Sum(d => poor[d]);
            var full = open.Where(d => Due(d) >= households[d] - places[d]).ToList();
            if (full.Count == 0)
            {
                Hamilton(left);
                break;
            }
            foreach (var d in full)
            {
                left -= households[d] - places[d];
                places[d] = households[d];
                open.Remove(d);
            }

            double Due(int d) => weight > 0 ? left * (poor[d] / weight) : (double)left / open.Count;

            void Hamilton(int count)
            {
                var parts = open.Select(d => (Area: d, Whole: (int)Math.Floor(Due(d)), Fraction: Due(d) - Math.Floor(Due(d)))).ToList();
                foreach (var part in parts) places[part.Area] += part.Whole;
                var over = count - parts.Sum(p => p.Whole);
                foreach (var part in parts.OrderByDescending(p => p.Fraction).ThenBy(p => p.Area).Take(over)) places[part.Area]++;
            }
        }
        return new Quotas(places, ErrorsOf(households, poor, errors, total));
    }

    // The due of an area is T·m/Σm; with s = m/Σm its variance is T²/(Σm)²·((1−s)²·v + s²·Σ of the others' v), v being that of m.
    private static double[] ErrorsOf(IReadOnlyList<int> households, double[] poor, IReadOnlyList<double>? errors, int total)
    {
        var result = new double[poor.Length];
        Array.Fill(result, double.NaN);
        if (errors is null) return result;
        var variances = households.Select((h, d) => h * errors[d] * h * errors[d]).ToArray();
        var (all, sum) = (variances.Sum(), poor.Sum());
        for (var d = 0; d < result.Length; d++)
        {
            var share = poor[d] / sum;
            result[d] = total / sum * Math.Sqrt(((1 - share) * (1 - share) * variances[d]) + (share * share * (all - variances[d])));
        }
        return result;
    }
}
