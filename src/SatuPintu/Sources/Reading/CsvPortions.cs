using System.Buffers;

namespace SatuPintu.Sources.Reading;

/// <summary>Whole records of a file, for one thread to work on.</summary>
/// <param name="Bytes">The bytes, with room behind them for a scanner.</param>
/// <param name="Count">How many there are.</param>
/// <param name="IsWhole">Whether the last record ends here; false only for one that is longer than allowed.</param>
internal sealed record CsvPortion(byte[] Bytes, int Count, bool IsWhole);

/// <summary>Cuts a file between its records, so that several threads can read it. What it costs is little beside reading cells.</summary>
internal sealed class CsvPortions(Utf8Input input, byte delimiter)
{
    private const int Size = (1 << 22) - CsvScanner.Room;
    private const byte Quote = (byte)'"';

    /// <summary>The portions in their order; each one's bytes are to be given back by <see cref="Return"/>.</summary>
    public IEnumerable<CsvPortion> Read(CancellationToken cancellation)
    {
        var rest = Array.Empty<byte>();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var bytes = ArrayPool<byte>.Shared.Rent(Math.Max(Size, rest.Length * 2) + CsvScanner.Room);
            rest.CopyTo(bytes, 0);
            var count = Fill(bytes, rest.Length, out var isEnd);
            if (count == 0)
            {
                Return(bytes);
                yield break;
            }
            var cut = isEnd ? count : EndOfRecords(bytes.AsSpan(0, count), delimiter);
            // A record that has no end yet is read on, unless it has grown longer than any may be.
            var isTooLong = cut == 0 && count > CsvScanner.LongestRecord;
            rest = bytes[(isTooLong ? count : cut)..count];
            if (cut > 0 || isTooLong) yield return new CsvPortion(bytes, isTooLong ? count : cut, !isTooLong);
            else Return(bytes);
            if (isEnd || isTooLong) yield break;
        }
    }

    /// <summary>Gives back the bytes of a portion, which may be of persons and so are wiped.</summary>
    public static void Return(byte[] bytes) => ArrayPool<byte>.Shared.Return(bytes, clearArray: true);

    /// <summary>
    /// Where the last record ends for certain that bytes hold whole, 0 where none does. They begin with a record. Quotation marks are
    /// understood as <see cref="CsvScanner"/> does: one opens a quoted cell only as the cell's first byte, and behind the one that closes
    /// it all are letters up to the next separator.
    /// </summary>
    internal static int EndOfRecords(ReadOnlySpan<byte> bytes, byte delimiter)
    {
        // A stretch without quoted cells begins with the separator that parts it from what was before.
        var (stretch, end) = (0, 0);
        while (true)
        {
            var open = OpeningQuote(bytes, stretch, delimiter);
            end = Math.Max(end, LastEnd(bytes[..open], stretch, open < bytes.Length));
            var close = open < bytes.Length ? ClosingQuote(bytes, open + 1) : -1;
            if (close < 0) return end;
            var separator = bytes[close..].IndexOfAny(delimiter, (byte)'\n', (byte)'\r');
            if (separator < 0) return end;
            stretch = close + separator;
        }
    }

    private static int OpeningQuote(ReadOnlySpan<byte> bytes, int from, byte delimiter)
    {
        while (true)
        {
            var step = bytes[from..].IndexOf(Quote);
            if (step < 0) return bytes.Length;
            from += step;
            if (from == 0 || bytes[from - 1] == delimiter || bytes[from - 1] is (byte)'\n' or (byte)'\r') return from;
            from++;
        }
    }

    // Where the byte behind the closing mark stands; -1 where it is not there yet.
    private static int ClosingQuote(ReadOnlySpan<byte> bytes, int from)
    {
        while (true)
        {
            var step = bytes[from..].IndexOf(Quote);
            from += step + 1;
            if (step < 0 || from == bytes.Length) return -1;
            if (bytes[from] != Quote) return from;
            from++;
        }
    }

    // Of a carriage return it must be known what follows, since a line feed would belong to it.
    private static int LastEnd(ReadOnlySpan<byte> bytes, int from, bool isMoreKnown)
    {
        var feed = bytes[from..].LastIndexOf((byte)'\n');
        if (feed >= 0) return from + feed + 1;
        var last = isMoreKnown ? bytes.Length : bytes.Length - 1;
        return last > from && bytes[from..last].LastIndexOf((byte)'\r') is >= 0 and var back ? from + back + 1 : 0;
    }

    private int Fill(byte[] bytes, int count, out bool isEnd)
    {
        var room = bytes.Length - CsvScanner.Room;
        while (count < room)
        {
            var read = input.Read(bytes.AsSpan(count, room - count));
            if (read == 0)
            {
                isEnd = true;
                return count;
            }
            count += read;
            // Other encodings than UTF-8 leave a few bytes free at the end.
            if (room - count < 16) break;
        }
        isEnd = false;
        return count;
    }
}
