using SatuPintu.Statistics.ProxyMeans;
using SatuPintu.Statistics.RandomNumbers;
using SatuPintu.Statistics.Regression;

namespace SatuPintu.Statistics.Tests.ProxyMeans;

public class ProxyMeansTestTests
{
    [Theory]
    [InlineData(Pooling.None, 0.2788)]
    [InlineData(Pooling.Full, 0.1970)]
    public void Stepwise_models_of_the_Austrian_states_miss_the_published_shares(Pooling pool, double missed) =>
        Exclusion(new ProxySettings { Log = true, Select = Selection.Aic, Pool = pool }).ShouldBe(missed, 1e-9);

    [Theory]
    [InlineData(Selection.None)]
    [InlineData(Selection.Aic)]
    public void Partial_pooling_misses_fewer_than_either(Selection select) =>
        Exclusion(new ProxySettings { Log = true, Select = select, Pool = Pooling.Partial }).ShouldBeLessThan(0.1970);

    [Theory]
    [InlineData(Selection.None)]
    [InlineData(Selection.Aic)]
    public void Partial_pooling_does_better_on_weak_proxies_too(Selection select)
    {
        var table = SharedTable.Of("eusilc_household_pmt.csv");
        var train = table.Texts("train").Select(t => t == "TRUE").ToArray();
        int[] inside = [.. Enumerable.Range(0, train.Length).Where(i => train[i])], outside = [.. Enumerable.Range(0, train.Length).Where(i => !train[i])];
        var all = new List<Predictor>(table.Predictors("hsize", "n_child", "n_old", "n_work", "n_unemp", "head_age", "head_female", "head_foreign")) { Predictor.Categorical("head_pl", table.Texts("head_pl")) };
        var (y, regions) = (table.Numbers("y"), table.Texts("region"));
        var names = regions.Distinct().ToArray();
        var model = ProxyMeansTest.Fit(new ProxyData
        {
            Predictors = [.. all.Select(p => Part(p, inside))],
            Outcome = [.. inside.Select(i => y[i])],
            Groups = [.. inside.Select(i => Array.IndexOf(names, regions[i]))],
            GroupNames = names,
        }, new ProxySettings { Select = select, Pool = Pooling.Partial }, TestContext.Current.CancellationToken);
        var predicted = Predict(model, [.. all.Select(p => Part(p, outside))], [.. outside.Select(i => regions[i])]);
        Targeting.Errors(predicted, [.. outside.Select(i => y[i])], [0.2])[0].Exclusion.ShouldBeLessThan(0.55);
    }

    [Fact]
    public void A_group_too_small_for_its_model_takes_that_of_all()
    {
        var (data, _) = Made(groups: 3, rows: 60, deviation: 0);
        var codes = data.Groups!.Select((g, i) => i < 3 ? 3 : g).ToArray();
        var model = ProxyMeansTest.Fit(data with { Groups = codes, GroupNames = [.. data.GroupNames, "tiny"] }, new ProxySettings(), TestContext.Current.CancellationToken);
        model.Groups[3].IsFallback.ShouldBeTrue();
        model.Groups[3].Coefficients.ShouldBe(model.All.Coefficients);
        model.Groups[0].IsFallback.ShouldBeFalse();
    }

    [Fact]
    public void Partial_pooling_finds_how_far_groups_differ()
    {
        var (data, truth) = Made(groups: 30, rows: 40, deviation: 0.5);
        var columns = PooledColumns.Make(Design.Make(data.Predictors), Design.Make(data.Predictors).Terms, bends: false);
        var fit = HierarchicalFit.Of(columns, data.Outcome, null, data.RowsByGroup(), double.PositiveInfinity, TestContext.Current.CancellationToken);
        fit.Between[1].ShouldBe(0.5, 0.15);
        fit.Between[2].ShouldBeLessThan(0.15);
        Math.Sqrt(fit.Variance).ShouldBe(1, 0.05);
        var pooled = fit.At(1);
        var alone = ProxyMeansTest.Fit(data, new ProxySettings(), TestContext.Current.CancellationToken);
        var (pooledError, ownError) = (0.0, 0.0);
        for (var g = 0; g < 30; g++)
        {
            pooledError += Square((pooled.Coefficients(g)[1] / columns.Columns[0].Scale) - truth[g]);
            ownError += Square(alone.Groups[g].Coefficients[1].Value - truth[g]);
        }
        pooledError.ShouldBeLessThan(ownError);
        // Without any share of the differences all groups have the common coefficients.
        fit.At(0).Deviations.ShouldAllBe(d => d.All(v => Math.Abs(v) < 1e-12));
    }

    [Theory]
    [InlineData(double.PositiveInfinity, 1.0)]
    [InlineData(double.PositiveInfinity, 0.25)]
    [InlineData(double.PositiveInfinity, 0.0)]
    [InlineData(8.0, 1.0)]
    public void Errors_of_pooled_coefficients_hold_the_truth_as_often_as_they_should(double degrees, double share)
    {
        var (covered, all, of) = (0, 0, 0);
        for (ulong round = 0; round < 30; round++)
        {
            var (data, truth) = Made(groups: 20, rows: 25, deviation: 0.4, seed: 50 + round, degrees);
            var columns = PooledColumns.Make(Design.Make(data.Predictors), Design.Make(data.Predictors).Terms, bends: false);
            var fit = HierarchicalFit.Of(columns, data.Outcome, null, data.RowsByGroup(), degrees, TestContext.Current.CancellationToken);
            var pooled = fit.At(share);
            for (var g = 0; g < 20; g++)
            {
                var error = (pooled.Coefficients(g)[1] / columns.Columns[0].Scale) - truth[g];
                if (Math.Abs(error) < 1.96 * Math.Sqrt(fit.Covariance(g)[1, 1]) / columns.Columns[0].Scale) covered++;
                of++;
            }
            // The second slope is common to all groups.
            if (Math.Abs((fit.Common[2] / columns.Columns[1].Scale) + 0.5) < 1.96 * Math.Sqrt(fit.Covariance()[2, 2]) / columns.Columns[1].Scale) all++;
        }
        // Weights of Student errors are estimated too, which their errors do not know.
        ((double)covered / of).ShouldBe(0.95, double.IsInfinity(degrees) ? 0.03 : 0.045);
        all.ShouldBeGreaterThanOrEqualTo(26);
    }

    [Fact]
    public void The_terms_of_an_explanation_add_up_to_the_score()
    {
        var (data, _) = Made(groups: 2, rows: 50, deviation: 0.3);
        var model = ProxyMeansTest.Fit(data, new ProxySettings(), TestContext.Current.CancellationToken).Groups[1];
        var scorer = GroupScorer.Of(model, data.Predictors);
        for (var row = 0; row < 5; row++)
        {
            var explanation = ScoreExplanation.Of(model, c => c.Predictor == "a" ? data.Predictors[0].Values![row] : data.Predictors[1].Values![row]);
            explanation.Linear.ShouldBe(scorer.Linear(data.Predictors, row), 1e-12);
        }
    }

    [Fact]
    public void A_logarithm_of_nothing_is_refused() => Should.Throw<StatisticsException>(() =>
        ProxyMeansTest.Fit(new ProxyData { Predictors = [Predictor.Numeric("a", [1, 2, 3, 5])], Outcome = [1, 0, 2, 3] }, new ProxySettings { Log = true }, TestContext.Current.CancellationToken))
        .Fault.ShouldBe(StatisticsFault.NotPositive);

    private static double Exclusion(ProxySettings settings)
    {
        var (sample, census) = (SharedTable.Of("emdi_eusilcA_smp.csv"), SharedTable.Of("emdi_eusilcA_pop.csv"));
        var states = sample.Texts("state");
        var names = states.Distinct().ToArray();
        var model = ProxyMeansTest.Fit(new ProxyData
        {
            Predictors = sample.Predictors(SharedTable.EmdiPredictors),
            Outcome = sample.Numbers("eqIncome"),
            Groups = [.. states.Select(s => Array.IndexOf(names, s))],
            GroupNames = names,
        }, settings, TestContext.Current.CancellationToken);
        var predicted = Predict(model, census.Predictors(SharedTable.EmdiPredictors), census.Texts("state"));
        return Targeting.Errors(predicted, census.Numbers("eqIncome"), [0.2])[0].Exclusion;
    }

    private static double[] Predict(ProxyModel model, Predictor[] predictors, string[] groups)
    {
        var all = GroupScorer.Of(model.All, predictors);
        var scorers = model.Groups.ToDictionary(g => g.Name, g => GroupScorer.Of(g, predictors), StringComparer.Ordinal);
        return [.. groups.Select((g, i) => scorers.GetValueOrDefault(g, all).Linear(predictors, i))];
    }

    private static Predictor Part(Predictor predictor, int[] rows) => predictor.Values is { } values
        ? Predictor.Numeric(predictor.Name, [.. rows.Select(r => values[r])])
        : Predictor.Categorical(predictor.Name, [.. rows.Select(r => predictor.Codes![r])], predictor.Levels);

    private static (ProxyData Data, double[] Slopes) Made(int groups, int rows, double deviation, ulong seed = 9, double degrees = double.PositiveInfinity)
    {
        var random = new RandomStream(seed, 0);
        double[] slopes = [.. Enumerable.Range(0, groups).Select(_ => 1 + (deviation * random.Normal()))];
        int[] group = [.. Enumerable.Range(0, groups * rows).Select(i => i / rows)];
        double[] a = [.. group.Select(_ => random.Normal())], b = [.. group.Select(_ => random.Normal())];
        return (new ProxyData
        {
            Predictors = [Predictor.Numeric("a", a), Predictor.Numeric("b", b)],
            Outcome = [.. group.Select((g, i) => 5 + (slopes[g] * a[i]) - (0.5 * b[i]) + Error())],
            Groups = group,
            GroupNames = [.. Enumerable.Range(0, groups).Select(g => $"g{g}")],
        }, slopes);

        // A Student error is a normal one over the root of the mean of as many squares as it has degrees of freedom.
        double Error() => random.Normal() / (double.IsInfinity(degrees) ? 1 : Math.Sqrt(Enumerable.Range(0, (int)degrees).Sum(_ => Square(random.Normal())) / degrees));
    }

    private static double Square(double value) => value * value;
}
