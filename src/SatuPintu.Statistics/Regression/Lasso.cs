using SatuPintu.Statistics.ProxyMeans;

namespace SatuPintu.Statistics.Regression;

/// <summary>A LASSO fit in the columns' own units.</summary>
/// <param name="Intercept">The constant.</param>
/// <param name="Slopes">A coefficient for each column of the design, most of them 0.</param>
/// <param name="Penalty">λ for an outcome and columns of unit standard deviation.</param>
/// <param name="Error">The cross-validated mean squared error at it.</param>
internal sealed record LassoFit(double Intercept, double[] Slopes, double Penalty, double Error);

/// <summary>
/// The LASSO (Tibshirani 1996): ½·Σw(y−Xb)²/Σw + λ·Σ|b|, on columns and outcome of unit standard deviation, by coordinate descent on
/// correlations (Friedman, Hastie and Tibshirani 2010) along a path of falling λ; λ is the one of least error in tenfold
/// cross-validation.
/// </summary>
internal static class Lasso
{
    private const int Steps = 100;
    private const int FoldCount = 10;
    private const double Smallest = 1e-3;
    private const double Precision = 1e-9;
    private const int MostRounds = 10_000;

    public static LassoFit Fit(Design design, double[] outcome, double[]? weights, ulong seed)
    {
        var moments = Moments.Of(design.Values, outcome, weights);
        var path = Path(moments);
        var errors = new double[path.Length];
        var folds = Folds.Deal(outcome.Length, Math.Min(FoldCount, outcome.Length), seed);
        for (var f = 0; f <= folds.Max(); f++)
        {
            int[] inside = [.. Enumerable.Range(0, folds.Length).Where(i => folds[i] != f)], outside = [.. Enumerable.Range(0, folds.Length).Where(i => folds[i] == f)];
            var part = Moments.Of(Array.ConvertAll(design.Values, v => FitRows.Pick(v, inside)!), FitRows.Pick(outcome, inside)!, FitRows.Pick(weights, inside));
            var b = new double[design.Values.Length];
            for (var k = 0; k < path.Length; k++)
            {
                Descend(part.Correlations, path[k], b);
                var (intercept, slopes) = InUnits(part, b);
                foreach (var i in outside)
                {
                    var error = outcome[i] - intercept;
                    for (var c = 0; c < slopes.Length; c++)
                        if (slopes[c] != 0) error -= slopes[c] * design.Values[c][i];
                    errors[k] += (weights is null ? 1 : weights[i]) * error * error;
                }
            }
        }
        var best = Array.IndexOf(errors, errors.Min());
        var all = new double[design.Values.Length];
        for (var k = 0; k <= best; k++) Descend(moments.Correlations, path[k], all);
        var (constant, own) = InUnits(moments, all);
        return new LassoFit(constant, own, path[best], errors[best] / (weights is null ? outcome.Length : Moments.Sum(weights)));
    }

    /// <summary>The coefficients at a penalty.</summary>
    public static (double Intercept, double[] Slopes) At(Moments moments, double penalty)
    {
        var b = new double[moments.Means.Length - 1];
        Descend(moments.Correlations, penalty, b);
        return InUnits(moments, b);
    }

    /// <summary>Moves the coefficients to those of a penalty, one column at a time, until none moves.</summary>
    internal static void Descend(double[,] correlations, double penalty, double[] b)
    {
        var p = b.Length;
        for (var round = 0; round < MostRounds; round++)
        {
            var moved = 0.0;
            for (var j = 0; j < p; j++)
            {
                if (correlations[j, j] == 0) continue;
                var gradient = correlations[j, p];
                for (var k = 0; k < p; k++)
                    if (b[k] != 0 && k != j) gradient -= correlations[j, k] * b[k];
                var now = Math.Abs(gradient) <= penalty ? 0 : gradient - (Math.Sign(gradient) * penalty);
                moved = Math.Max(moved, Math.Abs(now - b[j]));
                b[j] = now;
            }
            if (moved < Precision) return;
        }
        throw new StatisticsException(StatisticsFault.NoConvergence);
    }

    // From the penalty at which nothing is left down to a thousandth of it.
    private static double[] Path(Moments moments)
    {
        var p = moments.Means.Length - 1;
        var largest = Enumerable.Range(0, p).Max(j => Math.Abs(moments.Correlations[j, p]));
        return [.. Enumerable.Range(0, Steps).Select(k => largest * Math.Pow(Smallest, k / (Steps - 1.0)))];
    }

    private static (double Intercept, double[] Slopes) InUnits(Moments moments, double[] b)
    {
        var slopes = new double[b.Length];
        var intercept = moments.Means[^1];
        for (var j = 0; j < b.Length; j++)
        {
            if (b[j] == 0) continue;
            slopes[j] = b[j] * moments.Lengths[^1] / moments.Lengths[j];
            intercept -= slopes[j] * moments.Means[j];
        }
        return (intercept, slopes);
    }
}
