namespace SatuPintu.Sources.Reading;

/// <summary>Makes a list of the sheet of a workbook that holds it.</summary>
internal static class SheetReader
{
    private const int SampleRows = 60;
    private const int RowsBetweenReports = 1024;

    /// <summary>Reads the list from the sheets of a workbook.</summary>
    /// <param name="sheets">The sheets in their order.</param>
    /// <param name="format">The kind of workbook, in words.</param>
    /// <param name="file">Names the file in messages.</param>
    /// <param name="rowRead">Called now and then; reports progress and stops when told to.</param>
    public static TextTable Read(IReadOnlyList<Sheet> sheets, string format, string file, Action rowRead)
    {
        var (sheet, sample) = Choose(sheets, rowRead);
        if (sheet is null) throw new UserError(ExitCode.Input, "reading.empty", ("file", file));
        var heading = HeadingFinder.Find(sample, file);
        var table = new TableBuilder(file, heading, 1024);
        foreach (var other in sheets)
            if (other != sheet) table.Note(new ReadNote(-1, "", ReadNoteKind.SheetIgnored, other.Name));
        var count = 0;
        foreach (var row in sheet.Rows())
        {
            if (++count % RowsBetweenReports == 0) rowRead();
            if (row.Number >= heading.FirstDataRow && !row.IsBlank) Append(table, row);
        }
        return table.Build($"{format}, “{sheet.Name}”");
    }

    /// <summary>The first sheet under a heading that is understood, else the first that holds anything; hidden ones last.</summary>
    private static (Sheet? Sheet, List<SampleRow> Sample) Choose(IReadOnlyList<Sheet> sheets, Action rowRead)
    {
        (Sheet?, List<SampleRow>) first = (null, []);
        foreach (var sheet in sheets.OrderBy(s => s.IsHidden))
        {
            rowRead();
            var sample = new List<SampleRow>();
            foreach (var row in sheet.Rows())
            {
                if (!row.IsBlank) sample.Add(row.ToSample());
                if (sample.Count == SampleRows) break;
            }
            if (sample.Exists(r => HeadingFinder.Known(r) >= 2)) return (sheet, sample);
            if (first.Item1 is null && sample.Count > 0) first = (sheet, sample);
        }
        return first;
    }

    private static void Append(TableBuilder table, SheetRow row)
    {
        table.StartRow(row.Number);
        for (var i = 0; i < table.Columns.Length; i++)
        {
            table.Columns[i].Append(row.Cell(i));
            if (row.IsLongNumber(i)) table.NoteRow(ReadNoteKind.LongNumber, row.Text(i), table.NameOf(i));
        }
        if (row.Width <= table.Columns.Length) return;
        var extra = Enumerable.Range(table.Columns.Length, row.Width - table.Columns.Length).Select(row.Text)
            .Where(t => !string.IsNullOrWhiteSpace(t)).ToList();
        if (extra.Count > 0) table.NoteRow(ReadNoteKind.ExtraCells, string.Join(" | ", extra));
    }
}
