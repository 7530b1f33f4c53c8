namespace SatuPintu;

/// <summary>How far a stage of long work has come.</summary>
/// <param name="Stage">Id of the stage (<c>read</c>, <c>standardise</c>, <c>check</c>, <c>link</c>, <c>merge</c>, <c>write</c>).</param>
/// <param name="Subject">What is worked on (a source, a file); may be empty.</param>
/// <param name="Done">Units done.</param>
/// <param name="Total">Units in all, or 0 when not known.</param>
public readonly record struct StageProgress(string Stage, string Subject, long Done, long Total);
