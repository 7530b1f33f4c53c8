using System.Numerics;

namespace SatuPintu.Statistics.Regression;

/// <summary>
/// Weighted means, lengths and correlations of the columns of a design and of its outcome: all that choosing a model needs of the rows.
/// </summary>
internal sealed class Moments
{
    /// <summary>Rows of positive weight.</summary>
    public required int Rows { get; init; }

    /// <summary>The weighted mean of each column; the outcome's is the last.</summary>
    public required double[] Means { get; init; }

    /// <summary>√Σw(x−x̄)² of each column; the outcome's is the last.</summary>
    public required double[] Lengths { get; init; }

    /// <summary>Correlations, the outcome last; a constant column correlates with nothing.</summary>
    public required double[,] Correlations { get; init; }

    /// <summary>The weighted sum of squares of the outcome about its mean.</summary>
    public double Total => Lengths[^1] * Lengths[^1];

    /// <summary>Gathers them in two passes over the rows, which keeps the digits that one pass would lose.</summary>
    public static Moments Of(double[][] columns, double[] outcome, double[]? weights)
    {
        var (n, p) = (outcome.Length, columns.Length + 1);
        var roots = weights is null ? null : Array.ConvertAll(weights, Math.Sqrt);
        var sum = weights is null ? n : Sum(weights);
        var means = new double[p];
        var lengths = new double[p];
        var centred = new double[p][];
        for (var c = 0; c < p; c++)
        {
            var from = c < p - 1 ? columns[c] : outcome;
            var into = centred[c] = new double[n];
            var mean = means[c] = (weights is null ? Sum(from) : Dot(from, weights)) / sum;
            var largest = 0.0;
            for (var i = 0; i < n; i++)
            {
                var value = from[i] - mean;
                largest = Math.Max(largest, Math.Abs(from[i]));
                into[i] = roots is null ? value : value * roots[i];
            }
            var length = Math.Sqrt(Dot(into, into));
            // What is left of a constant after taking its mean off is rounding.
            lengths[c] = length > 1e-12 * largest * Math.Sqrt(sum) ? length : 0;
        }
        var correlations = new double[p, p];
        for (var a = 0; a < p; a++)
        {
            correlations[a, a] = lengths[a] > 0 ? 1 : 0;
            for (var b = 0; b < a; b++)
            {
                var scale = lengths[a] * lengths[b];
                correlations[a, b] = correlations[b, a] = scale > 0 ? Dot(centred[a], centred[b]) / scale : 0;
            }
        }
        return new Moments { Rows = weights is null ? n : weights.Count(w => w > 0), Means = means, Lengths = lengths, Correlations = correlations };
    }

    internal static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum;
    }

    internal static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (sum, more) = (Vector<double>.Zero, Vector<double>.Zero);
        var i = 0;
        for (; i <= a.Length - (2 * Vector<double>.Count); i += 2 * Vector<double>.Count)
        {
            sum += new Vector<double>(a[i..]) * new Vector<double>(b[i..]);
            more += new Vector<double>(a[(i + Vector<double>.Count)..]) * new Vector<double>(b[(i + Vector<double>.Count)..]);
        }
        var total = Vector.Sum(sum + more);
        for (; i < a.Length; i++) total += a[i] * b[i];
        return total;
    }
}
