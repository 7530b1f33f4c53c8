namespace SatuPintu.Statistics.SmallAreas;

/// <summary>Direct weighted estimates of one indicator by area, with their sampling variances.</summary>
/// <param name="Values">The estimates; NaN where an area has too few households for one.</param>
/// <param name="Variances">Their variances, by linearisation.</param>
/// <param name="Smoothed">Areas whose own variance could not be estimated and was taken from all.</param>
internal sealed record DirectEstimates(double[] Values, double[] Variances, int Smoothed)
{
    // An area's own variance of a mean rests on too little below this.
    private const int LeastRows = 3;

    /// <summary>Weighted means of a measure.</summary>
    /// <param name="data">The survey.</param>
    /// <param name="measure">The measure of a household's welfare.</param>
    public static DirectEstimates Means(AreaData data, Func<double, double> measure) => Of(data, 1, LeastRows, rows =>
    {
        var (total, weights) = (0.0, 0.0);
        foreach (var i in rows)
        {
            total += data.WeightOf(i) * measure(data.Welfare[i]);
            weights += data.WeightOf(i);
        }
        var mean = total / weights;
        return (mean, Array.ConvertAll(rows, i => measure(data.Welfare[i]) - mean));
    });

    /// <summary>
    /// Weighted Gini coefficients, Σᵢⱼ wᵢwⱼ|yᵢ − yⱼ| / (2·ȳ·(W² − Σw²)) with W = Σw. Pairs of a household with itself are left out of the
    /// denominator too, without which the coefficient of a sample of n is low by the order of 1/n (Deltas 2003; Davidson 2009).
    /// </summary>
    /// <remarks>
    /// The linearised value is that of G = 2∫yF(y)dF(y)/μ − 1: (2/μ)·(y·F(y) + ∫ over x above y of x dF(x)) − (G+1)·(1 + y/μ), a household
    /// standing in the middle of its own weight. An area needs two households, and welfare above zero on average. In small samples a low
    /// coefficient comes with a low estimate of its variance, and weights by the inverse of that would draw all areas down; so each
    /// area has the common variance over its effective sample, as Fay and Herriot smoothed theirs.
    /// </remarks>
    public static DirectEstimates Ginis(AreaData data) => Of(data, 2, int.MaxValue, rows =>
    {
        var order = rows.OrderBy(i => data.Welfare[i]).ToArray();
        var (weights, squares, total) = (0.0, 0.0, 0.0);
        foreach (var i in order)
        {
            var w = data.WeightOf(i);
            weights += w;
            squares += w * w;
            total += w * data.Welfare[i];
        }
        if (!(total > 0)) return (double.NaN, []);
        var own = weights * weights / ((weights * weights) - squares);
        var (reached, upTo, spread) = (0.0, 0.0, 0.0);
        var influence = new Dictionary<int, double>();
        foreach (var i in order)
        {
            var (w, y) = (data.WeightOf(i), data.Welfare[i]);
            spread += w * y * ((2 * reached) + w - weights);
            influence[i] = (y * (reached + (w / 2))) + total - upTo - (w * y / 2);
            reached += w;
            upTo += w * y;
        }
        var gini = spread / (weights * total);
        return (own * gini, Array.ConvertAll(rows, i => own * ((2 * influence[i] / total) - ((gini + 1) * (1 + (data.Welfare[i] * weights / total))))));
    });

    /// <summary>
    /// Variances n/(n−1)·Σ(wᵢeᵢ − mean)²/W² of the linearised values e by area. An area with too few households for one of its own, or
    /// without variance, takes the mean square of all areas' values times Σw²/W².
    /// </summary>
    /// <param name="data">The survey.</param>
    /// <param name="least">How many households an estimate needs.</param>
    /// <param name="leastOwn">How many households a variance of its own needs.</param>
    /// <param name="of">The estimate of some rows and their linearised values, on the scale on which a mean's are its deviations.</param>
    private static DirectEstimates Of(AreaData data, int least, int leastOwn, Func<int[], (double Value, double[] Linearised)> of)
    {
        var rows = data.SurveyRows();
        var (values, variances, shares) = (new double[rows.Length], new double[rows.Length], new double[rows.Length]);
        var (within, total) = (0.0, 0.0);
        for (var d = 0; d < rows.Length; d++)
        {
            values[d] = double.NaN;
            double n = rows[d].Length;
            if (n < least) continue;
            var (value, linearised) = of(rows[d]);
            values[d] = value;
            if (double.IsNaN(value)) continue;
            var (weights, squares, mean) = (0.0, 0.0, 0.0);
            for (var k = 0; k < linearised.Length; k++)
            {
                var w = data.WeightOf(rows[d][k]);
                weights += w;
                squares += w * w;
                mean += w * linearised[k] / n;
            }
            shares[d] = squares / (weights * weights);
            if (n < 2) continue;
            var scatter = 0.0;
            for (var k = 0; k < linearised.Length; k++)
            {
                var w = data.WeightOf(rows[d][k]);
                scatter += Math.Pow((w * linearised[k]) - mean, 2);
                within += w * linearised[k] * linearised[k] * n / (n - 1);
                total += w;
            }
            variances[d] = scatter / (weights * weights) * n / (n - 1);
        }
        var smoothed = 0;
        for (var d = 0; d < rows.Length; d++)
        {
            if (double.IsNaN(values[d]) || (rows[d].Length >= leastOwn && variances[d] > 0)) continue;
            variances[d] = within / total * shares[d];
            smoothed++;
        }
        return new DirectEstimates(values, variances, smoothed);
    }
}
