using SatuPintu.Linkage.Model;

namespace SatuPintu.Linkage.Tests.Model;

/// <summary>Pairs are drawn from known parameters; estimation must find them again.</summary>
public sealed class EstimatorTests
{
    private static readonly PatternLayout Layout = new(
    [
        new("name", ComparisonScope.Person, [new("missing", 0, 0, 0), new("equal", 0.7, 0.01, 0.01), new("close", 0.2, 0.09, 0.04), new("different", 0.1, 0.9, 0.95)]),
        new("birth", ComparisonScope.Person, [new("missing", 0, 0, 0), new("equal", 0.7, 0.02, 0.001), new("different", 0.3, 0.98, 0.999)]),
        new("address", ComparisonScope.Household, [new("missing", 0, 0, 0), new("equal", 0.6, 0, 0.02), new("different", 0.4, 0, 0.98)]),
    ]);

    private static readonly double[][] M = [[0, 0.8, 0.15, 0.05], [0, 0.93, 0.07], [0, 0.85, 0.15]];
    private static readonly double[][] S = [[0, 0.005, 0.05, 0.945], [0, 0.003, 0.997], [0, 0.85, 0.15]];
    private static readonly double[][] U = [[0, 0.004, 0.03, 0.966], [0, 0.0008, 0.9992], [0, 0.01, 0.99]];
    private const double AllPairs = 4_000_000;
    private const int Matches = 20_000;

    [Fact]
    public void Finds_the_parameters_that_made_the_pairs()
    {
        var random = new Random(11);
        var counts = new Dictionary<long, double>();
        Draw(counts, random, M, Matches, missing: 0.1);
        Draw(counts, random, S, 2 * Matches, missing: 0.1);
        Draw(counts, random, U, (int)AllPairs - 3 * Matches, missing: 0.1);
        var patterns = counts.Keys.Order().ToArray();
        var group = new PatternGroup("made", AllPairs, new HouseholdPairs(0, 2), patterns, patterns.Select(p => counts[p]).ToArray());

        var estimation = new Estimator(Layout, U).Run([group], Start(l => l.M), S, [0.1 * Matches]);

        var model = estimation.Models[0];
        (model.PriorM * AllPairs).ShouldBe(Matches, 0.03 * Matches);
        for (var i = 0; i < M.Length; i++)
            for (var level = 1; level < M[i].Length; level++)
                model.M[i][level].ShouldBe(M[i][level], 0.01, $"{Layout.Comparisons[i].Field} {level}");
        estimation.Changes[^1].ShouldBeLessThan(1e-4);
    }

    [Fact]
    public void Separates_doubles_from_members_of_one_household()
    {
        var random = new Random(12);
        var counts = new Dictionary<long, double>();
        Draw(counts, random, M, 500, missing: 0);
        Draw(counts, random, S, 49_500, missing: 0);
        var patterns = counts.Keys.Order().ToArray();

        var s = new Estimator(Layout, U).Separate(patterns, patterns.Select(p => counts[p]).ToArray(), Start(l => l.M), Start(l => l.S));

        s[0][1].ShouldBe(S[0][1], 0.002);
        s[1][1].ShouldBe(S[1][1], 0.002);
    }

    [Fact]
    public void Missing_values_leave_the_odds_as_they_are()
    {
        var model = new LinkageModel(Layout, 0.001, 0.002, M, S, U);
        var blank = model.Score(0);
        blank.Probability.ShouldBe(0.001, 1e-6);
        model.Share(0, 0, againstHousehold: false).ShouldBe(0);
    }

    [Fact]
    public void The_classes_of_a_pattern_sum_to_one_and_agree_with_its_score()
    {
        var model = new LinkageModel(Layout, 0.001, 0.002, M, S, U);
        var pattern = Layout.With(Layout.With(Layout.With(0, 0, 1), 1, 1), 2, 1);
        var posterior = model.Posterior(pattern);
        (posterior.M + posterior.S + posterior.U).ShouldBe(1, 1e-12);
        model.Score(pattern).Probability.ShouldBe(posterior.M, 1e-9);
        model.UpperWeight(pattern).ShouldBeInRange(model.Weight(pattern), model.Weight(pattern) + 1);
    }

    private static double[][] Start(Func<Level, double> parameter) =>
        Layout.Comparisons.Select(c => c.Levels.Select(l => c.Scope == ComparisonScope.Household ? l.M : parameter(l)).ToArray()).ToArray();

    private static void Draw(Dictionary<long, double> counts, Random random, double[][] parameters, int pairs, double missing)
    {
        for (var i = 0; i < pairs; i++)
        {
            long pattern = 0;
            for (var c = 0; c < parameters.Length; c++)
            {
                if (random.NextDouble() < missing) continue;
                var draw = random.NextDouble();
                var level = 1;
                while (level < parameters[c].Length - 1 && (draw -= parameters[c][level]) > 0) level++;
                pattern = Layout.With(pattern, c, level);
            }
            counts[pattern] = counts.GetValueOrDefault(pattern) + 1;
        }
    }
}
