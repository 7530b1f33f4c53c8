namespace SatuPintu.Statistics.Regression;

/// <summary>Weighted least squares by QR decomposition, to the digits the data allow.</summary>
public static class LeastSquares
{
    /// <summary>The name of the constant, as R has it.</summary>
    public const string Intercept = "(Intercept)";

    /// <summary>Fits the outcome by some terms of a design.</summary>
    /// <param name="design">The design.</param>
    /// <param name="terms">Which of its terms, in the order their coefficients are to stand.</param>
    /// <param name="outcome">The outcome, one a row of the design.</param>
    /// <param name="weights">Weights, each zero or more, or null for one each; a row of weight zero counts for nothing.</param>
    /// <param name="sampling">The sampling design for the design-based errors; null for rows drawn one by one.</param>
    /// <exception cref="StatisticsException">There are no more rows than coefficients, or a number is not finite.</exception>
    public static LinearFit Fit(Design design, IReadOnlyList<Term> terms, double[] outcome, double[]? weights = null, SamplingDesign? sampling = null)
    {
        Check(outcome, weights);
        var n = outcome.Length;
        var roots = weights is null ? null : Array.ConvertAll(weights, Math.Sqrt);
        var places = terms.SelectMany(t => Enumerable.Range(t.First, t.Count)).ToArray();
        var columns = new double[places.Length + 1][];
        columns[0] = roots is null ? Ones(n) : (double[])roots.Clone();
        for (var c = 0; c < places.Length; c++) columns[c + 1] = Weighted(design.Values[places[c]], roots);
        var triangle = Triangle.Of(columns);
        var rows = weights is null ? n : weights.Count(w => w > 0);
        if (rows <= triangle.Rank) throw new StatisticsException(StatisticsFault.TooFewRows, "", rows);

        var estimates = triangle.Solve(Weighted(outcome, roots));
        var fitted = new double[n];
        for (var k = 0; k < triangle.Rank; k++)
        {
            var place = triangle.Kept[k];
            for (var i = 0; i < n; i++) fitted[i] += estimates[k] * (place == 0 ? 1 : design.Values[places[place - 1]][i]);
        }
        var residuals = new double[n];
        for (var i = 0; i < n; i++) residuals[i] = outcome[i] - fitted[i];
        var (rss, tss) = (SquaresAbout(residuals, weights, 0), SquaresAbout(outcome, weights, Mean(outcome, weights)));
        var sigma = Math.Sqrt(rss / (rows - triangle.Rank));

        var inverse = triangle.InverseGram();
        var kept = triangle.Kept.Select(k => k == 0 ? null : design.Values[places[k - 1]]).ToArray();
        var errors = Sandwich.Errors(kept, residuals, weights, inverse, sampling);
        var leverage = Leverages.Of(triangle.Orthonormal(n), residuals, weights);
        var coefficients = new Coefficient[triangle.Rank];
        for (var k = 0; k < coefficients.Length; k++)
        {
            var place = triangle.Kept[k];
            var column = place == 0 ? new DesignColumn(Intercept, -1, null) : design.Columns[places[place - 1]];
            var vif = kept[k] is { } values ? inverse[k, k] * SquaresAbout(values, weights, Mean(values, weights)) : double.NaN;
            coefficients[k] = new Coefficient(column, estimates[k], sigma * Math.Sqrt(inverse[k, k]), errors[k], vif);
        }
        return new LinearFit
        {
            Coefficients = coefficients,
            Aside = [.. triangle.Aside.Select(a => design.Columns[places[a - 1]])],
            Rows = rows,
            RSquared = tss > 0 ? 1 - (rss / tss) : double.NaN,
            Sigma = sigma,
            LogLikelihood = 0.5 * ((weights is null ? 0 : weights.Sum(w => w > 0 ? Math.Log(w) : 0)) - (rows * (Math.Log(2 * Math.PI) + 1 - Math.Log(rows) + Math.Log(rss)))),
            LargestLeverage = leverage.Largest,
            HighLeverages = leverage.High,
            LeaveOneOut = leverage.LeaveOneOut,
            Fitted = fitted,
            InverseGram = inverse,
        };
    }

    internal static void Check(double[] outcome, double[]? weights)
    {
        if (outcome.Length == 0) throw new StatisticsException(StatisticsFault.NoRows);
        var bad = outcome.Count(y => !double.IsFinite(y));
        if (bad > 0) throw new StatisticsException(StatisticsFault.NotFinite, "", bad);
        if (weights is null) return;
        bad = weights.Count(w => !(w >= 0 && double.IsFinite(w)));
        if (bad > 0) throw new StatisticsException(StatisticsFault.NegativeWeight, "", bad);
        if (!weights.Any(w => w > 0)) throw new StatisticsException(StatisticsFault.NoRows);
    }

    internal static double Mean(double[] values, double[]? weights) =>
        weights is null ? Moments.Sum(values) / values.Length : Moments.Dot(values, weights) / Moments.Sum(weights);

    internal static double SquaresAbout(double[] values, double[]? weights, double centre)
    {
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            var d = values[i] - centre;
            sum += weights is null ? d * d : weights[i] * d * d;
        }
        return sum;
    }

    private static double[] Weighted(double[] values, double[]? roots)
    {
        if (roots is null) return (double[])values.Clone();
        var weighted = new double[values.Length];
        for (var i = 0; i < weighted.Length; i++) weighted[i] = values[i] * roots[i];
        return weighted;
    }

    private static double[] Ones(int count)
    {
        var ones = new double[count];
        Array.Fill(ones, 1.0);
        return ones;
    }
}
