namespace SatuPintu.Linkage.Engine;

/// <summary>A pair that somebody has judged, to learn from.</summary>
/// <param name="A">A record.</param>
/// <param name="B">Another record.</param>
/// <param name="IsMatch">Whether both are one person.</param>
public readonly record struct LabelledPair(int A, int B, bool IsMatch);

/// <summary>One share of a linkage that is spread over machines.</summary>
/// <param name="Number">Which share, from 1.</param>
/// <param name="Of">How many shares there are.</param>
public readonly record struct Share(int Number, int Of)
{
    /// <summary>The whole.</summary>
    public static Share Whole => new(1, 1);
}

/// <summary>How far a run is.</summary>
/// <param name="Stage">Id of the stage: <c>prepare</c>, <c>block</c>, <c>estimate</c>, <c>score</c>, <c>decide</c>.</param>
/// <param name="Done">Share of the stage that is done, 0 to 1.</param>
public readonly record struct EngineProgress(string Stage, double Done);

/// <summary>What the user may decide; the engine decides the rest.</summary>
public sealed record LinkageOptions
{
    /// <summary>
    /// Keys as lists of parts, each the name of a field, <c>field:n</c> for its first n characters, or <c>field:property</c>; null to choose them.
    /// Properties: <c>sound</c>, <c>first</c>, <c>last</c>, <c>rarest</c>, <c>letters</c> of a name; <c>rarest</c> of a text; <c>any_order</c>, <c>year</c>,
    /// <c>day_month</c>, <c>year_month</c> of a date; <c>half</c> of an identifier; <c>fifteen</c>, <c>birth_serial</c> of a NIK; <c>sound</c> of a place.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>>? Blocking { get; init; }

    /// <summary>Whether two records cannot be one person whatever their weight; null to take two whole NIK of two people for that.</summary>
    public Func<int, int, bool>? Contradicts { get; init; }

    /// <summary>
    /// The same without what follows from judgements; null where <see cref="Contradicts"/> follows from none. A host that keeps apart what was judged to be two people
    /// says so here, or those judgements would be taken for pairs that need none, and only the others would be learned from.
    /// </summary>
    public Func<int, int, bool>? ContradictsUnjudged { get; init; }

    /// <summary>Whether two records are one person whatever their weight; asked of the pairs that a key brought. Null where no pair is.</summary>
    public Func<int, int, bool>? Certain { get; init; }

    private readonly double? reviewAt;
    private readonly double? matchAt;

    /// <summary>What decisions cost; null where nobody has said.</summary>
    public ReviewCost? ReviewCost { get; init; }

    /// <summary>Probability from which a pair is reported; what <see cref="ReviewCost"/> makes of it, else 0.5, and not above <see cref="MatchAt"/>.</summary>
    public double ReviewAt { get => reviewAt ?? Math.Min(ReviewCost?.ReviewAt ?? 0.5, MatchAt); init => reviewAt = value; }

    /// <summary>Probability from which a pair is joined; what <see cref="ReviewCost"/> makes of it, else 0.9, and not below a stated <see cref="ReviewAt"/>.</summary>
    public double MatchAt { get => matchAt ?? Math.Max(ReviewCost?.MatchAt ?? 0.9, reviewAt ?? 0); init => matchAt = value; }

    /// <summary>Whether a record has at most one partner in the other list; null to find out from the data.</summary>
    public bool? OneToOne { get; init; }

    /// <summary>A model to use as it is; null to estimate one.</summary>
    public ModelParameters? Model { get; init; }

    /// <summary>
    /// The records that are brought together by <see cref="Blocking"/>, which is then stated, and a <see cref="Model"/> too; the others tell how common
    /// values are and stay alone. Null for all.
    /// </summary>
    public IReadOnlyList<bool>? Active { get; init; }

    /// <summary>
    /// Judged pairs to correct the weights by, in any order; none to leave the model as it is. The model itself is estimated without them, so that all can be
    /// learned from again. They may be chosen by how the pairs look or at random, but not by who they are: pairs picked because they were found to be wrong
    /// teach that such pairs are always wrong.
    /// </summary>
    public IReadOnlyList<LabelledPair> Labels { get; init; } = [];

    /// <summary>A correction that was learned before, to use as it is where there are no <see cref="Labels"/>; null for none.</summary>
    public WeightCorrection? Correction { get; init; }

    /// <summary>Probability from which somebody is asked about a pair, for what is said of labels; null for <see cref="ReviewAt"/>. For a host that has more pairs reported than it asks about.</summary>
    public double? AskAt { get; init; }

    /// <summary>Threads.</summary>
    public int Workers { get; init; } = 2;

    /// <summary>Told how far the run is, from any thread.</summary>
    public Action<EngineProgress>? Progress { get; init; }

    /// <summary>Where pairs that were scored are put down and found again when the run was stopped; null to keep nothing.</summary>
    public IPairStore? Store { get; init; }

    /// <summary>The most memory the process may hold in its heap, in bytes; null for all there is.</summary>
    public long? Memory { get; init; }

    /// <summary>Lends room on disk for what memory does not hold; null where there is none.</summary>
    public ISpill? Spill { get; init; }

    /// <summary>Whether the run may let go of the values and codes of the records as it goes; they are gone afterwards.</summary>
    public bool UseUp { get; init; }

    /// <summary>From where on candidates are sampled and scoring is cut into parts.</summary>
    internal EngineLimits Limits { get; init; } = new();
}

/// <summary>From where on the engine does not do all at once.</summary>
internal sealed record EngineLimits
{
    /// <summary>Up to so many pairs in all, every pair is compared: nothing is lost to blocking.</summary>
    public double CompareAll { get; init; } = 800_000;

    /// <summary>Up to so many candidates, all are kept for estimation; beyond, a sample of the blocks is.</summary>
    public double KeepAll { get; init; } = 6e6;

    /// <summary>So many candidates are sampled.</summary>
    public double SampledCandidates { get; init; } = 1.5e6;

    /// <summary>A key is scored in parts of about so many records, each of which is put down when it is done.</summary>
    public int PartRecords { get; init; } = 8_000_000;

    /// <summary>In how many parts records are put on disk, whatever memory there is; 0 to see what it takes.</summary>
    public int SpillParts { get; init; }
}

/// <summary>Lends room on disk. The engine knows no file: where it is, and that it goes again, is the host's affair.</summary>
public interface ISpill
{
    /// <summary>Makes a place that can be written, sought in and read, and is gone when it is disposed of.</summary>
    Stream Create();
}
