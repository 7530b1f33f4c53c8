namespace SatuPintu.Sources;

/// <summary>What kind of list a source delivers.</summary>
public enum SourceKind
{
    /// <summary>A list that ranks or registers the poor (DTKS, P3KE, DTSEN, Regsosek).</summary>
    Welfare,
    /// <summary>The receivers of one programme (PKH, BPNT, PBI).</summary>
    Programme,
    /// <summary>The population registry (adminduk).</summary>
    Population,
    /// <summary>A list of which nothing is known beforehand.</summary>
    Unknown,
}

/// <summary>How a source writes an ambiguous date such as 03/04/1990.</summary>
public enum DateOrder
{
    /// <summary>Day, month, year: the Indonesian way.</summary>
    DayMonthYear,
    /// <summary>Month, day, year: spreadsheets set to American English.</summary>
    MonthDayYear,
    /// <summary>Year, month, day.</summary>
    YearMonthDay,
}

/// <summary>How one element is found and read in the lists of a source.</summary>
public sealed record ColumnDefinition
{
    /// <summary>Headings the element goes by, most usual first; compared without case, spaces and punctuation.</summary>
    public IReadOnlyList<string> Headings { get; init; } = [];

    /// <summary>Codings of this source beyond the code list's own: what the source writes, to the standard value.</summary>
    public IReadOnlyDictionary<string, string> Codes { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether a list without this column cannot be used at all.</summary>
    public bool Required { get; init; }
}

/// <summary>A column that says yes or no to one value of an element that may have several (<c>Penerima PKH</c>: yes means PKH is among the aid).</summary>
public sealed record FlagDefinition
{
    /// <summary>The element whose value the column states (<see cref="Elements.ActiveAid"/>).</summary>
    public required string Element { get; init; }

    /// <summary>The value that a yes adds to the element (<c>PKH</c>).</summary>
    public required string Value { get; init; }

    /// <summary>Headings the column goes by, most usual first.</summary>
    public IReadOnlyList<string> Headings { get; init; } = [];
}

/// <summary>A source as configuration: one readable file each under <c>Sources/Definitions</c>.</summary>
public sealed record SourceDefinition
{
    /// <summary>Short id used on the command line and in every output (<c>dtks</c>).</summary>
    public required string Id { get; init; }

    /// <summary>Full name in Indonesian and English.</summary>
    public required LocalText Name { get; init; }

    /// <summary>The agency that produces the list.</summary>
    public required string Agency { get; init; }

    /// <summary>What kind of list it is.</summary>
    public SourceKind Kind { get; init; } = SourceKind.Unknown;

    /// <summary>The programme whose receivers the list holds, when <see cref="Kind"/> is <see cref="SourceKind.Programme"/>.</summary>
    public string? Programme { get; init; }

    /// <summary>Whether a decile of 1 in this list means extreme poverty (P3KE).</summary>
    public bool ExtremePoverty { get; init; }

    /// <summary>Rank in survivorship: a lower number is believed first (population registry 1).</summary>
    public int Trust { get; init; } = 5;

    /// <summary>Date taken as the last update of rows that carry none (ISO 8601), or null when not known.</summary>
    public string? AsOf { get; init; }

    /// <summary>Months after which a row's last update is called stale.</summary>
    public int StaleAfterMonths { get; init; } = 24;

    /// <summary>How ambiguous dates are written.</summary>
    public DateOrder DateOrder { get; init; } = DateOrder.DayMonthYear;

    /// <summary>The elements the source carries, by element id.</summary>
    public IReadOnlyDictionary<string, ColumnDefinition> Columns { get; init; } = new Dictionary<string, ColumnDefinition>(StringComparer.Ordinal);

    /// <summary>Columns that say yes or no to one value of an element, such as one column for each programme.</summary>
    public IReadOnlyList<FlagDefinition> Flags { get; init; } = [];

    /// <summary>Headings of columns that are no element, whatever they look like.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];
}
