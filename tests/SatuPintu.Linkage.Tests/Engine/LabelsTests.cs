using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Linkage.Engine;
using SatuPintu.Linkage.Records;
using SatuPintu.Linkage.Tests.Made;

namespace SatuPintu.Linkage.Tests.Engine;

/// <summary>Whole runs with judged pairs.</summary>
public sealed class LabelsTests
{
    private static readonly LinkageOptions Plain = new() { ReviewAt = 0.1 };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_model_that_is_wrong_for_a_field_is_mended_by_pairs_in_doubt(bool isLink)
    {
        var noise = new Noise(0.15, 0.25, 0.3);
        var made = isLink ? MadePeople.TwoLists(4000, 0.5, 61, noise) : MadePeople.OneList(4000, 0.5, 62, noise);
        var table = Lists.Table([.. made.Fields.Where(f => f.Name is not ("phone" or "street"))], made.LeftCount);
        // By this model nobody ever moves: that the town differs speaks as much against a pair as a stranger's birthday.
        var model = WithDifferent(LinkageEngine.Run(table, Plain).Model, "town", 0.01);
        var options = Plain with { Model = model };
        var before = LinkageEngine.Run(table, options);
        var doubt = before.Pairs.Where(p => p.Probability is >= 0.1f and < 0.9f).ToArray();
        new Random(3).Shuffle(doubt);
        doubt.Length.ShouldBeGreaterThan(300);
        var after = LinkageEngine.Run(table, options with { Labels = [.. doubt.Take(150).Select(p => new LabelledPair(p.B, p.A, made.Truth[p.A] == made.Truth[p.B]))] });

        after.Learned!.IsApplied.ShouldBeTrue();
        after.Learned.Correction.Levels.Single(l => l is { Field: "town", Level: "different" }).Bits.ShouldBeGreaterThan(0.5);
        after.Learned.With.LogLoss.ShouldBeLessThan(after.Learned.Without.LogLoss);
        var rest = doubt.Skip(150).ToList();
        double Loss(Func<ScoredPair, double> probability) => rest.Average(p => made.Truth[p.A] == made.Truth[p.B] ? -Math.Log(probability(p)) : -Math.Log(1 - probability(p)));
        Loss(p => after.Explain(p.A, p.B).Probability).ShouldBeLessThan(Loss(p => before.Explain(p.A, p.B).Probability) - 0.05);
        // The parameters stay those of the model, so that all can be learned from again.
        after.Model.Comparisons.SelectMany(c => c.Levels).ShouldBe(before.Model.Comparisons.SelectMany(c => c.Levels));
        after.Model.Prior.ShouldBe(before.Model.Prior);
        made.Judge(after).Recall.ShouldBeGreaterThan(made.Judge(before).Recall);
    }

    [Fact]
    public void An_explanation_adds_up_and_shows_what_was_learned()
    {
        var (table, labels) = Contrary(false);
        var result = LinkageEngine.Run(table, Plain with { Labels = labels });
        result.Learned!.IsApplied.ShouldBeTrue();
        var bits = result.Learned.Correction.Levels.ToDictionary(l => (l.Field, l.Level), l => l.Bits);
        var corrected = 0;
        foreach (var pair in result.Pairs.Take(400))
        {
            var why = result.Explain(pair.A, pair.B);
            (why.PriorWeight + why.Fields.Sum(f => f.Weight)).ShouldBe(why.Weight, 1e-9);
            why.Weight.ShouldBe(pair.Weight, 1e-3);
            result.WeightOf(pair.A, pair.B).ShouldBe(why.Weight, 1e-9);
            if (why.LearnedPrior == 0) why.Fields.ShouldAllBe(f => f.Learned == 0);
            else
            {
                corrected++;
                why.LearnedPrior.ShouldBe(result.Learned.Correction.Intercept);
                foreach (var field in why.Fields)
                {
                    field.Learned.ShouldBe(bits.GetValueOrDefault((field.Field, field.Level)));
                    if (field.Level != "missing") field.Weight.ShouldBe(Math.Log2(field.M / field.U) + field.Learned, 1e-6);
                }
                result.WeightWithout(pair, why.Fields[0].Field).ShouldBe(why.Weight - why.Fields[0].Weight, 3);
            }
        }
        corrected.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void A_correction_learned_before_does_what_its_labels_did()
    {
        var (table, labels) = Contrary(true);
        var learned = LinkageEngine.Run(table, Plain with { Labels = labels });
        learned.Learned!.IsApplied.ShouldBeTrue();
        var stored = JsonSerializer.Deserialize<WeightCorrection>(JsonSerializer.Serialize(learned.Learned.Correction));
        var again = LinkageEngine.Run(table, Plain with { Correction = stored });
        again.Pairs.ShouldBe(learned.Pairs);
        again.EntityOf.ShouldBe(learned.EntityOf);
        again.Learned.ShouldBeNull();
        // Without a run around it too, where nothing stands around a pair.
        var pair = learned.Pairs.First(p => learned.Explain(p.A, p.B).LearnedPrior != 0);
        LinkageEngine.Explain(table, Plain with { Model = learned.Model, Correction = stored }, pair.A, pair.B).Weight.ShouldBe(learned.Explain(pair.A, pair.B).Weight, 1e-9);
        var other = stored! with { Levels = [new LearnedLevel("no such field", "different", 1)] };
        Should.Throw<LinkageException>(() => LinkageEngine.Run(table, Plain with { Correction = other })).Reason.ShouldBe("other_model");
    }

    [Fact]
    public void Labels_that_are_refused_leave_the_result_as_it_is_without_them()
    {
        var made = MadePeople.OneList(1500, 0.5, 71, new Noise(0.15, 0.25, 0.3));
        var plain = LinkageEngine.Run(made.Table, Plain);
        plain.Learned.ShouldBeNull();
        // The surest pairs, judged as they are: nothing is learned from them.
        var sure = plain.Pairs.OrderByDescending(p => p.Weight).ThenBy(p => p.A).Take(1).Select(p => new LabelledPair(p.A, p.B, true)).ToList();
        var with = LinkageEngine.Run(made.Table, Plain with { Labels = sure });
        with.Learned!.IsApplied.ShouldBeFalse();
        MadeTable.Say(with).ShouldBe(MadeTable.Say(plain));
    }

    [Fact]
    public void Pairs_on_which_weights_do_not_decide_are_set_aside()
    {
        var made = MadePeople.TwoLists(1500, 0.5, 72, new Noise(0.15, 0.25, 0.3));
        var plain = LinkageEngine.Run(made.Table, Plain);
        var doubt = plain.Pairs.Where(p => p.Probability < 0.9f).ToArray();
        doubt.Length.ShouldBeGreaterThan(20);
        var labels = doubt.Select(p => new LabelledPair(p.A, p.B, made.Truth[p.A] == made.Truth[p.B])).ToList();
        var usual = LinkageEngine.Run(made.Table, Plain with { Labels = labels, OneToOne = false }).Learned!;
        (usual.Matches + usual.NonMatches + usual.SetAside).ShouldBe(doubt.Length);
        // Two of one list are not compared where two lists are linked; the others are certain, or contradict.
        labels.AddRange([new(0, 1, false), new(made.LeftCount, made.LeftCount + 1, false)]);
        LinkageEngine.Run(made.Table, Plain with { Labels = labels, OneToOne = false }).Learned!.SetAside.ShouldBe(usual.SetAside + 2);
        LinkageEngine.Run(made.Table, Plain with { Labels = labels, OneToOne = false, Contradicts = (_, _) => true }).Learned!.SetAside.ShouldBe(doubt.Length + 2);
        LinkageEngine.Run(made.Table, Plain with { Labels = labels, OneToOne = false, Certain = (a, b) => a == doubt[0].A && b == doubt[0].B }).Learned!.SetAside.ShouldBeGreaterThan(usual.SetAside + 2);
    }

    [Fact]
    public void Pairs_that_are_kept_apart_because_they_were_judged_teach_as_well()
    {
        var (table, labels) = Contrary(false);
        var parted = labels.Where(l => !l.IsMatch).Select(l => (l.A, l.B)).ToHashSet();
        var plain = LinkageEngine.Run(table, Plain with { Labels = labels, ContradictsUnjudged = (_, _) => false, Contradicts = (_, _) => false }).Learned!;
        bool IsParted(int a, int b) => parted.Contains((Math.Min(a, b), Math.Max(a, b)));
        var held = LinkageEngine.Run(table, Plain with { Labels = labels, Contradicts = IsParted, ContradictsUnjudged = (_, _) => false }).Learned!;
        held.NonMatches.ShouldBeGreaterThan(plain.NonMatches * 9 / 10);
        // Without that word of the host only those judged to be one person would be left to learn from.
        LinkageEngine.Run(table, Plain with { Labels = labels, Contradicts = IsParted }).Learned!.NonMatches.ShouldBe(0);
    }

    [Theory]
    [InlineData(600, false)]
    [InlineData(600, true)]
    public void The_order_of_rows_does_not_matter_to_what_is_learned(int people, bool isLink)
    {
        var noise = new Noise(0.15, 0.25, 0.3);
        var made = isLink ? MadePeople.TwoLists(people, 0.6, people, noise) : MadePeople.OneList(people, 0.4, people, noise);
        var random = new Random(people);
        var (count, left) = (made.Truth.Length, made.LeftCount);
        int[] order = isLink ? [.. Lists.Shuffled(left, random), .. Lists.Shuffled(count - left, random).Select(r => r + left)] : Lists.Shuffled(count, random);
        var placeOf = new int[count];
        for (var r = 0; r < count; r++) placeOf[order[r]] = r;
        var labels = LinkageEngine.Run(made.Table, Plain).Pairs.Where(p => p.Probability < 0.9f).Select(p => new LabelledPair(p.A, p.B, (p.A + p.B) % 4 == 0)).ToList();
        var plain = LinkageEngine.Run(made.Table, Plain with { Labels = labels }).Learned!;
        var shuffled = LinkageEngine.Run(Lists.Table(Lists.Reordered(made.Fields, order), left), Plain with { Labels = [.. labels.Select(l => new LabelledPair(placeOf[l.A], placeOf[l.B], l.IsMatch))] }).Learned!;
        (shuffled.Matches, shuffled.NonMatches, shuffled.SetAside, shuffled.IsApplied).ShouldBe((plain.Matches, plain.NonMatches, plain.SetAside, plain.IsApplied));
        shuffled.With.LogLoss.ShouldBe(plain.With.LogLoss, 1e-5);
        shuffled.Without.LogLoss.ShouldBe(plain.Without.LogLoss, 1e-5);
        shuffled.Correction.Levels.Select(l => (l.Field, l.Level)).ShouldBe(plain.Correction.Levels.Select(l => (l.Field, l.Level)));
        shuffled.Correction.Levels.Zip(plain.Correction.Levels).Max(l => Math.Abs(l.First.Bits - l.Second.Bits)).ShouldBeLessThan(1e-4);
    }

    [Fact]
    public void Shares_and_records_on_disk_give_the_same_as_the_whole() =>
        Prop.ForAll(Gen.Choose(1, 100_000).ToArbitrary(), Gen.Choose(1, 4).ToArbitrary(), Gen.Choose(0, 3).ToArbitrary(), (seed, parts, kind) =>
        {
            var records = MadeTable.Make(seed, 500, link: (kind & 1) != 0, families: (kind & 2) != 0);
            var options = MadeTable.Options(MadeTable.Sampling);
            // Judged against what the model thinks, so that there is something to learn.
            var labels = LinkageEngine.Run(records, options).Pairs.Take(40).Select(p => new LabelledPair(p.A, p.B, false)).ToArray();
            options = options with { Labels = labels };
            var whole = LinkageEngine.Run(records, options);
            var turned = options with { Labels = [.. labels.Reverse().Select(l => new LabelledPair(l.B, l.A, l.IsMatch))] };
            var shares = Enumerable.Range(1, parts).Select(n => LinkageEngine.RunShare(records, n == 1 ? turned : options, new Share(n, parts))).ToList();
            Same(LinkageEngine.Merge(records, options, shares));
            Same(LinkageEngine.Run(records, options with { Spill = new MemorySpill(), Limits = MadeTable.Sampling with { SpillParts = parts } }));
            Same(LinkageEngine.Run(records, turned with { Workers = 1 }));
            if (labels.Length > 0)
                Should.Throw<LinkageException>(() => LinkageEngine.Merge(records, options with { Labels = [.. labels.Skip(1)] }, shares)).Reason.ShouldBe("share_other");

            void Same(LinkageResult result)
            {
                MadeTable.Say(result).ShouldBe(MadeTable.Say(whole));
                JsonSerializer.Serialize(result.Learned).ShouldBe(JsonSerializer.Serialize(whole.Learned));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(8));

    [Fact]
    public void Records_that_a_run_leaves_alone_teach_what_they_teach_the_whole()
    {
        var (table, labels) = Contrary(false);
        var whole = LinkageEngine.Run(table, Plain with { Labels = labels });
        var keys = (IReadOnlyList<IReadOnlyList<string>>)[["born"], ["surname", "town"]];
        var some = Enumerable.Range(0, table.Count).Select(r => r % 50 == 0).ToArray();
        var change = LinkageEngine.Run(table, Plain with { Labels = labels, Model = whole.Model, Blocking = keys, Active = some }).Learned!;
        // In the change the records around are not known, so that some more may be learned from, but of the same pairs the same is learned.
        (change.Matches + change.NonMatches).ShouldBeInRange(whole.Learned!.Matches + whole.Learned.NonMatches - 5, labels.Count);
        change.IsApplied.ShouldBeTrue();
        foreach (var level in change.Correction.Levels.Where(l => Math.Abs(l.Bits) > 0.7))
            Math.Sign(whole.Learned.Correction.Levels.Single(l => (l.Field, l.Level) == (level.Field, level.Level)).Bits).ShouldBe(Math.Sign(level.Bits), level.ToString());
    }

    /// <summary>A list, and pairs in doubt judged by whether the towns are the same: something that the model does not know.</summary>
    private static (RecordTable Table, IReadOnlyList<LabelledPair> Labels) Contrary(bool isLink)
    {
        var noise = new Noise(0.15, 0.25, 0.3);
        var made = isLink ? MadePeople.TwoLists(2500, 0.5, 63, noise) : MadePeople.OneList(2500, 0.5, 64, noise);
        var fields = made.Fields.Where(f => f.Name is not ("phone" or "street")).ToList();
        var table = Lists.Table(fields, made.LeftCount);
        var town = fields.Single(f => f.Name == "town").Values;
        return (table, [.. LinkageEngine.Run(table, Plain).Pairs.Where(p => p.Probability < 0.9f).Take(200).Select(p => new LabelledPair(p.A, p.B, town[p.A] == town[p.B]))]);
    }

    private static ModelParameters WithDifferent(ModelParameters model, string field, double m)
    {
        return model with { Comparisons = [.. model.Comparisons.Select(c => c.Field == field ? c with { Levels = Levels(c.Levels)!, LevelsIfGivenAgrees = Levels(c.LevelsIfGivenAgrees), LevelsIfGivenDiffers = Levels(c.LevelsIfGivenDiffers) } : c)] };

        IReadOnlyList<LevelParameters>? Levels(IReadOnlyList<LevelParameters>? levels) => levels is null ? null
            : [.. levels.Select(l => l.Name == "different" ? l with { M = m } : l with { M = l.M * (1 - m) / (1 - levels[^1].M) })];
    }
}
