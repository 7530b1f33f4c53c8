using System.Buffers;
using System.Text;
using SatuPintu.Integration.Truth;

namespace SatuPintu.Linking.Truth;

/// <summary>
/// Reads a file as <see cref="ResultTable"/> does, and by the same rules, but row by row and without a string for each field: the
/// files of a linkage may have tens of millions of rows, of which nearly every value is new.
/// </summary>
internal sealed class ResultRows : IDisposable
{
    private static readonly SearchValues<byte> Ends = SearchValues.Create(",\r\n"u8);

    private readonly string file;
    private readonly Stream stream;
    private readonly CancellationToken cancellation;
    private readonly int[] places;
    private readonly List<(int Start, int Length, bool Quoted)> fields = [];
    private readonly int columns;
    private byte[] buffer = new byte[1 << 20];
    private byte[] unquoted = [];
    private int at, used;
    private bool ended;

    private ResultRows(string file, Stream stream, ReadOnlySpan<string> headings, Func<string, UserError> missing, CancellationToken cancellation)
    {
        this.file = file;
        this.stream = stream;
        this.cancellation = cancellation;
        Fill();
        if (buffer.AsSpan(0, used).StartsWith("\uFEFF"u8)) at = 3;
        while (!ReadRow() && !ended) Fill();
        if (fields.Count == 0) fields.Add((0, 0, false));
        Row = 1;
        columns = fields.Count;
        places = new int[headings.Length];
        for (var i = 0; i < headings.Length; i++)
        {
            places[i] = -1;
            for (var c = columns - 1; c >= 0; c--)
                if (string.Equals(Encoding.UTF8.GetString(Field(c)), headings[i], StringComparison.Ordinal)) places[i] = c;
            if (places[i] < 0) throw missing(headings[i]);
        }
    }

    /// <summary>The number a spreadsheet shows beside the row.</summary>
    public int Row { get; private set; }

    /// <summary>UTF-8 of a column asked for, by the order they were asked for; until the next row.</summary>
    public ReadOnlySpan<byte> this[int column] => Field(places[column]);

    /// <summary>A column asked for, as a string.</summary>
    public string Text(int column) => Encoding.UTF8.GetString(this[column]);

    /// <summary>Opens a file and finds the columns asked for.</summary>
    /// <param name="file">The file.</param>
    /// <param name="headings">The columns.</param>
    /// <param name="missing">Makes the error of a column that is not there.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="UserError">The file cannot be opened, is not in this form, or lacks a column.</exception>
    internal static ResultRows Open(string file, string[] headings, Func<string, UserError> missing, CancellationToken cancellation) =>
        ResultTable.Guard(file, () =>
        {
            var stream = new FileStream(file, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });
            try
            {
                return new ResultRows(file, stream, headings, missing, cancellation);
            }
            catch
            {
                stream.Dispose();
                throw;
            }
        });

    /// <summary>Goes to the next row; false when there is none.</summary>
    /// <exception cref="UserError">The file cannot be read, or the row is not in this form.</exception>
    internal bool Next()
    {
        for (; ; )
        {
            while (!ReadRow())
            {
                if (ended) return false;
                Fill();
            }
            Row++;
            if (Row % 65536 == 0) cancellation.ThrowIfCancellationRequested();
            // An empty line is a row of one empty field, which no table with two columns has.
            if (columns > 1 && fields is [(_, 0, _)]) continue;
            if (fields.Count != columns) throw new UserError(ExitCode.Input, "evaluate.ragged", ("file", file), ("row", Row), ("cells", fields.Count), ("columns", columns));
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    /// <summary>Reads one row that lies whole in the buffer; false when more must be read first, or nothing is left.</summary>
    private bool ReadRow()
    {
        fields.Clear();
        if (at == used) return false;
        var bytes = buffer.AsSpan(0, used);
        var next = at;
        for (; ; )
        {
            var start = next;
            var quoted = next < used && bytes[next] == '"';
            if (quoted && !SkipQuoted(bytes, ref next)) return ended ? throw new UserError(ExitCode.Input, "evaluate.unclosed_quote", ("file", file), ("row", Row + 1)) : false;
            var stop = bytes[next..].IndexOfAny(Ends);
            if (stop < 0 && !ended) return false;
            next = stop < 0 ? used : next + stop;
            fields.Add((start, next - start, quoted));
            if (next == used) break;
            if (bytes[next] == ',')
            {
                next++;
                continue;
            }
            // Whether a line feed follows a carriage return is not known at the end of the buffer.
            if (bytes[next] == '\r' && next + 1 == used && !ended) return false;
            next += bytes[next] == '\r' && next + 1 < used && bytes[next + 1] == '\n' ? 2 : 1;
            break;
        }
        at = next;
        return true;
    }

    private static bool SkipQuoted(ReadOnlySpan<byte> bytes, ref int next)
    {
        for (next++; ; next++)
        {
            var quote = bytes[next..].IndexOf((byte)'"');
            if (quote < 0) return false;
            next += quote + 1;
            if (next == bytes.Length || bytes[next] != '"') return true;
        }
    }

    private void Fill()
    {
        if (at > 0) buffer.AsSpan(at, used - at).CopyTo(buffer);
        used -= at;
        at = 0;
        if (used == buffer.Length) Array.Resize(ref buffer, checked(buffer.Length * 2));
        var read = ResultTable.Guard(file, () => stream.Read(buffer, used, buffer.Length - used));
        used += read;
        ended = read == 0;
    }

    private ReadOnlySpan<byte> Field(int column)
    {
        var (start, length, quoted) = fields[column];
        var raw = buffer.AsSpan(start, length);
        if (!quoted || length < 2) return raw;
        raw = raw[1..^1];
        if (!raw.Contains((byte)'"')) return raw;
        if (unquoted.Length < raw.Length) unquoted = new byte[raw.Length];
        var written = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            unquoted[written++] = raw[i];
            if (raw[i] == '"' && i + 1 < raw.Length && raw[i + 1] == '"') i++;
        }
        return unquoted.AsSpan(0, written);
    }
}
