using System.Buffers;
using System.Text;

namespace SatuPintu.Sources.Reading;

/// <summary>One sheet of a workbook, whose rows can be read from the top as often as needed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsHidden">Whether a spreadsheet program hides it.</param>
/// <param name="Rows">Reads its rows; each is valid until the next.</param>
internal sealed record Sheet(string Name, bool IsHidden, Func<IEnumerable<SheetRow>> Rows);

/// <summary>One row of a sheet: the cells that hold something, as UTF-8.</summary>
internal sealed class SheetRow
{
    private readonly ArrayBufferWriter<byte> text = new(1024);
    private readonly List<(int Column, int Start, int Length, bool IsLongNumber)> cells = [];
    private int[] cellOfColumn = [];

    /// <summary>The number a spreadsheet shows beside it.</summary>
    public int Number { get; private set; }

    /// <summary>One more than the last column that holds something.</summary>
    public int Width { get; private set; }

    /// <summary>Whether the row has nothing but blanks.</summary>
    public bool IsBlank
    {
        get
        {
            foreach (var (_, start, length, _) in cells)
                if (text.WrittenSpan.Slice(start, length).ContainsAnyExcept(" \t\r\n"u8)) return false;
            return true;
        }
    }

    /// <summary>Begins another row in place of this one.</summary>
    public void Restart(int number)
    {
        Number = number;
        Width = 0;
        text.ResetWrittenCount();
        cells.Clear();
        Array.Fill(cellOfColumn, -1);
    }

    /// <summary>Puts a text into a cell; an empty one is no cell.</summary>
    public void Add(int column, ReadOnlySpan<char> value, bool isLongNumber = false)
    {
        if (value.IsEmpty) return;
        var start = text.WrittenCount;
        Encoding.UTF8.GetBytes(value, text);
        Place(column, start, isLongNumber);
    }

    /// <summary>Puts a text in UTF-8 into a cell.</summary>
    public void Add(int column, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty) return;
        var start = text.WrittenCount;
        text.Write(value);
        Place(column, start, false);
    }

    /// <summary>The text of a cell in UTF-8; empty when it holds nothing.</summary>
    public ReadOnlySpan<byte> Cell(int column) => Find(column) is >= 0 and var at ? text.WrittenSpan.Slice(cells[at].Start, cells[at].Length) : default;

    /// <summary>The text of a cell.</summary>
    public string Text(int column) => Encoding.UTF8.GetString(Cell(column));

    /// <summary>Whether a cell holds a number of more than 15 digits as a number.</summary>
    public bool IsLongNumber(int column) => Find(column) is >= 0 and var at && cells[at].IsLongNumber;

    /// <summary>A copy for the search for the heading.</summary>
    public SampleRow ToSample()
    {
        var texts = new string[Width];
        for (var i = 0; i < texts.Length; i++) texts[i] = Text(i);
        return new SampleRow(Number, texts);
    }

    private int Find(int column) => column < cellOfColumn.Length ? cellOfColumn[column] : -1;

    private void Place(int column, int start, bool isLongNumber)
    {
        if (column >= cellOfColumn.Length)
        {
            var before = cellOfColumn.Length;
            Array.Resize(ref cellOfColumn, Math.Max(column + 1, before * 2));
            cellOfColumn.AsSpan(before).Fill(-1);
        }
        cellOfColumn[column] = cells.Count;
        cells.Add((column, start, text.WrittenCount - start, isLongNumber));
        Width = Math.Max(Width, column + 1);
    }
}
