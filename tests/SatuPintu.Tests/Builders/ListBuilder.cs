using SatuPintu.Sources;

namespace SatuPintu.Tests.Builders;

/// <summary>
/// A list in the data standard, written out by hand:
/// <c>ListBuilder.Welfare("dtks").Row((Elements.RecordId, "D1"), (Elements.Nik, "3672…")).Build()</c>.
/// </summary>
/// <remarks>The list carries the elements its rows name (and those named by <see cref="Carrying"/>); what a row leaves out is empty.</remarks>
internal sealed class ListBuilder
{
    private readonly List<string> elements = [];
    private readonly List<Dictionary<string, string>> rows = [];
    private readonly List<Finding> findings = [];
    private SourceDefinition source;

    private ListBuilder(SourceDefinition source) => this.source = source;

    /// <summary>A list that ranks or registers the poor.</summary>
    public static ListBuilder Welfare(string id) => new(Source(id, SourceKind.Welfare));

    /// <summary>The receivers of a programme.</summary>
    public static ListBuilder Programme(string id, string programme) => new(Source(id, SourceKind.Programme) with { Programme = programme });

    /// <summary>The population registry.</summary>
    public static ListBuilder Population(string id = "adminduk") => new(Source(id, SourceKind.Population) with { Trust = 1 });

    /// <summary>A list of a source made elsewhere, such as one of the shipped definitions.</summary>
    public static ListBuilder Of(SourceDefinition source) => new(source);

    private static SourceDefinition Source(string id, SourceKind kind) => new()
    {
        Id = id,
        Name = new LocalText(id, id),
        Agency = "",
        Kind = kind,
    };

    /// <summary>Changes the source: <c>.With(s => s with { Trust = 2 })</c>.</summary>
    public ListBuilder With(Func<SourceDefinition, SourceDefinition> change)
    {
        source = change(source);
        return this;
    }

    /// <summary>Names elements that the list carries, also when no row has a value.</summary>
    public ListBuilder Carrying(params string[] ids)
    {
        foreach (var id in ids)
            if (!elements.Contains(id)) elements.Add(id);
        return this;
    }

    /// <summary>Adds a row with the values of some elements.</summary>
    public ListBuilder Row(params (string Element, string Value)[] values)
    {
        Carrying([.. values.Select(v => v.Element)]);
        rows.Add(values.ToDictionary(v => v.Element, v => v.Value, StringComparer.Ordinal));
        return this;
    }

    /// <summary>Adds a finding on the row added last.</summary>
    public ListBuilder Finding(string element, string rule, string value = "")
    {
        findings.Add(new Finding(rows.Count - 1, element, rule, value));
        return this;
    }

    /// <summary>The list; as delivered it is the same table, with the ids of the elements as headings.</summary>
    public StandardTable Build()
    {
        var columns = elements.Select(e => TextColumn.From(e, rows.Select(r => r.GetValueOrDefault(e, "")))).ToList();
        var raw = new TextTable(source.Id + ".csv", columns, [.. Enumerable.Range(2, rows.Count)]);
        return new StandardTable(source, raw, columns, findings);
    }
}
