using SatuPintu.Statistics.SmallAreas;

namespace SatuPintu.Statistics.Tests.SmallAreas;

public class RatioBenchmarkTests
{
    [Fact]
    public void One_factor_brings_the_areas_to_the_total()
    {
        // 100·0.1 + 300·0.2 = 70 of 400; 0.21 of 400 is 84.
        var benchmark = RatioBenchmark.Of([100, 300], [0.1, 0.2], 0.21)!;
        benchmark.Before.ShouldBe(0.175, 1e-15);
        benchmark.Factor.ShouldBe(1.2, 1e-15);
        benchmark.Factors.ShouldBe([1.2, 1.2], 1e-15);
        benchmark.Full.ShouldBe([false, false]);
    }

    [Fact]
    public void What_would_pass_one_stays_there_and_the_others_make_up_for_it()
    {
        // 80 of 300 to be 200: the factor 2.5 drives .6 above 1; with 100 full there, 20 must become 100, whose factor 5 drives .15 no further than .75.
        var benchmark = RatioBenchmark.Of([100, 100, 100], [0.6, 0.05, 0.15], 200 / 300.0)!;
        benchmark.Full.ShouldBe([true, false, false]);
        benchmark.Factor.ShouldBe(5, 1e-12);
        benchmark.Factors.ShouldBe([1 / 0.6, 5, 5], 1e-12);
        // And on from there: .15 too.
        RatioBenchmark.Of([100, 100, 100], [0.6, 0.05, 0.15], 0.9)!.Full.ShouldBe([true, false, true]);
        RatioBenchmark.Of([100, 100], [0.6, 0.05], 1)!.Factors.ShouldBe([1 / 0.6, 20], 1e-12);
    }

    [Fact]
    public void A_total_beyond_the_areas_that_have_any_poor_is_not_reached()
    {
        // 0.2·100 to be 100 needs the factor 5, which sets nobody above 1.
        RatioBenchmark.Of([100, 100], [0.2, 0], 0.5)!.Factor.ShouldBe(5, 1e-12);
        RatioBenchmark.Of([100, 100], [0.2, 0], 0.51).ShouldBeNull();
        RatioBenchmark.Of([100, 100], [0, 0], 0.01).ShouldBeNull();
        Should.Throw<ArgumentOutOfRangeException>(() => RatioBenchmark.Of([100], [0.2], 14));
    }
}
