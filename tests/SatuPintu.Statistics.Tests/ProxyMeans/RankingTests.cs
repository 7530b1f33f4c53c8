using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Statistics.ProxyMeans;

namespace SatuPintu.Statistics.Tests.ProxyMeans;

public class RankingTests
{
    [Fact]
    public void Ranks_follow_the_scores_and_ties_the_order_of_the_input() => Prop.ForAll(
        Gen.ArrayOf(Gen.Choose(-20, 20).Select(v => v / 4.0)).ToArbitrary(), scores =>
    {
        var ranking = Ranking.Of(scores);
        var expected = scores.Select((s, i) => (s, i)).OrderBy(p => p.s).Select(p => p.i).ToArray();
        ranking.Order.ShouldBe(expected);
        for (var r = 0; r < expected.Length; r++)
        {
            ranking.Ranks[expected[r]].ShouldBe(r + 1);
            Ranking.DecileOf(ranking.Percentiles[expected[r]]).ShouldBe(1 + (10 * r / expected.Length));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Extreme_scores_are_in_order()
    {
        double[] scores = [1e300, -1e300, 0, -0.0, double.Epsilon, -double.Epsilon, double.PositiveInfinity, double.NegativeInfinity, 1, -1];
        Ranking.Of(scores).Order.ShouldBe([7, 1, 9, 5, 2, 3, 4, 8, 0, 6]);
    }

    [Fact]
    public void A_household_without_a_score_has_no_rank()
    {
        var ranking = Ranking.Of([3, double.NaN, 1]);
        ranking.Ranks.ShouldBe([2, 0, 1]);
        ranking.Percentiles[1].ShouldBe((byte)0);
        ranking.Count.ShouldBe(2);
    }

    [Fact]
    public void Deciles_by_persons_count_those_who_come_before()
    {
        // 20 persons: 4, 1, 5, 10 from the poorest on; before each stand 0, 4, 5 and 10 of them.
        var ranking = Ranking.Of([1, 2, 3, 4], [4, 1, 5, 10]);
        ranking.Percentiles.Select(p => Ranking.DecileOf(p)).ShouldBe([1, 3, 3, 6]);
        Should.Throw<StatisticsException>(() => Ranking.Of([1, 2], [1, 0])).Fault.ShouldBe(StatisticsFault.NegativeWeight);
    }

    [Fact]
    public void Errors_of_targeting_are_those_counted_by_hand()
    {
        // Of ten, the four poorest are a b c d; selected are a b e f.
        double[] actual = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
        double[] predicted = [1, 2, 8, 9, 3, 4, 7, 10, 11, 12];
        var errors = Targeting.Errors(predicted, actual, [0.4]).Single();
        errors.Selected.ShouldBe(4);
        errors.Met.ShouldBe(2);
        errors.Exclusion.ShouldBe(0.5);
        errors.Inclusion.ShouldBe(0.5);
        // Wilson's interval of 8 in 10, as published.
        var (low, high) = Targeting.Wilson(8, 10);
        low.ShouldBe(0.4901625, 1e-6);
        high.ShouldBe(0.9433178, 1e-6);
        Targeting.RankCorrelation(actual, actual).ShouldBe(1);
        Targeting.RankCorrelation([.. actual.Select(a => -a)], actual).ShouldBe(-1);
    }
}
