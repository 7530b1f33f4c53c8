using MathNet.Numerics;

namespace SatuPintu.Statistics.SmallAreas;

/// <summary>
/// Expected indicators where transformed welfare is normal: what a simulation would give with infinitely many draws. Without
/// transformation and under logarithms the mean and the headcount, gap and squared gap have formulas; under Box and Cox they are
/// integrated over the distribution of a household of the area, as the Gini coefficient is throughout (<see cref="ExpectedGini"/>).
/// </summary>
internal static class ClosedForm
{
    /// <summary>The indicators of an area.</summary>
    /// <param name="linear">The households' linear predictors.</param>
    /// <param name="effect">û, the area's predicted effect.</param>
    /// <param name="areaVariance">σ²u(1−γ), the variance of the effect that is left.</param>
    /// <param name="errorVariance">σ²e, the variance between households.</param>
    /// <param name="transformation">The transformation.</param>
    /// <param name="line">The poverty line.</param>
    /// <param name="gini">Whether to give the Gini coefficient, which takes the most time.</param>
    public static AreaIndicators Expect(ReadOnlySpan<double> linear, double effect, double areaVariance, double errorVariance, Transformation transformation, double line, bool gini)
    {
        if (linear.Length == 0) return new AreaIndicators(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        var deviation = Math.Sqrt(areaVariance + errorVariance);
        var expected = transformation.IsPower ? Power(NormalMixture.Of(linear, deviation), effect, transformation, line) : Mean(linear, effect, deviation, transformation, line);
        return expected with { Gini = gini ? ExpectedGini.Of(linear, effect, areaVariance, errorVariance, transformation) : double.NaN };
    }

    private static AreaIndicators Mean(ReadOnlySpan<double> linear, double effect, double deviation, Transformation transformation, double line)
    {
        var total = default(AreaIndicators);
        foreach (var value in linear)
            total += transformation.IsExponential ? Lognormal(value + effect, deviation, line, transformation.Offset) : Normal(value + effect, deviation, line);
        return total / linear.Length;
    }

    // Where no welfare corresponds to a transformed value it is 0, and the gap is whole.
    private static AreaIndicators Power(NormalMixture mixture, double effect, Transformation transformation, double line)
    {
        var (low, high) = WelfareRange.Of(mixture, transformation, effect);
        var at = Math.Clamp(transformation.Forward(line), low, high);
        var (below, lost) = (mixture.At(transformation.Forward(line) - effect).Below, mixture.At(low - effect).Below);
        var total = new AreaIndicators(0, below, lost, lost, 0);
        foreach (var (from, to, isPoor) in new[] { (low, at, true), (at, high, false) })
            foreach (var (t, weight) in DoubleExponential.Points(from, to, WelfareRange.Step * mixture.Deviation))
            {
                var (y, density) = (transformation.Back(t), weight * mixture.Density(t - effect));
                var gap = isPoor ? 1 - (y / line) : 0;
                total += density * new AreaIndicators(y, 0, gap, gap * gap, 0);
            }
        return transformation.HasInfiniteMean ? total with { Mean = double.NaN } : total;
    }

    private static AreaIndicators Normal(double mean, double deviation, double line)
    {
        var a = (line - mean) / deviation;
        var (below, density) = (Phi(a), Density(a));
        var scale = deviation / line;
        return new AreaIndicators(mean, below, scale * ((a * below) + density), scale * scale * ((((a * a) + 1) * below) + (a * density)), double.NaN);
    }

    // With shift λ, 1 − y/z = (z+λ)/z·(1 − e^t/(z+λ)), and the partial moments of e^t are lognormal.
    private static AreaIndicators Lognormal(double mean, double deviation, double line, double shift)
    {
        var moved = line + shift;
        var a = (Math.Log(moved) - mean) / deviation;
        var first = Math.Exp(mean + (deviation * deviation / 2));
        var second = Math.Exp((2 * mean) + (2 * deviation * deviation));
        var (p0, m1, m2) = (Phi(a), first * Phi(a - deviation) / moved, second * Phi(a - (2 * deviation)) / (moved * moved));
        var scale = moved / line;
        return new AreaIndicators(first - shift, p0, scale * (p0 - m1), scale * scale * (p0 - (2 * m1) + m2), double.NaN);
    }

    internal static double Phi(double x) => 0.5 * SpecialFunctions.Erfc(-x / Constants.Sqrt2);

    private static double Density(double x) => Constants.InvSqrt2Pi * Math.Exp(-0.5 * x * x);
}
