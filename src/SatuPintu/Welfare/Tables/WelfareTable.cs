namespace SatuPintu.Welfare.Tables;

/// <summary>The columns a method asks for, and what each is read as; a column asked for twice serves both.</summary>
internal sealed class WantedColumns
{
    private readonly Dictionary<string, ColumnKinds> kinds = new(StringComparer.Ordinal);

    /// <summary>The columns in the order they were first asked for.</summary>
    public IReadOnlyDictionary<string, ColumnKinds> Kinds => kinds;

    /// <summary>Asks for a column; nothing where there is no name.</summary>
    public WantedColumns Add(string? column, ColumnKinds kind)
    {
        if (column is not null) kinds[column] = kinds.GetValueOrDefault(column) | kind;
        return this;
    }

    /// <summary>Asks for columns.</summary>
    public WantedColumns Add(IEnumerable<string> columns, ColumnKinds kind)
    {
        foreach (var column in columns) Add(column, kind);
        return this;
    }
}

/// <summary>The columns of a statistics file that a method asked for, in memory.</summary>
internal sealed class WelfareTable
{
    private readonly Dictionary<string, ColumnReader> columns;
    private readonly int[] rowNumbers;

    private WelfareTable(DataFile data, IReadOnlyList<string> headings, Dictionary<string, ColumnReader> columns, int[] rowNumbers)
    {
        Data = data;
        Headings = headings;
        this.columns = columns;
        this.rowNumbers = rowNumbers;
    }

    /// <summary>The file, for the card.</summary>
    public DataFile Data { get; }

    /// <summary>All columns of the file, those not asked for too.</summary>
    public IReadOnlyList<string> Headings { get; }

    /// <summary>How many rows there are below the heading.</summary>
    public int Rows => rowNumbers.Length;

    /// <summary>Reads the columns asked for.</summary>
    /// <exception cref="UserError">The file cannot be read, has no rows, or lacks a column.</exception>
    public static WelfareTable Read(string file, WantedColumns wanted, CancellationToken cancellation) => Read(file, _ => wanted, cancellation);

    /// <summary>Reads the columns that are chosen by the headings of the file.</summary>
    /// <inheritdoc cref="Read(string, WantedColumns, CancellationToken)"/>
    public static WelfareTable Read(string file, Func<IReadOnlyList<string>, WantedColumns> choose, CancellationToken cancellation)
    {
        using var rows = TableRows.Open(file, cancellation);
        var hashing = DataFile.Begin(file);
        var readers = choose(rows.Headings).Kinds.Select(w => (Place: rows.IndexOf(w.Key), Reader: new ColumnReader(w.Key, w.Value, rows.RowsExpected))).ToArray();
        var numbers = new List<int>(rows.RowsExpected);
        while (rows.Next())
        {
            foreach (var (place, reader) in readers) reader.Append(rows, place);
            numbers.Add(rows.Row);
        }
        if (numbers.Count == 0) throw new UserError(ExitCode.Input, "reading.heading_alone", ("file", file), ("row", rows.Row));
        var data = hashing.End(numbers.Count);
        return new WelfareTable(data, rows.Headings, readers.ToDictionary(r => r.Reader.Name, r => r.Reader, StringComparer.Ordinal), [.. numbers]);
    }

    /// <summary>The number a spreadsheet shows beside a row, which is counted from 0 here.</summary>
    public int RowNumber(int row) => rowNumbers[row];

    /// <summary>Whether a column that was asked for has numbers only.</summary>
    public bool IsNumeric(string column) => columns[column].IsNumeric;

    /// <summary>A column that was asked for, as numbers.</summary>
    /// <exception cref="UserError">A value is no number.</exception>
    public NumberColumn Numbers(string column) => columns[column].Numbers(Data.Path);

    /// <summary>A column that was asked for, as categories.</summary>
    public CategoryColumn Categories(string column) => columns[column].Categories();

    /// <summary>A column of numbers without which a row cannot be used.</summary>
    /// <exception cref="UserError">A value is missing or no number; names the first such row.</exception>
    public double[] Required(string column)
    {
        var numbers = Numbers(column);
        if (numbers.Missing == 0) return numbers.Values;
        throw new UserError(ExitCode.Input, "welfare.value_missing", ("file", Data.Path), ("column", column),
            ("row", RowNumber(Array.FindIndex(numbers.Values, double.IsNaN))), ("count", numbers.Missing));
    }
}
