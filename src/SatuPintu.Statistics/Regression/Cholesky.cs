namespace SatuPintu.Statistics.Regression;

/// <summary>The factor L of a symmetric positive definite matrix, A = LL'.</summary>
internal sealed class Cholesky
{
    private readonly double[][] lower;

    private Cholesky(double[][] lower) => this.lower = lower;

    /// <summary>log |A|.</summary>
    public double LogDeterminant
    {
        get
        {
            var sum = 0.0;
            for (var i = 0; i < lower.Length; i++) sum += Math.Log(lower[i][i]);
            return 2 * sum;
        }
    }

    /// <summary>Factors a matrix, of which only the lower half is read.</summary>
    /// <exception cref="StatisticsException">The matrix is not positive definite.</exception>
    public static Cholesky Of(double[,] matrix)
    {
        var size = matrix.GetLength(0);
        var lower = new double[size][];
        for (var i = 0; i < size; i++)
        {
            var row = lower[i] = new double[i + 1];
            for (var j = 0; j <= i; j++)
            {
                var value = matrix[i, j] - Moments.Dot(row.AsSpan(0, j), lower[j].AsSpan(0, j));
                if (j < i) row[j] = value / lower[j][j];
                else if (value > 0) row[i] = Math.Sqrt(value);
                else throw new StatisticsException(StatisticsFault.NothingVaries);
            }
        }
        return new Cholesky(lower);
    }

    /// <summary>x with Ax = b.</summary>
    public double[] Solve(ReadOnlySpan<double> right)
    {
        var x = right.ToArray();
        SolveLower(x);
        SolveUpper(x);
        return x;
    }

    /// <summary>A⁻¹.</summary>
    public double[,] Inverse()
    {
        var size = lower.Length;
        var inverse = new double[size, size];
        var column = new double[size];
        for (var c = 0; c < size; c++)
        {
            Array.Clear(column);
            column[c] = 1;
            SolveLower(column);
            SolveUpper(column);
            for (var r = 0; r < size; r++) inverse[r, c] = column[r];
        }
        return inverse;
    }

    /// <summary>Lz: independent standard draws z become draws with covariance A.</summary>
    public double[] Times(ReadOnlySpan<double> z)
    {
        var product = new double[lower.Length];
        for (var i = 0; i < product.Length; i++) product[i] = Moments.Dot(lower[i], z[..(i + 1)]);
        return product;
    }

    private void SolveLower(double[] x)
    {
        for (var i = 0; i < x.Length; i++) x[i] = (x[i] - Moments.Dot(lower[i].AsSpan(0, i), x.AsSpan(0, i))) / lower[i][i];
    }

    private void SolveUpper(double[] x)
    {
        for (var i = x.Length - 1; i >= 0; i--)
        {
            x[i] /= lower[i][i];
            var row = lower[i];
            for (var j = 0; j < i; j++) x[j] -= row[j] * x[i];
        }
    }
}
