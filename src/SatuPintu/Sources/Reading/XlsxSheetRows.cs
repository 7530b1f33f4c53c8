using System.Globalization;
using System.Text;
using System.Xml;

namespace SatuPintu.Sources.Reading;

/// <summary>Reads the rows of one sheet of an XLSX workbook.</summary>
internal sealed class XlsxSheetRows(XlsxWorkbook workbook, string part, string file)
{
    private readonly SheetRow row = new();
    private readonly StringBuilder text = new();
    private readonly XmlText chars = new();

    /// <summary>The rows from the top; each is valid until the next.</summary>
    public IEnumerable<SheetRow> Read()
    {
        using var xml = workbook.Part(part);
        var number = 0;
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "sheetData") yield break;
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "row") continue;
            number = Math.Max(number + 1, int.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var stated) ? stated : 0);
            row.Restart(number);
            ReadCells(xml);
            yield return row;
        }
    }

    private void ReadCells(XmlReader xml)
    {
        if (xml.IsEmptyElement) return;
        var depth = xml.Depth;
        var column = -1;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "c") continue;
            column = Column(xml.GetAttribute("r")) ?? column + 1;
            if (column >= CsvScanner.MostCells) throw new UserError(ExitCode.Input, "reading.too_many_cells", ("file", file), ("row", row.Number));
            ReadCell(xml, column);
        }
    }

    private void ReadCell(XmlReader xml, int column)
    {
        var type = xml.GetAttribute("t") ?? "n";
        var style = int.TryParse(xml.GetAttribute("s"), NumberStyles.None, CultureInfo.InvariantCulture, out var s) ? s : 0;
        if (xml.IsEmptyElement) return;
        var depth = xml.Depth;
        text.Clear();
        try
        {
            while (xml.Read() && xml.Depth > depth)
            {
                // A formula (f) is passed over: its last result stands in v. Phonetic guides (rPh) hold a t of their own.
                if (xml.NodeType != XmlNodeType.Element) continue;
                if (xml.LocalName == "v" || xml.LocalName == "t") chars.Append(xml, text);
                else if (xml.LocalName is "f" or "rPh") PassOver(xml);
            }
        }
        catch (CellTooLongException e)
        {
            throw new UserError(ExitCode.Input, "reading.cell_too_long", e, ("file", file), ("row", row.Number), ("most", CsvScanner.LongestCell));
        }
        if (text.Length > 0) Add(column, type, style);
    }

    /// <summary>Moves to the end of the element the reader stands on.</summary>
    private static void PassOver(XmlReader xml)
    {
        if (xml.IsEmptyElement) return;
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            // Nothing inside counts.
        }
    }

    private void Add(int column, string type, int style)
    {
        var value = text.ToString();
        switch (type)
        {
            case "s":
                if (int.TryParse(value, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var index))
                    row.Add(column, workbook.Shared[index]);
                break;
            case "b":
                row.Add(column, value.Trim() is "1" or "true" ? "true" : "false");
                break;
            case "e":
                break;
            case "d":
                var midnight = value.IndexOf("T00:00:00", StringComparison.Ordinal);
                row.Add(column, midnight > 0 ? value[..midnight] : value.Replace('T', ' '));
                break;
            case "str" or "inlineStr":
                row.Add(column, value);
                break;
            default:
                var isDate = style < workbook.IsDateStyle.Count && workbook.IsDateStyle[style];
                if (isDate && CellNumber.Date(value, workbook.From1904) is { } date)
                {
                    row.Add(column, date);
                }
                else
                {
                    var plain = CellNumber.Plain(value, out var isLong);
                    row.Add(column, plain, isLong);
                }
                break;
        }
    }

    /// <summary>The column of a reference such as <c>AB12</c>, from 0; null when it is none.</summary>
    private static int? Column(string? reference)
    {
        if (reference is null) return null;
        var column = 0;
        var i = 0;
        for (; i < reference.Length && i < 4 && char.IsAsciiLetterUpper(reference[i]); i++) column = column * 26 + reference[i] - 'A' + 1;
        return i == 0 ? null : column - 1;
    }
}
