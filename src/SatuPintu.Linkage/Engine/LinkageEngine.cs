using SatuPintu.Linkage.Records;

namespace SatuPintu.Linkage.Engine;

/// <summary>Links the records of two lists, or finds the doubles in one, without labels.</summary>
public static class LinkageEngine
{
    /// <summary>Runs a whole linkage in memory.</summary>
    /// <exception cref="LinkageException">The records or the options do not allow it; says why.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public static LinkageResult Run(RecordTable records, LinkageOptions options, CancellationToken cancellation = default) =>
        EngineRun.Whole(records, options, cancellation);

    /// <summary>Scores one share of a linkage that is spread over machines: all see all records, and each compares other pairs of them.</summary>
    /// <exception cref="LinkageException">The records or the options do not allow it; says why.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public static SharePairs RunShare(RecordTable records, LinkageOptions options, Share share, CancellationToken cancellation = default) =>
        EngineRun.OneShare(records, options, share, cancellation);

    /// <summary>Joins the shares of a linkage; the result is that of <see cref="Run"/>.</summary>
    /// <param name="records">The records, the same as those of the shares.</param>
    /// <param name="options">The options, the same as those of the shares.</param>
    /// <param name="shares">All shares, in any order.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <exception cref="LinkageException">A share is missing (<c>share_missing</c>), there twice (<c>share_twice</c>) or of another
    /// linkage (<c>share_other</c>).</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public static LinkageResult Merge(RecordTable records, LinkageOptions options, IReadOnlyList<SharePairs> shares, CancellationToken cancellation = default) =>
        EngineRun.Joined(records, options, shares, cancellation);

    /// <summary>Explains one pair of records with the parameters of <see cref="LinkageOptions.Model"/>, without running the whole linkage. Nothing is learned
    /// from <see cref="LinkageOptions.Labels"/>; <see cref="LinkageOptions.Correction"/> holds as if nothing around the pair spoke against it.</summary>
    /// <exception cref="LinkageException">The model is for other fields.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public static PairExplanation Explain(RecordTable records, LinkageOptions options, int a, int b, CancellationToken cancellation = default) =>
        EngineRun.ExplainPair(records, options, a, b, cancellation);
}
