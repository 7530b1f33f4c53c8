using SatuPintu.Sources;

namespace SatuPintu.People;

/// <summary>What joined a record to its entity.</summary>
public enum MatchedBy
{
    /// <summary>Nothing: the entity has this record alone.</summary>
    Alone,
    /// <summary>A valid NIK that no other person claims.</summary>
    Nik,
    /// <summary>The evidence of the fields taken together.</summary>
    Evidence,
    /// <summary>The evidence of the fields and of the family around it.</summary>
    Family,
    /// <summary>An officer's decision.</summary>
    Officer,
}

/// <summary>A record by its list and row.</summary>
/// <param name="List">Index of the list among the lists that were linked.</param>
/// <param name="Row">Index of the row in that list, from 0.</param>
public readonly record struct RecordRef(int List, int Row) : IComparable<RecordRef>
{
    /// <inheritdoc/>
    public int CompareTo(RecordRef other) => List != other.List ? List.CompareTo(other.List) : Row.CompareTo(other.Row);

    /// <summary>Order of lists, then rows.</summary>
    public static bool operator <(RecordRef left, RecordRef right) => left.CompareTo(right) < 0;
    /// <summary>Order of lists, then rows.</summary>
    public static bool operator >(RecordRef left, RecordRef right) => left.CompareTo(right) > 0;
    /// <summary>Order of lists, then rows.</summary>
    public static bool operator <=(RecordRef left, RecordRef right) => left.CompareTo(right) <= 0;
    /// <summary>Order of lists, then rows.</summary>
    public static bool operator >=(RecordRef left, RecordRef right) => left.CompareTo(right) >= 0;
}

/// <summary>The share of one field in the evidence for a pair.</summary>
/// <param name="Field">The comparison (name, birth date, address, …).</param>
/// <param name="Level">The comparison level reached (<c>exact</c>, <c>one slip</c>, <c>missing</c>, …).</param>
/// <param name="Weight">Its match weight, log2(m/u); positive speaks for one person.</param>
public readonly record struct FieldEvidence(string Field, string Level, double Weight);

/// <summary>Why a pair was left to a person to decide.</summary>
public enum ReviewReason
{
    /// <summary>The evidence is neither enough to join nor to part.</summary>
    InDoubt,
    /// <summary>All else agrees, but both have a valid NIK and the two differ.</summary>
    DifferentNik,
    /// <summary>The same NIK stands on what look like two people.</summary>
    SharedNik,
    /// <summary>Joining would put two records together that contradict each other.</summary>
    Contradiction,
}

/// <summary>A pair of records that a person must decide.</summary>
/// <param name="A">The first record.</param>
/// <param name="B">The second record.</param>
/// <param name="Reason">Why it is here.</param>
/// <param name="Weight">Sum of the match weights and the prior, in bits.</param>
/// <param name="Probability">Probability that both are one person.</param>
/// <param name="Evidence">What each field adds.</param>
public sealed record ReviewPair(RecordRef A, RecordRef B, ReviewReason Reason, double Weight, double Probability, IReadOnlyList<FieldEvidence> Evidence);

/// <summary>The outcome of linkage: the entity of every usable record, and the pairs in doubt.</summary>
/// <remarks>Entities are numbered from 0 by their first record (order of lists, then rows), so equal input gives equal numbers.</remarks>
public sealed class LinkedRecords
{
    private readonly int[] starts;
    private readonly RecordRef[] members;

    /// <summary>Makes the outcome; <paramref name="entityOf"/> holds −1 for a row that takes no part.</summary>
    public LinkedRecords(IReadOnlyList<StandardTable> lists, int[][] entityOf, float[][] probability, MatchedBy[][] matchedBy, IReadOnlyList<ReviewPair> review, LinkageSummary summary)
    {
        Lists = lists;
        EntityOf = entityOf;
        Probability = probability;
        MatchedBy = matchedBy;
        Review = review;
        Summary = summary;

        EntityCount = entityOf.SelectMany(e => e).DefaultIfEmpty(-1).Max() + 1;
        starts = new int[EntityCount + 1];
        foreach (var entities in entityOf)
            foreach (var entity in entities)
                if (entity >= 0) starts[entity + 1]++;
        for (var e = 0; e < EntityCount; e++) starts[e + 1] += starts[e];
        members = new RecordRef[starts[EntityCount]];
        var next = starts.AsSpan(0, EntityCount).ToArray();
        for (var list = 0; list < entityOf.Length; list++)
            for (var row = 0; row < entityOf[list].Length; row++)
                if (entityOf[list][row] is >= 0 and var entity) members[next[entity]++] = new RecordRef(list, row);
    }

    /// <summary>The lists, in the order they were given.</summary>
    public IReadOnlyList<StandardTable> Lists { get; }

    /// <summary>By list and row, the number of the entity; −1 for a row that is unusable.</summary>
    public int[][] EntityOf { get; }

    /// <summary>By list and row, the probability that the record belongs to its entity; 1 for a record alone.</summary>
    public float[][] Probability { get; }

    /// <summary>By list and row, what joined the record to its entity.</summary>
    public MatchedBy[][] MatchedBy { get; }

    /// <summary>The pairs to decide, the likeliest first.</summary>
    public IReadOnlyList<ReviewPair> Review { get; }

    /// <summary>Counts and parameters for the summary and the report.</summary>
    public LinkageSummary Summary { get; }

    /// <summary>The parameters by which records were weighed; null where nothing was compared.</summary>
    public Linkage.Engine.ModelParameters? Model { get; init; }

    /// <summary>What was learned from pairs that officers judged, which is not in <see cref="Model"/>; null where none were given.</summary>
    public Linkage.Engine.LearnedFromLabels? Learned { get; init; }

    /// <summary>How many entities there are.</summary>
    public int EntityCount { get; }

    /// <summary>The records of an entity, by list and row.</summary>
    public ReadOnlySpan<RecordRef> Members(int entity) => members.AsSpan(starts[entity], starts[entity + 1] - starts[entity]);
}

/// <summary>One level of a comparison with its parameters.</summary>
/// <param name="Level">Its name.</param>
/// <param name="M">Probability of the level among pairs of one person.</param>
/// <param name="S">Probability of the level among pairs of two members of one household.</param>
/// <param name="U">Probability of the level among pairs of two unrelated people.</param>
public sealed record LevelParameters(string Level, double M, double S, double U);

/// <summary>One comparison of the model.</summary>
/// <param name="Field">What is compared.</param>
/// <param name="Levels">Its levels, the most agreeing first.</param>
public sealed record ComparisonParameters(string Field, IReadOnlyList<LevelParameters> Levels);

/// <summary>What linkage says of itself.</summary>
public sealed record LinkageSummary
{
    /// <summary>Candidate pairs that were compared, in all.</summary>
    public long CandidatePairs { get; init; }
    /// <summary>Candidate pairs by the blocking key that brought them first.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> CandidatesByKey { get; init; } = [];
    /// <summary>Estimated share of matches among candidates.</summary>
    public double Prior { get; init; }
    /// <summary>Probability from which a pair is joined.</summary>
    public double MatchAt { get; init; }
    /// <summary>Probability from which a pair below <see cref="MatchAt"/> is given to review.</summary>
    public double ReviewAt { get; init; }
    /// <summary>Rounds of estimation until convergence.</summary>
    public int Iterations { get; init; }
    /// <summary>The model.</summary>
    public IReadOnlyList<ComparisonParameters> Comparisons { get; init; } = [];
    /// <summary>Pairs by match probability in twenty equal bins from 0 to 1.</summary>
    public IReadOnlyList<long> Histogram { get; init; } = [];
    /// <summary>Precision of the joined pairs as the model itself expects it (mean probability).</summary>
    public double ExpectedPrecision { get; init; }
    /// <summary>Recall as the model itself expects it.</summary>
    public double ExpectedRecall { get; init; }
}
