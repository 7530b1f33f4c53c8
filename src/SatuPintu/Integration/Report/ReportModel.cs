using SatuPintu.People;

namespace SatuPintu.Integration.Report;

/// <summary>Everything the report shows: totals only, nothing of a single person.</summary>
public sealed record ReportModel
{
    /// <summary>Official name of the regency or city (<c>KOTA CILEGON</c>).</summary>
    public required string Regency { get; init; }
    /// <summary>Its code, four digits; empty when no record names a known area.</summary>
    public required string RegencyCode { get; init; }
    /// <summary>The day the lists were judged as of.</summary>
    public required DateOnly AsOf { get; init; }
    /// <summary>The lists, in the order they were given.</summary>
    public required IReadOnlyList<ReportSource> Sources { get; init; }
    /// <summary>Overlap by district for each pair of lists; the last row of a pair is the whole regency.</summary>
    public required IReadOnlyList<ReportPair> Pairs { get; init; }
    /// <summary>Gap lists in the order of the catalogue.</summary>
    public required IReadOnlyList<ReportGap> Gaps { get; init; }
    /// <summary>Persons by the number of lists they stand in: entry 0 is one list.</summary>
    public required IReadOnlyList<int> PersonsByLists { get; init; }
    /// <summary>Villages with what the map shows of them.</summary>
    public required IReadOnlyList<ReportMap> Maps { get; init; }
    /// <summary>What linkage says of itself.</summary>
    public required LinkageSummary Linkage { get; init; }
    /// <summary>Persons found in all.</summary>
    public required int Persons { get; init; }
    /// <summary>Families found in all.</summary>
    public required int Families { get; init; }
    /// <summary>Pairs left to a person to decide.</summary>
    public required int Review { get; init; }
}

/// <summary>One list: its name, its size and its quality.</summary>
/// <param name="Id">Id of the source.</param>
/// <param name="Name">Full name.</param>
/// <param name="Agency">Who produces it.</param>
/// <param name="Rows">Rows delivered.</param>
/// <param name="Unusable">Rows that could take no part.</param>
/// <param name="Doubles">Rows that repeat a person who stands in the same list already.</param>
/// <param name="Dimensions">The five dimensions of quality.</param>
/// <param name="Problems">The most frequent findings, the most frequent first.</param>
public sealed record ReportSource(string Id, LocalText Name, string Agency, int Rows, int Unusable, int Doubles, IReadOnlyList<ReportDimension> Dimensions, IReadOnlyList<ReportProblem> Problems)
{
    /// <summary>The id as officers write it (DTKS).</summary>
    public string Label => Id.ToUpperInvariant();
}

/// <summary>One dimension of the quality of a list.</summary>
/// <param name="Id">completeness, validity, uniqueness, consistency or timeliness.</param>
/// <param name="Checked">Values checked.</param>
/// <param name="Failed">Values that failed.</param>
public sealed record ReportDimension(string Id, long Checked, long Failed)
{
    /// <summary>Share that passed, 0 to 1; not a number when nothing could be checked.</summary>
    public double Score => Checked == 0 ? double.NaN : 1 - (double)Failed / Checked;
}

/// <summary>A kind of finding with how often it was made.</summary>
public sealed record ReportProblem(LocalText Element, LocalText Text, int Count);

/// <summary>Overlap of two lists.</summary>
public sealed record ReportPair(string A, string B, IReadOnlyList<ReportOverlap> Districts, ReportOverlap Total);

/// <summary>Overlap in one area.</summary>
/// <param name="Name">Name of the area.</param>
/// <param name="RecordsA">Records of the first list.</param>
/// <param name="RecordsB">Records of the second list.</param>
/// <param name="ByNik">NIK that stand in both.</param>
/// <param name="Linked">Persons that stand in both.</param>
public sealed record ReportOverlap(string Name, int RecordsA, int RecordsB, int ByNik, int Linked);

/// <summary>One gap list: how many persons, by district.</summary>
/// <param name="Id">Its id in <c>gaps.csv</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Explanation">Whom it concerns.</param>
/// <param name="Total">Persons in all.</param>
/// <param name="Districts">Persons by district; an empty name stands for elsewhere or not known.</param>
/// <param name="NotComputed">Why it was not computed, or null.</param>
public sealed record ReportGap(string Id, LocalText Name, LocalText Explanation, int Total, IReadOnlyList<(string District, int Count)> Districts, LocalText? NotComputed = null);

/// <summary>A schematic map: for each village the share of a group that lacks something.</summary>
/// <param name="Kind">What the share is taken of: <c>decile</c> or <c>missing</c>.</param>
/// <param name="Gap">Name of the gap it shows.</param>
/// <param name="Villages">Its villages by district.</param>
public sealed record ReportMap(string Kind, LocalText Gap, IReadOnlyList<ReportVillage> Villages);

/// <summary>One village of a map.</summary>
/// <param name="District">Name of its district.</param>
/// <param name="Name">Its name.</param>
/// <param name="Count">Persons concerned.</param>
/// <param name="Of">Persons of the group.</param>
/// <param name="Latitude">Middle of its records, degrees; not a number when no list carries coordinates.</param>
/// <param name="Longitude">Middle of its records, degrees.</param>
public sealed record ReportVillage(string District, string Name, int Count, int Of, double Latitude, double Longitude);
