using System.Runtime.InteropServices;

namespace SatuPintu.Linkage.Index;

/// <summary>The compared values of every record side by side, in pieces, so that adding moves nothing.</summary>
internal sealed class RecordRows(int width)
{
    private const int Bits = 16;
    private const int RowsInPiece = 1 << Bits;
    private readonly List<int[]> pieces = [];

    /// <summary>Cells a record.</summary>
    public int Width => width;

    /// <summary>Records.</summary>
    public int Count { get; private set; }

    /// <summary>The cells of a record.</summary>
    public ReadOnlySpan<int> this[int record] => CollectionsMarshal.AsSpan(pieces)[record >> Bits].AsSpan((record & (RowsInPiece - 1)) * width, width);

    /// <summary>Adds a record.</summary>
    public void Add(ReadOnlySpan<int> cells)
    {
        if (Count >> Bits == pieces.Count) pieces.Add(new int[RowsInPiece * width]);
        cells.CopyTo(pieces[Count >> Bits].AsSpan((Count & (RowsInPiece - 1)) * width));
        Count++;
    }

    /// <summary>Writes all rows.</summary>
    public void Save(IndexWriter writer)
    {
        writer.Numbers(Count, width);
        for (var first = 0; first < Count; first += RowsInPiece)
            writer.Array<int>(pieces[first >> Bits].AsSpan(0, Math.Min(RowsInPiece, Count - first) * width));
    }

    /// <summary>Reads all rows; every cell is below the number of values of its column.</summary>
    public static RecordRows Load(IndexReader reader, int[] values)
    {
        var head = reader.Numbers(2);
        reader.Require(head[1] == values.Length && head[0] is >= 0 and < int.MaxValue);
        var rows = new RecordRows(values.Length) { Count = (int)head[0] };
        for (var first = 0; first < rows.Count; first += RowsInPiece)
        {
            var length = Math.Min(RowsInPiece, rows.Count - first) * values.Length;
            var piece = reader.Array<int>(RowsInPiece * values.Length - length, out var count);
            reader.Require(count == length);
            rows.pieces.Add(piece);
            reader.Later(() =>
            {
                for (var i = 0; i < length; i += values.Length)
                    for (var c = 0; c < values.Length; c++) reader.Require((uint)piece[i + c] < (uint)values[c]);
            });
        }
        return rows;
    }
}
