using SatuPintu.Statistics.Regression;

namespace SatuPintu.Statistics.SmallAreas;

/// <summary>
/// All of a nested error regression that does not depend on the outcome: an orthonormal basis of the predictors and its sums by area.
/// It is made once and serves every transformation and every bootstrap sample.
/// </summary>
internal sealed class NestedErrorDesign
{
    private readonly double[][] basis;
    private readonly double[,] inverseUpper;

    private NestedErrorDesign(double[][] basis, double[,] inverseUpper, int[] kept, int[] aside, int[] areas, int[] sizes, double[][] sums) =>
        (this.basis, this.inverseUpper, Kept, Aside, Areas, Sizes, Sums) = (basis, inverseUpper, kept, aside, areas, sizes, sums);

    /// <summary>The columns that stand; the first is the constant.</summary>
    public int[] Kept { get; }

    /// <summary>Columns that depend on those before them.</summary>
    public int[] Aside { get; }

    /// <summary>The area of each row by number.</summary>
    public int[] Areas { get; }

    /// <summary>Rows by area; 0 for an area without any.</summary>
    public int[] Sizes { get; }

    /// <summary>Sums of the basis by area.</summary>
    public double[][] Sums { get; }

    /// <summary>How many rows.</summary>
    public int Rows => Areas.Length;

    /// <summary>How many coefficients.</summary>
    public int Rank => Kept.Length;

    /// <summary>Makes the design.</summary>
    /// <param name="columns">The predictors' columns without the constant.</param>
    /// <param name="areas">The area of each row.</param>
    /// <param name="areaCount">How many areas there are, those without a row too.</param>
    public static NestedErrorDesign Make(double[][] columns, int[] areas, int areaCount)
    {
        var n = areas.Length;
        var copies = new double[columns.Length + 1][];
        copies[0] = new double[n];
        Array.Fill(copies[0], 1.0);
        for (var c = 0; c < columns.Length; c++) copies[c + 1] = (double[])columns[c].Clone();
        var triangle = Triangle.Of(copies);
        if (n <= triangle.Rank) throw new StatisticsException(StatisticsFault.TooFewRows, "", n);
        var basis = triangle.Orthonormal(n);
        var (sizes, sums) = (new int[areaCount], new double[areaCount][]);
        for (var d = 0; d < areaCount; d++) sums[d] = new double[triangle.Rank];
        for (var i = 0; i < n; i++) sizes[areas[i]]++;
        for (var k = 0; k < basis.Length; k++)
            for (var i = 0; i < n; i++) sums[areas[i]][k] += basis[k][i];
        return new NestedErrorDesign(basis, triangle.InverseUpper(), triangle.Kept, triangle.Aside, areas, sizes, sums);
    }

    /// <summary>The coefficients of an outcome on the basis, and what is left of the outcome.</summary>
    public double[] Project(double[] outcome, double[] rest)
    {
        var coefficients = new double[Rank];
        Array.Copy(outcome, rest, rest.Length);
        for (var k = 0; k < Rank; k++)
        {
            var b = coefficients[k] = Moments.Dot(basis[k], outcome);
            for (var i = 0; i < rest.Length; i++) rest[i] -= b * basis[k][i];
        }
        return coefficients;
    }

    /// <summary>Fitted values of coefficients on the basis.</summary>
    public double[] Fitted(double[] inBasis)
    {
        var fitted = new double[Rows];
        for (var k = 0; k < Rank; k++)
            for (var i = 0; i < fitted.Length; i++) fitted[i] += inBasis[k] * basis[k][i];
        return fitted;
    }

    /// <summary>Coefficients on the basis as coefficients of the columns that stand.</summary>
    public double[] ToColumns(double[] inBasis)
    {
        var coefficients = new double[Rank];
        for (var i = 0; i < Rank; i++)
            for (var j = i; j < Rank; j++) coefficients[i] += inverseUpper[i, j] * inBasis[j];
        return coefficients;
    }

    /// <summary>A covariance on the basis as one of the columns' coefficients.</summary>
    public double[,] ToColumns(double[,] covariance)
    {
        var half = new double[Rank, Rank];
        var whole = new double[Rank, Rank];
        for (var i = 0; i < Rank; i++)
            for (var j = 0; j < Rank; j++)
                for (var k = i; k < Rank; k++) half[i, j] += inverseUpper[i, k] * covariance[k, j];
        for (var i = 0; i < Rank; i++)
            for (var j = 0; j < Rank; j++)
                for (var k = j; k < Rank; k++) whole[i, j] += half[i, k] * inverseUpper[j, k];
        return whole;
    }
}
