namespace SatuPintu.Sources;

/// <summary>A list as delivered: its columns in file order, each cell the text that stood in the file.</summary>
public sealed class TextTable
{
    /// <summary>Makes a table; all columns and <paramref name="rowNumbers"/> have the same length.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public TextTable(string file, IReadOnlyList<TextColumn> columns, int[] rowNumbers)
    {
        if (columns.Any(c => c.Count != rowNumbers.Length))
            throw new ArgumentException("Every column of a table has a value in every row.", nameof(columns));
        File = file;
        Columns = columns;
        RowNumbers = rowNumbers;
    }

    /// <summary>The file the list came from, for messages.</summary>
    public string File { get; }

    /// <summary>The columns in the order of the file.</summary>
    public IReadOnlyList<TextColumn> Columns { get; }

    /// <summary>For each row the number a spreadsheet shows beside it: the heading is row 1 (if nothing stands above it), the first record row 2.</summary>
    public IReadOnlyList<int> RowNumbers { get; }

    /// <summary>How many records the list has.</summary>
    public int RowCount => RowNumbers.Count;

    /// <summary>What reading met that a check or the user should know of: ragged rows, damaged numbers, sheets left aside.</summary>
    public IReadOnlyList<ReadNote> Notes { get; init; } = [];

    /// <summary>How the file was read, in words for the user: kind of file, encoding, delimiter, sheet.</summary>
    public string Format { get; init; } = "";

    /// <summary>The column with this heading, or null.</summary>
    public TextColumn? Find(string heading) => Columns.FirstOrDefault(c => string.Equals(c.Name, heading, StringComparison.Ordinal));
}
