using SatuPintu.Statistics.Regression;

namespace SatuPintu.Statistics.ProxyMeans;

/// <summary>Brings the coefficients of a hierarchical fit back to the columns' own units, group by group.</summary>
internal static class PooledGroups
{
    public static ProxyGroup Make(string name, FitRows all, PooledColumns columns, IReadOnlyList<Term> terms, double[] standardised, double[,] covariance, int[] rows, bool log)
    {
        var intercept = standardised[0];
        var fitted = new double[rows.Length];
        for (var k = 0; k < standardised.Length; k++)
            for (var i = 0; i < rows.Length; i++) fitted[i] += standardised[k] * columns.Values[k][rows[i]];
        var coefficients = new List<ProxyCoefficient> { null! };
        // The intercept in the columns' own units takes a share of each standardised coefficient.
        var shares = new double[standardised.Length];
        shares[0] = 1;
        for (var k = 1; k < standardised.Length; k++)
        {
            var what = columns.Columns[k - 1];
            var slope = standardised[k] / what.Scale;
            intercept -= slope * what.Centre;
            shares[k] = -what.Centre / what.Scale;
            var title = what.Knot is { } knot ? FormattableString.Invariant($"{what.Column.Name} > {knot:R}") : what.Column.Name;
            coefficients.Add(new ProxyCoefficient(title, GroupFits.PredictorOf(all.Design, what.Column), what.Column.Level, slope, Math.Sqrt(covariance[k, k]) / what.Scale, double.NaN, double.NaN, what.Centre) { Knot = what.Knot });
        }
        coefficients[0] = new ProxyCoefficient(LeastSquares.Intercept, "", null, intercept, Math.Sqrt(Form(covariance, shares)), double.NaN, double.NaN, 1);
        var own = new FitRows(all.Design, FitRows.Pick(all.Outcome, rows)!, FitRows.Pick(all.Weights, rows), null);
        var residuals = fitted.Select((f, i) => own.Outcome[i] - f).ToArray();
        var (rss, tss) = (LeastSquares.SquaresAbout(residuals, own.Weights, 0), rows.Length == 0 ? double.NaN : LeastSquares.SquaresAbout(own.Outcome, own.Weights, LeastSquares.Mean(own.Outcome, own.Weights)));
        var meanWeight = own.Weights is null ? 1 : own.Weights.Average();
        return new ProxyGroup
        {
            Name = name,
            Rows = rows.Length,
            Coefficients = coefficients,
            Categories = GroupFits.CategoriesOf(all.Design, terms),
            Aside = [],
            RSquared = tss > 0 ? 1 - (rss / tss) : double.NaN,
            Sigma = Math.Sqrt(rss / meanWeight / rows.Length),
            Smearing = log ? GroupFits.Smearing(own, fitted) : 1,
        };
    }

    private static double Form(double[,] matrix, double[] vector)
    {
        var sum = 0.0;
        for (var a = 0; a < vector.Length; a++)
            for (var b = 0; b < vector.Length; b++) sum += vector[a] * matrix[a, b] * vector[b];
        return sum;
    }
}
