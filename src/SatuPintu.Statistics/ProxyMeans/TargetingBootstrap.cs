using MathNet.Numerics.Statistics;
using SatuPintu.Statistics.Surveys;

namespace SatuPintu.Statistics.ProxyMeans;

/// <summary>How much an error of targeting varies between samples.</summary>
/// <param name="Error">Its standard error.</param>
/// <param name="Low">The lower end of its 95 % interval.</param>
/// <param name="High">The upper end.</param>
public readonly record struct TargetingSpread(double Error, double Low, double High);

/// <summary>
/// Intervals of the errors of targeting by the bootstrap: in every replicate of the sample both cut-offs are found anew, that of the
/// scores and that of welfare, which Wilson's interval takes for given. Intervals are the 2.5th and the 97.5th percentile of the
/// replicates (Efron and Tibshirani 1993, 13); replicates are those of Rao and Wu (1988), so that strata and clusters count.
/// </summary>
public static class TargetingBootstrap
{
    private const double Tail = 0.025;
    // Rounding of a sum of weights must not add a household.
    private const double Slack = 1e-9;
    private const int Digits = 12;

    /// <summary>The spread of the inclusion and of the exclusion error at each cut-off; NaN where no stratum has two clusters.</summary>
    /// <param name="predicted">Predicted welfare.</param>
    /// <param name="actual">Actual welfare.</param>
    /// <param name="cutoffs">Shares between 0 and 1, in any order.</param>
    /// <param name="design">How the households were drawn.</param>
    /// <param name="count">How many replicates, 2 at least.</param>
    /// <param name="seed">Begins the random numbers.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static IReadOnlyList<(TargetingSpread Inclusion, TargetingSpread Exclusion)> Of(
        ReadOnlySpan<double> predicted, ReadOnlySpan<double> actual, IReadOnlyList<double> cutoffs, SurveyDesign design, int count, ulong seed, CancellationToken cancellation = default)
    {
        // One cluster a stratum does not vary from replicate to replicate, and so tells nothing.
        var unknown = new TargetingSpread(double.NaN, double.NaN, double.NaN);
        if (design.Clusters == design.LoneClusters) return [.. cutoffs.Select(_ => (unknown, unknown))];
        var n = predicted.Length;
        int[] byScore = [.. Ranking.Of(predicted).Order], byTruth = [.. Ranking.Of(actual).Order];
        double[] rising = [.. cutoffs.Order()];
        var ones = new double[n];
        Array.Fill(ones, 1);
        var replicates = Replicates.Bootstrap(design, ones, count, seed);
        var (inclusion, exclusion) = (new double[count][], new double[count][]);
        Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellation }, () => (Weights: new double[n], Score: new int[n], Truth: new int[n]), (r, _, own) =>
        {
            replicates.Weigh(r, own.Weights);
            var selected = Fill(byScore, own.Weights, rising, own.Score);
            var poor = Fill(byTruth, own.Weights, rising, own.Truth);
            var met = new double[rising.Length + 1];
            for (var i = 0; i < n; i++) met[Math.Max(own.Score[i], own.Truth[i])] += own.Weights[i];
            (inclusion[r], exclusion[r]) = (new double[rising.Length], new double[rising.Length]);
            var sum = 0.0;
            for (var c = 0; c < rising.Length; c++)
            {
                sum += met[c];
                (inclusion[r][c], exclusion[r][c]) = (Missed(sum, selected[c]), Missed(sum, poor[c]));
            }
            return own;
        }, _ => { });
        return [.. cutoffs.Select(c => Array.BinarySearch(rising, c)).Select(c => (Spread(inclusion, c), Spread(exclusion, c)))];
    }

    // For each household the first cut-off that takes it, and for each cut-off the weight it takes: of households in order those before
    // whom there is less than its share. With weights of 1 these are the ⌈c·n⌉ first.
    private static double[] Fill(int[] order, double[] weights, double[] cutoffs, int[] first)
    {
        var (total, before, cutoff) = (weights.Sum(), 0.0, 0);
        var taken = new double[cutoffs.Length];
        foreach (var household in order)
        {
            while (cutoff < cutoffs.Length && before >= (cutoffs[cutoff] * total) - Slack) taken[cutoff++] = before;
            first[household] = cutoff;
            before += weights[household];
        }
        while (cutoff < cutoffs.Length) taken[cutoff++] = before;
        return taken;
    }

    // The sums are of the same weights in another order, and what differs between them for that is no error of targeting.
    private static double Missed(double met, double of) => Math.Round(Math.Max(0, 1 - (met / of)), Digits);

    private static TargetingSpread Spread(double[][] replicates, int cutoff)
    {
        var values = Array.ConvertAll(replicates, r => r[cutoff]);
        return new TargetingSpread(values.StandardDeviation(), values.QuantileCustom(Tail, QuantileDefinition.R7), values.QuantileCustom(1 - Tail, QuantileDefinition.R7));
    }
}
