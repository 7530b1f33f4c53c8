using FsCheck;
using FsCheck.Fluent;
using MathNet.Numerics.LinearAlgebra;
using SatuPintu.Statistics.RandomNumbers;
using SatuPintu.Statistics.Regression;

namespace SatuPintu.Statistics.Tests.Regression;

public class LeastSquaresTests
{
    [Fact]
    public void Gives_the_published_regression_of_fuel_on_weight()
    {
        var design = Design.Make([MotorCars.Column("wt")]);
        var fit = LeastSquares.Fit(design, design.Terms, MotorCars.MilesPerGallon);
        fit.Coefficients.Select(c => c.Estimate).ShouldBe([37.2851, -5.3445], 5e-5);
        fit.Coefficients.Select(c => c.StandardError).ShouldBe([1.8776, 0.5591], 5e-5);
        fit.RSquared.ShouldBe(0.7528, 5e-5);
        fit.Sigma.ShouldBe(3.046, 5e-4);
        fit.Aic.ShouldBe(166.0294, 5e-5);
        fit.Bic.ShouldBe(170.4266, 5e-5);
    }

    [Fact]
    public void Steps_to_the_published_model_of_fuel()
    {
        var design = Design.Make(MotorCars.All);
        var terms = Stepwise.Choose(Moments.Of(design.Values, MotorCars.MilesPerGallon, null), design.Terms, Criterion.Aic, out _);
        terms.Select(t => t.Name).ShouldBe(["wt", "qsec", "am"]);
        var fit = LeastSquares.Fit(design, terms, MotorCars.MilesPerGallon);
        fit.Coefficients.Select(c => c.Estimate).ShouldBe([9.6178, -3.9165, 1.2259, 2.9358], 5e-5);
        fit.RSquared.ShouldBe(0.8497, 5e-5);
        fit.Aic.ShouldBe(154.1194, 5e-4);
    }

    [Fact]
    public void Weighted_fits_agree_with_dense_normal_equations()
    {
        var (x, y, w) = Made(60, 4, 3);
        var design = Design.Make([.. x.Select((c, i) => Predictor.Numeric($"x{i}", c))]);
        var fit = LeastSquares.Fit(design, design.Terms, y, w);
        var dense = Matrix<double>.Build.Dense(60, 5, (i, j) => j == 0 ? 1 : x[j - 1][i]);
        var weights = Matrix<double>.Build.DenseOfDiagonalArray(w);
        var inverse = (dense.Transpose() * weights * dense).Inverse();
        var beta = inverse * dense.Transpose() * weights * Vector<double>.Build.Dense(y);
        fit.Coefficients.Select(c => c.Estimate).ShouldBe(beta, 1e-10);
        var rest = Vector<double>.Build.Dense(y) - (dense * beta);
        var sigma = Math.Sqrt(rest * weights * rest / 55);
        fit.Sigma.ShouldBe(sigma, 1e-10);
        fit.Coefficients.Select(c => c.StandardError).ShouldBe(inverse.Diagonal().Select(v => sigma * Math.Sqrt(v)), 1e-10);
        // Rows drawn one by one: n/(n−1) times White's estimator.
        var scores = Matrix<double>.Build.Dense(60, 5, (i, j) => dense[i, j] * w[i] * rest[i]);
        var sandwich = inverse * scores.Transpose() * scores * inverse * (60.0 / 59);
        fit.Coefficients.Select(c => c.DesignError).ShouldBe(sandwich.Diagonal().Select(Math.Sqrt), 1e-8);
        // Leaving a row out, by its leverage and by fitting anew.
        var (errors, total) = (0.0, 0.0);
        for (var left = 0; left < 60; left++)
        {
            int[] others = [.. Enumerable.Range(0, 60).Where(i => i != left)];
            var part = Design.Make([.. x.Select((c, i) => Predictor.Numeric($"x{i}", c))], others);
            var again = LeastSquares.Fit(part, part.Terms, [.. others.Select(i => y[i])], [.. others.Select(i => w[i])]);
            var e = y[left] - again.Coefficients[0].Estimate - Enumerable.Range(0, 4).Sum(k => again.Coefficients[k + 1].Estimate * x[k][left]);
            errors += w[left] * e * e;
            total += w[left];
        }
        fit.LeaveOneOut.ShouldBe(errors / total, 1e-8);
    }

    [Fact]
    public void Columns_that_say_nothing_new_stay_out()
    {
        var (x, y, _) = Made(40, 2, 5);
        var design = Design.Make([Predictor.Numeric("a", x[0]), Predictor.Numeric("b", x[1]), Predictor.Numeric("sum", [.. x[0].Zip(x[1], (p, q) => p + q)]), Predictor.Numeric("same", [.. x[0].Select(_ => 7.0)])]);
        LeastSquares.Fit(design, design.Terms, y).Aside.Select(a => a.Name).ShouldBe(["sum", "same"]);
        Stepwise.Choose(Moments.Of(design.Values, y, null), design.Terms, Criterion.Aic, out var dropped);
        dropped.Select(d => d.Name).ShouldBe(["sum", "same"]);
    }

    [Fact]
    public void The_first_level_that_occurs_is_the_base()
    {
        var predictor = Predictor.Categorical("kind", ["b", "c", "a", "b"]);
        Design.Make([predictor]).Columns.Select(c => c.Name).ShouldBe(["kindb", "kindc"]);
        Design.Make([predictor], [0, 1, 3]).Columns.Select(c => c.Name).ShouldBe(["kindc"]);
        Predictor.Categorical("size", ["10", "9", "10"]).Levels.ShouldBe(["9", "10"]);
    }

    [Fact]
    public void Too_few_rows_are_refused()
    {
        var (x, y, _) = Made(3, 4, 1);
        var design = Design.Make([.. x.Select((c, i) => Predictor.Numeric($"x{i}", c))]);
        Should.Throw<StatisticsException>(() => LeastSquares.Fit(design, design.Terms, y)).Fault.ShouldBe(StatisticsFault.TooFewRows);
        Should.Throw<StatisticsException>(() => LeastSquares.Fit(design, design.Terms, [1, double.NaN, 2])).Fault.ShouldBe(StatisticsFault.NotFinite);
        Should.Throw<StatisticsException>(() => LeastSquares.Fit(design, design.Terms, y, [1, -1, 1])).Fault.ShouldBe(StatisticsFault.NegativeWeight);
    }

    [Fact]
    public void No_single_step_betters_the_model_that_was_stepped_to() => Prop.ForAll(Gen.Choose(1, 100_000).ToArbitrary(), seed =>
    {
        var (x, y, w) = Made(50, 6, (ulong)seed);
        // Categories enter and leave as a whole.
        string[] kinds = [.. x[5].Select(v => v < -0.5 ? "low" : v > 0.5 ? "high" : "middle")];
        var design = Design.Make([.. x[..5].Select((c, i) => Predictor.Numeric($"x{i}", c)), Predictor.Categorical("kind", kinds)]);
        foreach (var criterion in new[] { Criterion.Aic, Criterion.Bic })
        {
            var terms = Stepwise.Choose(Moments.Of(design.Values, y, w), design.Terms, criterion, out _);
            var best = Score(terms);
            foreach (var term in design.Terms)
            {
                var changed = terms.Contains(term) ? terms.Where(t => t != term).ToList() : [.. terms, term];
                Score(changed).ShouldBeGreaterThan(best - 1e-6);
            }

            double Score(IReadOnlyList<Term> some) => LeastSquares.Fit(design, some, y, w) is var fit && criterion == Criterion.Aic ? fit.Aic : fit.Bic;
        }
    }).QuickCheckThrowOnFailure();

    internal static (double[][] X, double[] Y, double[] W) Made(int rows, int columns, ulong seed)
    {
        var random = new RandomStream(seed, 7);
        var x = Enumerable.Range(0, columns).Select(_ => Enumerable.Range(0, rows).Select(_ => random.Normal()).ToArray()).ToArray();
        return (x, [.. Enumerable.Range(0, rows).Select(i => 2 + x[0][i] + (columns > 1 ? 0.3 * x[1][i] : 0) + random.Normal())], [.. Enumerable.Range(0, rows).Select(_ => 0.5 + random.Uniform())]);
    }
}
