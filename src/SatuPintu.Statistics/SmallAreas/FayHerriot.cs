using SatuPintu.Statistics.Regression;

namespace SatuPintu.Statistics.SmallAreas;

/// <summary>An area-level prediction.</summary>
/// <param name="Coefficients">β, the constant first.</param>
/// <param name="AreaVariance">σ²v between areas.</param>
/// <param name="Estimates">By area the EBLUP, or x'β where there is no direct estimate.</param>
/// <param name="Mse">By area its mean squared error.</param>
/// <param name="Shrinkage">By area γ = σ²v/(σ²v + ψ), the weight of the direct estimate; 0 where there is none.</param>
/// <param name="Aside">Covariates that are constant over the areas or depend on others, by their places; they have no coefficient.</param>
public sealed record FayHerriotResult(double[] Coefficients, double AreaVariance, double[] Estimates, double[] Mse, double[] Shrinkage, IReadOnlyList<int> Aside);

/// <summary>
/// The area-level model of Fay and Herriot (1979): θ̂ = x'β + v + e with v ~ N(0, σ²v) and e ~ N(0, ψ), ψ known; σ²v by restricted
/// maximum likelihood; the mean squared error g₁ + g₂ + 2g₃ of Prasad and Rao (1990) with the asymptotic variance of σ²v under REML.
/// </summary>
public static class FayHerriot
{
    private const int MostSteps = 500;
    private const double Precision = 1e-12;

    /// <summary>Predicts.</summary>
    /// <param name="direct">Direct estimates; NaN where an area has none.</param>
    /// <param name="variances">Their sampling variances ψ, above 0 where there is a direct estimate.</param>
    /// <param name="columns">Covariates without the constant, by area.</param>
    /// <exception cref="StatisticsException">Too few areas have a direct estimate, or a variance is not positive.</exception>
    public static FayHerriotResult Predict(double[] direct, double[] variances, double[][] columns)
    {
        int[] seen = [.. Enumerable.Range(0, direct.Length).Where(d => !double.IsNaN(direct[d]))];
        var all = columns.Length + 1;
        if (!IsEnough(seen.Length, columns.Length)) throw new StatisticsException(StatisticsFault.TooFewAreas, "", seen.Length);
        if (seen.Any(d => !(variances[d] > 0))) throw new StatisticsException(StatisticsFault.NegativeWeight, "", seen.Count(d => !(variances[d] > 0)));
        // Covariates by their orthonormal basis over the areas seen; the others are expressed in it.
        var copies = new double[all][];
        for (var c = 0; c < all; c++) copies[c] = Array.ConvertAll(seen, d => c == 0 ? 1 : columns[c - 1][d]);
        var triangle = Triangle.Of(copies);
        var p = triangle.Rank;
        var inverseUpper = triangle.InverseUpper();
        var x = Enumerable.Range(0, direct.Length).Select(d => InBasis(d)).ToArray();
        var variance = Variance(seen, direct, variances, x);
        var (beta, covariance, _) = Weighted(seen, direct, variances, x, variance);
        var information = seen.Sum(d => 1 / ((variance + variances[d]) * (variance + variances[d])));
        var (estimates, mse, shrinkage) = (new double[direct.Length], new double[direct.Length], new double[direct.Length]);
        for (var d = 0; d < direct.Length; d++)
        {
            var synthetic = Moments.Dot(x[d], beta);
            var leverage = 0.0;
            for (var a = 0; a < p; a++)
                for (var b = 0; b < p; b++) leverage += x[d][a] * covariance[a, b] * x[d][b];
            if (double.IsNaN(direct[d]))
            {
                estimates[d] = synthetic;
                mse[d] = variance + leverage;
                continue;
            }
            var total = variance + variances[d];
            var gamma = shrinkage[d] = variance / total;
            estimates[d] = synthetic + (gamma * (direct[d] - synthetic));
            var g1 = gamma * variances[d];
            var g2 = (1 - gamma) * (1 - gamma) * leverage;
            var g3 = variances[d] * variances[d] / (total * total * total) * (2 / information);
            mse[d] = g1 + g2 + (2 * g3);
        }
        return new FayHerriotResult(InColumns(beta), variance, estimates, mse, shrinkage, [.. triangle.Aside.Select(a => a - 1)]);

        double[] InBasis(int area)
        {
            var row = new double[p];
            for (var k = 0; k < p; k++)
                for (var j = 0; j <= k; j++) row[k] += (triangle.Kept[j] == 0 ? 1 : columns[triangle.Kept[j] - 1][area]) * inverseUpper[j, k];
            return row;
        }

        double[] InColumns(double[] inBasis)
        {
            var coefficients = new double[p];
            for (var i = 0; i < p; i++)
                for (var j = i; j < p; j++) coefficients[i] += inverseUpper[i, j] * inBasis[j];
            return coefficients;
        }
    }

    /// <summary>Whether areas with a direct estimate are enough for a model: two more than it has coefficients.</summary>
    /// <param name="areas">How many areas have a direct estimate.</param>
    /// <param name="columns">How many covariates there are without the constant.</param>
    internal static bool IsEnough(int areas, int columns) => areas > columns + 2;

    // The score of REML: −½tr(P) + ½y'PPy, P = V⁻¹ − V⁻¹X(X'V⁻¹X)⁻¹X'V⁻¹.
    private static double Variance(int[] seen, double[] direct, double[] variances, double[][] x)
    {
        if (Score(0) <= 0) return 0;
        var high = seen.Average(d => variances[d]);
        while (Score(high) > 0)
        {
            high *= 4;
            if (!double.IsFinite(high)) throw new StatisticsException(StatisticsFault.NoConvergence);
        }
        return Roots.Find(Score, 0, high, Precision, MostSteps);

        double Score(double variance)
        {
            var (beta, covariance, trace) = Weighted(seen, direct, variances, x, variance);
            var squares = 0.0;
            foreach (var d in seen)
            {
                var total = variance + variances[d];
                var left = (direct[d] - Moments.Dot(x[d], beta)) / total;
                squares += left * left;
                for (var a = 0; a < beta.Length; a++)
                    for (var b = 0; b < beta.Length; b++) trace -= x[d][a] * covariance[a, b] * x[d][b] / (total * total);
            }
            return squares - trace;
        }
    }

    private static (double[] Beta, double[,] Covariance, double Trace) Weighted(int[] seen, double[] direct, double[] variances, double[][] x, double variance)
    {
        var p = x[0].Length;
        var (gram, right, trace) = (new double[p, p], new double[p], 0.0);
        foreach (var d in seen)
        {
            var weight = 1 / (variance + variances[d]);
            trace += weight;
            for (var a = 0; a < p; a++)
            {
                right[a] += weight * x[d][a] * direct[d];
                for (var b = 0; b <= a; b++) gram[a, b] += weight * x[d][a] * x[d][b];
            }
        }
        var factor = Cholesky.Of(gram);
        return (factor.Solve(right), factor.Inverse(), trace);
    }
}
