namespace SatuPintu.Statistics.SmallAreas;

/// <summary>How normal a list of residuals looks.</summary>
/// <param name="Count">How many.</param>
/// <param name="Skewness">m₃/m₂^1.5; 0 for a normal distribution.</param>
/// <param name="Kurtosis">m₄/m₂²; 3 for a normal distribution.</param>
/// <param name="JarqueBera">n/6·(skewness² + (kurtosis−3)²/4).</param>
/// <param name="PValue">Its probability under normality, by χ² of two degrees of freedom.</param>
public sealed record ResidualDiagnostics(int Count, double Skewness, double Kurtosis, double JarqueBera, double PValue)
{
    /// <summary>Looks at residuals.</summary>
    public static ResidualDiagnostics Of(IReadOnlyCollection<double> residuals)
    {
        double n = residuals.Count;
        var mean = residuals.Sum() / n;
        var (m2, m3, m4) = (0.0, 0.0, 0.0);
        foreach (var residual in residuals)
        {
            var d = residual - mean;
            m2 += d * d / n;
            m3 += d * d * d / n;
            m4 += d * d * d * d / n;
        }
        var (skewness, kurtosis) = (m3 / Math.Pow(m2, 1.5), m4 / (m2 * m2));
        var jb = n / 6 * ((skewness * skewness) + ((kurtosis - 3) * (kurtosis - 3) / 4));
        return new ResidualDiagnostics(residuals.Count, skewness, kurtosis, jb, Math.Exp(-jb / 2));
    }
}
