using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Statistics;
using SatuPintu.Statistics.RandomNumbers;
using SatuPintu.Statistics.Regression;

namespace SatuPintu.Statistics.Tests.Regression;

/// <summary>Standard errors of quantile and LASSO fits: by dense matrices, and by samples drawn from known parameters.</summary>
public class CoefficientErrorTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.25)]
    public void Quantile_errors_are_those_of_the_kernel_sandwich_written_out(double quantile)
    {
        var (x, y, w) = LeastSquaresTests.Made(300, 3, 31);
        var design = Design.Make([.. x.Select((c, i) => Predictor.Numeric($"x{i}", c))]);
        var fit = QuantileRegression.Fit(design, design.Terms, y, quantile, w);
        var dense = Matrix<double>.Build.Dense(300, 4, (i, j) => j == 0 ? 1 : x[j - 1][i]);
        var beta = Vector<double>.Build.Dense([fit.Intercept, .. fit.Slopes]);
        var u = (Vector<double>.Build.Dense(y) - (dense * beta)).ToArray();
        // R: bandwidth.rq(tau, n, hs = TRUE), then its scale as in summary.rq.
        var z = Normal.InvCDF(0, 1, quantile);
        var h = Math.Pow(300, -1.0 / 3) * Math.Pow(Normal.InvCDF(0, 1, 0.975), 2.0 / 3) * Math.Pow(1.5 * Math.Pow(Normal.PDF(0, 1, z), 2) / ((2 * z * z) + 1), 1.0 / 3);
        var sorted = u.Order().ToArray();
        double Type7(double p) => sorted[(int)(299 * p)] + (((299 * p) % 1) * (sorted[(int)(299 * p) + 1] - sorted[(int)(299 * p)]));
        var width = (Normal.InvCDF(0, 1, quantile + h) - Normal.InvCDF(0, 1, quantile - h)) * Math.Min(u.StandardDeviation(), (Type7(0.75) - Type7(0.25)) / 1.34);
        var density = Matrix<double>.Build.DenseOfDiagonalArray([.. u.Select((e, i) => w[i] * Normal.PDF(0, 1, e / width) / width)]);
        var inverse = (dense.Transpose() * density * dense).Inverse();
        var squares = Matrix<double>.Build.DenseOfDiagonalArray([.. w.Select(v => v * v)]);
        var covariance = quantile * (1 - quantile) * inverse * dense.Transpose() * squares * dense * inverse;
        fit.Errors.Standard.ShouldBe(covariance.Diagonal().Select(Math.Sqrt), 1e-8);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.2)]
    public void Intervals_of_a_quantile_line_hold_the_truth_as_often_as_they_should(double quantile)
    {
        // Errors spread with x, so that the quantile's slope is 2 + 0.4·z(τ).
        var truth = 2 + (0.4 * Normal.InvCDF(0, 1, quantile));
        var (standard, designed, rounds) = (0, 0, 400);
        for (var round = 0; round < rounds; round++)
        {
            var random = new RandomStream(71, (ulong)round);
            double[] x = [.. Enumerable.Range(0, 400).Select(_ => 2 * random.Uniform())];
            double[] y = [.. x.Select(v => 1 + (2 * v) + ((0.5 + (0.4 * v)) * random.Normal()))];
            var design = Design.Make([Predictor.Numeric("x", x)]);
            var fit = QuantileRegression.Fit(design, design.Terms, y, quantile, null);
            if (Math.Abs(fit.Slopes[0] - truth) < 1.96 * fit.Errors.Standard[1]) standard++;
            if (Math.Abs(fit.Slopes[0] - truth) < 1.96 * fit.Errors.Design[1]) designed++;
        }
        ((double)standard / rounds).ShouldBe(0.95, 0.03);
        ((double)designed / rounds).ShouldBe(0.95, 0.03);
    }

    [Fact]
    public void Rows_that_come_in_clusters_say_less_of_a_quantile()
    {
        var (covered, naive, rounds) = (0, 0, 300);
        for (var round = 0; round < rounds; round++)
        {
            var random = new RandomStream(72, (ulong)round);
            var (x, y, cluster) = Clustered(random);
            var design = Design.Make([Predictor.Numeric("x", x)]);
            var fit = QuantileRegression.Fit(design, design.Terms, y, 0.4, null, new SamplingDesign(null, cluster));
            if (Math.Abs(fit.Slopes[0] - 1) < 1.96 * fit.Errors.Design[1]) covered++;
            if (Math.Abs(fit.Slopes[0] - 1) < 1.96 * fit.Errors.Standard[1]) naive++;
        }
        ((double)covered / rounds).ShouldBe(0.95, 0.03);
        ((double)naive / rounds).ShouldBeLessThan(0.85);
    }

    [Fact]
    public void Lasso_errors_are_the_spread_of_the_coefficients_between_samples()
    {
        const int Rounds = 150;
        var slopes = new double[Rounds][];
        var errors = new double[Rounds][];
        Parallel.For(0, Rounds, round =>
        {
            var (x, y, _) = LeastSquaresTests.Made(300, 6, 900 + (ulong)round);
            var design = Design.Make([.. x.Select((c, i) => Predictor.Numeric($"x{i}", c))]);
            var fit = Lasso.Fit(design, y, null, 1);
            slopes[round] = [fit.Intercept, .. fit.Slopes];
            errors[round] = LassoBootstrap.Of(design, y, null, null, fit, 1).Standard;
        });
        for (var k = 0; k < 3; k++) errors.Average(e => e[k]).ShouldBe(slopes.Select(s => s[k]).StandardDeviation(), 0.15 * slopes.Select(s => s[k]).StandardDeviation(), $"{k}");
    }

    [Fact]
    public void Lasso_errors_know_clusters_and_their_seed()
    {
        const int Rounds = 100;
        var (slopes, rows, clusters) = (new double[Rounds], new double[Rounds], new double[Rounds]);
        for (var round = 0; round < Rounds; round++)
        {
            var (x, y, cluster) = Clustered(new RandomStream(73, (ulong)round));
            var design = Design.Make([Predictor.Numeric("x", x)]);
            var fit = Lasso.Fit(design, y, null, 1);
            var errors = LassoBootstrap.Of(design, y, null, new SamplingDesign(null, cluster), fit, 5);
            if (round == 0) LassoBootstrap.Of(design, y, null, new SamplingDesign(null, cluster), fit, 5).Design.ShouldBe(errors.Design);
            (slopes[round], rows[round], clusters[round]) = (fit.Slopes[0], errors.Standard[1], errors.Design[1]);
        }
        clusters.Average().ShouldBe(slopes.StandardDeviation(), 0.2 * slopes.StandardDeviation());
        rows.Average().ShouldBeLessThan(0.7 * slopes.StandardDeviation());
    }

    [Fact]
    public void One_cluster_tells_nothing_of_how_clusters_differ()
    {
        var (x, y, _) = LeastSquaresTests.Made(60, 2, 12);
        var design = Design.Make([.. x.Select((c, i) => Predictor.Numeric($"x{i}", c))]);
        var one = new SamplingDesign(null, new int[60]);
        LeastSquares.Fit(design, design.Terms, y, null, one).Coefficients.ShouldAllBe(c => double.IsNaN(c.DesignError) && c.StandardError > 0);
        QuantileRegression.Fit(design, design.Terms, y, 0.5, null, one).Errors.Design.ShouldAllBe(e => double.IsNaN(e));
        LassoBootstrap.Of(design, y, null, one, Lasso.Fit(design, y, null, 1), 1).Design.ShouldAllBe(e => double.IsNaN(e));
    }

    // Sixty clusters of ten rows, which share their x and half of their error.
    private static (double[] X, double[] Y, int[] Cluster) Clustered(RandomStream random)
    {
        int[] cluster = [.. Enumerable.Range(0, 600).Select(i => i / 10)];
        double[] own = [.. Enumerable.Range(0, 60).Select(_ => random.Normal())], shared = [.. Enumerable.Range(0, 60).Select(_ => random.Normal())];
        double[] x = [.. cluster.Select(c => own[c] + (0.2 * random.Normal()))];
        return (x, [.. cluster.Select((c, i) => x[i] + shared[c] + random.Normal())], cluster);
    }
}
