using System.Text;
using System.Xml;

namespace SatuPintu.Sources.Reading;

/// <summary>The shared texts of a workbook, held as UTF-8 in one piece.</summary>
internal sealed class SharedTexts
{
    private const int Largest = 1 << 30;
    private byte[] bytes = new byte[4096];
    private readonly List<int> ends = [];

    /// <summary>Reads the part that holds them; none when there is no such part.</summary>
    public SharedTexts(XmlReader? part, Action tick)
    {
        if (part is null) return;
        using var xml = part;
        var text = new StringBuilder();
        var chars = new XmlText();
        var phonetic = 0;
        while (xml.Read())
        {
            if (xml.LocalName == "rPh" && xml.NodeType is XmlNodeType.Element or XmlNodeType.EndElement)
                phonetic = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement ? phonetic + 1 : Math.Max(0, phonetic - 1);
            else if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "si" && xml.IsEmptyElement) Add("");
            else if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "t" && phonetic == 0) chars.Append(xml, text);
            else if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "si")
            {
                Add(text.ToString());
                text.Clear();
                if (ends.Count % 4096 == 0) tick();
            }
        }
    }

    /// <summary>A text by its number; empty when there is none of that number.</summary>
    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            if ((uint)index >= (uint)ends.Count) return default;
            var start = index == 0 ? 0 : ends[index - 1];
            return bytes.AsSpan(start, ends[index] - start);
        }
    }

    private void Add(string text)
    {
        var used = ends.Count == 0 ? 0 : ends[^1];
        var room = used + Encoding.UTF8.GetMaxByteCount(text.Length);
        if (room > Largest) throw new InvalidDataException();
        if (room > bytes.Length) Array.Resize(ref bytes, Math.Max(room, (int)Math.Min(Largest, bytes.Length * 2L)));
        ends.Add(used + Encoding.UTF8.GetBytes(text, bytes.AsSpan(used)));
    }
}

/// <summary>Reads the text inside an element piece by piece, so that a huge one is refused before it is in memory.</summary>
internal sealed class XmlText
{
    private readonly char[] piece = new char[4096];

    /// <summary>Adds the text of the element the reader stands on, and moves to its end.</summary>
    /// <exception cref="CellTooLongException">The text is longer than a cell may be.</exception>
    public void Append(XmlReader xml, StringBuilder text)
    {
        if (xml.IsEmptyElement) return;
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)) continue;
            int read;
            while ((read = xml.ReadValueChunk(piece, 0, piece.Length)) > 0)
            {
                text.Append(piece, 0, read);
                if (text.Length > CsvScanner.LongestCell) throw new CellTooLongException();
            }
        }
    }
}

/// <summary>A text in a workbook is longer than a cell may be.</summary>
internal sealed class CellTooLongException : Exception;
