namespace SatuPintu.Statistics.RandomNumbers;

/// <summary>The layers of equal area that cover half of the normal density exp(−x²/2), the base layer with the tail first.</summary>
internal static class Ziggurat
{
    /// <summary>How many layers.</summary>
    public const int Layers = 256;

    /// <summary>Where the tail begins, for 256 layers.</summary>
    public const double Last = 3.6541528853610088;

    private const double Area = 0.00492867323399;

    /// <summary>By layer its width for each unit of a 53-bit signed number.</summary>
    public static readonly double[] Width = new double[Layers];

    /// <summary>By layer the x below which a point lies under the density whatever its height.</summary>
    public static readonly double[] Edge = new double[Layers];

    /// <summary>By layer the density at its lower side.</summary>
    public static readonly double[] Height = new double[Layers + 1];

    static Ziggurat()
    {
        var x = new double[Layers + 1];
        x[0] = Area / Density(Last);
        x[1] = Last;
        for (var i = 2; i < Layers; i++) x[i] = Math.Sqrt(-2 * Math.Log(Density(x[i - 1]) + (Area / x[i - 1])));
        x[Layers] = 0;
        for (var i = 0; i < Layers; i++)
        {
            Width[i] = x[i] / (1L << 52);
            Edge[i] = x[i + 1];
            Height[i] = i == 0 ? 0 : Density(x[i]);
        }
        Height[Layers] = 1;
    }

    private static double Density(double x) => Math.Exp(-0.5 * x * x);
}
