using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Linkage.Engine;

namespace SatuPintu.Linkage.Tests.Engine;

public sealed class ReviewCostTests
{
    [Fact]
    public void Usual_costs_look_at_what_lies_between_one_in_five_and_nineteen_in_twenty()
    {
        var costs = new ReviewCost();
        costs.ReviewAt.ShouldBe(0.2, 1e-12);
        costs.MatchAt.ShouldBe(0.95, 1e-12);
    }

    [Fact]
    public void Each_pair_gets_what_costs_least()
    {
        var cost = Gen.Choose(1, 400).Select(n => n / 10.0);
        var cases = cost.Three().SelectMany(_ => Gen.Choose(1, 998), (costs, p) => (Costs: new ReviewCost(costs.Item1, costs.Item2, costs.Item3), P: p / 1000.0));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(cases.ToArbitrary(), x =>
        {
            double join = (1 - x.P) * x.Costs.WrongMatch, apart = x.P * x.Costs.MissedMatch;
            var least = Math.Min(x.Costs.Review, Math.Min(join, apart));
            var spent = x.P >= x.Costs.MatchAt ? join : x.P >= x.Costs.ReviewAt ? x.Costs.Review : apart;
            // The clamp at 0.001 and 0.999 may cost a little.
            spent.ShouldBeLessThanOrEqualTo(least + 0.001 * (x.Costs.WrongMatch + x.Costs.MissedMatch) + 1e-9);
            x.Costs.ReviewAt.ShouldBeLessThanOrEqualTo(x.Costs.MatchAt);
        }));
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, -1, 1)]
    [InlineData(1, 1, double.NaN)]
    [InlineData(double.PositiveInfinity, 1, 1)]
    public void A_cost_is_above_nothing(double review, double wrong, double missed) => Should.Throw<ArgumentOutOfRangeException>(() => new ReviewCost(review, wrong, missed));

    [Fact]
    public void What_is_stated_goes_before_costs_and_costs_before_what_is_usual()
    {
        var usual = new LinkageOptions();
        (usual.ReviewAt, usual.MatchAt).ShouldBe((0.5, 0.9));
        var costs = usual with { ReviewCost = new ReviewCost(1, 10, 4) };
        (costs.ReviewAt, costs.MatchAt).ShouldBe((0.25, 0.9));
        (costs with { ReviewAt = 0.95 }).MatchAt.ShouldBe(0.95);
        (costs with { MatchAt = 0.2 }).ReviewAt.ShouldBe(0.2);
        (costs with { MatchAt = 0.7, ReviewAt = 0.6 }).ReviewAt.ShouldBe(0.6);
    }
}
