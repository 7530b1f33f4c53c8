using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Linkage.Evaluation;

namespace SatuPintu.Linkage.Tests.Evaluation;

public class ReliabilityTests
{
    private static readonly Gen<double> Probability = Gen.Choose(0, 100_000).Select(n => n / 100_000.0);

    [Fact]
    public void Counts_by_hand()
    {
        // Four pairs at 0.8, three of them right; one at 0.5 (wrong); one at 1 (right), which is in the last bin.
        var found = Reliability.Measure([0.8, 0.8, 0.8, 0.8, 0.5, 1], [true, true, false, true, false, true]);
        found.Pairs.ShouldBe(6);
        found.IsJudged.ShouldBeTrue();
        var bin = found.Bins.Single(b => b.From == 0.8);
        bin.Pairs.ShouldBe(4);
        bin.Right.ShouldBe(3);
        bin.MeanProbability.ShouldBe(0.8, 1e-12);
        bin.Share.ShouldBe(0.75);
        bin.ShareInterval.ShouldBe(SatuPintu.Linkage.Evaluation.Interval.Wilson(3, 4));
        found.Bins.Single(b => b.From == 0.5).Share.ShouldBe(0);
        found.Bins[^1].ShouldBe(new ReliabilityBin(0.999, 1, 1, 1, 1));
        found.ExpectedCalibrationError.ShouldBe(((4 * 0.05) + 0.5) / 6, 1e-12);
        found.Brier.ShouldBe(((3 * 0.04) + 0.64 + 0.25) / 6, 1e-12);
    }

    [Fact]
    public void An_edge_belongs_to_the_bin_it_begins()
    {
        var found = Reliability.Measure([0, 0.5, 0.9, 0.95], [true, true, true, true]);
        found.Bins.Where(b => b.Pairs > 0).Select(b => b.From).ShouldBe([0, 0.5, 0.9, 0.95]);
    }

    [Fact]
    public void Bins_hold_every_pair_once_and_their_mean_lies_within()
    {
        var pairs = Gen.Choose(0, 200).SelectMany(n => Gen.ArrayOf(Probability.SelectMany(p => Gen.Elements(true, false).Select(r => (p, r))), n));
        Prop.ForAll(pairs.ToArbitrary(), all =>
        {
            var found = Reliability.Measure([.. all.Select(x => x.p)], [.. all.Select(x => x.r)]);
            found.Pairs.ShouldBe(all.Length);
            found.Bins.Sum(b => b.Right!.Value).ShouldBe(all.Count(x => x.r));
            foreach (var bin in found.Bins.Where(b => b.Pairs > 0))
            {
                bin.Pairs.ShouldBe(all.Count(x => x.p >= bin.From && (x.p < bin.To || bin.To == 1)));
                bin.MeanProbability.ShouldBeInRange(bin.From - 1e-12, bin.To + 1e-12);
                bin.ShareInterval.Low.ShouldBeLessThanOrEqualTo(bin.Share);
                bin.ShareInterval.High.ShouldBeGreaterThanOrEqualTo(bin.Share);
            }
            if (all.Length == 0) return;
            found.ExpectedCalibrationError.ShouldBeInRange(0, 1);
            found.Brier.ShouldBeInRange(0, 1);
            // By Jensen, the squared error of calibration is part of the Brier score.
            (found.ExpectedCalibrationError * found.ExpectedCalibrationError).ShouldBeLessThanOrEqualTo(found.Brier + 1e-9);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Probabilities_that_are_right_as_often_as_they_say_have_almost_no_calibration_error()
    {
        Prop.ForAll(Gen.ArrayOf(Gen.Choose(1, 99), 8).ToArbitrary(), hundredths =>
        {
            var counter = new Reliability.Counter();
            foreach (var n in hundredths)
                for (var i = 0; i < 100; i++) counter.Add(n / 100.0, i < n);
            counter.Judged().ExpectedCalibrationError.ShouldBe(0, 1e-9);
        }).QuickCheckThrowOnFailure();

        var random = new Random(5);
        var drawn = new Reliability.Counter();
        for (var i = 0; i < 200_000; i++)
        {
            var p = random.NextDouble();
            drawn.Add(p, random.NextDouble() < p);
        }
        drawn.Judged().ExpectedCalibrationError.ShouldBeLessThan(0.01);
        drawn.Judged().Brier.ShouldBe(1.0 / 6, 0.005);
    }

    [Fact]
    public void Overconfidence_shows_as_error()
    {
        var counter = new Reliability.Counter();
        for (var i = 0; i < 1000; i++) counter.Add(0.99, i % 2 == 0);
        counter.Judged().ExpectedCalibrationError.ShouldBe(0.49, 1e-9);
    }

    [Fact]
    public void Without_judgements_there_are_means_and_no_errors()
    {
        var counter = new Reliability.Counter();
        counter.Add(0.91);
        counter.Add(0.93);
        var found = counter.Unjudged();
        found.IsJudged.ShouldBeFalse();
        found.ExpectedCalibrationError.ShouldBe(double.NaN);
        var bin = found.Bins.Single(b => b.Pairs > 0);
        bin.MeanProbability.ShouldBe(0.92, 1e-12);
        bin.Right.ShouldBeNull();
        bin.Share.ShouldBe(double.NaN);
        Reliability.Measure([], []).IsJudged.ShouldBeFalse();
    }

    [Fact]
    public void Probabilities_and_edges_out_of_range_are_refused()
    {
        Should.Throw<ArgumentException>(() => Reliability.Measure([1.1], [true]));
        Should.Throw<ArgumentException>(() => Reliability.Measure([double.NaN], [true]));
        Should.Throw<ArgumentException>(() => Reliability.Measure([0.5], []));
        Should.Throw<ArgumentException>(() => Reliability.Measure([0.5], [true], [0, 0.5]));
        Should.Throw<ArgumentException>(() => Reliability.Measure([0.5], [true], [0, 0.5, 0.5, 1]));
    }
}
