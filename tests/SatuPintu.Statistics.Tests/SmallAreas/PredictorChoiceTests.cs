using SatuPintu.Statistics.RandomNumbers;
using SatuPintu.Statistics.Regression;
using SatuPintu.Statistics.SmallAreas;

namespace SatuPintu.Statistics.Tests.SmallAreas;

public class PredictorChoiceTests
{
    private const int Areas = 60, Households = 40;

    [Theory]
    [InlineData(TransformationKind.Log)]
    [InlineData(TransformationKind.BoxCox)]
    public void Households_find_the_columns_that_welfare_was_made_of(TransformationKind kind)
    {
        var (data, terms) = Made(1);
        var choice = PredictorChoice.ByHouseholds(data, terms, Criterion.Bic, kind, LikelihoodKind.Reml);
        choice.Chosen.Select(t => t.Name).ShouldBe(["x", "z"]);
        choice.Dependent.Select(t => t.Name).ShouldBe(["twice x"]);
        PredictorChoice.ByHouseholds(data, terms, Criterion.Aic, kind, LikelihoodKind.Reml).Chosen.Select(t => t.Name).ShouldBeSubsetOf(["x", "z", "idle", "idle2"]);
    }

    [Fact]
    public void Areas_find_the_column_whose_means_differ()
    {
        var (data, terms) = Made(2);
        var choice = PredictorChoice.ByAreas(data, terms, Criterion.Bic, 2);
        choice.Chosen.Select(t => t.Name).ShouldContain("x");
        choice.Chosen.Select(t => t.Name).ShouldNotContain("idle");
    }

    [Fact]
    public void Too_few_households_for_the_full_model_are_refused()
    {
        var (data, terms) = Made(3);
        var few = data with { Welfare = data.Welfare[..6], Survey = Array.ConvertAll(data.Survey, c => c[..6]), SurveyAreas = [0, 0, 1, 1, 2, 2] };
        Should.Throw<StatisticsException>(() => PredictorChoice.ByHouseholds(few, terms, Criterion.Aic, TransformationKind.Log, LikelihoodKind.Reml)).Fault.ShouldBe(StatisticsFault.TooFewRows);
    }

    // log y = 1 + 0.5x + 0.3z + u + e, x and z with means of their own in each area; two columns are idle, one is a multiple.
    private static (AreaData Data, Term[] Terms) Made(ulong seed)
    {
        var random = new RandomStream(seed, 0);
        int[] areas = [.. Enumerable.Range(0, Areas * Households).Select(i => i / Households)];
        double[][] means = [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, Areas).Select(_ => random.Normal()).ToArray())];
        double[][] columns = [.. means.Select(m => areas.Select(a => m[a] + random.Normal()).ToArray())];
        double[] effects = [.. Enumerable.Range(0, Areas).Select(_ => 0.1 * random.Normal())];
        double[] welfare = [.. areas.Select((a, i) => Math.Exp(1 + (0.5 * columns[0][i]) + (0.3 * columns[1][i]) + effects[a] + (0.4 * random.Normal())))];
        double[][] all = [columns[0], columns[2], columns[1], columns[3], [.. columns[0].Select(x => 2 * x)]];
        return (new AreaData { Welfare = welfare, Survey = all, SurveyAreas = areas, Census = all, CensusStarts = [.. Enumerable.Range(0, Areas + 1).Select(d => d * Households)] },
            [.. new[] { "x", "idle", "z", "idle2", "twice x" }.Select((name, i) => new Term(i, name, i, 1))]);
    }
}
