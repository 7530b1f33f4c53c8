namespace SatuPintu.Sources.Reading;

/// <summary>Reads a text file of cells as a stream into dictionary-encoded columns.</summary>
internal static class CsvReader
{
    private const int ManyLines = 8;

    /// <summary>Reads a file that can seek; it is closed at the end.</summary>
    public static TextTable Read(Stream stream, string file, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        var form = CsvForm.Find(stream, file, cancellation);
        using var input = form.Open(stream);
        var scanner = form.Scan(input, file, progress, cancellation);
        var table = new TableBuilder(file, form.Heading, form.RowsExpected(1 << 22));
        if (form.IsEncodingGuessed) table.Note(new ReadNote(-1, "", ReadNoteKind.EncodingGuessed, ""));
        while (scanner.Next())
        {
            var row = form.RowOf(scanner);
            if (row < form.Heading.FirstDataRow || scanner.IsBlank) continue;
            Append(table, scanner, row);
        }
        return table.Build(form.Description);
    }

    private static void Append(TableBuilder table, CsvScanner scanner, int row)
    {
        table.StartRow(row);
        var count = scanner.CellCount;
        var columns = table.Columns;
        var filled = Math.Min(count, columns.Length);
        for (var i = 0; i < filled; i++) columns[i].Append(scanner.Cell(i));
        for (var i = filled; i < columns.Length; i++) columns[i].AppendEmpty();
        if (count < table.NamedWidth) table.NoteRow(ReadNoteKind.FewCells, count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (count > columns.Length) NoteExtra(table, scanner);
        if (scanner.MostLineBreaks >= ManyLines)
            table.NoteRow(ReadNoteKind.ManyLines, scanner.MostLineBreaks.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static void NoteExtra(TableBuilder table, CsvScanner scanner)
    {
        var extra = new List<string>();
        for (var i = table.Columns.Length; i < scanner.CellCount; i++)
            if (scanner.Text(i) is { } text && !string.IsNullOrWhiteSpace(text)) extra.Add(text);
        if (extra.Count > 0) table.NoteRow(ReadNoteKind.ExtraCells, string.Join(" | ", extra));
    }
}
