namespace SatuPintu.Statistics.Regression;

/// <summary>How the rows were drawn.</summary>
/// <param name="Strata">The stratum of each row by number, or null for one stratum.</param>
/// <param name="Clusters">The cluster of each row by number, distinct across strata or not, or null for each row its own.</param>
public sealed record SamplingDesign(int[]? Strata, int[]? Clusters);

/// <summary>
/// Design-based standard errors of weighted least squares by linearisation (Binder 1983): (X'WX)⁻¹ G (X'WX)⁻¹, where G is
/// the between-cluster scatter of the scores w·e·x in each stratum, Σₕ nₕ/(nₕ−1) Σ (zₕᵢ−z̄ₕ)(zₕᵢ−z̄ₕ)'. A stratum with one cluster
/// adds nothing; where no stratum has two, nothing is known, and the errors are NaN. This is what R's <c>svyglm</c> gives.
/// </summary>
internal static class Sandwich
{
    public static double[] Errors(double[]?[] columns, double[] residuals, double[]? weights, double[,] inverse, SamplingDesign? sampling)
    {
        var p = columns.Length;
        var totals = Totals(columns, residuals, weights, sampling, out var strata);
        if (strata.All(s => s.Count < 2)) return CoefficientErrors.None(p).Design;
        var middle = new double[p, p];
        foreach (var stratum in strata)
        {
            var n = stratum.Count;
            if (n < 2) continue;
            var mean = new double[p];
            foreach (var cluster in stratum)
                for (var k = 0; k < p; k++) mean[k] += totals[(cluster * p) + k] / n;
            var scale = n / (n - 1.0);
            foreach (var cluster in stratum)
            {
                for (var a = 0; a < p; a++)
                {
                    var z = scale * (totals[(cluster * p) + a] - mean[a]);
                    for (var b = 0; b <= a; b++) middle[a, b] += z * (totals[(cluster * p) + b] - mean[b]);
                }
            }
        }
        var errors = new double[p];
        for (var k = 0; k < p; k++)
        {
            var variance = 0.0;
            for (var a = 0; a < p; a++)
            {
                for (var b = 0; b <= a; b++) variance += (a == b ? 1 : 2) * inverse[k, a] * middle[a, b] * inverse[b, k];
            }
            errors[k] = Math.Sqrt(Math.Max(0, variance));
        }
        return errors;
    }

    private static double[] Totals(double[]?[] columns, double[] residuals, double[]? weights, SamplingDesign? sampling, out List<List<int>> strata)
    {
        var (n, p) = (residuals.Length, columns.Length);
        var places = new Dictionary<(int, int), int>();
        var byStratum = new Dictionary<int, List<int>>();
        var cluster = new int[n];
        for (var i = 0; i < n; i++)
        {
            var stratum = sampling?.Strata?[i] ?? 0;
            var key = (stratum, sampling?.Clusters?[i] ?? i);
            if (!places.TryGetValue(key, out cluster[i]))
            {
                places.Add(key, cluster[i] = places.Count);
                if (!byStratum.TryGetValue(stratum, out var members)) byStratum.Add(stratum, members = []);
                members.Add(cluster[i]);
            }
        }
        var totals = new double[places.Count * p];
        for (var i = 0; i < n; i++)
        {
            var score = residuals[i] * (weights is null ? 1 : weights[i]);
            for (var k = 0; k < p; k++) totals[(cluster[i] * p) + k] += score * (columns[k] is { } values ? values[i] : 1);
        }
        strata = [.. byStratum.Values];
        return totals;
    }
}
