namespace SatuPintu.Sources.Reading;

/// <summary>Gathers the rows of a list while it is read, whatever kind of file it comes from.</summary>
internal sealed class TableBuilder
{
    private readonly string file;
    private readonly Heading heading;
    private readonly List<ReadNote> notes;
    private readonly List<int> rowNumbers;

    /// <summary>Makes a table without rows.</summary>
    public TableBuilder(string file, Heading heading, int rowsExpected)
    {
        this.file = file;
        this.heading = heading;
        notes = [.. heading.Notes];
        rowNumbers = new List<int>(rowsExpected);
        Columns = new ColumnBuilder[heading.Names.Length];
        for (var i = 0; i < Columns.Length; i++) Columns[i] = new ColumnBuilder(rowsExpected);
    }

    /// <summary>The columns, to be given one cell each in every row.</summary>
    public ColumnBuilder[] Columns { get; }

    /// <summary>How many columns the heading names.</summary>
    public int NamedWidth => heading.NamedWidth;

    /// <summary>The name of a column.</summary>
    public string NameOf(int column) => heading.Names[column];

    /// <summary>Begins a row.</summary>
    /// <param name="number">Its number as a spreadsheet shows it.</param>
    public void StartRow(int number) => rowNumbers.Add(number);

    /// <summary>Notes something on the list.</summary>
    public void Note(ReadNote note) => notes.Add(note);

    /// <summary>Notes something on the present row.</summary>
    public void NoteRow(ReadNoteKind kind, string value, string column = "") =>
        notes.Add(new ReadNote(rowNumbers.Count - 1, column, kind, value));

    /// <summary>The finished table; columns without heading and without any value are left out.</summary>
    /// <exception cref="UserError">The list has a heading and nothing below it.</exception>
    public TextTable Build(string format)
    {
        if (rowNumbers.Count == 0) throw new UserError(ExitCode.Input, "reading.heading_alone", ("file", file), ("row", heading.Row));
        var columns = new List<TextColumn>(Columns.Length);
        for (var i = 0; i < Columns.Length; i++)
        {
            if (Columns[i].IsEmpty && heading.IsUnnamed(i)) continue;
            columns.Add(Columns[i].Build(heading.Names[i]));
            Columns[i] = null!;
        }
        return new TextTable(file, columns, rowNumbers.ToArray()) { Notes = notes, Format = format };
    }
}
