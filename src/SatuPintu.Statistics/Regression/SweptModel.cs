namespace SatuPintu.Statistics.Regression;

/// <summary>
/// A correlation matrix swept on the columns of the present model (Goodnight 1979, A tutorial on the SWEEP operator): what each term
/// would add to or take from the residual sum of squares can be read off without fitting anew.
/// </summary>
internal sealed class SweptModel
{
    /// <summary>A column that keeps less than this share of its sum of squares beside the others depends on them.</summary>
    public const double Tolerance = 1e-11;

    private const int SweepsBeforeRenewal = 64;

    private readonly Moments moments;
    private readonly int outcome;
    private readonly bool[] inside;
    private double[,] swept;
    private int sweeps;

    /// <summary>Begins with the intercept alone.</summary>
    public SweptModel(Moments moments)
    {
        this.moments = moments;
        outcome = moments.Means.Length - 1;
        inside = new bool[outcome];
        swept = (double[,])moments.Correlations.Clone();
    }

    /// <summary>The residual sum of squares as a share of that about the mean.</summary>
    public double Residual => Math.Max(0, swept[outcome, outcome]);

    /// <summary>Whether the model has a column.</summary>
    public bool Has(int column) => inside[column];

    /// <summary>Whether a column that is not in the model depends on those that are.</summary>
    public bool DependsOnModel(int column) => swept[column, column] < Tolerance;

    /// <summary>Takes a column in or, if it is in, out.</summary>
    public void Sweep(int column)
    {
        inside[column] = !inside[column];
        if (++sweeps < SweepsBeforeRenewal)
        {
            Sweep(swept, column, inside[column]);
            return;
        }
        // Rounding gathers with every sweep; now and then the matrix is made anew.
        sweeps = 0;
        swept = (double[,])moments.Correlations.Clone();
        for (var c = 0; c < outcome; c++)
            if (inside[c]) Sweep(swept, c, true);
    }

    /// <summary>
    /// By how much the residual share rises when the columns leave (all of them in the model), or falls when they enter (none of them
    /// in it): b'M⁻¹b, where M is the block of the swept matrix and b its part for the outcome.
    /// </summary>
    public double Change(ReadOnlySpan<int> columns)
    {
        if (columns.Length == 1)
        {
            var b = swept[columns[0], outcome];
            return b * b / Math.Abs(swept[columns[0], columns[0]]);
        }
        // The block of the columns in the model stands with its sign turned.
        var sign = inside[columns[0]] ? -1 : 1;
        var block = new double[columns.Length, columns.Length + 1];
        for (var i = 0; i < columns.Length; i++)
        {
            for (var j = 0; j < columns.Length; j++) block[i, j] = sign * swept[columns[i], columns[j]];
            block[i, columns.Length] = swept[columns[i], outcome];
        }
        return QuadraticForm(block);
    }

    // Gauss elimination of [M | b] leaves b'M⁻¹b as the sum of squares of the reduced b over the pivots.
    private static double QuadraticForm(double[,] block)
    {
        var (size, form) = (block.GetLength(0), 0.0);
        for (var k = 0; k < size; k++)
        {
            var pivot = block[k, k];
            if (pivot < Tolerance) continue;
            form += block[k, size] * block[k, size] / pivot;
            for (var i = k + 1; i < size; i++)
            {
                var factor = block[i, k] / pivot;
                for (var j = k + 1; j <= size; j++) block[i, j] -= factor * block[k, j];
            }
        }
        return form;
    }

    // After sweeping in, the block of the model is minus the inverse, so that sweeping out is the same with the sign turned.
    private static void Sweep(double[,] a, int k, bool into)
    {
        var size = a.GetLength(0);
        var pivot = a[k, k];
        Span<double> row = stackalloc double[size];
        for (var j = 0; j < size; j++) row[j] = a[k, j];
        for (var i = 0; i < size; i++)
        {
            if (i == k) continue;
            var factor = row[i] / pivot;
            for (var j = 0; j < size; j++) a[i, j] -= factor * row[j];
        }
        var sign = into ? 1 : -1;
        for (var j = 0; j < size; j++)
        {
            if (j == k) continue;
            a[k, j] = a[j, k] = sign * row[j] / pivot;
        }
        a[k, k] = -1 / pivot;
    }
}
