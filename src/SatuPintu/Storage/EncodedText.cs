using System.Text;
using SatuPintu.Sources;

namespace SatuPintu.Storage;

/// <summary>A field of a CSV file made ready once: quoted where needed, in UTF-8.</summary>
public readonly struct EncodedText
{
    private readonly byte[] bytes;
    private readonly int start;
    private readonly int length;

    internal EncodedText(byte[] bytes, int start, int length)
    {
        this.bytes = bytes;
        this.start = start;
        this.length = length;
    }

    /// <summary>The bytes as they stand in the file.</summary>
    public ReadOnlySpan<byte> Bytes => new(bytes, start, length);

    /// <summary>Makes a text ready.</summary>
    public static EncodedText Of(string text)
    {
        var quoted = CsvQuoting.Needed(text) ? "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : text;
        var bytes = Encoding.UTF8.GetBytes(quoted);
        return new EncodedText(bytes, 0, bytes.Length);
    }

    /// <summary>The text in UTF-8 as it stands inside a quoted field, without the quotes around it.</summary>
    internal static byte[] InsideQuotes(string text) => Encoding.UTF8.GetBytes(text.Replace("\"", "\"\"", StringComparison.Ordinal));
}

/// <summary>The distinct values of a column made ready for writing, each once.</summary>
public sealed class EncodedColumn
{
    private readonly byte[] bytes;
    private readonly int[] starts;
    private readonly TextColumn column;

    /// <summary>Encodes every distinct value of a column.</summary>
    public EncodedColumn(TextColumn column)
    {
        this.column = column;
        var values = column.Values;
        starts = new int[values.Length + 1];
        var size = 0L;
        foreach (var value in values) size += value.Length + 2;
        var buffer = new byte[checked((int)Math.Min(Array.MaxLength, size + (size / 16) + 64))];
        var used = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            var quoted = CsvQuoting.Needed(value);
            var atMost = checked((value.Length * (quoted ? 6 : 3)) + 2);
            if (buffer.Length - used < atMost) Array.Resize(ref buffer, checked(Math.Max(buffer.Length + (buffer.Length / 2), used + atMost)));
            if (quoted)
            {
                buffer[used++] = (byte)'"';
                used += Encoding.UTF8.GetBytes(value.Replace("\"", "\"\"", StringComparison.Ordinal), buffer.AsSpan(used));
                buffer[used++] = (byte)'"';
            }
            else
            {
                used += Encoding.UTF8.GetBytes(value, buffer.AsSpan(used));
            }
            starts[i + 1] = used;
        }
        bytes = buffer;
    }

    /// <summary>How many rows the column has.</summary>
    public int Count => column.Count;

    /// <summary>The field of one row.</summary>
    public EncodedText this[int row] => OfCode(column.Codes[row]);

    /// <summary>The field of a value by its number.</summary>
    public EncodedText OfCode(int code) => new(bytes, starts[code], starts[code + 1] - starts[code]);
}
