using SatuPintu.Statistics.ProxyMeans;
using SatuPintu.Statistics.Regression;

namespace SatuPintu.Statistics.Tests.Regression;

public class StepwiseTests
{
    [Theory]
    [InlineData("aic")]
    [InlineData("bic")]
    public void Steps_to_the_models_that_another_program_finds_in_all_nine_states(string criterion)
    {
        var sample = SharedTable.Of("emdi_eusilcA_smp.csv");
        var states = sample.Texts("state");
        var known = SteppedStates.All.Where(s => s.Criterion == criterion).ToArray();
        var model = ProxyMeansTest.Fit(new ProxyData
        {
            Predictors = sample.Predictors(SharedTable.EmdiPredictors),
            Outcome = sample.Numbers("eqIncome"),
            Groups = [.. states.Select(s => Array.FindIndex(known, k => k.State == s))],
            GroupNames = [.. known.Select(k => k.State)],
        }, new ProxySettings { Log = true, Select = criterion == "aic" ? Selection.Aic : Selection.Bic }, TestContext.Current.CancellationToken);
        model.Groups.Count.ShouldBe(9);
        foreach (var (group, (_, state, terms)) in model.Groups.Zip(known))
        {
            group.Coefficients.Select(c => c.Name).ShouldBe(terms.Select(t => t.Term), state);
            foreach (var (found, wanted) in group.Coefficients.Zip(terms)) found.Value.ShouldBe(wanted.Coefficient, 1e-8 * Math.Abs(wanted.Coefficient), $"{state}, {wanted.Term}");
        }
    }

    [Fact]
    public void A_column_that_depends_on_others_never_comes_in_for_them()
    {
        // Of a, b and their sum the sum alone would do; but it stands last, is set aside, and stays there.
        var (x, _, _) = LeastSquaresTests.Made(60, 3, 8);
        double[] sum = [.. x[0].Zip(x[1], (a, b) => a + b)];
        var design = Design.Make([Predictor.Numeric("a", x[0]), Predictor.Numeric("b", x[1]), Predictor.Numeric("sum", sum)]);
        double[] y = [.. sum.Zip(x[2], (s, e) => s + e)];
        var chosen = Stepwise.Choose(Moments.Of(design.Values, y, null), design.Terms, Criterion.Bic, out var aside);
        aside.Select(t => t.Name).ShouldBe(["sum"]);
        chosen.Select(t => t.Name).ShouldBe(["a", "b"]);
        double[] alone = [.. x[0].Zip(x[2], (a, e) => a + e)];
        Stepwise.Choose(Moments.Of(design.Values, alone, null), design.Terms, Criterion.Bic, out _).Select(t => t.Name).ShouldBe(["a"]);
    }
}
