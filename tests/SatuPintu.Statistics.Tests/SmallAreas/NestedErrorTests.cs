using SatuPintu.Statistics.RandomNumbers;
using SatuPintu.Statistics.SmallAreas;

namespace SatuPintu.Statistics.Tests.SmallAreas;

public class NestedErrorTests
{
    [Fact]
    public void Balanced_data_give_the_variances_of_the_analysis_of_variance()
    {
        const int Areas = 12, Rows = 5;
        var random = new RandomStream(3, 0);
        int[] areas = [.. Enumerable.Range(0, Areas * Rows).Select(i => i / Rows)];
        double[] effects = [.. Enumerable.Range(0, Areas).Select(_ => 2 * random.Normal())];
        double[] y = [.. areas.Select(a => 10 + effects[a] + random.Normal())];
        var fit = NestedErrorFit.Of(NestedErrorDesign.Make([], areas, Areas), y);
        var grand = y.Average();
        var means = Enumerable.Range(0, Areas).Select(a => y.Where((_, i) => areas[i] == a).Average()).ToArray();
        var within = y.Select((v, i) => (v - means[areas[i]]) * (v - means[areas[i]])).Sum() / (Areas * (Rows - 1));
        var between = Rows * means.Sum(m => (m - grand) * (m - grand)) / (Areas - 1);
        fit.ErrorVariance.ShouldBe(within, 1e-9 * within);
        fit.AreaVariance.ShouldBe((between - within) / Rows, 1e-9 * between);
        var gamma = fit.AreaVariance / (fit.AreaVariance + (fit.ErrorVariance / Rows));
        fit.AreaEffects.ShouldBe(means.Select(m => gamma * (m - grand)), 1e-9);
    }

    [Fact]
    public void Finds_the_parameters_that_data_were_made_with()
    {
        var (x, y, areas) = Made(80, 30, 0.5, 1);
        var fit = NestedErrorFit.Of(NestedErrorDesign.Make([x], areas, 80), y);
        fit.Coefficients.ShouldBe([1, 2], 0.15);
        fit.AreaVariance.ShouldBe(0.25, 0.1);
        fit.ErrorVariance.ShouldBe(1, 0.06);
        var ml = NestedErrorFit.Of(NestedErrorDesign.Make([x], areas, 80), y, LikelihoodKind.Ml);
        ml.AreaVariance.ShouldBeLessThan(fit.AreaVariance);
    }

    [Fact]
    public void Areas_that_do_not_differ_have_no_variance()
    {
        int[] areas = [0, 0, 1, 1, 2, 2];
        NestedErrorFit.Of(NestedErrorDesign.Make([], areas, 3), [1, -1, 2, -2, 3, -3]).AreaVariance.ShouldBe(0);
    }

    [Fact]
    public void The_least_place_is_that_of_the_documentation_of_optimize() =>
        // R: optimize(function(x) (x - 1/3)^2, c(0, 1)) gives 0.3333333.
        Roots.Least(x => (x - (1 / 3.0)) * (x - (1 / 3.0)), 0, 1).ShouldBe(1 / 3.0, 1e-7);

    [Theory]
    [InlineData(0.3)]
    [InlineData(-0.5)]
    public void Box_and_Cox_turn_back(double lambda)
    {
        var transformation = new Transformation(TransformationKind.BoxCox, lambda);
        double[] values = [0.5, 1, 7, 250, 11_000];
        double[] there = [.. values.Select(transformation.Forward)];
        there.Select(transformation.Back).ShouldBe(values, 1e-6);
        transformation.Back(there.AsSpan());
        there.ShouldBe(values, 1e-6);
        new Transformation(TransformationKind.BoxCox, 0.5).Back(-10).ShouldBe(0);
    }

    internal static (double[] X, double[] Y, int[] Areas) Made(int areas, int rows, double areaDeviation, ulong seed)
    {
        var random = new RandomStream(seed, 0);
        int[] area = [.. Enumerable.Range(0, areas * rows).Select(i => i / rows)];
        double[] effects = [.. Enumerable.Range(0, areas).Select(_ => areaDeviation * random.Normal())];
        double[] x = [.. area.Select(_ => random.Normal())];
        return (x, [.. area.Select((a, i) => 1 + (2 * x[i]) + effects[a] + random.Normal())], area);
    }
}
