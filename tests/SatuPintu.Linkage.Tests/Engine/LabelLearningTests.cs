using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Linkage.Engine;
using SatuPintu.Linkage.Fields;
using SatuPintu.Linkage.Records;
using SatuPintu.Linkage.Tests.Made;

namespace SatuPintu.Linkage.Tests.Engine;

/// <summary>What is learned from judged pairs where the truth behind their patterns is known.</summary>
public sealed class LabelLearningTests
{
    private const double AskAt = 0.2;
    private const double MatchAt = 0.9;
    private const double Prior = 0.02;
    private static readonly ComparisonPlan World = Plan();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_field_that_is_wrong_in_the_model_is_corrected_by_pairs_in_doubt(int seed)
    {
        // The first field is much noisier than the model has it.
        var (truth, wrong) = (Model([0.35, 0.06, 0.08, 0.05, 0.06, 0.07, 0.05]), Model([0.02, 0.06, 0.08, 0.05, 0.06, 0.07, 0.05]));
        var drawn = Draw(truth, 200_000, seed);
        var doubt = drawn.Where(p => InDoubt(wrong, p.Pattern)).ToList();
        doubt.Count.ShouldBeGreaterThan(400);
        var learned = Learn(wrong, doubt.Take(200));
        learned.IsApplied.ShouldBeTrue();
        learned.With.LogLoss.ShouldBeLessThan(learned.Without.LogLoss - 0.03);
        learned.With.Brier.ShouldBeLessThan(learned.Without.Brier);
        // That the field differs speaks less against a pair than the model has it, by log2(0.35 / 0.02) = 4.1 bits; the nearer to it the more is judged.
        var differs = learned.Correction.Levels.Single(l => l is { Field: "f0", Level: "different" }).Bits;
        differs.ShouldBeInRange(0.7, 4.1);
        var more = Learn(wrong, doubt).Correction;
        more.Levels.Single(l => l is { Field: "f0", Level: "different" }).Bits.ShouldBeGreaterThan(differs);

        var corrected = wrong.With(ModelConversion.ToWeights(World, learned.Correction));
        LogLoss(corrected, doubt.Skip(200)).ShouldBeLessThan(LogLoss(wrong, doubt.Skip(200)) - 0.03);
        // Nobody has judged those outside, and they gain as well.
        LogLoss(corrected, drawn.Where(p => !InDoubt(wrong, p.Pattern))).ShouldBeLessThan(LogLoss(wrong, drawn.Where(p => !InDoubt(wrong, p.Pattern))));
    }

    [Fact]
    public void Pairs_chosen_by_their_weight_do_a_right_model_no_harm()
    {
        var model = Model([0.05, 0.06, 0.08, 0.05, 0.06, 0.07, 0.05]);
        double before = 0, after = 0;
        for (var seed = 0; seed < 10; seed++)
        {
            var drawn = Draw(model, 60_000, 100 + seed);
            var learned = Learn(model, drawn.Where(p => InDoubt(model, p.Pattern)).Take(100));
            // Applied or not: what the labels teach is held against all pairs, nearly all of which lie outside the zone that was judged.
            before += LogLoss(model, drawn) / 10;
            after += LogLoss(model.With(ModelConversion.ToWeights(World, learned.Correction)), drawn) / 10;
        }
        after.ShouldBeLessThan(before * 1.03);
    }

    [Fact]
    public void Labels_that_tell_no_more_than_the_model_are_refused()
    {
        var model = Model([0.05, 0.06, 0.08, 0.05, 0.06, 0.07, 0.05]);
        var applied = 0;
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(500 + seed);
            var doubt = Draw(model, 25_000, 300 + seed).Where(p => InDoubt(model, p.Pattern)).Take(60)
                .Select(p => p with { IsMatch = random.NextDouble() < EngineModel.Probability(model.Weight(p.Pattern)) });
            if (Learn(model, doubt).IsApplied) applied++;
        }
        applied.ShouldBeLessThan(10);
    }

    [Fact]
    public void Few_labels_move_little_and_more_move_more()
    {
        var (truth, wrong) = (Model([0.35, 0.06, 0.08, 0.05, 0.06, 0.07, 0.05]), Model([0.02, 0.06, 0.08, 0.05, 0.06, 0.07, 0.05]));
        var doubt = Draw(truth, 100_000, 9).Where(p => InDoubt(wrong, p.Pattern)).ToList();
        double[] most = [.. new[] { 0, 1, 10, 200 }.Select(n => Learn(wrong, doubt.Take(n)).Correction.Levels.Select(l => Math.Abs(l.Bits)).DefaultIfEmpty(0).Max())];
        most.ShouldBe(most.Order());
        most[0].ShouldBe(0);
        most[1].ShouldBeLessThan(0.4);
        most[2].ShouldBeLessThan(1.2);
    }

    [Fact]
    public void A_single_label_and_none_are_not_applied_and_everything_said_is_finite()
    {
        var model = Model([0.05, 0.06, 0.08, 0.05, 0.06, 0.07, 0.05]);
        foreach (var count in (int[])[0, 1])
        {
            var learned = Learn(model, Draw(model, 40_000, 4).Where(p => InDoubt(model, p.Pattern)).Take(count));
            learned.IsApplied.ShouldBeFalse();
            learned.Folds.ShouldBe(count);
            var json = JsonSerializer.Serialize(learned);
            JsonSerializer.Serialize(JsonSerializer.Deserialize<LearnedFromLabels>(json)).ShouldBe(json);
        }
    }

    [Fact]
    public void The_order_of_judgements_and_saying_one_twice_change_nothing()
    {
        var model = Model([0.05, 0.06, 0.08, 0.05, 0.06, 0.07, 0.05]);
        var doubt = Draw(Model([0.2, 0.06, 0.08, 0.05, 0.06, 0.07, 0.05]), 60_000, 8).Where(p => InDoubt(model, p.Pattern)).Take(80).ToArray();
        // One pair is judged both ways.
        doubt = [.. doubt, doubt[3] with { IsMatch = !doubt[3].IsMatch }];
        var plain = JsonSerializer.Serialize(Learn(model, doubt));
        Prop.ForAll(Gen.Shuffle(doubt).ToArbitrary(), Gen.Choose(0, 20).ToArbitrary(), (shuffled, twice) =>
            JsonSerializer.Serialize(Learn(model, shuffled.Concat(shuffled.Take(twice)))).ShouldBe(plain)).Check(Config.QuickThrowOnFailure.WithMaxTest(15));
    }

    [Fact]
    public void What_each_threshold_does_with_the_judged_pairs_is_counted()
    {
        var model = Model([0.05, 0.06, 0.08, 0.05, 0.06, 0.07, 0.05]);
        var all = Draw(model, 3_000, 5).Take(900).ToList();
        var learned = Learn(model, all);
        var (match, ask) = (EngineModel.WeightOf(MatchAt), EngineModel.WeightOf(AskAt));
        learned.Without.JoinedRightly.ShouldBe(all.Count(p => p.Weight >= match && p.IsMatch));
        learned.Without.JoinedWrongly.ShouldBe(all.Count(p => p.Weight >= match && !p.IsMatch));
        learned.Without.LeftToReview.ShouldBe(all.Count(p => p.Weight >= ask && p.Weight < match));
        learned.Without.PartedRightly.ShouldBe(all.Count(p => p.Weight < ask && !p.IsMatch));
        learned.Without.PartedWrongly.ShouldBe(all.Count(p => p.Weight < ask && p.IsMatch));
        (learned.With.JoinedRightly + learned.With.JoinedWrongly + learned.With.LeftToReview + learned.With.PartedRightly + learned.With.PartedWrongly).ShouldBe(all.Count);
        (learned.Matches + learned.NonMatches).ShouldBe(all.Count);
        learned.Without.LogLoss.ShouldBe(all.Average(p => RidgeLogistic.Loss(p.Weight * Math.Log(2), p.IsMatch)), 1e-9);
    }

    [Fact]
    public void Ridge_finds_the_coefficients_at_which_nothing_pulls_any_more() =>
        Prop.ForAll(Gen.Choose(1, 100_000).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            const int Features = 6;
            var rows = Enumerable.Range(0, random.Next(1, 80)).Select(_ => Enumerable.Range(0, Features).Where(_ => random.Next(3) == 0).Prepend(0).Distinct().ToArray()).ToArray();
            var offsets = rows.Select(_ => random.NextDouble() * 30 - 15).ToArray();
            var outcomes = rows.Select(_ => random.Next(2) == 0).ToArray();
            var variance = 0.05 + random.NextDouble() * 4;
            var regression = new RidgeLogistic(rows, offsets, outcomes, Features, variance);
            var found = regression.Fit([.. Enumerable.Range(0, rows.Length)]);
            for (var f = 0; f < Features; f++)
            {
                // Each judged pair pulls by how far its probability is off, and the prior pulls back.
                var pull = rows.Select((row, i) => row.Contains(f) ? (outcomes[i] ? 1 : 0) - 1 / (1 + Math.Exp(-regression.LogOdds(i, found))) : 0).Sum();
                pull.ShouldBe(found[f] / variance, 1e-5);
            }
            regression.Fit([]).ShouldAllBe(b => b == 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    private static LearnedFromLabels Learn(EngineModel model, IEnumerable<JudgedPair> pairs) =>
        LabelLearning.Learn(World, pairs.Select(p => p with { Weight = model.Weight(p.Pattern) }), 0, AskAt, MatchAt);

    private static bool InDoubt(EngineModel model, long pattern) => EngineModel.Probability(model.Weight(pattern)) is >= AskAt and < MatchAt;

    private static double LogLoss(EngineModel model, IEnumerable<JudgedPair> pairs) => pairs.Average(p => RidgeLogistic.Loss(model.Weight(p.Pattern) * Math.Log(2), p.IsMatch));

    private static ComparisonPlan Plan()
    {
        MadeField[] fields = [.. Enumerable.Range(0, 7).Select(i => new MadeField($"f{i}", FieldKind.Number, ["1", "2", "3", "1"]))];
        return Dependence.Unrelated(FieldColumns.Make(Lists.Table(fields), 1, false, CancellationToken.None));
    }

    /// <summary>A model in which a field differs among pairs of one person so often, and agrees among others a fifth of the time.</summary>
    private static EngineModel Model(double[] differs)
    {
        double[][] m = World.Table(), u = World.Table();
        for (var c = 0; c < World.Count; c++)
        {
            var levels = World.Levels[c].Length;
            for (var i = 0; i < m[c].Length; i++)
            {
                if (i % levels == 0) continue;
                var last = i % levels == levels - 1;
                (m[c][i], u[c][i]) = last ? (differs[c], 0.8) : ((1 - differs[c]) / (levels - 2), 0.2 / (levels - 2));
            }
        }
        return new EngineModel(World, Prior, 0, m, u, u);
    }

    /// <summary>Pairs drawn from a model, their judgement the truth.</summary>
    private static List<JudgedPair> Draw(EngineModel truth, int count, int seed)
    {
        var random = new Random(seed);
        var pairs = new List<JudgedPair>(count);
        for (var i = 0; i < count; i++)
        {
            var isMatch = random.NextDouble() < Prior;
            long pattern = 0;
            for (var c = 0; c < World.Count; c++)
            {
                var (left, level) = (random.NextDouble(), 1);
                while (level < World.Levels[c].Length - 1 && (left -= (isMatch ? truth.M : truth.U)[c][level]) >= 0) level++;
                pattern |= (long)level << World.Shift[c];
            }
            pairs.Add(new JudgedPair(i, count + i, pattern, truth.Weight(pattern), (ulong)i * 0x9E3779B97F4A7C15, isMatch));
        }
        return pairs;
    }
}
