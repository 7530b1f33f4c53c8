using SatuPintu.Statistics.Regression;

namespace SatuPintu.Statistics.Tests.Regression;

public class PenaltyAndQuantileTests
{
    [Fact]
    public void The_lasso_meets_its_conditions_of_optimality()
    {
        var (x, y, w) = LeastSquaresTests.Made(80, 8, 11);
        var moments = Moments.Of(x, y, w);
        const double penalty = 0.1;
        var b = new double[8];
        Lasso.Descend(moments.Correlations, penalty, b);
        b.Count(v => v != 0).ShouldBeInRange(1, 7);
        for (var j = 0; j < 8; j++)
        {
            var gradient = moments.Correlations[j, 8] - Enumerable.Range(0, 8).Sum(k => moments.Correlations[j, k] * b[k]);
            if (b[j] != 0) gradient.ShouldBe(penalty * Math.Sign(b[j]), 1e-7);
            else Math.Abs(gradient).ShouldBeLessThanOrEqualTo(penalty + 1e-7);
        }
    }

    [Fact]
    public void The_lasso_keeps_what_matters()
    {
        var (x, y, _) = LeastSquaresTests.Made(400, 10, 4);
        var design = Design.Make([.. x.Select((c, i) => Predictor.Numeric($"x{i}", c))]);
        var fit = Lasso.Fit(design, y, null, 1);
        fit.Slopes[0].ShouldBe(1, 0.2);
        fit.Slopes[0].ShouldBeGreaterThan(fit.Slopes[1]);
        fit.Slopes[1].ShouldBeGreaterThan(fit.Slopes.Skip(2).Max(Math.Abs));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.2)]
    [InlineData(0.9)]
    public void A_quantile_line_is_the_best_through_any_two_points(double quantile)
    {
        // An optimal line passes through as many points as it has coefficients, so that trying all pairs finds it.
        var (x, y, w) = LeastSquaresTests.Made(31, 1, 21);
        var design = Design.Make([Predictor.Numeric("x", x[0])]);
        var fit = QuantileRegression.Fit(design, design.Terms, y, quantile, w);
        var least = double.MaxValue;
        for (var i = 0; i < 31; i++)
        {
            for (var j = i + 1; j < 31; j++)
            {
                var slope = (y[j] - y[i]) / (x[0][j] - x[0][i]);
                least = Math.Min(least, Loss(y[i] - (slope * x[0][i]), slope));
            }
        }
        Loss(fit.Intercept, fit.Slopes[0]).ShouldBe(least, 1e-6 * least);

        double Loss(double a, double b) => Enumerable.Range(0, 31).Sum(i =>
        {
            var u = y[i] - a - (b * x[0][i]);
            return w[i] * u * (quantile - (u < 0 ? 1 : 0));
        });
    }
}
