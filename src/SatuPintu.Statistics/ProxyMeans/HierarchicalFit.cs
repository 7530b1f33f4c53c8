using SatuPintu.Statistics.Regression;

namespace SatuPintu.Statistics.ProxyMeans;

/// <summary>
/// A regression whose coefficients vary by group, y = x'(β + d) + b'κ + e: deviations d ~ N(0, τ²ⱼ) for each column, bends κ ~ N(0, ω²)
/// for each predictor, errors normal or Student. Variances are estimated by the EM algorithm for restricted likelihood (Laird and Ware
/// 1982), Student errors by reweighting (Lange, Little and Taylor 1989).
/// </summary>
internal sealed class HierarchicalFit
{
    private const int Rounds = 12;
    private const int StepsOfRound = 10;
    private const double Least = 1e-10;
    // Beyond this many groups the uncertainty of the common coefficients adds nothing that counts.
    private const int ManyGroups = 40;

    private readonly PooledColumns columns;
    private readonly GroupMoments[] groups;
    private readonly double[] between, bending;
    private readonly double degrees;
    private double[,] inverse;

    private HierarchicalFit(PooledColumns columns, GroupMoments[] groups, double[] between, double[] bending, double degrees) =>
        (this.columns, this.groups, this.between, this.bending, this.degrees, inverse) = (columns, groups, between, bending, degrees, new double[0, 0]);

    /// <summary>β and the bends, for standardised columns.</summary>
    public double[] Common { get; private set; } = [];

    /// <summary>By group the deviations.</summary>
    public double[][] Deviations { get; private set; } = [];

    /// <summary>τⱼ.</summary>
    public double[] Between => Array.ConvertAll(between, Math.Sqrt);

    /// <summary>σ² of the errors, or their scale.</summary>
    public double Variance { get; private set; }

    /// <summary>Fits the model.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="outcome">The outcome.</param>
    /// <param name="weights">Weights, or null.</param>
    /// <param name="rows">The rows of each group.</param>
    /// <param name="degrees">Degrees of freedom of Student errors; infinite for normal ones.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static HierarchicalFit Of(PooledColumns columns, double[] outcome, double[]? weights, int[][] rows, double degrees, CancellationToken cancellation)
    {
        var n = rows.Sum(r => r.Length);
        var mean = weights is null ? 1 : rows.Sum(r => r.Sum(i => weights[i])) / n;
        var groups = Array.ConvertAll(rows, r => new GroupMoments(columns, outcome, weights, mean, r));
        var centre = rows.Sum(r => r.Sum(i => outcome[i])) / n;
        var start = rows.Sum(r => r.Sum(i => (outcome[i] - centre) * (outcome[i] - centre))) / n / 2;
        var fit = new HierarchicalFit(columns, groups, new double[columns.Varying], new double[columns.Blocks], degrees) { Variance = start };
        Array.Fill(fit.between, start / 20);
        Array.Fill(fit.bending, start / 20);
        var isNormal = double.IsInfinity(degrees);
        for (var round = 0; round < Rounds; round++)
        {
            if (round == 0 || !isNormal) Parallel.ForEach(groups, g => g.Gather());
            for (var step = 0; step < StepsOfRound; step++)
            {
                cancellation.ThrowIfCancellationRequested();
                fit.Estimate();
                fit.UpdateVariances(n);
            }
            if (isNormal) continue;
            for (var g = 0; g < groups.Length; g++) groups[g].Reweight(fit.Common, fit.Deviations[g], fit.Variance, degrees);
        }
        fit.Estimate();
        return fit;
    }

    // Reweighting by Student errors takes them for better known than they are, by this much (Lange, Little and Taylor 1989).
    private double Inflation => double.IsInfinity(degrees) ? 1 : (degrees + 3) / (degrees + 1);

    /// <summary>β and d with the variances between groups multiplied by a share; 0 pools completely. The groups' moments serve the last share asked for.</summary>
    public HierarchicalFit At(double share)
    {
        var at = new HierarchicalFit(columns, groups, Array.ConvertAll(between, t => t * share), bending, degrees) { Variance = Variance };
        at.Estimate();
        return at;
    }

    /// <summary>The coefficients of a group, for standardised columns.</summary>
    public double[] Coefficients(int group)
    {
        var sum = (double[])Common.Clone();
        for (var j = 0; j < columns.Varying; j++) sum[j] += Deviations[group][j];
        return sum;
    }

    /// <summary>The covariance of the errors of β, the variances given.</summary>
    public double[,] Covariance()
    {
        var covariance = (double[,])inverse.Clone();
        for (var a = 0; a < covariance.GetLength(0); a++)
            for (var b = 0; b < covariance.GetLength(1); b++) covariance[a, b] *= Inflation;
        return covariance;
    }

    /// <summary>
    /// The covariance of the errors of a group's coefficients at the share last asked for, under the variances of this fit: what the
    /// group's rows leave unknown, what pooling takes away of its deviation, and what is unknown of β.
    /// </summary>
    public double[,] Covariance(int group) => groups[group].ErrorCovariance(Covariance(), between, Inflation);

    // Given the variances: β by generalised least squares, d by its conditional mean.
    private void Estimate()
    {
        var q = columns.Values.Length;
        var (matrix, right) = (new double[q, q], new double[q]);
        Parallel.ForEach(groups, g => g.Condition(between, Variance));
        foreach (var group in groups) group.AddTo(matrix, right);
        for (var k = columns.Varying; k < q; k++) matrix[k, k] += 1 / Math.Max(Least, bending[columns.Columns[k - 1].Block]);
        // A column that depends on others takes no share of them.
        for (var k = 0; k < q; k++) matrix[k, k] *= 1 + Least;
        var factor = Cholesky.Of(matrix);
        Common = factor.Solve(right);
        inverse = factor.Inverse();
        Deviations = Array.ConvertAll(groups, g => g.Deviation(Common));
    }

    private void UpdateVariances(int rows)
    {
        var (p, q) = (columns.Varying, columns.Values.Length);
        var spread = new double[p];
        var used = (double)p;
        var spreads = new double[groups.Length][];
        Parallel.For(0, groups.Length, g => spreads[g] = groups[g].Spread(groups.Length <= ManyGroups ? inverse : null));
        for (var g = 0; g < groups.Length; g++)
        {
            for (var j = 0; j < p; j++)
            {
                spread[j] += (Deviations[g][j] * Deviations[g][j]) + spreads[g][j];
                if (between[j] > Least) used += 1 - Math.Min(1, spreads[g][j] / between[j]);
            }
        }
        var residual = 0.0;
        for (var g = 0; g < groups.Length; g++) residual += groups[g].Residual(Common, Deviations[g]);
        var (bends, counts) = (new double[bending.Length], new int[bending.Length]);
        for (var k = p; k < q; k++)
        {
            var block = columns.Columns[k - 1].Block;
            bends[block] += (Common[k] * Common[k]) + inverse[k, k];
            used += 1 - Math.Min(1, inverse[k, k] / Math.Max(Least, bending[block]));
            counts[block]++;
        }
        for (var j = 0; j < p; j++) between[j] = spread[j] / groups.Length;
        for (var b = 0; b < bends.Length; b++) bending[b] = bends[b] / counts[b];
        // E‖e‖² is the residual and what the coefficients in use took of it.
        Variance = (residual + (Variance * used)) / rows;
    }
}
