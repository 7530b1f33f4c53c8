using SatuPintu.Linkage.Records;

namespace SatuPintu.Linkage.Engine;

/// <summary>A pair with its score.</summary>
/// <param name="A">The first record (of the left list, when two lists are linked).</param>
/// <param name="B">The second record, with a larger number.</param>
/// <param name="Weight">log2 of the odds of one person, in bits.</param>
/// <param name="Probability">Probability of one person.</param>
/// <param name="Pattern">The levels it reached, packed.</param>
public readonly record struct ScoredPair(int A, int B, float Weight, float Probability, long Pattern);

/// <summary>What one blocking key brought.</summary>
/// <param name="Name">Its parts, as <c>surname + birth year</c>.</param>
/// <param name="Predicted">Pairs predicted before the run: those of its blocks.</param>
/// <param name="Scored">Pairs it brought that no key before it had.</param>
/// <param name="Alone">Likely pairs (one person at even odds or better) that it alone brings.</param>
/// <param name="Recall">Share of all likely pairs that agree in the key.</param>
/// <param name="SplitBlocks">Blocks that were too large and were split.</param>
public sealed record KeyCounts(string Name, long Predicted, long Scored, long Alone, double Recall, int SplitBlocks);

/// <summary>How complete a field is.</summary>
/// <param name="Field">Its name.</param>
/// <param name="Left">Share of the records of the left (or only) list that have it.</param>
/// <param name="Right">Share of the records of the right list; not a number where there is one list.</param>
/// <param name="Distinct">Distinct values.</param>
public sealed record FieldCompleteness(string Field, double Left, double Right, int Distinct);

/// <summary>A cluster that deserves a look.</summary>
/// <param name="Entity">Its number.</param>
/// <param name="Records">How many records it has.</param>
/// <param name="WeakestLink">The lowest probability of a pair of its records that was scored.</param>
/// <param name="Why">Id of the reason: <c>large</c>, <c>weak_link</c>, <c>refused</c> (a strong pair was kept apart for a contradiction).</param>
public sealed record ClusterToLookAt(int Entity, int Records, double WeakestLink, string Why);

/// <summary>Time of a stage.</summary>
/// <param name="Stage">Its id.</param>
/// <param name="Seconds">Wall time.</param>
public readonly record struct StageTime(string Stage, double Seconds);

/// <summary>A point of the curve of precision and recall by threshold, as the model expects them.</summary>
/// <param name="Threshold">Probability from which pairs count as joined.</param>
/// <param name="Pairs">Pairs at or above it.</param>
/// <param name="Precision">Mean probability of those pairs.</param>
/// <param name="Recall">Their expected matches among all expected matches, those that blocking misses included.</param>
public readonly record struct ExpectedAccuracy(double Threshold, long Pairs, double Precision, double Recall);

/// <summary>A bar of the histogram of match weights.</summary>
/// <param name="From">Its lower end, in bits; each bar is one bit wide.</param>
/// <param name="Pairs">Pairs.</param>
public readonly record struct WeightBar(int From, long Pairs);

/// <summary>What the engine says of its run.</summary>
public sealed record LinkageStatistics
{
    /// <summary>The blocking keys in order.</summary>
    public required IReadOnlyList<KeyCounts> Keys { get; init; }
    /// <summary>Estimated share of the true pairs that share at least one key.</summary>
    public required double BlockingRecall { get; init; }
    /// <summary>Pairs that were scored.</summary>
    public required long ScoredPairs { get; init; }
    /// <summary>The largest change of a parameter in each round of estimation; empty where none was done.</summary>
    public required IReadOnlyList<double> Convergence { get; init; }
    /// <summary>Whether a record was held to one partner at most.</summary>
    public required bool OneToOne { get; init; }
    /// <summary>The fields.</summary>
    public required IReadOnlyList<FieldCompleteness> Completeness { get; init; }
    /// <summary>Fields left out of the model, each with the id of the reason: <c>constant</c>, <c>empty</c>, <c>one_side</c>, <c>contained</c>.</summary>
    public required IReadOnlyList<(string Field, string Why)> LeftOut { get; init; }
    /// <summary>Records that no partner could match, however alike: what they hold is too little. By list, left first.</summary>
    public required IReadOnlyList<long> Unlinkable { get; init; }
    /// <summary>Histogram of the weights of the scored pairs that were kept.</summary>
    public required IReadOnlyList<WeightBar> Histogram { get; init; }
    /// <summary>Expected precision and recall by threshold, rising.</summary>
    public required IReadOnlyList<ExpectedAccuracy> Expected { get; init; }
    /// <summary>Clusters to look at, the most doubtful first.</summary>
    public required IReadOnlyList<ClusterToLookAt> ClustersToLookAt { get; init; }
    /// <summary>Entities by number of records: index 1 holds those of one record, and so on; the last holds all larger.</summary>
    public required IReadOnlyList<long> ClusterSizes { get; init; }
    /// <summary>Time by stage.</summary>
    public required IReadOnlyList<StageTime> Stages { get; init; }
}

/// <summary>The outcome of a linkage.</summary>
public sealed class LinkageResult
{
    /// <summary>The records.</summary>
    public required RecordTable Records { get; init; }
    /// <summary>The parameters that were used, as they are without judged pairs.</summary>
    public required ModelParameters Model { get; init; }
    /// <summary>What was learned from <see cref="LinkageOptions.Labels"/>; null without any. It is not in <see cref="Model"/>.</summary>
    public LearnedFromLabels? Learned { get; init; }
    /// <summary>Pairs at or above the review threshold, in order of A, then B.</summary>
    public required ScoredPair[] Pairs { get; init; }
    /// <summary>By record, its entity, numbered from 0 by its first record.</summary>
    public required int[] EntityOf { get; init; }
    /// <summary>How many entities there are.</summary>
    public required int EntityCount { get; init; }
    /// <summary>What the engine says of its run.</summary>
    public required LinkageStatistics Statistics { get; init; }
    /// <summary>Explains any pair of records.</summary>
    public required Func<int, int, PairExplanation> Explain { get; init; }
    /// <summary>What the run was made with, for an index of it.</summary>
    internal EngineState? State { get; init; }
    /// <summary>The weight of any pair of records, in bits.</summary>
    public Func<int, int, double> WeightOf { get => field ?? ((a, b) => Explain(a, b).Weight); init; }
    /// <summary>The weight that a scored pair would have if nothing were known of one comparison, named by its field, in bits.</summary>
    public Func<ScoredPair, string, double> WeightWithout
    {
        get => field ?? ((pair, name) => pair.Weight - Explain(pair.A, pair.B).Fields.Where(f => f.Field == name).Sum(f => f.Weight));
        init;
    }
}

/// <summary>What a run leaves: the records ready to be compared, the model, and the keys.</summary>
internal sealed record EngineState(RowTable Rows, EngineModel Model, KeyTable Keys, LinkageOptions Options);

/// <summary>What one comparison adds to a pair.</summary>
/// <param name="Field">The field.</param>
/// <param name="Level">The level reached.</param>
/// <param name="M">Its probability among pairs of one person.</param>
/// <param name="U">Its probability in the likelier alternative.</param>
/// <param name="Weight">What it adds, in bits.</param>
/// <param name="Given">The field whose agreement it was judged by; null for none.</param>
public sealed record FieldWeight(string Field, string Level, double M, double U, double Weight, string? Given)
{
    /// <summary>What of <see cref="Weight"/> was learned from judged pairs, in bits; the rest is log2(m/u).</summary>
    public double Learned { get; init; }
}

/// <summary>Why a pair scored as it did: the prior and the weights of the fields add up to the weight.</summary>
/// <param name="PriorWeight">log2 of the prior odds, in bits.</param>
/// <param name="Fields">The comparisons in order.</param>
/// <param name="Weight">The whole, in bits.</param>
/// <param name="Probability">Probability of one person.</param>
/// <param name="AgainstHousehold">Whether the likelier alternative is another member of the same household.</param>
/// <param name="Keys">The blocking keys in which the pair agrees; none where it was never a candidate.</param>
public sealed record PairExplanation(double PriorWeight, IReadOnlyList<FieldWeight> Fields, double Weight, double Probability, bool AgainstHousehold, IReadOnlyList<string> Keys)
{
    /// <summary>What of <see cref="PriorWeight"/> was learned from judged pairs, in bits.</summary>
    public double LearnedPrior { get; init; }
}
