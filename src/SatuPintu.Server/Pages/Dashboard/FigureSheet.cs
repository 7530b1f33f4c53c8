using SatuPintu.Dashboard;
using SatuPintu.Regions;
using SatuPintu.Server.Components;

namespace SatuPintu.Server.Pages.Dashboard;

/// <summary>A table of figures: shown on a page, and taken away as a file.</summary>
/// <param name="Id">Its id, by which it is taken away.</param>
/// <param name="Caption">What it shows.</param>
/// <param name="Definition">What is counted, in a sentence or two.</param>
/// <param name="Headings">The headings; the first column names the row.</param>
/// <param name="Rows">The rows.</param>
public sealed record FigureSheet(string Id, string Caption, string Definition, IReadOnlyList<string> Headings, IReadOnlyList<FigureSheetRow> Rows)
{
    /// <summary>The table as pages show it.</summary>
    public TableView View(PageTexts texts) => new(Caption, [.. Headings.Select((h, i) => new TableColumn(h, IsNumber: i > 0))],
        [.. Rows.Select(r => (IReadOnlyList<TableCell>)[new TableCell(r.Name, r.Link), .. r.Cells.Select(c => (TableCell)c.Text(texts))])]);
}

/// <summary>A row of figures.</summary>
/// <param name="Area">The code of the area; empty for a row that stands for no one area.</param>
/// <param name="Name">What the row is called.</param>
/// <param name="Cells">Its cells.</param>
/// <param name="Link">Where it leads.</param>
public sealed record FigureSheetRow(string Area, string Name, IReadOnlyList<FigureCell> Cells, string? Link = null);

/// <summary>A cell: a count, or a share of one in another.</summary>
/// <param name="Count">The count, or what the share is taken of.</param>
/// <param name="Of">Of a share, the whole.</param>
public readonly record struct FigureCell(ShownCount Count, ShownCount? Of = null)
{
    /// <summary>A count.</summary>
    public static implicit operator FigureCell(ShownCount count) => new(count);

    /// <summary>The share; null where it is none, or hidden.</summary>
    public double? Share => Of is { Value: > 0 and var whole } && Count.Value is { } part ? part / (double)whole : null;

    /// <summary>What a file says: a whole number or a share; null where it is hidden.</summary>
    public object? Value => Of is null ? Count.Value : Share;

    /// <summary>What a page says.</summary>
    public string Text(PageTexts texts)
    {
        if (Of is not null) return Share is { } share ? Numbers.Percent(share, 1, texts.Language) : "–";
        return Count.Value is { } value ? Numbers.Whole(value, texts.Language) : Count.IsSmall ? "<5" : "…";
    }
}

/// <summary>Names of areas, as the dashboard says them.</summary>
internal static class AreaNames
{
    /// <summary>The name of an area; that of the country for the empty code.</summary>
    public static string Of(PageTexts texts, string code) => code.Length == 0 ? texts["account.page.nation"] : AreaCatalog.Official.Find(code)?.Name ?? code;
}
