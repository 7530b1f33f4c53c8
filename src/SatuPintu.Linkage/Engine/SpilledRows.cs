using System.Runtime.InteropServices;
using SatuPintu.Linkage.Fields;

namespace SatuPintu.Linkage.Engine;

/// <summary>Puts the cells of columns side by side when a record is asked for.</summary>
internal sealed class ColumnRows(IReadOnlyList<FieldColumn> columns) : IRowSource
{
    public ReadOnlySpan<int> Cells(int record)
    {
        var row = RowRing.Next(columns.Count);
        for (var c = 0; c < columns.Count; c++) row[c] = columns[c].Cells[record];
        return row;
    }
}

/// <summary>A few rows for each thread, used in turn: what compares two records has asked for two.</summary>
internal static class RowRing
{
    private const int Rows = 16;
    [ThreadStatic]
    private static int[]?[]? ring;
    [ThreadStatic]
    private static int next;

    public static Span<int> Next(int width)
    {
        ring ??= new int[Rows][];
        next = (next + 1) % Rows;
        if (ring[next] is not { } row || row.Length < width) ring[next] = row = new int[Math.Max(64, width)];
        return row.AsSpan(0, width);
    }
}

/// <summary>The records on disk, cells and hashes side by side: read through from end to end for every key, and here and there by a small memory of pages.</summary>
internal sealed class SpilledRows : IRowSource, IDisposable
{
    private const int PageRows = 64;
    private const int Pages = 4096;
    private const int PassRows = 1 << 14;
    private readonly Stream stream;
    private readonly Lock gate = new();
    private readonly int[]?[] pages = new int[Pages][];
    private readonly int[] pageAt = new int[Pages];

    private SpilledRows(Stream stream, int count, int cells, int hashes)
    {
        this.stream = stream;
        Count = count;
        CellWidth = cells;
        HashWidth = hashes;
        Array.Fill(pageAt, -1);
    }

    /// <summary>Records.</summary>
    public int Count { get; }

    /// <summary>Cells a record.</summary>
    public int CellWidth { get; }

    /// <summary>Hashes a record.</summary>
    public int HashWidth { get; }

    private int Width => CellWidth + HashWidth;

    /// <summary>Fills all keys, one in memory at a time, and writes the records.</summary>
    public static SpilledRows Write(IReadOnlyList<FieldColumn> columns, KeyTable keys, int count, int workers, ISpill spill, Action<double> progress, CancellationToken cancellation)
    {
        using var byKey = spill.Create();
        var hashes = new uint[PassRows];
        for (var k = 0; k < keys.Count; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            keys.Fill(k, workers);
            for (var from = 0; from < count; from += PassRows)
            {
                var some = hashes.AsSpan(0, Math.Min(PassRows, count - from));
                keys.CopyTo(k, from, some);
                byKey.Write(MemoryMarshal.AsBytes(some));
            }
            progress((double)(k + 1) / (keys.Count + 1));
        }
        var rows = new SpilledRows(spill.Create(), count, columns.Count, keys.Width);
        try
        {
            var block = new int[PassRows * rows.Width];
            for (var from = 0; from < count; from += PassRows)
            {
                cancellation.ThrowIfCancellationRequested();
                var size = Math.Min(PassRows, count - from);
                for (var c = 0; c < columns.Count; c++)
                    for (var i = 0; i < size; i++) block[i * rows.Width + c] = columns[c].Cells[from + i];
                for (var k = 0; k < keys.Count; k++)
                {
                    byKey.Position = 4L * (k * (long)count + from);
                    byKey.ReadExactly(MemoryMarshal.AsBytes(hashes.AsSpan(0, size)));
                    for (var i = 0; i < size; i++) block[i * rows.Width + rows.CellWidth + k] = (int)hashes[i];
                }
                rows.stream.Write(MemoryMarshal.AsBytes(block.AsSpan(0, size * rows.Width)));
            }
            return rows;
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    /// <summary>Reads all records in order, some at a time: the number of the first, and the rows.</summary>
    public void Each(RowsRead read, CancellationToken cancellation)
    {
        var block = new int[PassRows * Width];
        for (var from = 0; from < Count; from += PassRows)
        {
            cancellation.ThrowIfCancellationRequested();
            var rows = block.AsSpan(0, Math.Min(PassRows, Count - from) * Width);
            lock (gate)
            {
                stream.Position = from * (long)Width * 4;
                stream.ReadExactly(MemoryMarshal.AsBytes(rows));
            }
            read(from, rows);
        }
    }

    /// <summary>Takes rows that were read.</summary>
    public delegate void RowsRead(int first, ReadOnlySpan<int> rows);

    /// <inheritdoc/>
    public ReadOnlySpan<int> Cells(int record) => Row(record, 0, CellWidth);

    /// <summary>The hashes of a record; they stand until the thread has asked for a few more.</summary>
    public ReadOnlySpan<uint> Hashes(int record) => MemoryMarshal.Cast<int, uint>(Row(record, CellWidth, HashWidth));

    /// <summary>Lets the room on disk go.</summary>
    public void Dispose() => stream.Dispose();

    private Span<int> Row(int record, int from, int width)
    {
        var row = RowRing.Next(width);
        var page = record / PageRows;
        var slot = page % Pages;
        lock (gate)
        {
            var held = pages[slot] ??= new int[PageRows * Width];
            if (pageAt[slot] != page)
            {
                pageAt[slot] = -1;
                stream.Position = (long)page * PageRows * Width * 4;
                stream.ReadExactly(MemoryMarshal.AsBytes(held.AsSpan(0, Math.Min(PageRows, Count - page * PageRows) * Width)));
                pageAt[slot] = page;
            }
            held.AsSpan(record % PageRows * Width + from, width).CopyTo(row);
        }
        return row;
    }
}
