namespace SatuPintu.Statistics.SmallAreas;

/// <summary>A poverty map by the area-level model.</summary>
/// <param name="Estimates">Indicators by area; the Gini coefficient is NaN where <paramref name="HasGini"/> says that there is none.</param>
/// <param name="MseOfHeadcount">Mean squared errors of the headcount.</param>
/// <param name="AreaVariance">σ²v of the headcount.</param>
/// <param name="Coefficients">β of the headcount, the constant first.</param>
/// <param name="Smoothed">Areas whose own variance of the headcount could not be estimated and was taken from all.</param>
/// <param name="Clipped">Areas with a headcount, gap, squared gap or Gini coefficient that came out below 0 or above 1 and was set there.</param>
/// <param name="HasGini">Whether enough areas have two households, as a Gini coefficient of their own needs.</param>
/// <param name="Aside">Columns whose area means are constant or depend on others.</param>
public sealed record AreaLevelResult(AreaIndicators[] Estimates, double[] MseOfHeadcount, double AreaVariance, double[] Coefficients, int Smoothed, int Clipped, bool HasGini, IReadOnlyList<int> Aside);

/// <summary>
/// Direct weighted estimates by area with their linearised variances, smoothed by <see cref="FayHerriot"/> on the areas' means of the
/// predictors in the census, indicator by indicator.
/// </summary>
public static class AreaLevelMap
{
    /// <summary>Makes the map.</summary>
    public static AreaLevelResult Predict(AreaData data, double line)
    {
        var columns = Columns(data);
        var headcounts = DirectEstimates.Means(data, y => y < line ? 1 : 0);
        var headcount = Smooth(headcounts);
        var mean = Smooth(DirectEstimates.Means(data, y => y));
        var gap = Smooth(DirectEstimates.Means(data, y => y < line ? 1 - (y / line) : 0));
        var squaredGap = Smooth(DirectEstimates.Means(data, y => y < line ? Math.Pow(1 - (y / line), 2) : 0));
        var ginis = DirectEstimates.Ginis(data);
        var gini = FayHerriot.IsEnough(Mapped(data, ginis).Count(v => !double.IsNaN(v)), columns.Length) ? Smooth(ginis) : null;
        var clipped = 0;
        var estimates = new AreaIndicators[data.AreaCount];
        for (var d = 0; d < estimates.Length; d++)
        {
            var raw = new AreaIndicators(mean.Estimates[d], headcount.Estimates[d], gap.Estimates[d], squaredGap.Estimates[d], gini?.Estimates[d] ?? double.NaN);
            estimates[d] = new AreaIndicators(raw.Mean, Share(raw.P0), Share(raw.P1), Share(raw.P2), Share(raw.Gini));
            if (!estimates[d].Equals(raw)) clipped++;
        }
        return new AreaLevelResult(estimates, headcount.Mse, headcount.AreaVariance, headcount.Coefficients, headcounts.Smoothed, clipped, gini is not null, headcount.Aside);

        FayHerriotResult Smooth(DirectEstimates direct) => FayHerriot.Predict(Mapped(data, direct), direct.Variances, columns);

        double Share(double value) => Math.Clamp(value, 0, 1);
    }

    /// <summary>The direct headcounts by area, NaN where there is none, with their variances, and the census means of the columns.</summary>
    internal static (double[] Direct, double[] Variances, double[][] Columns) Headcounts(AreaData data, double line)
    {
        var direct = DirectEstimates.Means(data, y => y < line ? 1 : 0);
        return (Mapped(data, direct), direct.Variances, Columns(data));
    }

    private static double[][] Columns(AreaData data) => Array.ConvertAll(data.Census, column => AreaMeans(column, data.CensusStarts));

    // Areas without households in the census have no covariates.
    private static double[] Mapped(AreaData data, DirectEstimates direct) =>
        [.. direct.Values.Select((v, d) => data.CensusStarts[d + 1] > data.CensusStarts[d] ? v : double.NaN)];

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
