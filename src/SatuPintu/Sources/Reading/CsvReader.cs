namespace SatuPintu.Sources.Reading;

/// <summary>Reads a text file of cells as a stream into dictionary-encoded columns.</summary>
internal static class CsvReader
{
    private const int SampleSize = 1 << 17;
    private const int ManyLines = 8;

    /// <summary>Reads a file that can seek; it is closed at the end.</summary>
    public static TextTable Read(Stream stream, string file, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        var (encoding, mark) = TextProbe.Find(stream, file, cancellation);
        var length = stream.Length;
        using var input = new Utf8Input(stream, encoding, mark);
        var sample = Sample(input, length, out var isWhole);
        RefuseNul(sample, file);
        var found = DelimiterFinder.Find(sample, isWhole, file);
        using var again = new Utf8Input(stream, encoding, mark);
        var scanner = new CsvScanner(again, length, (byte)found.Delimiter, file, cancellation)
        {
            BlockRead = done => progress?.Report(new StageProgress("read", Path.GetFileName(file), done, length)),
        };
        if (found.Rows.Count == 0) throw WhyNoRow(scanner, file);
        var heading = HeadingFinder.Find(found.Rows, file);
        var bytesPerRow = Math.Max(8, sample.Length / Math.Max(1, found.Rows.Count));
        var rowsExpected = (int)Math.Clamp(length / bytesPerRow + 16, 16, 1 << 22);
        var table = new TableBuilder(file, heading, rowsExpected);
        if (encoding is TextEncoding.Windows1252 or TextEncoding.Utf8WithStrayBytes)
            table.Note(new ReadNote(-1, "", ReadNoteKind.EncodingGuessed, ""));
        while (scanner.Next())
        {
            var row = scanner.RecordNumber - (found.IsStated ? 1 : 0);
            if (row < heading.FirstDataRow || scanner.IsBlank) continue;
            Append(table, scanner, row);
        }
        return table.Build($"CSV, {Name(encoding)}, “{(found.Delimiter == '\t' ? "tab" : found.Delimiter)}”");
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

    /// <summary>Why the sample has not one whole row: the file is blank, or its first row never ends.</summary>
    private static UserError WhyNoRow(CsvScanner scanner, string file)
    {
        while (scanner.Next())
            if (!scanner.IsBlank) return new UserError(ExitCode.Input, "reading.record_too_long", ("file", file), ("row", scanner.RecordNumber));
        return new UserError(ExitCode.Input, "reading.empty", ("file", file));
    }

    private static byte[] Sample(Utf8Input input, long length, out bool isWhole)
    {
        var sample = new byte[Math.Min(SampleSize, length * 3 + 64)];
        var count = 0;
        isWhole = false;
        while (count + 16 <= sample.Length)
        {
            var read = input.Read(sample.AsSpan(count));
            if (read == 0)
            {
                isWhole = true;
                break;
            }
            count += read;
        }
        return sample[..count];
    }

    private static void RefuseNul(byte[] sample, string file)
    {
        var zero = sample.AsSpan().IndexOf((byte)0);
        if (zero >= 0)
            throw new UserError(ExitCode.Input, "reading.nul", ("file", file), ("row", 1 + sample.AsSpan(0, zero).Count((byte)'\n')));
    }

    private static string Name(TextEncoding encoding) => encoding switch
    {
        TextEncoding.Windows1252 => "Windows-1252",
        TextEncoding.Utf16LittleEndian or TextEncoding.Utf16BigEndian => "UTF-16",
        _ => "UTF-8",
    };
}
