namespace SatuPintu.Statistics.SmallAreas;

/// <summary>
/// The expected Gini coefficient of an area whose households' transformed welfare is normal given the area's effect: E over u of G(F_u),
/// where F_u is the distribution of a household drawn at random from the area whose effect is u, and u ~ N(û, σ²u(1−γ)).
/// </summary>
/// <remarks>
/// An area has one effect, which moves all its households together and so is no inequality within it: G of the distribution with the
/// variance of both errors would be too high. G(F) = ∫ y·(2F(y) − 1) dF(y) / μ (Lerman and Yitzhaki 1984). A simulated census of n
/// households has a Gini coefficient lower by the order of G/n, as every finite sample has.
/// </remarks>
internal static class ExpectedGini
{
    // The trapezoidal rule over a standard normal variable: for what varies slowly with it, this distance is exact to 14 digits.
    private const double EffectStep = 0.75;
    private const int EffectSteps = 9;

    /// <summary>The expected coefficient; NaN where it has none, because mean welfare is infinite or not safely above zero.</summary>
    /// <param name="linear">The households' linear predictors.</param>
    /// <param name="effect">û, the area's predicted effect.</param>
    /// <param name="areaVariance">σ²u(1−γ), the variance of the effect that is left.</param>
    /// <param name="errorVariance">σ²e, the variance between households.</param>
    /// <param name="transformation">The transformation.</param>
    public static double Of(ReadOnlySpan<double> linear, double effect, double areaVariance, double errorVariance, Transformation transformation)
    {
        if (transformation.HasInfiniteMean) return double.NaN;
        var given = GivenEffect(NormalMixture.Of(linear, Math.Sqrt(errorVariance)), transformation);
        if (areaVariance == 0) return given(effect);
        var deviation = Math.Sqrt(areaVariance);
        var (sum, weights) = (0.0, 0.0);
        for (var k = -EffectSteps; k <= EffectSteps; k++)
        {
            var z = k * EffectStep;
            var weight = Math.Exp(-0.5 * z * z);
            sum += weight * given(effect + (deviation * z));
            weights += weight;
        }
        return sum / weights;
    }

    // The coefficient as a function of the effect. Without transformation the effect shifts welfare, under a logarithm it scales what is
    // in it, so that one integral serves every effect; under a power each has its own.
    private static Func<double, double> GivenEffect(NormalMixture mixture, Transformation transformation)
    {
        if (transformation.IsPower) return u => Ratio(Integrate(mixture, transformation, u));
        var (spread, mean) = Integrate(mixture, transformation, 0);
        if (!transformation.IsExponential) return u => Ratio((spread, mean + u));
        return u => Ratio((Math.Exp(u) * spread, (Math.Exp(u) * (mean + transformation.Offset)) - transformation.Offset));
    }

    private static double Ratio((double Spread, double Mean) of) => of.Mean > 0 ? of.Spread / of.Mean : double.NaN;

    // ∫ y·(2F(y) − 1) dF(y) and ∫ y dF(y).
    private static (double Spread, double Mean) Integrate(NormalMixture mixture, Transformation transformation, double effect)
    {
        var (low, high) = WelfareRange.Of(mixture, transformation, effect);
        // Where no welfare corresponds to a transformed value it is 0, which then stands above what is negative.
        var nought = transformation.IsPower ? Math.Clamp(transformation.Forward(0), low, high) : low;
        var nowhere = transformation.IsPower && nought > low ? mixture.At(low - effect).Below : 0;
        var (spread, mean) = (0.0, 0.0);
        foreach (var (from, to, above) in new[] { (low, nought, nowhere), (nought, high, 0.0) })
            foreach (var (at, weight) in DoubleExponential.Points(from, to, WelfareRange.Step * mixture.Deviation))
            {
                var (below, density) = mixture.At(at - effect);
                var part = weight * density * transformation.Back(at);
                spread += part * ((2 * (below - above)) - 1);
                mean += part;
            }
        return (spread, mean);
    }
}
