using System.Text;
using SatuPintu.Linking;
using SatuPintu.Sources.Reading;

namespace SatuPintu.Welfare.Tables;

/// <summary>
/// A statistics file read row by row, over its bytes: nothing is kept, so that the length of the file costs no memory. The first
/// row names the columns; nothing else is guessed of the content.
/// </summary>
/// <example><code>
/// using var rows = TableRows.Open("households.csv", cancellation);
/// var income = rows.IndexOf("income");
/// while (rows.Next()) sum += rows.Number(income);
/// </code></example>
internal sealed class TableRows : IDisposable, ProxyMeans.IPredictorRow
{
    private readonly Stream? stream;
    private readonly Form form;
    private readonly CsvScanner scanner;
    private readonly int offset;
    private readonly string[] headings;

    private TableRows(string file, Stream? stream, Form form, CsvScanner scanner, string[]? headings, int rowsExpected)
    {
        File = file;
        this.stream = stream;
        this.form = form;
        this.scanner = scanner;
        offset = form.IsStated ? 1 : 0;
        RowsExpected = rowsExpected;
        this.headings = headings ?? ReadHeadings();
    }

    /// <summary>The file as it was named.</summary>
    public string File { get; }

    /// <summary>The names of the columns in their order.</summary>
    public IReadOnlyList<string> Headings => headings;

    /// <summary>About how many rows there are.</summary>
    public int RowsExpected { get; }

    /// <summary>The number a spreadsheet shows beside the present row.</summary>
    public int Row => scanner.RecordNumber - offset;

    /// <summary>Opens a file and reads its headings.</summary>
    /// <exception cref="UserError">The file cannot be read as CSV; says why.</exception>
    public static TableRows Open(string file, CancellationToken cancellation)
    {
        if (Directory.Exists(file)) throw new UserError(ExitCode.Input, "reading.directory", ("file", file));
        return Integration.Truth.ResultTable.Guard(file, () =>
        {
            var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.SequentialScan);
            try
            {
                return Open(stream, file, cancellation);
            }
            catch
            {
                stream.Dispose();
                throw;
            }
        });
    }

    /// <summary>The place of a column.</summary>
    /// <exception cref="UserError">No column, or more than one, has this name.</exception>
    public int IndexOf(string column)
    {
        var found = -1;
        for (var i = 0; i < headings.Length; i++)
        {
            if (!string.Equals(headings[i], column, StringComparison.Ordinal)) continue;
            if (found >= 0) throw new UserError(ExitCode.Input, "welfare.column_twice", ("file", File), ("column", column));
            found = i;
        }
        return found >= 0 ? found : throw new UserError(ExitCode.Input, "welfare.column_missing",
            ("file", File), ("column", column), ("nearest", Nearest.Of(column, Headings)), ("known", Shortened(string.Join(", ", headings))));
    }

    /// <summary>Moves to the next row; false at the end.</summary>
    /// <exception cref="UserError">A row has more or fewer cells than the heading.</exception>
    public bool Next()
    {
        do
        {
            if (!scanner.Next()) return false;
        }
        while (scanner.CellCount == 1 && scanner.IsBlank);
        if (scanner.CellCount != headings.Length)
            throw new UserError(ExitCode.Input, "welfare.ragged", ("file", File), ("row", Row), ("cells", scanner.CellCount), ("columns", headings.Length));
        return true;
    }

    /// <summary>A cell of the present row without blanks around it, in UTF-8; until the next row.</summary>
    public ReadOnlySpan<byte> Cell(int column) => CellNumbers.Trim(scanner.Cell(column));

    /// <summary>A cell of the present row as a number; NaN where it is missing.</summary>
    /// <exception cref="UserError">The cell holds no number.</exception>
    public double Number(int column)
    {
        var cell = Cell(column);
        if (CellNumbers.TryParse(cell, out var number)) return number;
        return CellNumbers.IsMissing(cell) ? double.NaN : throw NotANumber(File, Row, headings[column], Encoding.UTF8.GetString(cell));
    }

    /// <summary>Cuts the file, from its start, between rows, so that several threads can read it; these rows themselves can be read no more.</summary>
    public IEnumerable<CsvPortion> Portions(CancellationToken cancellation) =>
        new CsvPortions(new Utf8Input(stream!, form.Encoding, form.MarkLength), form.Delimiter).Read(cancellation);

    /// <summary>The rows of a portion of this file. Their numbers count from the portion's start.</summary>
    public TableRows Of(CsvPortion portion, bool isFirst, CancellationToken cancellation) =>
        new(File, null, form, new CsvScanner(portion, form.Delimiter, File, cancellation), isFirst ? null : headings, portion.Bytes.AsSpan(0, portion.Count).Count((byte)'\n') + 1);

    /// <inheritdoc/>
    public void Dispose() => stream?.Dispose();

    /// <summary>The error that a cell holds no number.</summary>
    internal static UserError NotANumber(string file, int row, string column, string value) =>
        new(ExitCode.Input, "welfare.not_a_number", ("file", file), ("row", row), ("column", column), ("value", value.Length <= 40 ? value : value[..40] + "…"));

    private static TableRows Open(FileStream stream, string file, CancellationToken cancellation)
    {
        if (!stream.CanSeek) throw new UserError(ExitCode.Input, "reading.not_a_file", ("file", file));
        if (stream.Length == 0) throw new UserError(ExitCode.Input, "reading.empty", ("file", file));
        Span<byte> head = stackalloc byte[1024];
        head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        if (FileSignature.Find(head) is { Kind: not FileKind.Text } kind)
            throw kind.Kind == FileKind.Other ? ListReader.NotATable(file, kind.Name) : new UserError(ExitCode.Input, "welfare.not_csv", ("file", file));
        var (encoding, mark) = TextProbe.Find(stream, file, cancellation);
        var sample = CsvForm.Sample(new Utf8Input(stream, encoding, mark), stream.Length, out var isWhole);
        var found = DelimiterFinder.Find(sample, isWhole, file);
        var form = new Form(encoding, mark, (byte)found.Delimiter, found.IsStated);
        var bytesPerRow = Math.Max(2, sample.Length / Math.Max(1, found.Rows.Count));
        return new TableRows(file, stream, form, new CsvScanner(new Utf8Input(stream, encoding, mark), stream.Length, form.Delimiter, file, cancellation), null,
            (int)Math.Clamp((stream.Length / bytesPerRow) + 16, 16, 1 << 24));
    }

    private string[] ReadHeadings()
    {
        if (form.IsStated) scanner.Next();
        do
        {
            if (!scanner.Next()) throw new UserError(ExitCode.Input, "reading.empty", ("file", File));
        }
        while (scanner.IsBlank);
        var found = new string[scanner.CellCount];
        for (var i = 0; i < found.Length; i++) found[i] = scanner.Text(i).Trim();
        return found;
    }

    private static string Shortened(string names) => names.Length <= 400 ? names : names[..400] + "…";

    /// <summary>How the bytes of a file are to be read.</summary>
    private sealed record Form(TextEncoding Encoding, int MarkLength, byte Delimiter, bool IsStated);
}
