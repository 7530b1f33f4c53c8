using SatuPintu.Statistics.RandomNumbers;
using SatuPintu.Statistics.Regression;

namespace SatuPintu.Statistics.SmallAreas;

/// <summary>Coefficients by generalised least squares under an effect of the area and variances of the households.</summary>
internal sealed class GeneralisedFit
{
    private readonly Cholesky factor;

    private GeneralisedFit(double[] coefficients, double[] errors, Cholesky factor) => (Coefficients, Errors, this.factor) = (coefficients, errors, factor);

    /// <summary>β, the constant first.</summary>
    public double[] Coefficients { get; }

    /// <summary>Standard errors of β.</summary>
    public double[] Errors { get; }

    /// <summary>
    /// Estimates β. V is the areas' variance and diag(σ²ε/w) with the weights scaled to mean 1, so that a household of more weight counts more.
    /// </summary>
    public static GeneralisedFit Of(NestedErrorDesign design, double[][] columns, double[] outcome, int[] areas, int areaCount, double areaVariance, double[] variances, double[]? weights)
    {
        var (n, p) = (outcome.Length, design.Rank);
        var mean = weights is null ? 1 : weights.Average();
        // Columns are brought to mean 0 and length 1 first, so that the normal equations keep their digits.
        var (centres, scales) = (new double[p], new double[p]);
        scales[0] = 1;
        for (var k = 1; k < p; k++)
        {
            var column = columns[design.Kept[k] - 1];
            centres[k] = column.Average();
            scales[k] = Math.Sqrt(LeastSquares.SquaresAbout(column, null, centres[k]) / n);
        }
        var (gram, right) = (new double[p, p], new double[p]);
        var (sums, sumsOfOutcome, totals) = (new double[areaCount, p], new double[areaCount], new double[areaCount]);
        var row = new double[p];
        for (var i = 0; i < n; i++)
        {
            row[0] = 1;
            for (var k = 1; k < p; k++) row[k] = (columns[design.Kept[k] - 1][i] - centres[k]) / scales[k];
            var weight = (weights is null ? 1 : weights[i] / mean) / variances[i];
            totals[areas[i]] += weight;
            sumsOfOutcome[areas[i]] += weight * outcome[i];
            for (var a = 0; a < p; a++)
            {
                var scaled = weight * row[a];
                sums[areas[i], a] += scaled;
                right[a] += scaled * outcome[i];
                for (var b = 0; b <= a; b++) gram[a, b] += scaled * row[b];
            }
        }
        for (var d = 0; d < areaCount; d++)
        {
            if (totals[d] == 0) continue;
            var share = areaVariance / (1 + (areaVariance * totals[d]));
            for (var a = 0; a < p; a++)
            {
                right[a] -= share * sums[d, a] * sumsOfOutcome[d];
                for (var b = 0; b <= a; b++) gram[a, b] -= share * sums[d, a] * sums[d, b];
            }
        }
        var normal = Cholesky.Of(gram);
        var scaledCoefficients = normal.Solve(right);
        var inverse = normal.Inverse();
        var (coefficients, covariance) = (new double[p], new double[p, p]);
        coefficients[0] = scaledCoefficients[0];
        for (var k = 1; k < p; k++)
        {
            coefficients[k] = scaledCoefficients[k] / scales[k];
            coefficients[0] -= coefficients[k] * centres[k];
        }
        // The constant takes the centres back in.
        var back = new double[p, p];
        for (var k = 0; k < p; k++)
        {
            back[k, k] = 1 / scales[k];
            if (k > 0) back[0, k] = -centres[k] / scales[k];
        }
        for (var a = 0; a < p; a++)
            for (var b = 0; b < p; b++)
                for (var i = 0; i < p; i++)
                    for (var j = 0; j < p; j++)
                        if (back[a, i] != 0 && back[b, j] != 0) covariance[a, b] += back[a, i] * inverse[i, j] * back[b, j];
        return new GeneralisedFit(coefficients, [.. Enumerable.Range(0, p).Select(k => Math.Sqrt(covariance[k, k]))], Cholesky.Of(covariance));
    }

    /// <summary>Draws β around its estimate.</summary>
    public double[] Draw(RandomStream random)
    {
        var z = new double[Coefficients.Length];
        random.Normals(z);
        var draw = factor.Times(z);
        for (var k = 0; k < draw.Length; k++) draw[k] += Coefficients[k];
        return draw;
    }
}
