namespace SatuPintu.Statistics.Regression;

/// <summary>A QR decomposition by Householder reflections that sets aside columns which depend on those before them.</summary>
internal sealed class Triangle
{
    // As R's lm: a column of which less than this share of its length is left depends on the columns before it.
    private const double Tolerance = 1e-7;

    private readonly double[][] reflectors;
    private readonly double[][] upper;

    private Triangle(double[][] reflectors, double[][] upper, int[] kept, int[] aside) =>
        (this.reflectors, this.upper, Kept, Aside) = (reflectors, upper, kept, aside);

    /// <summary>The columns that stand, by their places.</summary>
    public int[] Kept { get; }

    /// <summary>The columns that depend on others before them.</summary>
    public int[] Aside { get; }

    /// <summary>How many columns stand.</summary>
    public int Rank => Kept.Length;

    /// <summary>Decomposes columns, which it overwrites.</summary>
    public static Triangle Of(double[][] columns)
    {
        var reflectors = new List<double[]>();
        var upper = new List<double[]>();
        var (kept, aside) = (new List<int>(), new List<int>());
        for (var c = 0; c < columns.Length; c++)
        {
            var column = columns[c];
            var before = Math.Sqrt(Moments.Dot(column, column));
            var k = reflectors.Count;
            for (var r = 0; r < k; r++) Reflect(reflectors[r], column, r);
            var rest = k < column.Length ? Math.Sqrt(Moments.Dot(column.AsSpan(k), column.AsSpan(k))) : 0;
            if (rest <= Tolerance * before || before == 0)
            {
                aside.Add(c);
                continue;
            }
            kept.Add(c);
            var head = column[k] > 0 ? -rest : rest;
            upper.Add([.. column.AsSpan(0, k), head]);
            column[k] -= head;
            // The reflector is scaled to v'v = 2, so that reflecting is x − v(v'x).
            var scale = Math.Sqrt(2 / Moments.Dot(column.AsSpan(k), column.AsSpan(k)));
            for (var i = k; i < column.Length; i++) column[i] *= scale;
            reflectors.Add(column);
        }
        return new Triangle([.. reflectors], [.. upper], [.. kept], [.. aside]);
    }

    /// <summary>The coefficients of the kept columns that come closest to the outcome, which is left untouched.</summary>
    public double[] Solve(double[] outcome)
    {
        var turned = (double[])outcome.Clone();
        for (var r = 0; r < Rank; r++) Reflect(reflectors[r], turned, r);
        var solution = new double[Rank];
        for (var i = Rank - 1; i >= 0; i--)
        {
            var value = turned[i];
            for (var j = i + 1; j < Rank; j++) value -= upper[j][i] * solution[j];
            solution[i] = value / upper[i][i];
        }
        return solution;
    }

    /// <summary>(X'X)⁻¹ of the kept columns.</summary>
    public double[,] InverseGram()
    {
        var inverse = InverseUpper();
        var gram = new double[Rank, Rank];
        for (var i = 0; i < Rank; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = 0.0;
                for (var k = i; k < Rank; k++) sum += inverse[i, k] * inverse[j, k];
                gram[i, j] = gram[j, i] = sum;
            }
        }
        return gram;
    }

    /// <summary>The orthonormal columns that span the kept ones.</summary>
    public double[][] Orthonormal(int rows)
    {
        var columns = new double[Rank][];
        for (var c = 0; c < Rank; c++)
        {
            var column = columns[c] = new double[rows];
            column[c] = 1;
            for (var r = Rank - 1; r >= 0; r--) Reflect(reflectors[r], column, r);
        }
        return columns;
    }

    /// <summary>R⁻¹ of the kept columns.</summary>
    public double[,] InverseUpper()
    {
        var inverse = new double[Rank, Rank];
        for (var c = 0; c < Rank; c++)
        {
            inverse[c, c] = 1 / upper[c][c];
            for (var i = c - 1; i >= 0; i--)
            {
                var sum = 0.0;
                for (var j = i + 1; j <= c; j++) sum += upper[j][i] * inverse[j, c];
                inverse[i, c] = -sum / upper[i][i];
            }
        }
        return inverse;
    }

    private static void Reflect(double[] reflector, double[] column, int from)
    {
        var v = reflector.AsSpan(from);
        var x = column.AsSpan(from);
        var share = Moments.Dot(v, x);
        for (var i = 0; i < v.Length; i++) x[i] -= share * v[i];
    }
}
