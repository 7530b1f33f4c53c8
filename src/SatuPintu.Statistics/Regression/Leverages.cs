namespace SatuPintu.Statistics.Regression;

/// <summary>What single rows weigh in a fit.</summary>
/// <param name="Largest">The largest leverage.</param>
/// <param name="High">How many exceed three times the mean.</param>
/// <param name="LeaveOneOut">The weighted mean squared error of predicting each row by the others.</param>
internal readonly record struct Leverages(double Largest, int High, double LeaveOneOut)
{
    /// <summary>From orthonormal columns Q of √W·X the leverage of row i is Σ Qᵢₖ²; its error without itself is e/(1−h).</summary>
    public static Leverages Of(double[][] orthonormal, double[] residuals, double[]? weights)
    {
        var n = residuals.Length;
        var h = new double[n];
        foreach (var column in orthonormal)
            for (var i = 0; i < n; i++) h[i] += column[i] * column[i];
        var many = 3.0 * orthonormal.Length / n;
        var (largest, high, squares, total) = (0.0, 0, 0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            largest = Math.Max(largest, h[i]);
            if (h[i] > many) high++;
            // A row that alone decides a coefficient has no prediction by the others.
            if (h[i] > 1 - 1e-9) continue;
            var weight = weights is null ? 1 : weights[i];
            var error = residuals[i] / (1 - h[i]);
            squares += weight * error * error;
            total += weight;
        }
        return new Leverages(Math.Min(1, largest), high, total > 0 ? squares / total : double.NaN);
    }
}
