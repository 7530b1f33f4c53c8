using SatuPintu.Statistics.Surveys;

namespace SatuPintu.Statistics.Tests.Surveys;

public sealed class SurveyDesignTests
{
    // Stratum 0 has clusters with totals 3 and 7, stratum 1 one cluster with total 4.
    private static readonly int[] Strata = [0, 0, 0, 1];
    private static readonly int[] Clusters = [0, 0, 1, 2];
    private static readonly double[] Values = [1, 2, 7, 4];

    [Fact]
    public void The_variance_of_a_total_is_that_between_clusters_of_a_stratum() =>
        SurveyDesign.Of(3, [], [0, 0, 1], LoneClusterRule.Error).TotalVariance([1, 2, 7]).ShouldBe(2 * (4 + 4));

    [Theory]
    [InlineData(LoneClusterRule.Certainty, 16)]
    [InlineData(LoneClusterRule.Average, 32)]
    // The mean of the three clusters is 14/3.
    [InlineData(LoneClusterRule.Adjust, 16 + (4.0 / 9))]
    public void A_lone_cluster_adds_what_the_rule_says(LoneClusterRule rule, double variance) =>
        SurveyDesign.Of(4, Strata, Clusters, rule).TotalVariance(Values).ShouldBe(variance, 1e-12);

    [Fact]
    public void Without_a_rule_a_lone_cluster_is_refused_by_its_stratum() =>
        Should.Throw<LoneClusterException>(() => SurveyDesign.Of(4, Strata, Clusters, LoneClusterRule.Error)).Stratum.ShouldBe(1);

    [Fact]
    public void One_number_in_two_strata_is_two_clusters()
    {
        var design = SurveyDesign.Of(4, [0, 0, 1, 1], [0, 1, 0, 1], LoneClusterRule.Error);
        (design.Clusters, design.Strata, design.ClustersCrossStrata).ShouldBe((4, 2, true));
    }

    [Theory]
    [InlineData(LoneClusterRule.Adjust)]
    [InlineData(LoneClusterRule.Certainty)]
    [InlineData(LoneClusterRule.Average)]
    public void A_variance_is_the_same_whether_clusters_without_a_total_are_looked_at_or_not(LoneClusterRule rule)
    {
        var random = new Random(2);
        for (var round = 0; round < 50; round++)
        {
            // Strata of two to five clusters, and one with a single cluster.
            var strata = Enumerable.Range(0, 6).SelectMany(h => Enumerable.Repeat(h, h == 0 ? 1 : random.Next(2, 6))).ToArray();
            var design = SurveyDesign.Of(strata.Length, strata, [], rule);
            var some = Enumerable.Range(0, strata.Length).Where(_ => random.Next(3) == 0).ToArray();
            var totals = new double[strata.Length];
            foreach (var cluster in some) totals[cluster] = random.NextDouble() - 0.5;
            design.VarianceOfTotals(totals, some).ShouldBe(design.VarianceOfTotals(totals), 1e-12);
        }
    }

    [Fact]
    public void The_jackknife_of_a_total_is_its_linearised_variance_exactly()
    {
        var random = new Random(1);
        var strata = Enumerable.Range(0, 40).Select(i => i / 20).ToArray();
        var clusters = Enumerable.Range(0, 40).Select(i => i / 4).ToArray();
        var values = strata.Select(_ => random.NextDouble()).ToArray();
        var weights = strata.Select(_ => 1 + random.NextDouble()).ToArray();
        var design = SurveyDesign.Of(40, strata, clusters, LoneClusterRule.Error);
        var exact = design.TotalVariance([.. values.Zip(weights, (v, w) => v * w)]);
        Of(Replicates.Jackknife(design, weights)).ShouldBe(exact, exact * 1e-10);
        // 3000 bootstrap replicates know a variance to some 3 %.
        Of(Replicates.Bootstrap(design, weights, 3000, 5)).ShouldBe(exact, exact * 0.1);
        Of(Replicates.Bootstrap(design, weights, 100, 5)).ShouldBe(Of(Replicates.Bootstrap(design, weights, 100, 5)));

        double Of(Replicates replicates)
        {
            var target = new double[40];
            return replicates.Variance([.. Enumerable.Range(0, replicates.Count).Select(r =>
            {
                replicates.Weigh(r, target);
                return values.Zip(target, (v, w) => v * w).Sum();
            })]);
        }
    }
}
