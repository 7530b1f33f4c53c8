namespace SatuPintu.Sources.Standardising;

/// <summary>A standard table in the making: the columns done so far, where they came from, and what was found.</summary>
internal sealed class StandardColumns(ColumnPlan plan, TextTable table)
{
    private readonly List<TextColumn> columns = [];
    private readonly Dictionary<string, int> rawColumns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NameColumn> names = new(StringComparer.Ordinal);
    private readonly List<Finding> findings = [];

    /// <summary>The source of the list.</summary>
    public SourceDefinition Source => plan.Source;

    /// <summary>Which delivered column is which element.</summary>
    public ColumnPlan Plan => plan;

    /// <summary>How many rows the list has.</summary>
    public int RowCount => table.RowCount;

    /// <summary>The delivered column of an element; null when the list does not carry it.</summary>
    public TextColumn? Raw(string element) => plan.ColumnOf(element) is { } at ? table.Columns[at] : null;

    /// <summary>A delivered column by its index.</summary>
    public TextColumn Raw(int index) => table.Columns[index];

    /// <summary>Whether a standard column of the element is done.</summary>
    public bool Has(string element) => columns.Exists(c => string.Equals(c.Name, element, StringComparison.Ordinal));

    /// <summary>Keeps a standard column, and which elements' delivered columns it was read from, the first of them that the list carries.</summary>
    public void Add(TextColumn column, params ReadOnlySpan<string> readFrom)
    {
        columns.Add(column);
        foreach (var element in readFrom)
        {
            if (plan.ColumnOf(element) is not { } at) continue;
            rawColumns.Add(column.Name, at);
            return;
        }
    }

    /// <summary>Keeps the names of a column of names as parsed.</summary>
    public void Add(string element, NameColumn column) => names.Add(element, column);

    /// <summary>Adds a finding.</summary>
    public void Tell(int row, string element, string rule, string value) => findings.Add(new Finding(row, element, rule, value));

    /// <summary>Adds a finding on every row whose value breaks a rule.</summary>
    public void Tell(string element, TextColumn raw, string?[] ruleOf)
    {
        if (Array.TrueForAll(ruleOf, r => r is null)) return;
        var codes = raw.Codes;
        for (var row = 0; row < codes.Length; row++)
            if (ruleOf[codes[row]] is { } rule) findings.Add(new Finding(row, element, rule, raw.Values[codes[row]]));
    }

    /// <summary>Brings the column of an element to standard form, value by value; nothing when the list does not carry it.</summary>
    public void Map(string element, Func<string, StandardValue> read)
    {
        if (Raw(element) is not { } raw) return;
        var texts = new string[raw.Values.Length];
        var rules = new string?[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            var value = i == 0 ? StandardValue.Missing : read(raw.Values[i]);
            texts[i] = value.Text;
            rules[i] = value.Rule;
        }
        Add(Recoded(element, raw, texts), element);
        Tell(element, raw, rules);
    }

    /// <summary>A column in which every value of <paramref name="raw"/> has been replaced; equal texts share a number.</summary>
    public static TextColumn Recoded(string element, TextColumn raw, string[] texts)
    {
        var changed = false;
        for (var i = 0; i < texts.Length && !changed; i++) changed = !ReferenceEquals(texts[i], raw.Values[i]);
        return raw.Renamed(element, texts, compact: changed);
    }

    /// <summary>The table, its findings by row.</summary>
    public StandardTable Build() =>
        new(plan.Source, table, columns, [.. findings.OrderBy(f => f.Row)]) { RawColumns = rawColumns, NameColumns = names };
}
