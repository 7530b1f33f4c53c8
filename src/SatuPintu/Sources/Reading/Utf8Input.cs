using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace SatuPintu.Sources.Reading;

/// <summary>A text file in any of the known encodings, read as UTF-8 block by block.</summary>
internal sealed class Utf8Input : IDisposable
{
    private const int RawBlock = 1 << 16;
    private readonly Stream stream;
    private readonly TextEncoding encoding;
    private readonly byte[] raw;
    private int rawCount;
    private bool rawEnded;

    /// <summary>Reads a stream from behind its byte order mark; the stream is closed with this.</summary>
    public Utf8Input(Stream stream, TextEncoding encoding, int markLength)
    {
        this.stream = stream;
        this.encoding = encoding;
        raw = encoding == TextEncoding.Utf8 ? [] : new byte[RawBlock];
        stream.Position = markLength;
    }

    /// <summary>Bytes of the file read so far.</summary>
    public long Position => stream.Position;

    /// <summary>Reads the next UTF-8 bytes into a span of at least 16 bytes; 0 at the end of the file.</summary>
    public int Read(Span<byte> target)
    {
        if (encoding == TextEncoding.Utf8) return stream.Read(target);
        while (true)
        {
            if (!rawEnded && rawCount < raw.Length)
            {
                var read = stream.Read(raw, rawCount, raw.Length - rawCount);
                rawEnded = read == 0;
                rawCount += read;
            }
            if (rawCount == 0) return 0;
            var (used, written) = encoding switch
            {
                TextEncoding.Utf16LittleEndian => FromUtf16(target, reversed: !BitConverter.IsLittleEndian),
                TextEncoding.Utf16BigEndian => FromUtf16(target, reversed: BitConverter.IsLittleEndian),
                _ => FromBytes(target),
            };
            raw.AsSpan(used, rawCount - used).CopyTo(raw);
            rawCount -= used;
            if (written > 0) return written;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private (int Used, int Written) FromUtf16(Span<byte> target, bool reversed)
    {
        // A lone last byte cannot be a letter.
        if (rawCount < 2) return (rawEnded ? rawCount : 0, 0);
        var units = MemoryMarshal.Cast<byte, char>(raw.AsSpan(0, rawCount & ~1));
        units = units[..Math.Min(units.Length, target.Length / 3)];
        Span<char> ordered = units;
        if (reversed)
        {
            ordered = new char[units.Length];
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<char, ushort>(units), MemoryMarshal.Cast<char, ushort>(ordered));
        }
        var last = rawEnded && units.Length == rawCount / 2;
        Utf8.FromUtf16(ordered, target, out var unitsRead, out var written, replaceInvalidSequences: true, isFinalBlock: last);
        return (unitsRead * 2, written);
    }

    private (int Used, int Written) FromBytes(Span<byte> target)
    {
        int used = 0, written = 0;
        while (used < rawCount && written + 4 <= target.Length)
        {
            var rest = raw.AsSpan(used, rawCount - used);
            var plain = rest.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            plain = Math.Min(plain < 0 ? rest.Length : plain, target.Length - written);
            if (plain > 0)
            {
                rest[..plain].CopyTo(target[written..]);
                used += plain;
                written += plain;
                continue;
            }
            if (encoding == TextEncoding.Utf8WithStrayBytes)
            {
                var status = Rune.DecodeFromUtf8(rest, out _, out var length);
                if (status == OperationStatus.NeedMoreData && !rawEnded) break;
                if (status == OperationStatus.Done)
                {
                    rest[..length].CopyTo(target[written..]);
                    used += length;
                    written += length;
                    continue;
                }
            }
            written += new Rune(Windows1252.Decode(rest[0])).EncodeToUtf8(target[written..]);
            used++;
        }
        return (used, written);
    }
}
