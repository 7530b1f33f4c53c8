using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace SatuPintu.Sources.Reading;

/// <summary>
/// Cuts a stream of UTF-8 into records and cells after RFC 4180, forgivingly: CRLF, LF or CR end a record, a quotation mark
/// inside an unquoted cell is a letter, and what follows a closing one belongs to the cell.
/// </summary>
/// <remarks>
/// Memory is bounded by the longest record allowed. The cells of the present record are spans of the block read last, so nothing is
/// allocated for a record. Separators are found 32 bytes at a time.
/// </remarks>
internal sealed class CsvScanner
{
    /// <summary>The most characters a cell may have; more speaks of a quotation mark that never closes or of no text file at all.</summary>
    public const int LongestCell = 100_000;
    /// <summary>The most bytes a record may have.</summary>
    public const int LongestRecord = 16 << 20;
    /// <summary>The most cells a record may have: as many as a spreadsheet has columns.</summary>
    public const int MostCells = 16_384;
    private const int Block = 1 << 18;
    private const int Width = 32;
    /// <summary>The bytes behind the last one that must be there, whatever they are.</summary>
    public const int Room = Width;
    private const byte Quote = (byte)'"';

    private readonly Utf8Input? input;
    private readonly byte delimiter;
    private readonly string file;
    private readonly CancellationToken cancellation;
    private byte[] buffer;
    private int start;
    private int end;
    private bool ended;
    private (int Start, int Length)[] cells = new (int, int)[64];
    private readonly List<int> toUnquote = [];

    /// <summary>Scans an input whose cells are parted by <paramref name="delimiter"/>; <paramref name="file"/> names it in messages.</summary>
    /// <param name="input">The bytes.</param>
    /// <param name="length">About how many bytes there are; a short file needs no large block.</param>
    /// <param name="delimiter">What parts cells.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="cancellation">Stops reading at the next block.</param>
    public CsvScanner(Utf8Input input, long length, byte delimiter, string file, CancellationToken cancellation)
    {
        buffer = new byte[Math.Clamp(length + Width, 4096, Block) + Width];
        this.input = input;
        this.delimiter = delimiter;
        this.file = file;
        this.cancellation = cancellation;
    }

    /// <summary>Scans whole records that stand in memory already, and numbers them from there.</summary>
    /// <param name="portion">The records; the scanner may rewrite them in place.</param>
    /// <param name="delimiter">What parts cells.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="cancellation">Stops reading.</param>
    public CsvScanner(CsvPortion portion, byte delimiter, string file, CancellationToken cancellation)
    {
        (buffer, end, ended) = (portion.Bytes, portion.Count, portion.IsWhole);
        this.delimiter = delimiter;
        this.file = file;
        this.cancellation = cancellation;
    }

    /// <summary>How many records have been read; the present one is the last of them.</summary>
    public int RecordNumber { get; private set; }

    /// <summary>How many cells the present record has.</summary>
    public int CellCount { get; private set; }

    /// <summary>Line breaks in the quoted cell of the present record that has most of them.</summary>
    public int MostLineBreaks { get; private set; }

    /// <summary>Called after each block with the bytes of the file read so far.</summary>
    public Action<long>? BlockRead { get; init; }

    /// <summary>A cell of the present record, unquoted; valid until <see cref="Next"/>.</summary>
    public ReadOnlySpan<byte> Cell(int index) => buffer.AsSpan(cells[index].Start, cells[index].Length);

    /// <summary>A cell of the present record as a text.</summary>
    public string Text(int index) => Encoding.UTF8.GetString(Cell(index));

    /// <summary>Whether the present record has nothing but blanks.</summary>
    public bool IsBlank
    {
        get
        {
            for (var i = 0; i < CellCount; i++)
                if (Cell(i).ContainsAnyExcept((byte)' ', (byte)'\t')) return false;
            return true;
        }
    }

    /// <summary>Moves to the next record; false at the end.</summary>
    /// <exception cref="UserError">A cell or record is longer than allowed, or a quotation mark is never closed.</exception>
    public bool Next()
    {
        while (!TryScan())
        {
            if (ended) return false;
            Fill();
        }
        RecordNumber++;
        if (toUnquote.Count > 0) Unquote();
        return true;
    }

    private bool TryScan()
    {
        var at = start;
        var group = start;
        var found = FindSeparators(group);
        CellCount = 0;
        MostLineBreaks = 0;
        toUnquote.Clear();
        if (start == end && ended) return false;
        while (true)
        {
            int stop;
            var isQuoted = at < end && buffer[at] == Quote;
            if (isQuoted)
            {
                stop = EndOfQuoted(at, out var isSimple);
                if (stop < 0) return false;
                if (!isSimple) toUnquote.Add(CellCount);
                group = stop;
                found = FindSeparators(group);
            }
            while (found == 0 && group < end) found = FindSeparators(group += Width);
            stop = found == 0 ? end : Math.Min(end, group + BitOperations.TrailingZeroCount(found));
            found &= found - 1;
            if (stop == end && !ended)
            {
                RefuseLong(at, stop);
                return false;
            }
            AddCell(at, stop, isQuoted);
            if (stop < end && buffer[stop] == delimiter)
            {
                at = stop + 1;
                continue;
            }
            if (stop < end && buffer[stop] == '\r')
            {
                if (stop + 1 == end && !ended) return false;
                if (stop + 1 < end && buffer[stop + 1] == '\n') stop++;
            }
            start = Math.Min(end, stop + 1);
            return true;
        }
    }

    /// <summary>Where the separator behind a quoted cell may first stand, or -1 when more bytes are needed.</summary>
    private int EndOfQuoted(int at, out bool isSimple)
    {
        isSimple = true;
        var from = at + 1;
        while (true)
        {
            var mark = buffer.AsSpan(from, end - from).IndexOf(Quote);
            if (mark < 0)
            {
                RefuseLong(at, end);
                return ended ? throw Error("reading.unclosed_quote") : -1;
            }
            from += mark + 1;
            if (from == end)
            {
                RefuseLong(at, end);
                return ended ? from : -1;
            }
            if (buffer[from] != Quote) break;
            isSimple = false;
            from++;
        }
        if (buffer[from] != delimiter && buffer[from] is not ((byte)'\n' or (byte)'\r')) isSimple = false;
        return from;
    }

    private void AddCell(int from, int to, bool isQuoted)
    {
        RefuseLong(from, to);
        if (CellCount == cells.Length)
        {
            if (CellCount >= MostCells) throw Error("reading.too_many_cells");
            Array.Resize(ref cells, cells.Length * 2);
        }
        if (isQuoted)
        {
            MostLineBreaks = Math.Max(MostLineBreaks, buffer.AsSpan(from, to - from).Count((byte)'\n'));
            // A simple quoted cell loses its two marks here; any other is rewritten once the record is whole.
            var isSimple = toUnquote.Count == 0 || toUnquote[^1] != CellCount;
            cells[CellCount++] = isSimple ? (from + 1, to - from - 2) : (from, to - from);
            return;
        }
        cells[CellCount++] = (from, to - from);
    }

    /// <summary>Rewrites in place the cells that hold doubled marks or go on behind the closing one.</summary>
    private void Unquote()
    {
        foreach (var index in toUnquote)
        {
            var (from, length) = cells[index];
            var cell = buffer.AsSpan(from, length);
            var isOpen = true;
            var written = 0;
            for (var i = 1; i < length; i++)
            {
                if (isOpen && cell[i] == Quote)
                {
                    if (i + 1 < length && cell[i + 1] == Quote)
                    {
                        i++;
                    }
                    else
                    {
                        isOpen = false;
                        continue;
                    }
                }
                cell[written++] = cell[i];
            }
            cells[index] = (from, written);
        }
    }

    private void Fill()
    {
        cancellation.ThrowIfCancellationRequested();
        var kept = end - start;
        if (kept > LongestRecord || input is null) throw Error("reading.record_too_long");
        if (kept * 2 > buffer.Length - Width)
        {
            var larger = new byte[(buffer.Length - Width) * 2 + Width];
            buffer.AsSpan(start, kept).CopyTo(larger);
            buffer = larger;
        }
        else
        {
            buffer.AsSpan(start, kept).CopyTo(buffer);
        }
        start = 0;
        end = kept;
        var read = input.Read(buffer.AsSpan(end, buffer.Length - Width - end));
        end += read;
        ended = read == 0;
        BlockRead?.Invoke(input.Position);
    }

    /// <summary>A bit for each of the 32 bytes from a place that parts cells or records. Bytes behind the end may be old ones.</summary>
    private uint FindSeparators(int from)
    {
        if (from >= end) return 0;
        var bytes = Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(buffer), (nuint)from);
        var separators = Vector256.Equals(bytes, Vector256.Create(delimiter))
            | Vector256.Equals(bytes, Vector256.Create((byte)'\n'))
            | Vector256.Equals(bytes, Vector256.Create((byte)'\r'));
        return separators.ExtractMostSignificantBits();
    }

    private void RefuseLong(int from, int to)
    {
        if (to - from > LongestCell
            && (to - from > LongestCell * 4 || Encoding.UTF8.GetCharCount(buffer, from, to - from) > LongestCell))
        {
            throw Error("reading.cell_too_long");
        }
    }

    private UserError Error(string key) =>
        new(ExitCode.Input, key, ("file", file), ("row", RecordNumber + 1), ("most", LongestCell));
}
