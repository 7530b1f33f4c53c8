namespace SatuPintu.Statistics;

/// <summary>Why an estimate cannot be given.</summary>
public enum StatisticsFault
{
    /// <summary>There are no rows, or none is left.</summary>
    NoRows,
    /// <summary>A number is missing or not finite.</summary>
    NotFinite,
    /// <summary>A weight is negative or not finite.</summary>
    NegativeWeight,
    /// <summary>A logarithm of zero or less was asked for.</summary>
    NotPositive,
    /// <summary>Fewer rows than the model has coefficients.</summary>
    TooFewRows,
    /// <summary>No predictor varies, or all depend on one another.</summary>
    NothingVaries,
    /// <summary>The outcome does not vary.</summary>
    ConstantOutcome,
    /// <summary>The areas are too few for a variance between them.</summary>
    TooFewAreas,
    /// <summary>An iteration did not settle.</summary>
    NoConvergence,
}

/// <summary>An estimate that cannot be given, with what stands in its way.</summary>
/// <param name="fault">Why.</param>
/// <param name="subject">Which column, group or area, or empty.</param>
/// <param name="count">How many rows it concerns, or 0.</param>
public sealed class StatisticsException(StatisticsFault fault, string subject = "", int count = 0)
    : ArgumentException($"{fault}: {subject} ({count})")
{
    /// <summary>Why.</summary>
    public StatisticsFault Fault => fault;

    /// <summary>Which column, group or area.</summary>
    public string Subject => subject;

    /// <summary>How many rows it concerns.</summary>
    public int Count => count;
}
