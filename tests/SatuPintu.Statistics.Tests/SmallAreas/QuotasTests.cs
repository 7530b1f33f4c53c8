using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Statistics.SmallAreas;

namespace SatuPintu.Statistics.Tests.SmallAreas;

public class QuotasTests
{
    [Fact]
    public void Largest_remainders_are_those_worked_by_hand()
    {
        // Expected poor 47, 16, 15.8, 12, 6.1, 3.1 of 100; ten places: the classical example of Hamilton's method.
        var quotas = Quotas.Share([1000, 1000, 1000, 1000, 1000, 1000], [0.47, 0.16, 0.158, 0.12, 0.061, 0.031], null, 10);
        quotas.Places.ShouldBe([5, 2, 1, 1, 1, 0]);
        quotas.Errors.ShouldAllBe(e => double.IsNaN(e));
    }

    [Fact]
    public void Places_add_up_and_no_area_has_more_than_households() => Prop.ForAll(
        Gen.ListOf(Gen.Zip(Gen.Choose(0, 60), Gen.Choose(0, 100)), 12).ToArbitrary(), Gen.Choose(0, 100).ToArbitrary(), (areas, share) =>
    {
        int[] households = [.. areas.Select(a => a.Item1)];
        double[] headcounts = [.. areas.Select(a => a.Item2 / 100.0)];
        var total = households.Sum() * share / 100;
        var quotas = Quotas.Share(households, headcounts, null, total);
        quotas.Places.Sum().ShouldBe(total);
        for (var d = 0; d < households.Length; d++) quotas.Places[d].ShouldBeInRange(0, households[d]);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Errors_follow_the_delta_method()
    {
        var quotas = Quotas.Share([100, 100], [0.3, 0.1], [0.05, 0.02], 40);
        // m = 30, 10; v = 25, 4; dues 30, 10; s = ¾, ¼: 40/40·√(1/16·25 + 9/16·4).
        quotas.Errors[0].ShouldBe(Math.Sqrt((25 / 16.0) + (9 / 16.0 * 4)), 1e-12);
        quotas.Errors[1].ShouldBe(quotas.Errors[0], 1e-12);
    }

    [Fact]
    public void More_places_than_households_are_refused() =>
        Should.Throw<StatisticsException>(() => Quotas.Share([10], [0.5], null, 11));
}
