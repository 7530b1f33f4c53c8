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

    /// <summary>Explains one pair of records with the parameters of <see cref="LinkageOptions.Model"/>, without running the whole linkage.</summary>
    /// <exception cref="LinkageException">The model is for other fields.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public static PairExplanation Explain(RecordTable records, LinkageOptions options, int a, int b, CancellationToken cancellation = default) =>
        EngineRun.ExplainPair(records, options, a, b, cancellation);
}
