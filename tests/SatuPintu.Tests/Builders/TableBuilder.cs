using SatuPintu.Sources;

namespace SatuPintu.Tests.Builders;

/// <summary>
/// A list as delivered, written out by hand:
/// <c>new TableBuilder("NIK", "NAMA").Row("3672…", "SITI").Build()</c>.
/// </summary>
internal sealed class TableBuilder(params string[] headings)
{
    private readonly List<string[]> rows = [];

    /// <summary>Adds a row; cells left off at its end are empty.</summary>
    public TableBuilder Row(params string[] cells)
    {
        if (cells.Length > headings.Length) throw new ArgumentException($"{cells.Length} cells under {headings.Length} headings.", nameof(cells));
        rows.Add([.. cells, .. Enumerable.Repeat("", headings.Length - cells.Length)]);
        return this;
    }

    /// <summary>Adds many rows, each made from its number, for lists whose size matters.</summary>
    public TableBuilder Rows(int count, Func<int, string[]> cells)
    {
        for (var i = 0; i < count; i++) Row(cells(i));
        return this;
    }

    /// <summary>The table; the first record stands in row 2 of the file, under the heading.</summary>
    public TextTable Build(string file = "list.csv") => new(
        file,
        [.. headings.Select((h, column) => TextColumn.From(h, rows.Select(r => r[column])))],
        [.. Enumerable.Range(2, rows.Count)]);
}
