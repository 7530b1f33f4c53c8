using SatuPintu.Linkage.Evaluation;

namespace SatuPintu.Linkage.Engine;

/// <summary>A pair that somebody has judged, as the model sees it.</summary>
/// <param name="A">The first record.</param>
/// <param name="B">The second record.</param>
/// <param name="Pattern">The levels it reaches.</param>
/// <param name="Weight">log2 of the odds by which it is decided on, its rivals counted where a record has one partner at most.</param>
/// <param name="Content">A number of what its records hold, whatever their places.</param>
/// <param name="IsMatch">The judgement.</param>
internal readonly record struct JudgedPair(int A, int B, long Pattern, double Weight, ulong Content, bool IsMatch);

/// <summary>
/// Learns from judged pairs how far a model's weights are off: logit P(match) = the model's log odds + intercept + Σ β of the levels reached, with every β drawn
/// towards 0 (<see cref="RidgeLogistic"/>).
/// </summary>
/// <remarks>
/// The model's log odds are an offset and only the judgement given the pattern is modelled, never how often patterns occur. So it does no harm that the pairs judged
/// are those in doubt: where who is asked about follows from the pattern, the judgements that are not there can be ignored (missing at random; Rubin 1976). Chosen by
/// the outcome it would be otherwise: King and Zeng (2001) show how the intercept is off then. Larsen and Rubin (2001) set the class of reviewed pairs in the mixture and
/// estimate it again; there a few hundred among millions move nothing, and given more weight than their number those in doubt are taken for what matches look like.
/// </remarks>
internal static class LabelLearning
{
    // A level is thought to be off by a factor of 1.65 or so; ten fields together then by 2.3 bits. Between half and twice of it little changes.
    private const double Spread = 0.5;
    private const int MostFolds = 10;

    /// <summary>Learns, and holds pairs out to see whether it helps.</summary>
    /// <param name="plan">The comparisons.</param>
    /// <param name="judged">The pairs, in any order, one perhaps judged both ways.</param>
    /// <param name="setAside">How many others there were.</param>
    /// <param name="askAt">Probability from which somebody is asked about a pair.</param>
    /// <param name="matchAt">Probability from which a pair is joined.</param>
    public static LearnedFromLabels Learn(ComparisonPlan plan, IEnumerable<JudgedPair> judged, int setAside, double askAt, double matchAt)
    {
        var (pairs, foldOf, folds) = Dealt(judged);
        var (features, levels) = Features(plan, pairs);
        var outcomes = Array.ConvertAll(pairs, p => p.IsMatch);
        var offsets = Array.ConvertAll(pairs, p => p.Weight * Math.Log(2));
        var regression = new RidgeLogistic(features, offsets, outcomes, levels.Count + 1, Spread * Spread);

        var heldOut = (double[])offsets.Clone();
        for (var fold = 0; fold < folds; fold++)
        {
            var others = regression.Fit([.. Enumerable.Range(0, pairs.Length).Where(i => foldOf[i] != fold)]);
            for (var i = 0; i < pairs.Length; i++)
                if (foldOf[i] == fold) heldOut[i] = regression.LogOdds(i, others);
        }
        var gains = offsets.Select((o, i) => RidgeLogistic.Loss(o, outcomes[i]) - RidgeLogistic.Loss(heldOut[i], outcomes[i])).ToArray();
        var gain = gains.Length == 0 ? 0 : gains.Average();
        var error = gains.Length < 2 ? 0 : Math.Sqrt(gains.Sum(g => (g - gain) * (g - gain)) / (gains.Length - 1) / gains.Length);

        var coefficients = regression.Fit([.. Enumerable.Range(0, pairs.Length)]);
        return new LearnedFromLabels
        {
            Matches = outcomes.Count(o => o),
            NonMatches = outcomes.Count(o => !o),
            SetAside = setAside,
            Folds = folds,
            Without = Fit(offsets, outcomes, askAt, matchAt),
            With = Fit(heldOut, outcomes, askAt, matchAt),
            StandardError = error,
            IsApplied = gain > error,
            HeldOut = [.. (gain > error ? heldOut : offsets).Select((o, i) => (1 / (1 + Math.Exp(-o)), outcomes[i]))],
            Correction = new WeightCorrection(coefficients[0] / Math.Log(2), [.. levels.OrderBy(l => l.Key).Select(l =>
                new LearnedLevel(ModelConversion.NameOf(plan, l.Key.Comparison), plan.Levels[l.Key.Comparison][l.Key.Level].Name, coefficients[l.Value] / Math.Log(2)))]),
        };
    }

    /// <summary>
    /// Lays the pairs into folds: those judged to be one person first, each kind in an order that follows from what the records hold, dealt out one by one. So folds
    /// are alike, and neither the order of judgements nor that of rows matters; what was said of one pair stays in one fold.
    /// </summary>
    private static (JudgedPair[] Pairs, int[] FoldOf, int Folds) Dealt(IEnumerable<JudgedPair> judged)
    {
        var groups = judged.Distinct().GroupBy(j => (j.A, j.B)).Select(g => g.OrderBy(j => j.IsMatch).ToArray())
            .OrderByDescending(g => g[^1].IsMatch).ThenBy(g => g[0].Content).ThenBy(g => g[0].Pattern).ThenBy(g => g[0].Weight).ThenBy(g => g.Length).ToArray();
        var folds = Math.Min(MostFolds, groups.Length);
        return ([.. groups.SelectMany(g => g)], [.. groups.SelectMany((g, i) => g.Select(_ => i % folds))], folds);
    }

    /// <summary>By pair the features it has: the intercept, which is 0, and each level that it reaches.</summary>
    private static (int[][] OfPairs, Dictionary<(int Comparison, int Level), int> Levels) Features(ComparisonPlan plan, JudgedPair[] pairs)
    {
        var levels = new Dictionary<(int, int), int>();
        var features = Array.ConvertAll(pairs, pair =>
        {
            var reached = new List<int> { 0 };
            for (var c = 0; c < plan.Count; c++)
            {
                if (plan.LevelOf(pair.Pattern, c) is not (> 0 and var level)) continue;
                if (!levels.TryGetValue((c, level), out var feature)) levels.Add((c, level), feature = levels.Count + 1);
                reached.Add(feature);
            }
            return reached.ToArray();
        });
        return (features, levels);
    }

    private static LabelFit Fit(double[] logOdds, bool[] outcomes, double askAt, double matchAt)
    {
        if (logOdds.Length == 0) return new LabelFit(0, 0, 0, 0, 0, 0, 0, 0);
        var probabilities = Array.ConvertAll(logOdds, o => 1 / (1 + Math.Exp(-o)));
        var reliability = Reliability.Measure(probabilities, outcomes);
        return new LabelFit(logOdds.Zip(outcomes, RidgeLogistic.Loss).Average(), reliability.Brier, reliability.ExpectedCalibrationError,
            Count(true, p => p >= matchAt), Count(false, p => p >= matchAt), probabilities.Count(p => p >= askAt && p < matchAt), Count(false, p => p < askAt), Count(true, p => p < askAt));

        int Count(bool outcome, Func<double, bool> where) => probabilities.Where((p, i) => outcomes[i] == outcome && where(p)).Count();
    }
}
