namespace SatuPintu.Statistics.Regression;

/// <summary>A quantile fit.</summary>
/// <param name="Intercept">The constant.</param>
/// <param name="Slopes">A coefficient for each column of the design; 0 for one that is not among the terms.</param>
/// <param name="Errors">The errors of the intercept, then of each column of the design; NaN for one without a coefficient.</param>
internal sealed record QuantileFit(double Intercept, double[] Slopes, CoefficientErrors Errors);

/// <summary>
/// Quantile regression (Koenker and Bassett 1978): the coefficients of least Σw·ρτ(y−Xb), ρτ(u) = u·(τ − 1{u&lt;0}), by
/// <see cref="QuantileProgramme"/>.
/// </summary>
internal static class QuantileRegression
{
    public static QuantileFit Fit(Design design, IReadOnlyList<Term> terms, double[] outcome, double quantile, double[]? weights, SamplingDesign? sampling = null)
    {
        var places = terms.SelectMany(t => Enumerable.Range(t.First, t.Count)).ToArray();
        // Rows of weight zero would be rows of zeros; to weight a row is to scale it.
        int[] rows = [.. Enumerable.Range(0, outcome.Length).Where(i => weights is null || weights[i] > 0)];
        var n = rows.Length;
        var columns = new double[places.Length + 1][];
        for (var c = 0; c < columns.Length; c++)
            columns[c] = Array.ConvertAll(rows, i => (weights is null ? 1 : weights[i]) * (c == 0 ? 1 : design.Values[places[c - 1]][i]));
        var scaled = Array.ConvertAll(rows, i => (weights is null ? 1 : weights[i]) * outcome[i]);
        var triangle = Triangle.Of(columns);
        if (n <= triangle.Rank) throw new StatisticsException(StatisticsFault.TooFewRows, "", n);
        // An orthonormal basis keeps the steps well conditioned.
        var inBasis = new QuantileProgramme(triangle.Orthonormal(n), scaled, quantile).Solve();
        var inverse = triangle.InverseUpper();
        var slopes = new double[design.Values.Length];
        var intercept = 0.0;
        for (var k = 0; k < triangle.Rank; k++)
        {
            var value = 0.0;
            for (var j = k; j < triangle.Rank; j++) value += inverse[k, j] * inBasis[j];
            if (triangle.Kept[k] == 0) intercept = value;
            else slopes[places[triangle.Kept[k] - 1]] = value;
        }
        return new QuantileFit(intercept, slopes, Errors());

        CoefficientErrors Errors()
        {
            var fitted = new double[outcome.Length];
            Array.Fill(fitted, intercept);
            for (var c = 0; c < slopes.Length; c++)
                if (slopes[c] != 0) for (var i = 0; i < fitted.Length; i++) fitted[i] += slopes[c] * design.Values[c][i];
            // Of the rows in use: those of weight zero have no part in the bandwidth either.
            var residuals = Array.ConvertAll(rows, i => outcome[i] - fitted[i]);
            var kept = triangle.Kept.Select(k => k == 0 ? null : Array.ConvertAll(rows, i => design.Values[places[k - 1]][i])).ToArray();
            var drawn = sampling is null ? null : new SamplingDesign(Pick(sampling.Strata), Pick(sampling.Clusters));
            var found = QuantileErrors.Of(kept, residuals, weights is null ? null : Array.ConvertAll(rows, i => weights[i]), quantile, drawn);
            var (standard, designed) = (Unknown(), Unknown());
            for (var k = 0; k < kept.Length; k++)
            {
                var at = triangle.Kept[k] == 0 ? 0 : places[triangle.Kept[k] - 1] + 1;
                (standard[at], designed[at]) = (found.Standard[k], found.Design[k]);
            }
            return new CoefficientErrors(standard, designed);

            double[] Unknown() => [.. Enumerable.Repeat(double.NaN, slopes.Length + 1)];
        }

        int[]? Pick(int[]? codes) => codes is null ? null : Array.ConvertAll(rows, i => codes[i]);
    }
}
