namespace SatuPintu.Sources.Reading;

/// <summary>What a file is by its first bytes, whatever its name says.</summary>
internal enum FileKind
{
    /// <summary>Text, to be read as CSV.</summary>
    Text,
    /// <summary>A ZIP archive, which an XLSX is too.</summary>
    Zip,
    /// <summary>A compound file of older Office programs: XLS, or an encrypted XLSX.</summary>
    Compound,
    /// <summary>A file of another program, named by <see cref="FileSignature.Name"/>.</summary>
    Other,
}

/// <summary>The first bytes by which a kind of file is known, with the key its name has in the texts.</summary>
internal readonly record struct FileSignature(string Name, FileKind Kind, int Offset, byte[] Bytes)
{
    private static readonly FileSignature[] Known =
    [
        new("zip", FileKind.Zip, 0, "PK\x03\x04"u8.ToArray()),
        new("zip", FileKind.Zip, 0, "PK\x05\x06"u8.ToArray()),
        new("office", FileKind.Compound, 0, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
        new("image", FileKind.Other, 0, [0x89, (byte)'P', (byte)'N', (byte)'G']),
        new("image", FileKind.Other, 0, [0xFF, 0xD8, 0xFF]),
        new("image", FileKind.Other, 0, "GIF8"u8.ToArray()),
        new("image", FileKind.Other, 8, "WEBP"u8.ToArray()),
        new("image", FileKind.Other, 0, [(byte)'I', (byte)'I', 0x2A, 0x00]),
        new("image", FileKind.Other, 0, [(byte)'M', (byte)'M', 0x00, 0x2A]),
        new("image", FileKind.Other, 4, "ftyp"u8.ToArray()),
        new("pdf", FileKind.Other, 0, "%PDF-"u8.ToArray()),
        new("archive", FileKind.Other, 0, [0x1F, 0x8B, 0x08]),
        new("archive", FileKind.Other, 0, [(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C]),
        new("archive", FileKind.Other, 0, "Rar!\x1A\x07"u8.ToArray()),
        new("archive", FileKind.Other, 0, [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0x00]),
        new("archive", FileKind.Other, 0, "BZh"u8.ToArray()),
        new("database", FileKind.Other, 0, "SQLite format 3"u8.ToArray()),
        new("database", FileKind.Other, 4, "Standard Jet DB"u8.ToArray()),
        new("database", FileKind.Other, 4, "Standard ACE DB"u8.ToArray()),
        new("statistics", FileKind.Other, 0, "$FL2@(#)"u8.ToArray()),
        new("statistics", FileKind.Other, 0, "<stata_dta>"u8.ToArray()),
        new("program", FileKind.Other, 0, [0x7F, (byte)'E', (byte)'L', (byte)'F']),
        new("program", FileKind.Other, 0, [(byte)'M', (byte)'Z', 0x90, 0x00]),
        new("rtf", FileKind.Other, 0, "{\\rtf"u8.ToArray()),
    ];

    /// <summary>The kind of a file by its first bytes; text when no signature fits.</summary>
    public static FileSignature Find(ReadOnlySpan<byte> head)
    {
        foreach (var signature in Known)
        {
            if (head.Length >= signature.Offset + signature.Bytes.Length
                && head.Slice(signature.Offset, signature.Bytes.Length).SequenceEqual(signature.Bytes))
            {
                return signature;
            }
        }
        return Markup(head) ?? new FileSignature("text", FileKind.Text, 0, []);
    }

    /// <summary>Web pages, XML and JSON: text, but no table of cells.</summary>
    private static FileSignature? Markup(ReadOnlySpan<byte> head)
    {
        var text = head.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? head[3..] : head;
        text = text.TrimStart(" \t\r\n"u8);
        string? name = null;
        if (text is [(byte)'<', ..])
        {
            var start = System.Text.Encoding.Latin1.GetString(text[..Math.Min(text.Length, 1000)]);
            if (start.Contains("<html", StringComparison.OrdinalIgnoreCase) || start.Contains("<!doctype html", StringComparison.OrdinalIgnoreCase)
                || start.Contains("<table", StringComparison.OrdinalIgnoreCase))
            {
                name = "html";
            }
            else if (start.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase))
            {
                name = "xml";
            }
        }
        else if (text.Length > 1 && text[0] is (byte)'{' or (byte)'[' && text[1..].TrimStart(" \t\r\n"u8) is [(byte)'"' or (byte)'{', ..])
        {
            name = "json";
        }
        return name is null ? null : new FileSignature(name, FileKind.Other, 0, []);
    }
}
