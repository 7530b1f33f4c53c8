using System.Runtime.CompilerServices;
using SatuPintu.Linkage.Fields;

namespace SatuPintu.Linkage.Engine;

/// <summary>The compared values of every record side by side: pairs come in the order of blocks, not of records, and one record is then one or two reads.</summary>
internal sealed class RowTable
{
    private readonly int[]? cells;
    private IRowSource? source;

    private RowTable(int[]? cells, IRowSource? source, int width, int count, int leftCount, bool isLink)
    {
        this.cells = cells;
        this.source = source;
        Width = width;
        Count = count;
        LeftCount = leftCount;
        IsLink = isLink;
    }

    public RowTable(IReadOnlyList<FieldColumn> columns, int count, int leftCount, int workers)
    {
        Width = columns.Count;
        Drawn = RecordDraw.Of(columns, count, leftCount, workers);
        Count = count;
        LeftCount = leftCount;
        IsLink = leftCount < count;
        var filled = new int[checked(count * (long)Width)];
        const int Slice = 1 << 14;
        Parallel.For(0, (count + Slice - 1) / Slice, new ParallelOptions { MaxDegreeOfParallelism = workers }, slice =>
        {
            var end = Math.Min(count, (slice + 1) * Slice);
            for (var f = 0; f < Width; f++)
            {
                var column = columns[f].Cells;
                for (var r = slice * Slice; r < end; r++) filled[r * Width + f] = column[r];
            }
        });
        cells = filled;
    }

    /// <summary>Records that are read from elsewhere, since memory does not hold them side by side.</summary>
    public static RowTable From(IRowSource source, IReadOnlyList<FieldColumn> columns, int count, int leftCount, int workers) =>
        new(null, source, columns.Count, count, leftCount, leftCount < count) { Drawn = RecordDraw.Of(columns, count, leftCount, workers) };

    /// <summary>Some records of a table, numbered anew in their order.</summary>
    public RowTable Part(int[] ofPart, int count, int leftCount) => new(ofPart, null, Width, count, leftCount, IsLink);

    /// <summary>Reads the records from another place from now on.</summary>
    public void MoveTo(IRowSource elsewhere) => source = elsewhere;

    /// <summary>Records drawn at random from each list, the same twice where there is one; a part of a table has none.</summary>
    public (DrawnRecords First, DrawnRecords Second) Drawn { get; private init; }

    /// <summary>Cells a record.</summary>
    public int Width { get; }

    /// <summary>Records.</summary>
    public int Count { get; }

    /// <summary>Records of the left list, which come first.</summary>
    public int LeftCount { get; }

    /// <summary>Whether two lists are linked.</summary>
    public bool IsLink { get; }

    /// <summary>How many pairs there are in all.</summary>
    public double AllPairs => Math.Max(1, IsLink ? (double)LeftCount * (Count - LeftCount) : (double)Count * (Count - 1) / 2);

    /// <summary>How many pairs there are of records that differ from all others of their list.</summary>
    public double DistinctPairs => Math.Max(1, (double)Drawn.First.DistinctCount * (IsLink ? Drawn.Second.DistinctCount : (Drawn.First.DistinctCount - 1) / 2.0));

    /// <summary>Asks for the cells of a record ahead of their use.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int record)
    {
        if (cells is not null) Memory.Prefetch(cells, record * Width, Width);
    }

    /// <summary>The cells of a record.</summary>
    public ReadOnlySpan<int> this[int record] => cells is null ? source!.Cells(record) : cells.AsSpan(record * Width, Width);
}

/// <summary>Records that are not in memory side by side.</summary>
internal interface IRowSource
{
    /// <summary>The cells of a record; they stand until the thread has asked for a few more.</summary>
    ReadOnlySpan<int> Cells(int record);
}
