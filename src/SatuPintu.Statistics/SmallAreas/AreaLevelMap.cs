namespace SatuPintu.Statistics.SmallAreas;

/// <summary>A poverty map by the area-level model.</summary>
/// <param name="Estimates">Indicators by area; the Gini coefficient is not given.</param>
/// <param name="MseOfHeadcount">Mean squared errors of the headcount.</param>
/// <param name="AreaVariance">σ²v of the headcount.</param>
/// <param name="Coefficients">β of the headcount, the constant first.</param>
/// <param name="Smoothed">Areas whose own variance could not be estimated and was taken from all.</param>
/// <param name="Clipped">Headcounts that came out below 0 or above 1 and were set there.</param>
/// <param name="Aside">Columns whose area means are constant or depend on others.</param>
public sealed record AreaLevelResult(AreaIndicators[] Estimates, double[] MseOfHeadcount, double AreaVariance, double[] Coefficients, int Smoothed, int Clipped, IReadOnlyList<int> Aside);

/// <summary>
/// Direct weighted estimates by area, with the sampling variance n/(n−1)·Σw²(y−ȳ)²/(Σw)², smoothed by <see cref="FayHerriot"/> on the
/// areas' means of the predictors in the census, indicator by indicator.
/// </summary>
public static class AreaLevelMap
{
    // An area's own variance rests on too little below this.
    private const int LeastRows = 3;

    /// <summary>Makes the map.</summary>
    public static AreaLevelResult Predict(AreaData data, double line)
    {
        var columns = Array.ConvertAll(data.Census, column => AreaMeans(column, data.CensusStarts));
        Func<double, double>[] measures = [y => y, y => y < line ? 1 : 0, y => y < line ? 1 - (y / line) : 0, y => y < line ? Math.Pow(1 - (y / line), 2) : 0];
        var (smoothed, clipped) = (0, 0);
        var results = new FayHerriotResult[measures.Length];
        for (var m = 0; m < measures.Length; m++)
        {
            var values = Array.ConvertAll(data.Welfare, y => measures[m](y));
            var (direct, variances, taken) = Direct(values, data);
            if (m == 1) smoothed = taken;
            // Areas without households in the census have no covariates.
            for (var d = 0; d < direct.Length; d++)
                if (data.CensusStarts[d + 1] == data.CensusStarts[d]) direct[d] = double.NaN;
            results[m] = FayHerriot.Predict(direct, variances, columns);
        }
        var estimates = new AreaIndicators[data.AreaCount];
        for (var d = 0; d < estimates.Length; d++)
        {
            if (results[1].Estimates[d] is < 0 or > 1) clipped++;
            estimates[d] = new AreaIndicators(results[0].Estimates[d], Share(results[1]), Share(results[2]), Share(results[3]), double.NaN);

            double Share(FayHerriotResult result) => Math.Clamp(result.Estimates[d], 0, 1);
        }
        return new AreaLevelResult(estimates, results[1].Mse, results[1].AreaVariance, results[1].Coefficients, smoothed, clipped, results[1].Aside);
    }

    private static (double[] Direct, double[] Variances, int Smoothed) Direct(double[] values, AreaData data)
    {
        var count = data.AreaCount;
        var (n, weights, squares, direct) = (new int[count], new double[count], new double[count], new double[count]);
        for (var i = 0; i < values.Length; i++)
        {
            var (d, w) = (data.SurveyAreas[i], data.Weights is null ? 1 : data.Weights[i]);
            n[d]++;
            weights[d] += w;
            squares[d] += w * w;
            direct[d] += w * values[i];
        }
        for (var d = 0; d < count; d++) direct[d] = n[d] == 0 ? double.NaN : direct[d] / weights[d];
        var scatter = new double[count];
        var (within, total) = (0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            var (d, w) = (data.SurveyAreas[i], data.Weights is null ? 1 : data.Weights[i]);
            var e = values[i] - direct[d];
            scatter[d] += w * w * e * e;
            if (n[d] < 2) continue;
            within += w * e * e * n[d] / (n[d] - 1);
            total += w;
        }
        var (variances, smoothed) = (new double[count], 0);
        for (var d = 0; d < count; d++)
        {
            if (n[d] == 0) continue;
            variances[d] = n[d] < 2 ? 0 : scatter[d] / (weights[d] * weights[d]) * n[d] / (n[d] - 1);
            if (n[d] >= LeastRows && variances[d] > 0) continue;
            variances[d] = within / total * squares[d] / (weights[d] * weights[d]);
            smoothed++;
        }
        return (direct, variances, smoothed);
    }

    private static double[] AreaMeans(double[] column, int[] starts)
    {
        var means = new double[starts.Length - 1];
        for (var d = 0; d < means.Length; d++)
        {
            for (var i = starts[d]; i < starts[d + 1]; i++) means[d] += column[i];
            means[d] /= Math.Max(1, starts[d + 1] - starts[d]);
        }
        return means;
    }
}
