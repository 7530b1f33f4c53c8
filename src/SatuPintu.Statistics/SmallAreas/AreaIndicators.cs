namespace SatuPintu.Statistics.SmallAreas;

/// <summary>Welfare of an area's households.</summary>
/// <param name="Mean">Mean welfare.</param>
/// <param name="P0">The share below the line (Foster, Greer and Thorbecke 1984, α = 0).</param>
/// <param name="P1">The mean gap (1 − y/z) of those below, over all (α = 1).</param>
/// <param name="P2">The mean squared gap (α = 2).</param>
/// <param name="Gini">The Gini coefficient; NaN where it was not asked for.</param>
public readonly record struct AreaIndicators(double Mean, double P0, double P1, double P2, double Gini)
{
    /// <summary>Counts the indicators of a list of households.</summary>
    /// <param name="welfare">Welfare; put in order where the Gini coefficient is asked for.</param>
    /// <param name="line">The poverty line z.</param>
    /// <param name="gini">Whether to give the Gini coefficient.</param>
    internal static AreaIndicators Of(Span<double> welfare, double line, bool gini)
    {
        var (sum, poor, gaps, squares) = (0.0, 0, 0.0, 0.0);
        foreach (var y in welfare)
        {
            sum += y;
            if (!(y < line)) continue;
            var gap = 1 - (y / line);
            poor++;
            gaps += gap;
            squares += gap * gap;
        }
        double n = welfare.Length;
        return new AreaIndicators(sum / n, poor / n, gaps / n, squares / n, gini ? GiniOf(welfare, sum) : double.NaN);
    }

    /// <summary>Sums, indicator by indicator.</summary>
    public static AreaIndicators operator +(AreaIndicators a, AreaIndicators b) => new(a.Mean + b.Mean, a.P0 + b.P0, a.P1 + b.P1, a.P2 + b.P2, a.Gini + b.Gini);

    /// <summary>Products, indicator by indicator.</summary>
    public static AreaIndicators operator *(double by, AreaIndicators a) => new(by * a.Mean, by * a.P0, by * a.P1, by * a.P2, by * a.Gini);

    /// <summary>Quotients, indicator by indicator.</summary>
    public static AreaIndicators operator /(AreaIndicators a, double by) => new(a.Mean / by, a.P0 / by, a.P1 / by, a.P2 / by, a.Gini / by);

    internal static AreaIndicators SquaredDifference(AreaIndicators a, AreaIndicators b) =>
        new(Square(a.Mean - b.Mean), Square(a.P0 - b.P0), Square(a.P1 - b.P1), Square(a.P2 - b.P2), Square(a.Gini - b.Gini));

    private static double Square(double value) => value * value;

    // 2Σi·y(i)/(nΣy) − (n+1)/n
    private static double GiniOf(Span<double> welfare, double sum)
    {
        welfare.Sort();
        var ranked = 0.0;
        for (var i = 0; i < welfare.Length; i++) ranked += (i + 1.0) * welfare[i];
        double n = welfare.Length;
        return sum > 0 ? (2 * ranked / (n * sum)) - ((n + 1) / n) : double.NaN;
    }
}
