using System.Diagnostics;
using System.Globalization;
using SatuPintu.Statistics.Indicators;
using SatuPintu.Statistics.Surveys;

namespace SatuPintu.Benchmarks;

/// <summary>Measures the indicators of a made survey in strata and clusters: linearised for all and twenty groups, then by a bootstrap.</summary>
internal static class IndicatorsBenchmark
{
    private const int Groups = 20, Strata = 50, RowsPerCluster = 10, Replicates = 100;

    /// <summary>Runs it on a count of rows.</summary>
    public static void Run(int rows)
    {
        var random = new Random(1);
        var incomes = new double[rows];
        var weights = new double[rows];
        var (groups, strata, clusters) = (new int[rows], new int[rows], new int[rows]);
        for (var i = 0; i < rows; i++)
        {
            incomes[i] = Math.Exp(13 + (0.6 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())));
            weights[i] = 50 + (100 * random.NextDouble());
            clusters[i] = i / RowsPerCluster;
            strata[i] = clusters[i] % Strata;
            groups[i] = clusters[i] % Groups;
        }
        var clock = Stopwatch.StartNew();
        var design = SurveyDesign.Of(rows, strata, clusters, LoneClusterRule.Adjust);
        var found = WelfareIndicators.Estimate(incomes, weights, groups, Groups, design, new IndicatorOptions());
        Say($"{found.Count} estimates of {rows} rows, linearised");
        WelfareIndicators.Estimate(incomes, weights, [], 0, design, new IndicatorOptions(), SatuPintu.Statistics.Surveys.Replicates.Bootstrap(design, weights, Replicates, 1));
        Say($"13 estimates, bootstrap of {Replicates} replicates");

        void Say(string what)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {clock.Elapsed.TotalSeconds:0.00} s on the wall, {Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds:0.00} s of processor time so far"));
            clock.Restart();
        }
    }
}
