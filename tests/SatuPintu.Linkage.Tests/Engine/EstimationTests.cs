using SatuPintu.Linkage.Engine;
using SatuPintu.Linkage.Fields;
using SatuPintu.Linkage.Records;
using SatuPintu.Linkage.Tests.Made;

namespace SatuPintu.Linkage.Tests.Engine;

public sealed class EstimationTests
{
    [Theory]
    [InlineData(0.0004, 1)]
    [InlineData(0.0004, 4)]
    [InlineData(0.0004, 6)]
    [InlineData(0.002, 2)]
    [InlineData(0.02, 3)]
    public void Known_parameters_are_recovered_from_the_patterns_they_make(double prior, int seed)
    {
        // The less two values agree the less it speaks for one person, as in any field.
        var plan = Plan();
        var random = new Random(seed);
        var (m, u, start) = (plan.Table(), plan.Table(), StartM(plan));
        foreach (var c in Enumerable.Range(0, plan.Count))
        {
            var levels = plan.Levels[c].Length;
            var (different, bands) = (0.05 + 0.1 * random.NextDouble(), plan.Columns[c].EqualBands);
            double left = 1 - different, leftU = 1;
            for (var level = levels - 2; level > 0; level--)
            {
                // Equal values fall on the bands as the records do.
                var pm = level <= bands ? left * start[c][level] / Enumerable.Range(1, level).Sum(l => start[c][l]) : left * 0.2 * random.NextDouble();
                var pu = pm / Math.Max(1, 400 / Math.Pow(4, Math.Max(0, level - bands)));
                left -= pm;
                leftU -= pu;
                Set(level, pm, pu);
            }
            Set(levels - 1, different, leftU);

            void Set(int level, double pm, double pu)
            {
                for (var state = 0; state < ComparisonPlan.States; state++) (m[c][plan.At(c, state, level)], u[c][plan.At(c, state, level)]) = (pm, pu);
            }
        }
        // Steps end where they get small, a little before the end of the way.
        const double All = 4e6;
        var (patterns, counts) = Expected(plan, m, u, prior, All);
        var estimation = new Estimation(plan, new EstimationStart(start, null, Chance(plan, m, u, prior), Floor(plan), All, 0.3 * 2000, default));
        var model = estimation.Run(patterns, counts, 2, CancellationToken.None);
        model.PriorM.ShouldBe(prior, 0.05 * prior);
        for (var c = 0; c < plan.Count; c++)
        {
            for (var level = 1; level < plan.Levels[c].Length; level++)
            {
                // Equal values are compared as a whole: the split over bands leans on how many records have them.
                if (plan.Columns[c].IsEqual(level)) continue;
                model.M[c][level].ShouldBe(m[c][level], 0.01, $"m of {plan.Columns[c].Name} {level}");
                model.U[c][level].ShouldBe(u[c][level], 0.002, $"u of {plan.Columns[c].Name} {level}");
            }
            Equal(model.M[c], plan, c).ShouldBe(Equal(m[c], plan, c), 0.01);
        }
        estimation.Changes.Count.ShouldBeInRange(2, 50);
        estimation.Changes[^1].ShouldBeLessThan(estimation.Changes[0]);
    }

    [Fact]
    public void A_given_model_is_used_as_it_is()
    {
        var made = MadePeople.TwoLists(400, 0.6, 12);
        var first = LinkageEngine.Run(made.Table, new LinkageOptions());
        var again = LinkageEngine.Run(made.Table, new LinkageOptions { Model = first.Model });
        again.Pairs.ShouldBe(first.Pairs);
        again.EntityOf.ShouldBe(first.EntityOf);
        again.Statistics.Convergence.ShouldBeEmpty();
        again.Model.Prior.ShouldBe(first.Model.Prior);
        for (var c = 0; c < first.Model.Comparisons.Count; c++)
        {
            again.Model.Comparisons[c].Levels.ShouldBe(first.Model.Comparisons[c].Levels);
            again.Model.Comparisons[c].LevelsIfGivenAgrees.ShouldBe(first.Model.Comparisons[c].LevelsIfGivenAgrees);
        }
    }

    [Fact]
    public void A_model_for_other_fields_is_refused()
    {
        var made = MadePeople.TwoLists(300, 0.6, 13);
        var model = LinkageEngine.Run(made.Table, new LinkageOptions()).Model;
        Should.Throw<LinkageException>(() => LinkageEngine.Run(Renamed("born", "birth"), new LinkageOptions { Model = model })).ShouldSatisfyAllConditions(
            e => e.Reason.ShouldBe("other_model"), e => e.Detail.ShouldBe("birth"));
        // A field of the same name and another kind has other levels.
        var other = made.Fields.Select(f => f.Name == "born" ? f with { Kind = FieldKind.Identifier } : f).ToList();
        Should.Throw<LinkageException>(() => LinkageEngine.Run(Lists.Table(other, made.LeftCount), new LinkageOptions { Model = model })).Reason.ShouldBe("other_model");

        RecordTable Renamed(string from, string to) => Lists.Table([.. made.Fields.Select(f => f.Name == from ? f with { Name = to } : f)], made.LeftCount);
    }

    [Fact]
    public void Estimation_is_shown_to_converge()
    {
        var made = MadePeople.OneList(1500, 0.4, 14);
        var changes = LinkageEngine.Run(made.Table, new LinkageOptions()).Statistics.Convergence;
        changes.Count.ShouldBeGreaterThan(1);
        changes[^1].ShouldBeLessThan(1e-3);
    }

    private static ComparisonPlan Plan()
    {
        var columns = FieldColumns.Make(Lists.Table(
        [
            new("a", FieldKind.Nik, ["3273014501900001", "3175011212850002"]), new("b", FieldKind.Category, ["x", "y"]), new("c", FieldKind.Number, ["1", "2"]),
            new("d", FieldKind.Nik, ["3273014501900001", "3175011212850002"]), new("e", FieldKind.Number, ["1", "2"]),
        ]), 1, false, CancellationToken.None);
        return Dependence.Unrelated(columns);
    }

    private static double[][] StartM(ComparisonPlan plan) => StartValues.ByState(plan, StartValues.M(plan.Columns), null, null, []);

    private static double[][] Floor(ComparisonPlan plan) => [.. plan.Table().Select(row => row.Select(_ => 1e-7).ToArray())];

    /// <summary>What all pairs show, those of one person among them.</summary>
    private static double[][] Chance(ComparisonPlan plan, double[][] m, double[][] u, double prior) =>
        [.. Enumerable.Range(0, plan.Count).Select(c => m[c].Zip(u[c], (x, y) => prior * x + (1 - prior) * y).ToArray())];

    private static double Equal(double[] row, ComparisonPlan plan, int c) => Enumerable.Range(1, plan.Columns[c].EqualBands).Sum(level => row[level]);

    /// <summary>As many pairs of every pattern as the parameters make on average: what is not found again then is the fault of estimation, not of the draw.</summary>
    private static (long[] Patterns, double[] Counts) Expected(ComparisonPlan plan, double[][] m, double[][] u, double prior, double pairs)
    {
        IEnumerable<(long Pattern, double M, double U)> all = [(0, prior * pairs, (1 - prior) * pairs)];
        for (var c = 0; c < plan.Count; c++)
        {
            var (field, levels) = (c, Enumerable.Range(1, plan.Levels[c].Length - 1));
            all = [.. all.SelectMany(_ => levels, (p, level) => (p.Pattern | (long)level << plan.Shift[field], p.M * m[field][level], p.U * u[field][level]))];
        }
        var patterns = all.OrderBy(p => p.Pattern).ToList();
        return ([.. patterns.Select(p => p.Pattern)], [.. patterns.Select(p => p.M + p.U)]);
    }
}
