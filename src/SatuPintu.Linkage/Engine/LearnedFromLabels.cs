using System.Text.Json.Serialization;

namespace SatuPintu.Linkage.Engine;

/// <summary>What judged pairs add to the weight of a level.</summary>
/// <param name="Field">The field compared.</param>
/// <param name="Level">The level reached.</param>
/// <param name="Bits">What is added to the weight of a pair that reaches it, in bits; the same whatever the field depends on shows.</param>
public sealed record LearnedLevel(string Field, string Level, double Bits);

/// <summary>A correction of a model's weights: log2 odds of one person = the model's + the intercept + what the levels reached add.</summary>
/// <param name="Intercept">What is added to every pair, in bits.</param>
/// <param name="Levels">What is added for a level, in the order of comparisons and levels; those that no judged pair reached are left out and add nothing.</param>
public sealed record WeightCorrection(double Intercept, IReadOnlyList<LearnedLevel> Levels);

/// <summary>How well probabilities agree with judged pairs.</summary>
/// <param name="LogLoss">Mean of −ln of the probability of what was judged, in nats.</param>
/// <param name="Brier">Mean squared distance between probability and judgement (Brier 1950).</param>
/// <param name="CalibrationError">Expected calibration error, over the bins of <see cref="Evaluation.Reliability.Edges"/>; of few pairs it is too high, since each bin has hardly any.</param>
/// <param name="JoinedRightly">Pairs of one person at or above the threshold of joining.</param>
/// <param name="JoinedWrongly">Pairs of two people there.</param>
/// <param name="LeftToReview">Pairs between the thresholds.</param>
/// <param name="PartedRightly">Pairs of two people below the threshold of review.</param>
/// <param name="PartedWrongly">Pairs of one person there.</param>
public sealed record LabelFit(double LogLoss, double Brier, double CalibrationError, int JoinedRightly, int JoinedWrongly, int LeftToReview, int PartedRightly, int PartedWrongly);

/// <summary>What was learned from judged pairs, and whether it helps. Every number is finite, so that it can be written as JSON.</summary>
public sealed record LearnedFromLabels
{
    /// <summary>Judged pairs that were learned from and are of one person.</summary>
    public required int Matches { get; init; }

    /// <summary>Judged pairs that were learned from and are of two people.</summary>
    public required int NonMatches { get; init; }

    /// <summary>
    /// Judged pairs that were not learned from, since weights do not decide on them: certain pairs, pairs that contradict, pairs whose entities do not fit each
    /// other, pairs that are not compared.
    /// </summary>
    public required int SetAside { get; init; }

    /// <summary>In how many parts the pairs were laid for cross-validation; 0 where there is none.</summary>
    public required int Folds { get; init; }

    /// <summary>Cross-validated: the judged pairs by the model alone.</summary>
    public required LabelFit Without { get; init; }

    /// <summary>Cross-validated: each judged pair by a correction learned from those of the other folds.</summary>
    public required LabelFit With { get; init; }

    /// <summary>Standard error of the difference between the two log losses, in nats; pair by pair.</summary>
    public required double StandardError { get; init; }

    /// <summary>Whether the correction was applied: only where the log loss gets better by more than <see cref="StandardError"/>.</summary>
    public required bool IsApplied { get; init; }

    /// <summary>
    /// By judged pair that was learned from, the probability by which the run decides on such pairs, this one held out where the correction is applied, and whether it
    /// was judged to be one person. Not written as JSON.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<(double Probability, bool IsMatch)> HeldOut { get; init; } = [];

    /// <summary>The correction learned from all of them, applied or not.</summary>
    public required WeightCorrection Correction { get; init; }
}
