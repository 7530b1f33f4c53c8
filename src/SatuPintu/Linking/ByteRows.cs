using System.Buffers.Text;

namespace SatuPintu.Linking;

/// <summary>Writes rows of CSV as bytes, without making a text of anything: ids are copied from where they are held.</summary>
internal sealed class ByteRows : IDisposable
{
    private const int Size = 1 << 20;
    private readonly Stream stream;
    private readonly byte[] buffer = new byte[Size];
    private int used;

    /// <summary>Begins a file with its headings.</summary>
    /// <param name="stream">Where to; stays open.</param>
    /// <param name="headings">The first row.</param>
    public ByteRows(Stream stream, ReadOnlySpan<byte> headings)
    {
        this.stream = stream;
        Bytes(headings);
        EndRow();
    }

    /// <summary>Writes bytes that need no quotes.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Ensure(bytes.Length);
        bytes.CopyTo(buffer.AsSpan(used));
        used += bytes.Length;
    }

    /// <summary>Writes the id of a record, in quotes where it needs them.</summary>
    public void Id(RecordKeys keys, int record)
    {
        if (!keys.NeedQuotes)
        {
            Ensure(RecordKeys.Longest);
            used += keys.CopyTo(record, buffer.AsSpan(used));
            return;
        }
        Id(keys.Span(record));
    }

    /// <summary>Writes an id, in quotes where it needs them.</summary>
    public void Id(ReadOnlySpan<byte> id)
    {
        Ensure((id.Length * 2) + 2);
        if (id.IndexOfAny(",\"\r\n"u8) < 0)
        {
            Bytes(id);
            return;
        }
        buffer[used++] = (byte)'"';
        foreach (var b in id)
        {
            if (b == '"') buffer[used++] = b;
            buffer[used++] = b;
        }
        buffer[used++] = (byte)'"';
    }

    /// <summary>Writes a whole number.</summary>
    public void Whole(long number)
    {
        Ensure(20);
        Utf8Formatter.TryFormat(number, buffer.AsSpan(used), out var written);
        used += written;
    }

    /// <summary>Writes a number with a fixed count of decimals.</summary>
    /// <param name="number">The number; beyond ±10¹¹ it is cut off there.</param>
    /// <param name="decimals">How many, 1 to 6.</param>
    public void Fixed(double number, int decimals)
    {
        const double most = 1e11;
        var scale = decimals switch { 1 => 10L, 2 => 100, 3 => 1000, 4 => 10_000, 5 => 100_000, _ => 1_000_000 };
        var scaled = double.IsNaN(number) ? 0 : (long)Math.Round(Math.Clamp(number, -most, most) * scale, MidpointRounding.ToEven);
        Ensure(24);
        if (scaled < 0) buffer[used++] = (byte)'-';
        var (whole, rest) = Math.DivRem(Math.Abs(scaled), scale);
        Utf8Formatter.TryFormat(whole, buffer.AsSpan(used), out var written);
        used += written;
        buffer[used++] = (byte)'.';
        for (var i = decimals - 1; i >= 0; i--)
        {
            (rest, var digit) = Math.DivRem(rest, 10);
            buffer[used + i] = (byte)('0' + digit);
        }
        used += decimals;
    }

    /// <summary>Parts two fields.</summary>
    public void Comma() => Bytes(","u8);

    /// <summary>Ends the row.</summary>
    public void EndRow() => Bytes("\r\n"u8);

    /// <summary>Writes what is left.</summary>
    public void Dispose() => Flush();

    private void Ensure(int bytes)
    {
        if (Size - used < bytes) Flush();
    }

    private void Flush()
    {
        stream.Write(buffer, 0, used);
        used = 0;
    }
}
