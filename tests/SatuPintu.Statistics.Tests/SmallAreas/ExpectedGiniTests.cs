using SatuPintu.Statistics.RandomNumbers;
using SatuPintu.Statistics.SmallAreas;

namespace SatuPintu.Statistics.Tests.SmallAreas;

public class ExpectedGiniTests
{
    private static readonly Transformation Log = new(TransformationKind.Log);

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(1.5)]
    public void Of_a_lognormal_distribution_it_is_the_textbooks(double deviation)
    {
        // G = 2Φ(σ/√2) − 1 (Aitchison and Brown 1957), whatever the mean, and whatever is not known of the area's effect.
        var expected = (2 * ClosedForm.Phi(deviation / Math.Sqrt(2))) - 1;
        ExpectedGini.Of([3.0], 0.7, 0, deviation * deviation, Log).ShouldBe(expected, 1e-11);
        ExpectedGini.Of([3.0, 3.0], -1, 0.4, deviation * deviation, Log).ShouldBe(expected, 1e-11);
        // λ = 0 of Box and Cox is the logarithm, a shift of 0 too, and a power near 0 near it.
        ExpectedGini.Of([3.0], 0.7, 0.1, deviation * deviation, new Transformation(TransformationKind.BoxCox)).ShouldBe(expected, 1e-11);
        ExpectedGini.Of([3.0], 0.7, 0.1, deviation * deviation, new Transformation(TransformationKind.LogShift)).ShouldBe(expected, 1e-11);
        ExpectedGini.Of([3.0], 0.7, 0, deviation * deviation, new Transformation(TransformationKind.BoxCox, 1e-6)).ShouldBe(expected, 1e-4);
    }

    [Fact]
    public void Of_a_normal_distribution_it_is_the_deviation_over_the_mean_and_the_root_of_pi()
    {
        var none = new Transformation(TransformationKind.None);
        ExpectedGini.Of([20.0], 0, 0, 4, none).ShouldBe(2 / (20 * Math.Sqrt(Math.PI)), 1e-12);
        // E 1/(μ + u) = 1/μ·(1 + σ²/μ² + 3σ⁴/μ⁴ + …) of an effect that is small beside the mean.
        var ratio = 0.25 / 400;
        ExpectedGini.Of([20.0], 0, 0.25, 4, none).ShouldBe(2 / (20 * Math.Sqrt(Math.PI)) * (1 + ratio + (3 * ratio * ratio) + (15 * ratio * ratio * ratio)), 1e-11);
        ExpectedGini.Of([1.0], 0, 1, 4, none).ShouldBe(double.NaN);
    }

    [Fact]
    public void The_power_of_one_is_no_transformation()
    {
        // λ = 1: y = t + 1, cut off at 0, which is nine deviations away.
        ExpectedGini.Of([20.0, 22, 30], 0, 0.5, 4, new Transformation(TransformationKind.BoxCox, 1)).ShouldBe(ExpectedGini.Of([21.0, 23, 31], 0, 0.5, 4, new Transformation(TransformationKind.None)), 1e-12);
        ExpectedGini.Of([20.0], 0, 0.5, 4, new Transformation(TransformationKind.BoxCox, -0.2)).ShouldBe(double.NaN);
    }

    [Theory]
    [InlineData(0.3, 0, 1.0)]
    [InlineData(0.6, 0, -0.5)]
    [InlineData(1.5, 0, 0.5)]
    [InlineData(2.0, 0, 0.5)]
    [InlineData(0.6, 1.5, 2.5)]
    public void Under_a_power_it_is_that_of_a_fine_grid(double lambda, double shift, double mean)
    {
        // Much of the distribution is cut off at no welfare, where the integrand has a root.
        var transformation = new Transformation(TransformationKind.BoxCox, lambda, shift);
        double[] means = [mean, mean + 0.8, mean + 2];
        var (line, effect, area, error) = (1.2, 0.3, 0.16, 1.0);
        var exact = ClosedForm.Expect(means, effect, area, error, transformation, line, gini: true);
        var grid = default(AreaIndicators);
        var weights = 0.0;
        for (var u = -6.0; u <= 6; u += 0.5)
        {
            var weight = Math.Exp(-0.5 * u * u);
            weights += weight;
            grid += weight * OnGrid(means, effect + (0.4 * u), 1, transformation, line);
        }
        grid /= weights;
        exact.Mean.ShouldBe(grid.Mean, 1e-5);
        exact.P0.ShouldBe(grid.P0, 1e-4);
        exact.P1.ShouldBe(grid.P1, 1e-5);
        exact.P2.ShouldBe(grid.P2, 1e-5);
        exact.Gini.ShouldBe(grid.Gini, 5e-5);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1, 1)]
    [InlineData(0.5, 2)]
    [InlineData(0.25, 4)]
    public void Under_a_power_that_has_a_smooth_form_it_is_that_of_Simpsons_rule(double lambda, int root)
    {
        // With y = r^root the transformed value (r^(root·λ) − 1)/λ is a polynomial of r, and nothing is singular at no welfare.
        var transformation = new Transformation(TransformationKind.BoxCox, lambda);
        var (mean, deviation, line) = (-0.4, 0.8, 1.3);
        const int Steps = 20_000;
        var top = Math.Pow((lambda * 12) + 1, 1 / (lambda * root));
        var (expected, spread, p1, p2) = (0.0, 0.0, 0.0, 0.0);
        var end = Math.Pow(line, 1.0 / root);
        Simpson(0, top, (y, f, density) =>
        {
            expected += y * density;
            spread += y * ((2 * f) - 1) * density;
        });
        Simpson(0, end, (y, f, density) =>
        {
            p1 += (1 - (y / line)) * density;
            p2 += Math.Pow(1 - (y / line), 2) * density;
        });
        var none = ClosedForm.Phi(((-1 / lambda) - mean) / deviation);
        var exact = ClosedForm.Expect([mean, mean], 0, 0, deviation * deviation, transformation, line, gini: true);
        exact.Mean.ShouldBe(expected, 1e-9);
        exact.P0.ShouldBe(ClosedForm.Phi((transformation.Forward(line) - mean) / deviation), 1e-13);
        exact.P1.ShouldBe(none + p1, 1e-9);
        exact.P2.ShouldBe(none + p2, 1e-9);
        exact.Gini.ShouldBe(spread / expected, 1e-9);

        void Simpson(double from, double to, Action<double, double, double> add)
        {
            for (var k = 0; k <= Steps; k++)
            {
                var r = from + ((to - from) * k / Steps);
                var z = (((Math.Pow(r, root * lambda) - 1) / lambda) - mean) / deviation;
                var slope = root * Math.Pow(r, (root * lambda) - 1);
                var weight = (k == 0 || k == Steps ? 1 : k % 2 == 1 ? 4 : 2) * (to - from) / (3 * Steps);
                add(Math.Pow(r, root), ClosedForm.Phi(z), weight * slope * Math.Exp(-0.5 * z * z) / (deviation * Math.Sqrt(2 * Math.PI)));
            }
        }
    }

    [Theory]
    [InlineData(TransformationKind.None, 0)]
    [InlineData(TransformationKind.Log, 0)]
    [InlineData(TransformationKind.LogShift, 2)]
    [InlineData(TransformationKind.LogShift, -0.1)]
    [InlineData(TransformationKind.BoxCox, 0.4)]
    public void Simulated_areas_come_to_it(TransformationKind kind, double lambda)
    {
        // 1,000 censuses of 1,000 households, each with an effect of its own.
        var (transformation, random) = (new Transformation(kind, lambda), new RandomStream(1, 0));
        double[] means = [.. Enumerable.Range(0, 1000).Select(i => 6 + (0.5 * Math.Sin(i)))];
        var (sum, squares) = (0.0, 0.0);
        const int Rounds = 1000;
        for (var round = 0; round < Rounds; round++)
        {
            var effect = 0.1 + (0.3 * random.Normal());
            double[] welfare = [.. means.Select(m => transformation.Back(m + effect + (0.6 * random.Normal())))];
            var gini = AreaIndicators.Of(welfare, 5, gini: true).Gini;
            sum += gini;
            squares += gini * gini;
        }
        var (mean, error) = (sum / Rounds, Math.Sqrt(((squares / Rounds) - (sum / Rounds * sum / Rounds)) / Rounds));
        var exact = ExpectedGini.Of(means, 0.1, 0.09, 0.36, transformation);
        // A finite census is lower by the order of G/n.
        exact.ShouldBe(mean, (4 * error) + (2 * exact / means.Length));
    }

    [Fact]
    public void Few_points_stand_for_many_means()
    {
        var random = new RandomStream(2, 0);
        double[] means = [.. Enumerable.Range(0, 5000).Select(_ => 4 * random.Normal())];
        var mixture = NormalMixture.Of(means, 0.7);
        for (var at = -16.0; at < 16; at += 0.37)
        {
            var (below, density) = mixture.At(at);
            below.ShouldBe(means.Average(m => ClosedForm.Phi((at - m) / 0.7)), 1e-12);
            density.ShouldBe(means.Average(m => Math.Exp(-0.5 * (at - m) * (at - m) / 0.49)) / (0.7 * Math.Sqrt(2 * Math.PI)), 1e-11);
        }
    }

    // By the rule of the middle of each of many cells of transformed welfare.
    private static AreaIndicators OnGrid(double[] means, double effect, double deviation, Transformation transformation, double line)
    {
        const int Cells = 40_000;
        var (low, high) = (means.Min() + effect - (10 * deviation), means.Max() + effect + (10 * deviation));
        var values = new (double Y, double Weight)[Cells];
        for (var c = 0; c < Cells; c++)
        {
            var t = low + ((high - low) * (c + 0.5) / Cells);
            var density = means.Average(m => Math.Exp(-0.5 * Math.Pow((t - m - effect) / deviation, 2))) / (deviation * Math.Sqrt(2 * Math.PI));
            values[c] = (transformation.Back(t), density * (high - low) / Cells);
        }
        values = [.. values.OrderBy(v => v.Y)];
        var total = default(AreaIndicators);
        var (reached, spread) = (0.0, 0.0);
        foreach (var (y, weight) in values)
        {
            var gap = y < line ? 1 - (y / line) : 0;
            total += weight * new AreaIndicators(y, y < line ? 1 : 0, gap, gap * gap, 0);
            spread += weight * y * ((2 * reached) + weight - 1);
            reached += weight;
        }
        return total with { Gini = spread / total.Mean };
    }
}
