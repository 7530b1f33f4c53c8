using SatuPintu.Statistics.Multidimensional;
using SatuPintu.Statistics.Surveys;

namespace SatuPintu.Statistics.Tests.Multidimensional;

public sealed class AlkireFosterTests
{
    // Four persons, four indicators of equal weight: scores 0, 1/2, 1, 1/4, as in the worked example of Alkire and Foster (2011).
    private static readonly Deprivations Four = new([0.25, 0.25, 0.25, 0.25],
    [
        [false, false, true, false],
        [false, true, true, true],
        [false, false, true, false],
        [false, true, true, false],
    ]);

    [Fact]
    public void The_worked_example_of_Alkire_and_Foster()
    {
        var found = AlkireFoster.Measure(Four, [0.5], [1, 1, 1, 1], [], 0, Design(4)).ShouldHaveSingleItem();
        found.Headcount.ShouldBe(0.5);
        found.Intensity.ShouldBe(0.75);
        found.AdjustedHeadcount.ShouldBe(0.375);
        found.Raw.ShouldBe([0.25, 0.75, 0.25, 0.5]);
        found.Censored.ShouldBe([0.25, 0.5, 0.25, 0.5]);
        found.Contributions.ShouldBe([1 / 6.0, 2 / 6.0, 1 / 6.0, 2 / 6.0], 1e-15);
        // Poor: 0, 1, 1, 0 and scores 0, 1/2, 1, 0 with their means 1/2 and 3/8: 4/3 Σ (x − mean)²/16.
        found.HeadcountError.ShouldBe(Math.Sqrt(4 / 3.0 / 16), 1e-15);
        found.AdjustedError.ShouldBe(Math.Sqrt(4 / 3.0 * ((2 * 9 / 64.0) + (1 / 64.0) + (25 / 64.0)) / 16), 1e-15);
    }

    [Fact]
    public void At_the_least_cutoff_whoever_is_deprived_is_poor_and_at_one_who_is_in_all()
    {
        var found = AlkireFoster.Measure(Four, [0.01, 1], [1, 1, 1, 1], [], 0, Design(4));
        found[0].Headcount.ShouldBe(0.75);
        found[1].Headcount.ShouldBe(0.25);
        found[1].Intensity.ShouldBe(1);
    }

    [Fact]
    public void A_weight_counts_as_so_many_rows()
    {
        var weighted = AlkireFoster.Measure(Four, [0.5], [1, 3, 2, 1], [], 0, Design(4)).Single();
        weighted.Headcount.ShouldBe(5 / 7.0, 1e-15);
        weighted.AdjustedHeadcount.ShouldBe(((3 * 0.5) + 2) / 7, 1e-15);
    }

    [Fact]
    public void Groups_and_indicators_add_up_to_the_whole()
    {
        var random = new Random(4);
        var deprived = Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 200).Select(_ => random.NextDouble() < 0.4).ToArray()).ToArray();
        var weights = Enumerable.Range(0, 200).Select(_ => random.NextDouble()).ToArray();
        var groups = Enumerable.Range(0, 200).Select(_ => random.Next(4)).ToArray();
        var found = AlkireFoster.Measure(new Deprivations([0.2, 0.3, 0.5], deprived), [0.3, 0.5], weights, groups, 4, Design(200));
        found.Count.ShouldBe(10);
        foreach (var cutoff in found.GroupBy(f => f.Cutoff))
        {
            var all = cutoff.Single(f => f.Group == -1);
            var parts = cutoff.Where(f => f.Group >= 0).ToList();
            parts.Sum(p => p.PopulationShare * p.AdjustedHeadcount).ShouldBe(all.AdjustedHeadcount, 1e-12);
            parts.Sum(p => p.GroupContribution).ShouldBe(1, 1e-12);
            all.Contributions.Sum().ShouldBe(1, 1e-12);
            foreach (var one in cutoff) (one.Headcount * one.Intensity).ShouldBe(one.AdjustedHeadcount, 1e-12);
        }
    }

    [Fact]
    public void Where_nobody_is_poor_there_is_no_intensity()
    {
        var found = AlkireFoster.Measure(new Deprivations([1], [[false, false]]), [0.5], [1, 1], [], 0, Design(2)).Single();
        (found.Headcount, found.AdjustedHeadcount).ShouldBe((0, 0));
        (double.IsNaN(found.Intensity), double.IsNaN(found.Contributions[0])).ShouldBe((true, true));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Should.Throw<ArgumentException>(() => AlkireFoster.Measure(Four with { Weights = [0.25, 0.25, 0.25, 0.3] }, [0.5], [1, 1, 1, 1], [], 0, Design(4)));
        Should.Throw<ArgumentException>(() => AlkireFoster.Measure(Four, [1.5], [1, 1, 1, 1], [], 0, Design(4)));
        Should.Throw<ArgumentException>(() => AlkireFoster.Measure(Four, [0.5], [1, 1, 1, -1], [], 0, Design(4)));
    }

    private static SurveyDesign Design(int rows) => SurveyDesign.Of(rows, [], [], LoneClusterRule.Error);
}
