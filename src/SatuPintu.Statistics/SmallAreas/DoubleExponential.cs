namespace SatuPintu.Statistics.SmallAreas;

/// <summary>
/// Double exponential quadrature (Takahasi and Mori 1974): x = a + (b−a)/(1 + exp(−π sinh s)) and the trapezoidal rule in s, which
/// converges faster than any power of the step though the integrand has a root or a power at an end.
/// </summary>
internal static class DoubleExponential
{
    // Beyond it points fall onto the ends in double precision.
    private const double Reach = 3.25;

    /// <summary>The points of an interval with their weights; none where it is empty.</summary>
    /// <param name="low">Where it begins.</param>
    /// <param name="high">Where it ends.</param>
    /// <param name="step">The greatest distance between neighbouring points.</param>
    public static IEnumerable<(double At, double Weight)> Points(double low, double high, double step)
    {
        if (!(high > low)) yield break;
        // In the middle, where points are sparsest, dx/ds is (b−a)·π/4.
        const double Finest = 0.05;
        var half = (int)Math.Ceiling(Reach / Math.Min(Finest, step / ((high - low) * Math.PI / 4)));
        var width = Reach / half;
        for (var k = -half; k <= half; k++)
        {
            var s = k * width;
            var small = Math.Exp(-Math.PI * Math.Sinh(Math.Abs(s)));
            var part = small / (1 + small);
            var at = s < 0 ? low + ((high - low) * part) : high - ((high - low) * part);
            yield return (at, width * (high - low) * Math.PI * Math.Cosh(s) * part / (1 + small));
        }
    }
}
