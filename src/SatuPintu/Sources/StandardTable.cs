namespace SatuPintu.Sources;

/// <summary>
/// A list brought to the data standard: a column for each standard element it carries, in standard form, beside the list as
/// delivered. Row <c>i</c> of every column is row <c>i</c> of <see cref="Raw"/>.
/// </summary>
/// <remarks>
/// Standard forms: dates ISO 8601; sex <c>L</c>/<c>P</c>; yes/no <c>true</c>/<c>false</c>; codes as digits without dots; numbers
/// invariant; names upper case and normalised; coded values as the code list spells them. A value that cannot be read is empty
/// here, and a <see cref="Finding"/> says why.
/// </remarks>
public sealed class StandardTable
{
    private Dictionary<string, TextColumn> columns;

    /// <summary>Makes the table from its parts.</summary>
    public StandardTable(SourceDefinition source, TextTable raw, IEnumerable<TextColumn> columns, IReadOnlyList<Finding> findings)
    {
        Source = source;
        Raw = raw;
        this.columns = columns.ToDictionary(c => c.Name, StringComparer.Ordinal);
        Findings = findings;
    }

    /// <summary>The source the list belongs to.</summary>
    public SourceDefinition Source { get; }

    /// <summary>The list as delivered.</summary>
    public TextTable Raw { get; }

    /// <summary>How many records the list has.</summary>
    public int RowCount => Raw.RowCount;

    /// <summary>What standardisation found; the checks add theirs.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>
    /// For each element the index in <see cref="Raw"/> of the delivered column it was read from (street, RT and RW from the
    /// address column). An element made up by the standardiser alone has none.
    /// </summary>
    public IReadOnlyDictionary<string, int> RawColumns { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>The element read from a delivered column: the first by id when there are several, null when there is none.</summary>
    public string? ElementReadFrom(int rawColumn)
    {
        string? found = null;
        foreach (var (element, at) in RawColumns)
            if (at == rawColumn && (found is null || string.CompareOrdinal(element, found) < 0)) found = element;
        return found;
    }

    /// <summary>The heading under which an element was delivered; the element's id when it has no column of its own.</summary>
    public string HeadingOf(string element) => RawColumns.TryGetValue(element, out var at) ? Raw.Columns[at].Name : element;

    /// <summary>For each element that is a person's name, the names as parsed.</summary>
    public IReadOnlyDictionary<string, NameColumn> NameColumns { get; init; } = new Dictionary<string, NameColumn>(StringComparer.Ordinal);

    /// <summary>The parsed names of an element; null when the list does not carry it.</summary>
    public NameColumn? Names(string element) => NameColumns.GetValueOrDefault(element);

    /// <summary>The ids of the elements the list carries.</summary>
    public IReadOnlyCollection<string> ElementIds => columns.Keys;

    /// <summary>The column of an element in standard form, or null when the list does not carry it.</summary>
    public TextColumn? this[string element] => columns.GetValueOrDefault(element);

    /// <summary>The same list with other columns in the place of those of the same elements.</summary>
    public StandardTable With(IEnumerable<TextColumn> replacing)
    {
        var changed = (StandardTable)MemberwiseClone();
        changed.columns = new Dictionary<string, TextColumn>(columns, StringComparer.Ordinal);
        foreach (var column in replacing) changed.columns[column.Name] = column;
        return changed;
    }

    /// <summary>The standard value of an element in one row; empty when missing or not carried.</summary>
    public string Value(int row, string element) => columns.TryGetValue(element, out var c) ? c[row] : "";
}
