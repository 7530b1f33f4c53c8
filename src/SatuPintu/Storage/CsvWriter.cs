using System.Buffers;
using System.Globalization;
using System.Text;

namespace SatuPintu.Storage;

/// <summary>
/// Writes CSV as RFC 4180 has it: comma, CRLF after every row, quotes where a field needs them; UTF-8 without mark.
/// </summary>
/// <remarks>
/// <para>A field that stands in many rows is encoded once (<see cref="EncodedText"/>, <see cref="EncodedColumn"/>) and then only copied.</para>
/// <para>A file made from a path can be read and written by its owner only, since most files hold personal data.</para>
/// <para>Values are written as they are, also those a spreadsheet would take for a formula; see <see cref="FormulaGuard"/>.</para>
/// </remarks>
/// <example><code>
/// using var csv = new CsvWriter(path, "source", "record_id");
/// csv.Field("dtks");
/// csv.Field(recordId);
/// csv.EndRow();
/// </code></example>
public sealed class CsvWriter : IDisposable
{
    private const int BufferSize = 1 << 16;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Stream stream;
    private readonly int columns;
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int used;
    private int field;
    private int rowStart;
    private bool open;

    /// <summary>Makes a file, or empties it, and writes the headings.</summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="headings">The heading of each column.</param>
    /// <exception cref="IOException">The file cannot be made or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or file may not be written.</exception>
    public CsvWriter(string path, params ReadOnlySpan<string> headings)
        : this(OwnerOnlyFile.Create(path), headings)
    {
    }

    /// <summary>Writes to a stream, which is closed with the writer, beginning with the headings.</summary>
    /// <exception cref="ArgumentException">There is no heading.</exception>
    public CsvWriter(Stream stream, params ReadOnlySpan<string> headings)
    {
        if (headings.IsEmpty) throw new ArgumentException("A CSV file has at least one column.", nameof(headings));
        this.stream = stream;
        columns = headings.Length;
        foreach (var heading in headings) Field(heading);
        EndRow();
        Rows = 0;
    }

    /// <summary>How many rows have been written, the headings not counted.</summary>
    public long Rows { get; private set; }

    /// <summary>Writes the next field of the row.</summary>
    public void Field(ReadOnlySpan<char> text)
    {
        Separate();
        if (!CsvQuoting.Needed(text))
        {
            Append(text);
            return;
        }
        AppendByte((byte)'"');
        AppendInsideQuotes(text);
        AppendByte((byte)'"');
    }

    /// <inheritdoc cref="Field(ReadOnlySpan{char})"/>
    public void Field(string text) => Field(text.AsSpan());

    /// <inheritdoc cref="Field(ReadOnlySpan{char})"/>
    public void Field(EncodedText text)
    {
        Separate();
        AppendBytes(text.Bytes);
    }

    /// <inheritdoc cref="Field(ReadOnlySpan{char})"/>
    public void Field(long number)
    {
        Separate();
        Ensure(20);
        number.TryFormat(buffer.AsSpan(used), out var written, default, CultureInfo.InvariantCulture);
        used += written;
    }

    /// <summary>Writes a number in an invariant format, such as <c>0.####</c> or <c>F4</c>.</summary>
    /// <exception cref="FormatException">The format is longer than 300 characters of output or not a number format.</exception>
    public void Field(double number, string format)
    {
        Separate();
        Ensure(350);
        if (!number.TryFormat(buffer.AsSpan(used), out var written, format, CultureInfo.InvariantCulture))
            throw new FormatException($"The format '{format}' makes too long a number.");
        used += written;
    }

    /// <summary>Writes an empty field.</summary>
    public void Empty() => Separate();

    /// <summary>Opens a field that is written in parts and always quoted; <see cref="Part(ReadOnlySpan{char})"/> adds to it, <see cref="EndParts"/> closes it.</summary>
    public void BeginParts()
    {
        Separate();
        AppendByte((byte)'"');
        open = true;
    }

    /// <summary>Adds text to the field opened by <see cref="BeginParts"/>.</summary>
    public void Part(ReadOnlySpan<char> text) => AppendInsideQuotes(text);

    /// <summary>Adds bytes made by <see cref="EncodedText.InsideQuotes"/> to the field opened by <see cref="BeginParts"/>.</summary>
    internal void Part(ReadOnlySpan<byte> escaped) => AppendBytes(escaped);

    /// <summary>Closes the field opened by <see cref="BeginParts"/>.</summary>
    public void EndParts()
    {
        AppendByte((byte)'"');
        open = false;
    }

    /// <summary>Ends the row.</summary>
    /// <exception cref="InvalidOperationException">The row has more or fewer fields than there are headings.</exception>
    public void EndRow()
    {
        if (field != columns || open) throw new InvalidOperationException($"A row of {field} fields in a file of {columns} columns.");
        // A row of one empty field would be an empty line, which readers pass over.
        if (columns == 1 && used == rowStart) AppendBytes("\"\""u8);
        AppendBytes("\r\n"u8);
        field = 0;
        rowStart = used;
        Rows++;
    }

    /// <summary>Writes what is left and closes the file.</summary>
    public void Dispose()
    {
        if (buffer.Length == 0) return;
        try
        {
            FlushBuffer();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
            buffer = [];
            stream.Dispose();
        }
    }

    private void Separate()
    {
        if (field++ > 0) AppendByte((byte)',');
    }

    private void AppendByte(byte b)
    {
        Ensure(1);
        buffer[used++] = b;
    }

    private void AppendBytes(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > buffer.Length - used)
        {
            var part = buffer.Length - used;
            bytes[..part].CopyTo(buffer.AsSpan(used));
            bytes = bytes[part..];
            used = buffer.Length;
            FlushBuffer();
        }
        bytes.CopyTo(buffer.AsSpan(used));
        used += bytes.Length;
    }

    private void AppendInsideQuotes(ReadOnlySpan<char> text)
    {
        for (var quote = text.IndexOf('"'); quote >= 0; quote = text.IndexOf('"'))
        {
            Append(text[..(quote + 1)]);
            AppendByte((byte)'"');
            text = text[(quote + 1)..];
        }
        Append(text);
    }

    private void Append(ReadOnlySpan<char> text)
    {
        const int Chunk = 8192;
        while (text.Length > Chunk)
        {
            // A pair of surrogates stays together.
            var take = char.IsHighSurrogate(text[Chunk - 1]) ? Chunk - 1 : Chunk;
            AppendChunk(text[..take]);
            text = text[take..];
        }
        AppendChunk(text);
    }

    private void AppendChunk(ReadOnlySpan<char> text)
    {
        Ensure(text.Length * 3);
        used += Utf8.GetBytes(text, buffer.AsSpan(used));
    }

    private void Ensure(int bytes)
    {
        if (buffer.Length - used < bytes) FlushBuffer();
    }

    private void FlushBuffer()
    {
        stream.Write(buffer, 0, used);
        // Never equal to `used` again within this row, so that a flushed field does not look empty.
        rowStart = -1;
        used = 0;
    }
}
