using System.Text;
using System.Text.Unicode;

namespace SatuPintu.Sources.Reading;

/// <summary>Finds the encoding of a text file from the whole of it, in one quick pass before reading.</summary>
internal static class TextProbe
{
    private const int Block = 1 << 18;

    /// <summary>The encoding, and how many bytes the byte order mark takes.</summary>
    /// <exception cref="UserError">The file holds bytes no text holds.</exception>
    public static (TextEncoding Encoding, int MarkLength) Find(Stream stream, string file, CancellationToken cancellation)
    {
        var buffer = new byte[Math.Clamp(stream.Length + 8, 4096, Block)];
        stream.Position = 0;
        var count = stream.ReadAtLeast(buffer, 4096, throwOnEndOfStream: false);
        var head = buffer.AsSpan(0, count);
        if (head is [0xFF, 0xFE, ..]) return (TextEncoding.Utf16LittleEndian, 2);
        if (head is [0xFE, 0xFF, ..]) return (TextEncoding.Utf16BigEndian, 2);
        if (Utf16WithoutMark(head) is { } utf16) return (utf16, 0);
        RefuseBinary(head, file);
        var mark = head is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        return (WholeFile(stream, buffer, count, file, cancellation), mark);
    }

    /// <summary>Latin letters in UTF-16 have a zero in every other byte, always on the same side.</summary>
    private static TextEncoding? Utf16WithoutMark(ReadOnlySpan<byte> head)
    {
        var pairs = Math.Min(head.Length, 4096) / 2;
        if (pairs < 2) return null;
        int first = 0, second = 0;
        for (var i = 0; i < pairs; i++)
        {
            if (head[2 * i] == 0) first++;
            if (head[2 * i + 1] == 0) second++;
        }
        if (second * 10 >= pairs * 7 && first * 20 <= pairs) return TextEncoding.Utf16LittleEndian;
        return first * 10 >= pairs * 7 && second * 20 <= pairs ? TextEncoding.Utf16BigEndian : null;
    }

    private static void RefuseBinary(ReadOnlySpan<byte> head, string file)
    {
        var strange = 0;
        foreach (var b in head)
            if (b < 0x20 && b is not (0x09 or 0x0A or 0x0D or 0x0C or 0x1A)) strange++;
        // A stray control sign is no proof of a binary file; many are.
        if (strange > 4 + head.Length / 50)
            throw ListReader.NotATable(file, "binary");
    }

    private static TextEncoding WholeFile(Stream stream, byte[] buffer, int count, string file, CancellationToken cancellation)
    {
        long letters = 0, strays = 0, lines = 1;
        while (count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var block = buffer.AsSpan(0, count);
            var zero = block.IndexOf((byte)0);
            if (zero >= 0)
                throw new UserError(ExitCode.Input, "reading.nul", ("file", file), ("row", lines + block[..zero].Count((byte)'\n')));
            lines += block.Count((byte)'\n');
            var left = Examine(block, ref letters, ref strays);
            block[^left..].CopyTo(buffer);
            var read = stream.Read(buffer.AsSpan(left));
            // What is left of a letter at the very end of the file is a stray byte.
            if (read == 0) strays += left;
            count = read == 0 ? 0 : left + read;
        }
        if (strays == 0) return TextEncoding.Utf8;
        return letters > strays ? TextEncoding.Utf8WithStrayBytes : TextEncoding.Windows1252;
    }

    /// <summary>Counts the letters beyond ASCII that are good UTF-8 and the bytes that are not; returns the bytes of a letter cut off at the end.</summary>
    private static int Examine(ReadOnlySpan<byte> block, ref long letters, ref long strays)
    {
        var cut = 0;
        for (var i = 1; i <= Math.Min(3, block.Length); i++)
        {
            if ((block[^i] & 0xC0) == 0x80) continue;
            var isCut = Rune.DecodeFromUtf8(block[^i..], out _, out _) == System.Buffers.OperationStatus.NeedMoreData;
            cut = isCut ? i : 0;
            break;
        }
        var rest = block[..^cut];
        if (Utf8.IsValid(rest))
        {
            // Of a wholly valid block it is enough to know that it has letters beyond ASCII.
            if (!Ascii.IsValid(rest)) letters++;
            return cut;
        }
        while (true)
        {
            var next = rest.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (next < 0) return cut;
            rest = rest[next..];
            if (Rune.DecodeFromUtf8(rest, out _, out var length) == System.Buffers.OperationStatus.Done) letters++;
            else (strays, length) = (strays + 1, 1);
            rest = rest[length..];
        }
    }
}
