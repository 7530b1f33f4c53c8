using SatuPintu.Statistics.Regression;

namespace SatuPintu.Statistics.ProxyMeans;

/// <summary>What a hierarchical fit needs of one group's rows.</summary>
internal sealed class GroupMoments
{
    private readonly int varying;
    private readonly double[][] x;
    private readonly double[] y, prior, weights;
    private readonly double[][] gram;
    private readonly double[] product;
    private double squares;
    private double[][] conditional = [];
    private double[][] pull = [];
    private double variance;

    public GroupMoments(PooledColumns columns, double[] outcome, double[]? weights, double meanWeight, int[] rows)
    {
        varying = columns.Varying;
        x = Array.ConvertAll(columns.Values, column => Array.ConvertAll(rows, r => column[r]));
        y = Array.ConvertAll(rows, r => outcome[r]);
        prior = Array.ConvertAll(rows, r => weights is null ? 1 : weights[r] / meanWeight);
        this.weights = (double[])prior.Clone();
        gram = Array.ConvertAll(x, _ => new double[x.Length]);
        product = new double[x.Length];
    }

    /// <summary>X'WX, X'Wy and y'Wy under the present weights.</summary>
    public void Gather()
    {
        var weighted = new double[y.Length];
        for (var a = 0; a < x.Length; a++)
        {
            for (var i = 0; i < weighted.Length; i++) weighted[i] = weights[i] * x[a][i];
            product[a] = Moments.Dot(weighted, y);
            for (var b = 0; b <= a; b++) gram[a][b] = gram[b][a] = Moments.Dot(weighted, x[b]);
        }
        squares = 0;
        for (var i = 0; i < y.Length; i++) squares += weights[i] * y[i] * y[i];
    }

    /// <summary>The conditional covariance of the deviations, C = T½(I + T½AT½/σ²)⁻¹T½, and CA/σ².</summary>
    public void Condition(double[] between, double errorVariance)
    {
        variance = errorVariance;
        var root = Array.ConvertAll(between, Math.Sqrt);
        var matrix = new double[varying, varying];
        for (var a = 0; a < varying; a++)
            for (var b = 0; b <= a; b++) matrix[a, b] = (a == b ? 1 : 0) + (root[a] * gram[a][b] * root[b] / variance);
        var inverse = Cholesky.Of(matrix).Inverse();
        conditional = new double[varying][];
        pull = new double[varying][];
        for (var a = 0; a < varying; a++)
        {
            conditional[a] = new double[varying];
            for (var b = 0; b < varying; b++) conditional[a][b] = root[a] * inverse[a, b] * root[b];
        }
        for (var a = 0; a < varying; a++)
        {
            pull[a] = new double[x.Length];
            for (var k = 0; k < x.Length; k++) pull[a][k] = Moments.Dot(conditional[a], gram[k].AsSpan(0, varying)) / variance;
        }
    }

    /// <summary>Adds X'V⁻¹X and X'V⁻¹y.</summary>
    public void AddTo(double[,] matrix, double[] right)
    {
        var column = new double[varying];
        for (var a = 0; a < x.Length; a++)
        {
            for (var j = 0; j < varying; j++) column[j] = pull[j][a];
            right[a] += (product[a] - Moments.Dot(column, product.AsSpan(0, varying))) / variance;
            for (var b = 0; b <= a; b++)
                matrix[a, b] += (gram[a][b] - Moments.Dot(column, gram[b].AsSpan(0, varying))) / variance;
        }
    }

    /// <summary>The conditional mean of the deviations.</summary>
    public double[] Deviation(double[] common)
    {
        var left = new double[varying];
        for (var a = 0; a < varying; a++) left[a] = (product[a] - Moments.Dot(gram[a], common)) / variance;
        return Array.ConvertAll(conditional, row => Moments.Dot(row, left));
    }

    /// <summary>The deviations' variances given the rows, with those of the common coefficients where they are given.</summary>
    public double[] Spread(double[,]? common)
    {
        var spread = new double[varying];
        for (var a = 0; a < varying; a++)
        {
            spread[a] = conditional[a][a];
            if (common is null) continue;
            for (var i = 0; i < x.Length; i++)
            {
                var sum = 0.0;
                for (var j = 0; j < x.Length; j++) sum += common[i, j] * pull[a][j];
                spread[a] += pull[a][i] * sum;
            }
        }
        return spread;
    }

    /// <summary>
    /// The covariance of the errors β̂ + d̂ − (β + d): (I−P)V(I−P)' + (K−I)T(K−I)' + φ·KC, where P is C·A/σ² over all columns, K that over
    /// the varying ones, V the covariance of β̂, T the variances between groups and φ an inflation of the errors' variance. With the
    /// variances that the deviations were drawn together by, the last two terms are C, the conditional variance.
    /// </summary>
    public double[,] ErrorCovariance(double[,] common, double[] between, double inflation)
    {
        var q = x.Length;
        var remains = new double[q, q];
        for (var a = 0; a < q; a++)
            for (var b = 0; b < q; b++) remains[a, b] = (a == b ? 1 : 0) - (a < varying ? pull[a][b] : 0);
        var covariance = new double[q, q];
        var product = new double[q, q];
        for (var a = 0; a < q; a++)
            for (var b = 0; b < q; b++)
                for (var k = 0; k < q; k++) product[a, b] += remains[a, k] * common[k, b];
        for (var a = 0; a < q; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                var sum = 0.0;
                for (var k = 0; k < q; k++) sum += product[a, k] * remains[b, k];
                if (a < varying && b < varying)
                {
                    for (var k = 0; k < varying; k++) sum += (remains[a, k] * between[k] * remains[b, k]) + (inflation * pull[a][k] * conditional[k][b]);
                }
                covariance[a, b] = covariance[b, a] = sum;
            }
        }
        return covariance;
    }

    /// <summary>The weighted sum of squares that coefficients leave.</summary>
    public double Residual(double[] common, double[] deviation)
    {
        var total = Total(common, deviation);
        var sum = squares;
        for (var a = 0; a < total.Length; a++) sum += total[a] * (Moments.Dot(gram[a], total) - (2 * product[a]));
        return Math.Max(0, sum);
    }

    /// <summary>Gives rows far off less weight, as Student errors of some degrees of freedom do.</summary>
    public void Reweight(double[] common, double[] deviation, double scale, double degrees)
    {
        var total = Total(common, deviation);
        for (var i = 0; i < y.Length; i++)
        {
            var e = y[i];
            for (var k = 0; k < total.Length; k++) e -= total[k] * x[k][i];
            weights[i] = prior[i] * (degrees + 1) / (degrees + (prior[i] * e * e / scale));
        }
    }

    private double[] Total(double[] common, double[] deviation)
    {
        var total = (double[])common.Clone();
        for (var j = 0; j < varying; j++) total[j] += deviation[j];
        return total;
    }
}
