using System.Globalization;
using SatuPintu.Sources.Reading;

namespace SatuPintu.Linking;

/// <summary>The wanted columns of a list: fields as numbers of their values, and the ids.</summary>
internal sealed class ListRows
{
    private readonly (string? Heading, int Column) id;
    private readonly int[] used;

    private ListRows(ListHead head, LinkSettings settings, ListSide side)
    {
        var places = settings.Fields!.Select(f => f.In(side).Select(head.ColumnOf).ToArray()).ToList();
        Fields = settings.Fields!.Select((f, i) => FieldTaker.Of(f.Kind, places[i])).ToArray();
        var family = settings.Family?.In(side) is { } f ? head.ColumnOf(f) : -1;
        if (family >= 0) Family = FieldTaker.Of(Linkage.Records.FieldKind.Category, [family]);
        var heading = settings.Id?.In(side);
        id = (heading, heading is null ? -1 : head.ColumnOf(heading));
        Keys = heading is null ? RecordKeys.OfRows() : RecordKeys.OfTexts();
        used = [.. places.SelectMany(p => p), .. new[] { family, id.Column }.Where(c => c >= 0)];
    }

    /// <summary>The fields in the order of the settings.</summary>
    public FieldTaker[] Fields { get; }

    /// <summary>The families; null where the list has none.</summary>
    public FieldTaker? Family { get; }

    /// <summary>The ids.</summary>
    public RecordKeys Keys { get; }

    /// <summary>Rows with fewer or more cells than the heading.</summary>
    public int Ragged { get; private set; }

    /// <summary>Reads the columns that the settings name.</summary>
    /// <param name="head">The list.</param>
    /// <param name="settings">Settings with fields, whose columns are all there.</param>
    /// <param name="side">Which list it is.</param>
    /// <param name="progress">Told bytes read.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="UserError">The file cannot be read, or an id is missing or stands twice.</exception>
    public static ListRows Read(ListHead head, LinkSettings settings, ListSide side, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        var rows = new ListRows(head, settings, side);
        if (head.Form is { } form) ListReader.Open(head.Path, (stream, _) => rows.ReadText(stream, form, head.Path, progress, cancellation));
        else rows.ReadTable(head, cancellation);
        foreach (var field in rows.Fields) field.Finish();
        rows.Family?.Finish();
        rows.RequireIds(head.Path, cancellation);
        return rows;
    }

    private bool ReadText(Stream stream, CsvForm form, string path, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        using var input = form.Open(stream);
        var scanner = form.Scan(input, path, progress, cancellation);
        var cells = new CsvCells(scanner);
        var (first, width, widest) = (form.Heading.FirstDataRow, form.Heading.NamedWidth, form.Heading.Names.Length);
        while (scanner.Next())
        {
            var row = form.RowOf(scanner);
            if (row < first || scanner.IsBlank) continue;
            if (scanner.CellCount < width || scanner.CellCount > widest) Ragged++;
            Take(cells, row, path);
        }
        return true;
    }

    private void ReadTable(ListHead head, CancellationToken cancellation)
    {
        var table = head.Sample;
        var cells = new TableCells(table, used);
        for (var row = 0; row < table.RowCount; row++)
        {
            if (row % 65536 == 0) cancellation.ThrowIfCancellationRequested();
            cells.Row = row;
            Take(cells, table.RowNumbers[row], head.Path);
        }
    }

    private void Take(RowCells cells, int row, string path)
    {
        foreach (var field in Fields) field.Take(cells);
        Family?.Take(cells);
        var key = id.Column < 0 ? default : cells.Cell(id.Column);
        if (key.Length > RecordKeys.Longest)
            throw new UserError(ExitCode.Input, "linking.id_too_long", ("file", path), ("row", row), ("heading", id.Heading), ("most", RecordKeys.Longest));
        Keys.Add(key, row);
    }

    private void RequireIds(string path, CancellationToken cancellation)
    {
        if (Keys.Missing > 0)
            throw new UserError(ExitCode.Input, "linking.id_missing", ("file", path), ("heading", id.Heading), ("count", Keys.Missing),
                ("rows", string.Join(", ", Keys.FirstMissing) + (Keys.Missing > Keys.FirstMissing.Count ? ", …" : "")));
        var (count, first) = Keys.Doubles(cancellation);
        if (count == 0) return;
        var examples = first.Select(d => $"“{d.Id}” ({string.Join(", ", d.Rows.Take(5).Select(r => r.ToString(CultureInfo.InvariantCulture)))}{(d.Rows.Count > 5 ? ", …" : "")})");
        throw new UserError(ExitCode.Input, "linking.id_double", ("file", path), ("heading", id.Heading), ("count", count),
            ("examples", string.Join(", ", examples) + (count > first.Count ? ", …" : "")));
    }
}
