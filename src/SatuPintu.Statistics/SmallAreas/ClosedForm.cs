using MathNet.Numerics;

namespace SatuPintu.Statistics.SmallAreas;

/// <summary>
/// Expected indicators where transformed welfare is normal: what a simulation would give with infinitely many draws. The mean and the
/// headcount, gap and squared gap have formulas without transformation and under logarithms; under Box and Cox only the headcount has.
/// </summary>
internal static class ClosedForm
{
    /// <summary>The indicators of households whose transformed welfare is normal with means that differ and one variance.</summary>
    public static AreaIndicators Expect(ReadOnlySpan<double> linear, double effect, double variance, Transformation transformation, double line)
    {
        var deviation = Math.Sqrt(variance);
        var total = default(AreaIndicators);
        foreach (var value in linear) total += Of(value + effect, deviation, transformation, line);
        return (total / linear.Length) with { Gini = double.NaN };
    }

    private static AreaIndicators Of(double mean, double deviation, Transformation transformation, double line) => transformation.Kind switch
    {
        TransformationKind.None => Normal(mean, deviation, line),
        TransformationKind.Log => Lognormal(mean, deviation, line, 0),
        TransformationKind.LogShift => Lognormal(mean, deviation, line, transformation.Lambda),
        _ => new AreaIndicators(double.NaN, Phi((transformation.Forward(line) - mean) / deviation), double.NaN, double.NaN, double.NaN),
    };

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
