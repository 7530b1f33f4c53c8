using MathNet.Numerics;

namespace SatuPintu.Statistics.SmallAreas;

/// <summary>
/// The distribution of a household drawn at random from an area: normal distributions with many means and one deviation, each as
/// likely as the others.
/// </summary>
/// <remarks>
/// Many means are replaced by a few with weights: in each stretch of one deviation by the twelve Chebyshev points, with the weights of
/// Lagrange's interpolation. The distribution function is off by less than 10⁻¹² by it, since as a function of the mean it has hardly
/// any thirteenth difference over one deviation; and its cost no longer grows with the households.
/// </remarks>
internal sealed class NormalMixture
{
    private const int Points = 12;

    private readonly double[] centres, weights;

    private NormalMixture(double[] centres, double[] weights, double deviation) => (this.centres, this.weights, Deviation) = (centres, weights, deviation);

    /// <summary>The standard deviation about each mean.</summary>
    public double Deviation { get; }

    /// <summary>The lowest mean.</summary>
    public double Lowest => centres.Min();

    /// <summary>The highest mean.</summary>
    public double Highest => centres.Max();

    /// <summary>Makes the mixture.</summary>
    /// <param name="means">The means, one a household.</param>
    /// <param name="deviation">The standard deviation, above 0.</param>
    public static NormalMixture Of(ReadOnlySpan<double> means, double deviation)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var mean in means) (low, high) = (Math.Min(low, mean), Math.Max(high, mean));
        var stretches = Math.Max(1, Math.Ceiling((high - low) / deviation));
        if (!(stretches * Points < means.Length))
        {
            var equal = new double[means.Length];
            Array.Fill(equal, 1.0 / means.Length);
            return new NormalMixture(means.ToArray(), equal, deviation);
        }
        var width = Math.Max((high - low) / stretches, double.Epsilon);
        var (centres, weights) = (new double[(int)stretches * Points], new double[(int)stretches * Points]);
        for (var c = 0; c < centres.Length; c++) centres[c] = low + (width * ((c / Points) + ((1 + Chebyshev[c % Points]) / 2)));
        foreach (var mean in means)
        {
            var stretch = Math.Min((int)((mean - low) / width), (int)stretches - 1);
            Share((2 * (((mean - low) / width) - stretch)) - 1, weights.AsSpan(stretch * Points, Points), 1.0 / means.Length);
        }
        return new NormalMixture(centres, weights, deviation);
    }

    /// <summary>The probability to lie below a value, and the density there.</summary>
    public (double Below, double Density) At(double value)
    {
        var (below, density) = (0.0, 0.0);
        for (var c = 0; c < centres.Length; c++)
        {
            var z = (value - centres[c]) / Deviation;
            below += weights[c] * ClosedForm.Phi(z);
            density += weights[c] * Math.Exp(-0.5 * z * z);
        }
        return (below, density * Constants.InvSqrt2Pi / Deviation);
    }

    /// <summary>The density alone, which takes a fraction of the time.</summary>
    public double Density(double value)
    {
        var density = 0.0;
        for (var c = 0; c < centres.Length; c++)
        {
            var z = (value - centres[c]) / Deviation;
            density += weights[c] * Math.Exp(-0.5 * z * z);
        }
        return density * Constants.InvSqrt2Pi / Deviation;
    }

    private static readonly double[] Chebyshev = [.. Enumerable.Range(0, Points).Select(k => Math.Cos(((2 * k) + 1) * Math.PI / (2 * Points)))];

    // The weights of the barycentric form of Lagrange's interpolation (Berrut and Trefethen 2004) at Chebyshev points.
    private static readonly double[] Barycentric = [.. Enumerable.Range(0, Points).Select(k => (k % 2 == 0 ? 1 : -1) * Math.Sin(((2 * k) + 1) * Math.PI / (2 * Points)))];

    private static void Share(double place, Span<double> weights, double weight)
    {
        var total = 0.0;
        for (var k = 0; k < Points; k++)
        {
            if (place == Chebyshev[k])
            {
                weights[k] += weight;
                return;
            }
            total += Barycentric[k] / (place - Chebyshev[k]);
        }
        for (var k = 0; k < Points; k++) weights[k] += weight * Barycentric[k] / ((place - Chebyshev[k]) * total);
    }
}
