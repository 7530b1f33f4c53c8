using SatuPintu.Statistics.ProxyMeans;
using SatuPintu.Statistics.RandomNumbers;
using SatuPintu.Statistics.Surveys;

namespace SatuPintu.Statistics.Tests.ProxyMeans;

public class TargetingBootstrapTests
{
    private static readonly double[] Cutoffs = [0.4, 0.1, 0.2];

    [Fact]
    public void Intervals_hold_the_errors_of_the_population_as_often_as_they_should()
    {
        var (scores, truth) = Drawn(new RandomStream(3, 0), 200_000, 1);
        double[] wanted = [.. Targeting.Errors(scores, truth, Cutoffs).Select(e => e.Exclusion)];
        var covered = new int[3];
        const int Rounds = 200;
        for (var round = 0; round < Rounds; round++)
        {
            var (predicted, actual) = Drawn(new RandomStream(4, (ulong)round), 600, 1);
            var spread = TargetingBootstrap.Of(predicted, actual, Cutoffs, SurveyDesign.Of(600, [], [], LoneClusterRule.Certainty), 200, 7, TestContext.Current.CancellationToken);
            for (var c = 0; c < 3; c++)
                if (spread[c].Exclusion.Low <= wanted[c] && wanted[c] <= spread[c].Exclusion.High) covered[c]++;
        }
        covered.ShouldAllBe(c => c >= 0.91 * Rounds && c <= 0.99 * Rounds, string.Join(", ", covered));
    }

    [Fact]
    public void Errors_know_that_households_come_in_clusters()
    {
        // Twenty households of a cluster are alike in score and in truth.
        var exclusion = new double[200];
        var (byHousehold, byCluster) = (0.0, 0.0);
        int[] cluster = [.. Enumerable.Range(0, 600).Select(i => i / 20)];
        for (var round = 0; round < exclusion.Length; round++)
        {
            var (predicted, actual) = Drawn(new RandomStream(5, (ulong)round), 600, 20);
            exclusion[round] = Targeting.Errors(predicted, actual, [0.4])[0].Exclusion;
            byHousehold += Error([]) / exclusion.Length;
            byCluster += Error(cluster) / exclusion.Length;

            double Error(int[] clusters) => TargetingBootstrap.Of(predicted, actual, [0.4], SurveyDesign.Of(600, [], clusters, LoneClusterRule.Certainty), 60, 7, TestContext.Current.CancellationToken)[0].Exclusion.Error;
        }
        var mean = exclusion.Average();
        var spread = Math.Sqrt(exclusion.Sum(e => (e - mean) * (e - mean)) / (exclusion.Length - 1));
        byCluster.ShouldBe(spread, 0.15 * spread);
        byHousehold.ShouldBeLessThan(0.6 * spread);
    }

    [Fact]
    public void Every_cut_off_has_its_own_errors_whatever_the_order_and_the_seed_repeats_them()
    {
        var (predicted, actual) = Drawn(new RandomStream(6, 0), 300, 1);
        var design = SurveyDesign.Of(300, [], [], LoneClusterRule.Certainty);
        var together = TargetingBootstrap.Of(predicted, actual, Cutoffs, design, 50, 9, TestContext.Current.CancellationToken);
        TargetingBootstrap.Of(predicted, actual, Cutoffs, design, 50, 9, TestContext.Current.CancellationToken).ShouldBe(together);
        for (var c = 0; c < 3; c++) TargetingBootstrap.Of(predicted, actual, [Cutoffs[c]], design, 50, 9, TestContext.Current.CancellationToken)[0].Exclusion.Error.ShouldBe(together[c].Exclusion.Error, 1e-11);
        TargetingBootstrap.Of(actual, actual, Cutoffs, design, 50, 9, TestContext.Current.CancellationToken).ShouldAllBe(s => s.Exclusion.High < 1e-12 && s.Inclusion.Error < 1e-12);
        TargetingBootstrap.Of(predicted, actual, Cutoffs, SurveyDesign.Of(300, [], new int[300], LoneClusterRule.Certainty), 50, 9, TestContext.Current.CancellationToken).ShouldAllBe(s => double.IsNaN(s.Exclusion.Error));
    }

    private static (double[] Predicted, double[] Actual) Drawn(RandomStream random, int count, int ofCluster)
    {
        var (predicted, actual) = (new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            var isFirst = i % ofCluster == 0;
            // All but a little is shared within a cluster.
            var (score, rest, own) = (random.Normal(), random.Normal(), isFirst ? 0 : 0.1);
            predicted[i] = isFirst ? score : predicted[i - (i % ofCluster)] + (own * score);
            actual[i] = isFirst ? (0.7 * score) + (0.7 * rest) : actual[i - (i % ofCluster)] + (own * rest);
        }
        return (predicted, actual);
    }
}
