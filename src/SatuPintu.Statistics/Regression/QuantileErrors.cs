using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace SatuPintu.Statistics.Regression;

/// <summary>
/// Standard errors of quantile regression by Powell's kernel sandwich (Powell 1991; Koenker 2005, 3.4): D⁻¹ G D⁻¹ with
/// D = Σ w·φ(u/h)/h·xx', u being the residuals and h the bandwidth of Hall and Sheather (1988) brought to their scale. The model-based
/// errors have G = τ(1−τ) Σ w²xx', as R's <c>summary.rq(se = "ker")</c>; the design-based ones have as G the scatter of the scores
/// w·(τ − 1{u&lt;0})·x between clusters, as <see cref="Sandwich"/> has that of w·e·x.
/// </summary>
internal static class QuantileErrors
{
    // The level of the tests that Hall and Sheather's bandwidth is best for.
    private const double Level = 0.05;
    // A residual this small beside the bandwidth belongs to a row the fit passes through.
    private const double Nil = 1e-7;

    /// <summary>The model-based and the design-based errors of the columns; NaN where no row lies near enough to tell.</summary>
    /// <param name="columns">The columns that stand, null for the constant.</param>
    /// <param name="residuals">The residuals.</param>
    /// <param name="weights">The weights, or null.</param>
    /// <param name="quantile">The quantile τ.</param>
    /// <param name="sampling">How the rows were drawn.</param>
    public static CoefficientErrors Of(double[]?[] columns, double[] residuals, double[]? weights, double quantile, SamplingDesign? sampling)
    {
        var (n, p) = (residuals.Length, columns.Length);
        var width = Bandwidth(residuals, quantile);
        var density = Array.ConvertAll(residuals, u => Normal.PDF(0, width, u));
        var roots = Enumerable.Range(0, n).Select(i => Math.Sqrt(density[i] * Weight(i))).ToArray();
        var triangle = Triangle.Of(Array.ConvertAll(columns, column => Scaled(column, roots)));
        if (triangle.Rank < p) return CoefficientErrors.None(p);
        var inverse = triangle.InverseGram();
        var scores = Array.ConvertAll(residuals, u => quantile - (u < -Nil * width ? 1 : 0));
        return new CoefficientErrors([.. Enumerable.Range(0, p).Select(ModelBased)], Sandwich.Errors(columns, scores, weights, inverse, sampling));

        double Weight(int i) => weights is null ? 1 : weights[i];

        double ModelBased(int k)
        {
            var sum = 0.0;
            for (var i = 0; i < n; i++)
            {
                var influence = 0.0;
                for (var j = 0; j < p; j++) influence += inverse[k, j] * (columns[j] is { } column ? column[i] : 1);
                sum += Weight(i) * Weight(i) * influence * influence;
            }
            return Math.Sqrt(quantile * (1 - quantile) * sum);
        }
    }

    /// <summary>The bandwidth on the residuals' scale, the smaller of their standard deviation and of their interquartile range over 1.34.</summary>
    internal static double Bandwidth(double[] residuals, double quantile)
    {
        var z = Normal.InvCDF(0, 1, quantile);
        var f = Normal.PDF(0, 1, z);
        var h = Math.Pow(residuals.Length, -1.0 / 3) * Math.Pow(Normal.InvCDF(0, 1, 1 - (Level / 2)), 2.0 / 3) * Math.Cbrt(1.5 * f * f / ((2 * z * z) + 1));
        while (quantile - h < 0 || quantile + h > 1) h /= 2;
        var range = residuals.QuantileCustom(0.75, QuantileDefinition.R7) - residuals.QuantileCustom(0.25, QuantileDefinition.R7);
        return (Normal.InvCDF(0, 1, quantile + h) - Normal.InvCDF(0, 1, quantile - h)) * Math.Min(residuals.StandardDeviation(), range / 1.34);
    }

    private static double[] Scaled(double[]? column, double[] roots) => column is null ? (double[])roots.Clone() : [.. column.Zip(roots, (x, r) => x * r)];
}
