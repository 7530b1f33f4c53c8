namespace SatuPintu.Statistics.RandomNumbers;

/// <summary>Draws from the gamma family.</summary>
internal static class Gammas
{
    /// <summary>A χ² number, twice a gamma of half the degrees of freedom, by Marsaglia and Tsang (2000).</summary>
    public static double ChiSquare(RandomStream random, double degrees)
    {
        var shape = degrees / 2;
        if (shape < 1) return ChiSquare(random, degrees + 2) * Math.Pow(random.Uniform(), 1 / shape);
        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = random.Normal();
            var v = 1 + (c * x);
            if (v <= 0) continue;
            v *= v * v;
            if (Math.Log(random.Uniform()) < (0.5 * x * x) + (d * (1 - v + Math.Log(v)))) return 2 * d * v;
        }
    }
}
