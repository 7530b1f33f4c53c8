using SatuPintu.Linkage.Engine;
using SatuPintu.Linkage.Evaluation;

namespace SatuPintu.Linking.Report;

/// <summary>A list that was linked, as the report names it.</summary>
/// <param name="Name">Its name: the file without its folder.</param>
/// <param name="Rows">Its rows.</param>
public sealed record LinkageReportFile(string Name, long Rows);

/// <summary>Everything the report of a linkage shows.</summary>
public sealed record LinkageReport
{
    /// <summary>The outcome.</summary>
    public required LinkageResult Result { get; init; }
    /// <summary>The lists: the left and the right one, or the only one.</summary>
    public required IReadOnlyList<LinkageReportFile> Files { get; init; }
    /// <summary>The day of the run.</summary>
    public required DateOnly When { get; init; }
    /// <summary>Probability from which a pair was joined.</summary>
    public required double MatchAt { get; init; }
    /// <summary>Probability from which a pair was reported.</summary>
    public required double ReviewAt { get; init; }
    /// <summary>Version of the program that linked.</summary>
    public string Version { get; init; } = ProgramVersion.Number;
    /// <summary>Whether the sample pairs show the values of their records and the ids of these. They are personal data: only where the user asks for them.</summary>
    public bool ShowValues { get; init; }
    /// <summary>The value of a record in a field, by their numbers; called only for sample pairs, and only with <see cref="ShowValues"/>. Null to take it from the records.</summary>
    public Func<int, int, string>? Value { get; init; }
    /// <summary>The id of a record in its list, under the same condition.</summary>
    public Func<int, string>? RecordName { get; init; }
    /// <summary>How an entity is named in <c>clusters.csv</c>; null for its number.</summary>
    public Func<int, string>? EntityName { get; init; }
    /// <summary>How often pairs were right, from labels or truth; null where nobody knows.</summary>
    public Reliability? Reliability { get; init; }
}
