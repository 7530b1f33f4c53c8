using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Statistics.Indicators;
using SatuPintu.Statistics.Surveys;

namespace SatuPintu.Statistics.Tests.Indicators;

public sealed class WelfareIndicatorTests
{
    private static readonly PovertyLine Five = new(5, OfMedian: false);

    [Fact]
    public void A_table_worked_by_hand()
    {
        // Incomes 1, 4, 5, 10 with weights 1, 1, 2, 1: five persons who have 25 together; the median is 5, a fifth is one person.
        double[] incomes = [10, 5, 1, 4], weights = [1, 2, 1, 1];
        double Value(Indicator indicator) => One(incomes, weights, new IndicatorOptions { Line = Five }).Single(e => e.Indicator == indicator).Estimate;
        Value(Indicator.P0).ShouldBe(0.4);
        Value(Indicator.P1).ShouldBe((0.8 + 0.2) / 5, 1e-15);
        Value(Indicator.P2).ShouldBe((0.64 + 0.04) / 5, 1e-15);
        Value(Indicator.Median).ShouldBe(5);
        Value(Indicator.Mean).ShouldBe(5);
        Value(Indicator.Threshold).ShouldBe(3);
        Value(Indicator.Arpr).ShouldBe(0.2);
        Value(Indicator.Rmpg).ShouldBe(2.0 / 3, 1e-15);
        // Quintiles met exactly lie between two incomes: 2.5 and 7.5.
        Value(Indicator.S80S20).ShouldBe(10);
        // 2 (1·1 + 4·2 + 10·4 + 10·5) − (1 + 4 + 20 + 10) over 5·25, less 1.
        Value(Indicator.Gini).ShouldBe(((2 * 99) - 35) / 125.0 - 1, 1e-15);
        Value(Indicator.Mld).ShouldBe(Math.Log(5) - ((Math.Log(4) + (2 * Math.Log(5)) + Math.Log(10)) / 5), 1e-14);
        Value(Indicator.Theil).ShouldBe(((4 * Math.Log(4)) + (10 * Math.Log(5)) + (10 * Math.Log(10))) / 25 - Math.Log(5), 1e-14);
        Value(Indicator.Atkinson).ShouldBe(1 - (Math.Exp(Math.Log(4 * 25 * 10) / 5) / 5), 1e-14);
    }

    [Theory]
    [InlineData(Indicator.P0)]
    [InlineData(Indicator.P1)]
    [InlineData(Indicator.P2)]
    [InlineData(Indicator.Theil)]
    [InlineData(Indicator.Mld)]
    [InlineData(Indicator.Atkinson)]
    [InlineData(Indicator.Mean)]
    public void The_error_is_that_of_the_derivative_by_each_weight(Indicator indicator)
    {
        var (incomes, weights) = Lognormal(60, seed: 3);
        foreach (var aversion in (double[])[1, 0.5, 2])
        {
            var options = new IndicatorOptions { Line = Five, Aversion = aversion };
            var numeric = new double[incomes.Length];
            for (var k = 0; k < numeric.Length; k++)
            {
                var step = weights[k] * 1e-5;
                numeric[k] = weights[k] * (Moved(k, step) - Moved(k, -step)) / (2 * step);
            }
            var expected = Math.Sqrt(Design(incomes.Length).TotalVariance(numeric));
            One(incomes, weights, options).Single(e => e.Indicator == indicator).StandardError.ShouldBe(expected, expected * 1e-6);

            double Moved(int k, double by)
            {
                var moved = (double[])weights.Clone();
                moved[k] += by;
                return One(incomes, moved, options).Single(e => e.Indicator == indicator).Estimate;
            }
        }
    }

    [Fact]
    public void Errors_are_those_seen_between_samples()
    {
        // Of 400 samples of 500 from a lognormal population, the spread of each estimate beside its mean standard error.
        var samples = Enumerable.Range(0, 400).Select(s => One(Lognormal(500, s).Incomes, Enumerable.Repeat(20.0, 500).ToArray(), new IndicatorOptions())).ToList();
        foreach (var indicator in Enum.GetValues<Indicator>())
        {
            var estimates = samples.Select(s => s.Single(e => e.Indicator == indicator)).ToList();
            var mean = estimates.Average(e => e.Estimate);
            var spread = Math.Sqrt(estimates.Average(e => (e.Estimate - mean) * (e.Estimate - mean)));
            (estimates.Average(e => e.StandardError) / spread).ShouldBeInRange(0.8, 1.25, indicator.ToString());
            // The kernel reaches beyond the sample for none but quantiles; where it does not, equal weights and rows as clusters are simple random sampling.
            estimates[0].DesignEffect.ShouldBe(1, 1e-9);
        }
    }

    [Fact]
    public void Measures_of_inequality_do_not_change_with_the_unit_of_income_or_weight()
    {
        Prop.ForAll(Gen.Choose(2, 40).SelectMany(n => Gen.Zip(Gen.ArrayOf(Gen.Choose(1, 10_000), n), Gen.ArrayOf(Gen.Choose(1, 50), n))).ToArbitrary(), sample =>
        {
            var incomes = sample.Item1.Select(i => (double)i).ToArray();
            var weights = sample.Item2.Select(w => (double)w).ToArray();
            var before = One(incomes, weights, new IndicatorOptions());
            var after = One([.. incomes.Select(i => i * 7)], [.. weights.Select(w => w * 4)], new IndicatorOptions());
            foreach (var (a, b) in before.Zip(after).Where(p => p.First.Indicator is not (Indicator.Mean or Indicator.Median or Indicator.Threshold or Indicator.Gini)))
                if (double.IsFinite(a.Estimate)) b.Estimate.ShouldBe(a.Estimate, 1e-9, a.Indicator.ToString());
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_rate_of_all_is_the_weighted_mean_of_the_groups()
    {
        var (incomes, weights) = Lognormal(300, seed: 5);
        var groups = Enumerable.Range(0, 300).Select(i => i % 3).ToArray();
        var found = WelfareIndicators.Estimate(incomes, weights, groups, 3, Design(300), new IndicatorOptions());
        foreach (var indicator in (Indicator[])[Indicator.P0, Indicator.P1, Indicator.P2, Indicator.Mean])
        {
            double total = 0, all = 0;
            for (var g = 0; g < 3; g++)
            {
                var weight = weights.Where((_, i) => groups[i] == g).Sum();
                total += weight;
                all += weight * found.Single(e => e.Group == g && e.Indicator == indicator).Estimate;
            }
            (all / total).ShouldBe(found.Single(e => e.Group == -1 && e.Indicator == indicator).Estimate, 1e-12);
        }
    }

    [Fact]
    public void Incomes_without_a_logarithm_are_left_out_and_noted()
    {
        double[] incomes = [0, 2, 4, 8], ones = [1, 1, 1, 1];
        var found = One(incomes, ones, new IndicatorOptions { Line = Five });
        var theil = found.Single(e => e.Indicator == Indicator.Theil);
        theil.Note.ShouldBe(IndicatorNote.PositiveOnly);
        theil.Count.ShouldBe(3);
        theil.Estimate.ShouldBe(One([2, 4, 8], [1, 1, 1], new IndicatorOptions()).Single(e => e.Indicator == Indicator.Theil).Estimate, 1e-15);
        found.Single(e => e.Indicator == Indicator.S80S20).Note.ShouldBe(IndicatorNote.NotPositive);
        One([-3, 2, 4, 8], ones, new IndicatorOptions { Line = Five }).Single(e => e.Indicator == Indicator.Gini).Note.ShouldBe(IndicatorNote.Negative);
        One([-3, -2, -4, 8], ones, new IndicatorOptions()).Single(e => e.Indicator == Indicator.Arpr).Note.ShouldBe(IndicatorNote.NotPositive);
    }

    [Fact]
    public void An_empty_group_and_one_of_one_row_say_so()
    {
        var found = WelfareIndicators.Estimate([1, 2, 3], [1, 1, 1], [0, 0, 2], 3, Design(3), new IndicatorOptions { Line = Five });
        found.Where(e => e.Group == 1 && e.Indicator != Indicator.Threshold).ShouldAllBe(e => double.IsNaN(e.Estimate) && e.Note == IndicatorNote.NoRows);
        var lone = found.Single(e => e.Group == 2 && e.Indicator == Indicator.Mean);
        (lone.Estimate, lone.Note, double.IsNaN(lone.StandardError)).ShouldBe((3, IndicatorNote.OneRow, true));
        found.Single(e => e.Group == 2 && e.Indicator == Indicator.Rmpg).Estimate.ShouldBe(double.NaN);
    }

    [Fact]
    public void What_is_no_sample_is_refused()
    {
        Should.Throw<ArgumentException>(() => One([1, 2], [1, -1], new IndicatorOptions()));
        Should.Throw<ArgumentException>(() => One([1, double.NaN], [1, 1], new IndicatorOptions()));
        Should.Throw<ArgumentException>(() => One([1, 2], [0, 0], new IndicatorOptions()));
        Should.Throw<ArgumentException>(() => One([1, 2], [1, 1], new IndicatorOptions { Line = new PovertyLine(0, false) }));
    }

    private static IReadOnlyList<IndicatorEstimate> One(double[] incomes, double[] weights, IndicatorOptions options) =>
        WelfareIndicators.Estimate(incomes, weights, [], 0, Design(incomes.Length), options);

    private static SurveyDesign Design(int rows) => SurveyDesign.Of(rows, [], [], LoneClusterRule.Adjust);

    private static (double[] Incomes, double[] Weights) Lognormal(int count, int seed)
    {
        var random = new Random(seed);
        var incomes = new double[count];
        var weights = new double[count];
        for (var i = 0; i < count; i++)
        {
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            incomes[i] = Math.Exp(2 + (0.6 * normal));
            weights[i] = 1 + (3 * random.NextDouble());
        }
        return (incomes, weights);
    }
}
