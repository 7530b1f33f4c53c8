using SatuPintu.Linkage.Records;
using SatuPintu.Sources;
using SatuPintu.Sources.Reading;

namespace SatuPintu.Linking;

/// <summary>The cells of the row that is being read, without blanks around them.</summary>
internal abstract class RowCells
{
    /// <summary>A cell by the place of its column; empty where the row stops before it.</summary>
    public abstract ReadOnlySpan<byte> Cell(int column);

    /// <summary>Takes blanks off both ends.</summary>
    protected static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> cell)
    {
        if (cell.IsEmpty || cell[0] > ' ' && cell[^1] > ' ') return cell;
        return cell.Trim(" \t\r\n"u8);
    }
}

/// <summary>A row of a text file.</summary>
internal sealed class CsvCells(CsvScanner scanner) : RowCells
{
    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Cell(int column) => column < scanner.CellCount ? Trim(scanner.Cell(column)) : default;
}

/// <summary>A row of a table that was read from a workbook.</summary>
internal sealed class TableCells : RowCells
{
    private readonly TextTable table;
    private readonly TextValues?[] values;

    /// <summary>Makes the wanted columns of a table ready.</summary>
    public TableCells(TextTable table, IEnumerable<int> columns)
    {
        this.table = table;
        values = new TextValues?[table.Columns.Count];
        foreach (var column in columns) values[column] ??= TextValues.From(table.Columns[column].Values[1..].ToArray());
    }

    /// <summary>Which row is read.</summary>
    public int Row { get; set; }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Cell(int column) => Trim(values[column]![table.Columns[column].Codes[Row]]);
}

/// <summary>Takes one field out of the rows of a list.</summary>
internal abstract class FieldTaker
{
    /// <summary>The distinct values met.</summary>
    public ByteDictionary Values { get; } = new() { IsMissing = MissingMarkers.Holds };

    /// <summary>By record, the number of its value.</summary>
    public IntChunks Codes { get; } = new();

    // Values are looked up many at a time.
    private readonly int[] ends = new int[ByteDictionary.Batch];
    private byte[] texts = new byte[ByteDictionary.Batch * 16];
    private int waiting;
    private int used;

    /// <summary>Takes the field of the present row.</summary>
    public abstract void Take(RowCells row);

    /// <summary>Ends the taking; only now have all rows a code.</summary>
    public void Finish()
    {
        Span<int> codes = stackalloc int[ByteDictionary.Batch];
        codes = codes[..waiting];
        Values.CodesOf(texts, 0, ends.AsSpan(0, waiting), codes);
        Codes.Add(codes);
        waiting = 0;
        used = 0;
    }

    /// <summary>Puts down the value of the present row.</summary>
    protected void Put(ReadOnlySpan<byte> value)
    {
        if (used + value.Length > texts.Length) Array.Resize(ref texts, Math.Max(texts.Length * 2, used + value.Length));
        value.CopyTo(texts.AsSpan(used));
        used += value.Length;
        ends[waiting++] = used;
        if (waiting == ends.Length) Finish();
    }

    /// <summary>Takes a field out of its columns: one as it stands, three of a date as year, month and day, others joined.</summary>
    public static FieldTaker Of(FieldKind kind, int[] columns) => columns.Length switch
    {
        0 => new NothingTaker(),
        1 => new CellTaker(columns[0]),
        3 when kind == FieldKind.Date => new DateTaker(columns[0], columns[1], columns[2]),
        _ => new WordsTaker(columns),
    };

    private sealed class NothingTaker : FieldTaker
    {
        public override void Take(RowCells row) => Put(default);
    }

    private sealed class CellTaker(int column) : FieldTaker
    {
        public override void Take(RowCells row) => Put(row.Cell(column));
    }

    private sealed class WordsTaker(int[] columns) : FieldTaker
    {
        private byte[] text = new byte[256];

        public override void Take(RowCells row)
        {
            var length = 0;
            foreach (var column in columns)
            {
                var cell = row.Cell(column);
                if (cell.IsEmpty || MissingMarkers.Holds(cell)) continue;
                if (length + cell.Length + 1 > text.Length) Array.Resize(ref text, (length + cell.Length + 1) * 2);
                if (length > 0) text[length++] = (byte)' ';
                cell.CopyTo(text.AsSpan(length));
                length += cell.Length;
            }
            Put(text.AsSpan(0, length));
        }
    }
}

/// <summary>Makes one date of the columns of its year, month and day, as <c>1967-09-27</c>; a part that is not given is 0.</summary>
internal sealed class DateTaker(int year, int month, int day) : FieldTaker
{
    private byte[] text = new byte[64];

    /// <inheritdoc/>
    public override void Take(RowCells row)
    {
        var length = 0;
        var any = Part(row.Cell(year), 4, ref length);
        any |= Part(row.Cell(month), 2, ref length);
        any |= Part(row.Cell(day), 2, ref length);
        Put(any ? text.AsSpan(0, length) : default);
    }

    private bool Part(ReadOnlySpan<byte> cell, int digits, ref int length)
    {
        if (MissingMarkers.Holds(cell)) cell = default;
        // A spreadsheet program that knows no missing whole numbers writes 1967.0.
        if (cell.EndsWith(".0"u8)) cell = cell[..^2];
        var blanks = Math.Max(0, digits - cell.Length);
        if (length + cell.Length + digits + 1 > text.Length) Array.Resize(ref text, (length + cell.Length + digits + 1) * 2);
        if (length > 0) text[length++] = (byte)'-';
        text.AsSpan(length, blanks).Fill((byte)'0');
        cell.CopyTo(text.AsSpan(length + blanks));
        length += blanks + cell.Length;
        return cell.ContainsAnyExcept((byte)'0');
    }
}
