namespace SatuPintu.Statistics.SmallAreas;

/// <summary>Where transformed welfare must be looked at, so that what is left out of an integral does not show in double precision.</summary>
internal static class WelfareRange
{
    // Beyond nine deviations lies 10⁻¹⁹ of a normal distribution.
    private const double Deviations = 9;

    /// <summary>The distance of points, in deviations, at which the trapezoidal rule integrates a normal density, even one times its distribution function, to 13 digits.</summary>
    public const double Step = 0.5;

    /// <summary>The transformed values between which households and the welfare they have lie.</summary>
    /// <param name="mixture">Transformed welfare without the area's effect.</param>
    /// <param name="transformation">The transformation; under a power nothing lies below the value of no welfare at all.</param>
    /// <param name="effect">The area's effect.</param>
    public static (double Low, double High) Of(NormalMixture mixture, Transformation transformation, double effect)
    {
        var reach = Deviations * mixture.Deviation;
        var low = Math.Max(mixture.Lowest + effect - reach, transformation.IsPower && transformation.Lambda > 0 ? -1 / transformation.Lambda : double.NegativeInfinity);
        return (low, Math.Max(low, transformation.Heaviest(mixture.Highest + effect, mixture.Deviation) + reach));
    }
}
