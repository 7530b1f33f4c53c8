using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Linkage.Engine;
using SatuPintu.Linkage.Records;
using SatuPintu.Linkage.Tests.Made;

namespace SatuPintu.Linkage.Tests.Engine;

/// <summary>Whole runs on made people whose truth is known.</summary>
public sealed class MadeListsTests
{
    [Theory]
    [InlineData(false, 2000)]
    [InlineData(true, 2000)]
    [InlineData(false, 9000)]
    [InlineData(true, 9000)]
    public void Most_pairs_are_found_and_hardly_any_is_wrong(bool isLink, int people)
    {
        var made = isLink ? MadePeople.TwoLists(people, 0.5, 21) : MadePeople.OneList(people, 0.4, 22);
        var (recall, precision) = made.Judge(LinkageEngine.Run(made.Table, new LinkageOptions()));
        recall.ShouldBeGreaterThan(0.95);
        precision.ShouldBeGreaterThan(0.985);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Probabilities_mean_what_they_say(bool isLink)
    {
        // Noisy enough that many pairs are in doubt; no field settles a pair by itself.
        var noise = new Noise(0.15, 0.25, 0.3);
        var bins = new (double Sum, double Right, int Count)[4];
        for (var seed = 0; seed < 3; seed++)
        {
            var made = isLink ? MadePeople.TwoLists(4000, 0.5, 30 + seed, noise) : MadePeople.OneList(4000, 0.5, 40 + seed, noise);
            var fields = made.Fields.Where(f => f.Name is not ("phone" or "street")).ToList();
            foreach (var pair in LinkageEngine.Run(Lists.Table(fields, made.LeftCount), new LinkageOptions { ReviewAt = 0.2 }).Pairs)
            {
                ref var bin = ref bins[pair.Probability switch { < 0.5f => 0, < 0.9f => 1, < 0.99f => 2, _ => 3 }];
                bin = (bin.Sum + pair.Probability, bin.Right + (made.Truth[pair.A] == made.Truth[pair.B] ? 1 : 0), bin.Count + 1);
            }
        }
        double[] tolerance = [0.15, 0.12, 0.05, 0.01];
        for (var b = 0; b < bins.Length; b++) (bins[b].Right / bins[b].Count).ShouldBe(bins[b].Sum / bins[b].Count, tolerance[b], $"bin {b} of {bins[b].Count} pairs");
        // Of pairs scored 0.9 and more, nine in ten are right and more.
        ((bins[2].Right + bins[3].Right) / (bins[2].Count + bins[3].Count)).ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void A_list_linked_with_itself_joins_every_record_with_itself_and_with_nothing_else()
    {
        var made = MadePeople.OneList(1200, 0, 50);
        var twice = made.Fields.Select(f => f with { Values = [.. f.Values, .. f.Values] }).ToList();
        var count = made.Truth.Length;
        var result = LinkageEngine.Run(Lists.Table(twice, count), new LinkageOptions());
        for (var r = 0; r < count; r++) result.EntityOf[r + count].ShouldBe(result.EntityOf[r], $"record {r}");
        result.EntityCount.ShouldBe(count);
    }

    [Fact]
    public void Entities_are_numbered_by_their_first_record_and_pairs_come_in_order()
    {
        var made = MadePeople.OneList(800, 0.5, 51);
        var result = LinkageEngine.Run(made.Table, new LinkageOptions());
        var next = 0;
        foreach (var entity in result.EntityOf) next = Math.Max(next, entity == next ? entity + 1 : entity < next ? next : throw new InvalidOperationException($"{entity} before {next}"));
        next.ShouldBe(result.EntityCount);
        result.Pairs.ShouldBe(result.Pairs.OrderBy(p => p.A).ThenBy(p => p.B));
        result.Pairs.ShouldAllBe(p => p.A < p.B && p.Probability >= 0.5f && p.Probability <= 1);
    }

    [Fact]
    public void Levels_that_agree_more_weigh_more()
    {
        var made = MadePeople.TwoLists(4000, 0.6, 52);
        var model = LinkageEngine.Run(made.Table, new LinkageOptions()).Model;
        foreach (var comparison in model.Comparisons)
        {
            var different = comparison.Levels[^1];
            different.Name.ShouldBe("different");
            different.Weight.ShouldBeLessThan(0, comparison.Field);
            var equal = comparison.Levels.Where(l => l.Name.StartsWith("equal", StringComparison.Ordinal)).ToList();
            // A rarer value that agrees says more.
            equal.RemoveAll(l => l.M < 0.005);
            for (var band = 1; band < equal.Count; band++) equal[band].Weight.ShouldBeGreaterThan(equal[band - 1].Weight - 0.01, $"{comparison.Field}: {equal[band].Name}");
            foreach (var level in comparison.Levels.Where(l => l.Name.Contains("slip", StringComparison.Ordinal))) level.Weight.ShouldBeGreaterThanOrEqualTo(different.Weight - 1e-9, $"{comparison.Field}: {level.Name}");
            var slip = comparison.Levels.Where(l => l.Name.StartsWith("one slip", StringComparison.Ordinal)).ToList();
            if (slip.Count > 0) equal.Max(l => l.Weight).ShouldBeGreaterThanOrEqualTo(slip.Max(l => l.Weight) - 1e-9, comparison.Field);
        }
    }

    [Fact]
    public void An_explanation_adds_up_to_the_score_and_a_field_that_agrees_never_takes_from_it()
    {
        var made = MadePeople.TwoLists(1500, 0.6, 53);
        var result = LinkageEngine.Run(made.Table, new LinkageOptions());
        var pairs = result.Pairs;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Gen.Choose(0, pairs.Length - 1).ToArbitrary(), i =>
        {
            var explained = result.Explain(pairs[i].B, pairs[i].A);
            (explained.PriorWeight + explained.Fields.Sum(f => f.Weight)).ShouldBe(explained.Weight, 1e-9);
            explained.Weight.ShouldBe(pairs[i].Weight, 1e-3);
            foreach (var field in explained.Fields)
            {
                if (field.Level == "missing") field.Weight.ShouldBe(0);
                if (field.Level.StartsWith("equal", StringComparison.Ordinal)) field.Weight.ShouldBeGreaterThan(-1e-9, $"{field.Field} given {field.Given}");
            }
        }));
    }

    [Fact]
    public void A_field_that_follows_from_another_is_not_counted_twice()
    {
        var made = MadePeople.TwoLists(4000, 0.5, 54, new Noise(0, 0, 0));
        // The county follows from the town, and the code of the town is the town again.
        var town = made.Fields.Single(f => f.Name == "town").Values;
        var counties = town.Distinct().Select((t, n) => (t, County: $"County {(char)('A' + n % 6)}", Code: $"{n + 100}")).ToDictionary(x => x.t);
        MadeField county = new("county", FieldKind.Place, [.. town.Select(t => counties[t].County)]), code = new("code", FieldKind.Category, [.. town.Select(t => counties[t].Code)]);
        var result = LinkageEngine.Run(Lists.Table([.. made.Fields, county, code], made.LeftCount), new LinkageOptions());
        var parents = result.Model.Comparisons.ToDictionary(c => c.Field, c => c.Given);
        new[] { parents["county"], parents["town"], parents["code"] }.Count(p => p is null).ShouldBe(1);
        var plain = LinkageEngine.Run(made.Table, new LinkageOptions());
        plain.Model.Comparisons.Single(c => c.Field == "town").Given.ShouldBeNull();
        plain.Model.Comparisons.Single(c => c.Field == "given").Given.ShouldBeNull();
        // Agreement in all three weighs hardly more than agreement in the town alone.
        var pair = plain.Pairs.First(p => made.Truth[p.A] == made.Truth[p.B]);
        double Weight(LinkageResult r) => r.Explain(pair.A, pair.B).Fields.Where(f => f.Field is "town" or "county" or "code").Sum(f => f.Weight);
        // (bands of rarity differ between the kinds, so that the numbers are not quite the same).
        Weight(result).ShouldBe(Weight(plain), 1.5);
    }
}
