using SatuPintu.Sources;
using SatuPintu.Sources.Reading;

namespace SatuPintu.Linking;

/// <summary>A list that was opened: its headings and its first rows, by which its columns are recognised.</summary>
internal sealed class ListHead
{
    /// <summary>How many rows are looked at to recognise columns.</summary>
    public const int SampleRows = 20_000;

    private readonly string[] columns;

    private ListHead(string path, TextTable sample, CsvForm? form, string[] columns)
    {
        Path = path;
        Sample = sample;
        Form = form;
        this.columns = columns;
    }

    /// <summary>The path as given.</summary>
    public string Path { get; }

    /// <summary>The first rows; all rows of a workbook.</summary>
    public TextTable Sample { get; }

    /// <summary>How to read the rows of a text file; null for a workbook, which was read whole.</summary>
    public CsvForm? Form { get; }

    /// <summary>The headings, those of columns without heading and content left out.</summary>
    public IReadOnlyList<string> Headings => [.. Sample.Columns.Select(c => c.Name)];

    /// <summary>The place of the column with a heading, or -1.</summary>
    public int ColumnOf(string heading) => Array.IndexOf(columns, heading);

    /// <summary>Opens a list.</summary>
    /// <exception cref="UserError">The file cannot be read as a list.</exception>
    public static ListHead Open(string path, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        var form = ListReader.Open(path, (stream, signature) => signature.Kind == FileKind.Text ? CsvForm.Find(stream, path, cancellation) : null);
        if (form is null)
        {
            var table = ListReader.Read(path, progress, cancellation);
            return new ListHead(path, table, null, [.. table.Columns.Select(c => c.Name)]);
        }
        var sample = ListReader.Open(path, (stream, _) => ReadSample(stream, form, path, cancellation));
        return new ListHead(path, sample, form, form.Heading.Names);
    }

    private static TextTable ReadSample(Stream stream, CsvForm form, string path, CancellationToken cancellation)
    {
        using var input = form.Open(stream);
        var scanner = form.Scan(input, path, null, cancellation);
        var table = new TableBuilder(path, form.Heading, form.RowsExpected(SampleRows));
        if (form.IsEncodingGuessed) table.Note(new ReadNote(-1, "", ReadNoteKind.EncodingGuessed, ""));
        var columns = table.Columns;
        for (var rows = 0; rows < SampleRows && scanner.Next();)
        {
            var row = form.RowOf(scanner);
            if (row < form.Heading.FirstDataRow || scanner.IsBlank) continue;
            rows++;
            table.StartRow(row);
            for (var i = 0; i < columns.Length; i++) columns[i].Append(i < scanner.CellCount ? scanner.Cell(i) : default);
        }
        return table.Build(form.Description);
    }
}
