namespace SatuPintu.Sources.Reading;

/// <summary>
/// Builds a dictionary-encoded column from UTF-8 cells. A value met before costs one look-up and no memory; a new one is copied
/// once. Texts are made of the bytes only at the end, once for each distinct value.
/// </summary>
internal sealed class ColumnBuilder
{
    private readonly ByteDictionary values = new();
    private int[] codes;
    private int rows;

    /// <summary>Makes an empty column with room for some rows.</summary>
    public ColumnBuilder(int rowsExpected) => codes = new int[Math.Max(16, rowsExpected)];

    /// <summary>How many rows the column has.</summary>
    public int Count => rows;

    /// <summary>Whether every row so far is empty.</summary>
    public bool IsEmpty => values.Count == 1;

    /// <summary>Adds a row with a cell of UTF-8 bytes.</summary>
    public void Append(ReadOnlySpan<byte> cell)
    {
        if (rows == codes.Length) Array.Resize(ref codes, (int)Math.Min(Array.MaxLength, codes.Length * 2L));
        codes[rows++] = values.CodeOf(cell);
    }

    /// <summary>Adds a row without a value.</summary>
    public void AppendEmpty() => Append(default);

    /// <summary>The finished column.</summary>
    public TextColumn Build(string name)
    {
        Array.Resize(ref codes, rows);
        return new TextColumn(name, codes, values.ToTexts());
    }
}
