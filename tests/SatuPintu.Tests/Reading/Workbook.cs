using System.IO.Compression;
using System.Security;
using System.Text;

namespace SatuPintu.Tests.Reading;

/// <summary>Makes small XLSX files by hand. A cell is raw XML (<see cref="Number"/>, <see cref="Date"/> …) or plain text.</summary>
internal sealed class Workbook
{
    private readonly List<(string Name, string State, string Rows)> sheets = [];
    private readonly List<string> shared = [];

    public bool From1904 { get; init; }

    public static string Number(string written) => $"<c><v>{written}</v></c>";

    /// <summary>A number under a date format of the workbook's own.</summary>
    public static string Date(string serial) => $"<c s=\"1\"><v>{serial}</v></c>";

    /// <summary>A number under a built-in date format.</summary>
    public static string BuiltInDate(string serial) => $"<c s=\"2\"><v>{serial}</v></c>";

    public static string Boolean(bool value) => $"<c t=\"b\"><v>{(value ? 1 : 0)}</v></c>";

    public static string Fault(string fault) => $"<c t=\"e\"><f>1/0</f><v>{fault}</v></c>";

    public static string Formula(string result) => $"<c t=\"str\"><f>A1&amp;B1</f><v>{SecurityElement.Escape(result)}</v></c>";

    public static string Inline(string text) => $"<c t=\"inlineStr\"><is><r><t>{SecurityElement.Escape(text)}</t></r></is></c>";

    /// <summary>A text kept among the shared ones.</summary>
    public string Shared(string text)
    {
        shared.Add(text);
        return $"<c t=\"s\"><v>{shared.Count - 1}</v></c>";
    }

    public Workbook Sheet(string name, params string[][] rows) => Sheet(name, "visible", rows);

    public Workbook Sheet(string name, string state, string[][] rows)
    {
        var xml = new StringBuilder();
        for (var r = 0; r < rows.Length; r++)
        {
            xml.Append("<row r=\"").Append(r + 1).Append("\">");
            for (var c = 0; c < rows[r].Length; c++)
            {
                var cell = rows[r][c];
                if (cell.Length == 0) continue;
                if (!cell.StartsWith("<c", StringComparison.Ordinal)) cell = Inline(cell);
                xml.Append("<c r=\"").Append(Reference(c)).Append(r + 1).Append('"').Append(cell.AsSpan(2));
            }
            xml.Append("</row>");
        }
        sheets.Add((name, state, xml.ToString()));
        return this;
    }

    public byte[] ToBytes()
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            var list = string.Concat(sheets.Select((s, i) => $"<sheet name=\"{SecurityElement.Escape(s.Name)}\" sheetId=\"{i + 1}\" state=\"{s.State}\" r:id=\"r{i + 1}\"/>"));
            Put(zip, "[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
            Put(zip, "xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><workbookPr date1904=\"{(From1904 ? 1 : 0)}\"/><sheets>{list}</sheets></workbook>");
            Put(zip, "xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + string.Concat(sheets.Select((_, i) => $"<Relationship Id=\"r{i + 1}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>")) + "</Relationships>");
            Put(zip, "xl/styles.xml", $"<styleSheet xmlns=\"{Main}\"><numFmts><numFmt numFmtId=\"170\" formatCode=\"[$-421]dd\\ mmmm\\ yyyy\"/></numFmts>"
                + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"170\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>");
            Put(zip, "xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">" + string.Concat(shared.Select(t => $"<si><t xml:space=\"preserve\">{SecurityElement.Escape(t)}</t><rPh><t>x</t></rPh></si>")) + "</sst>");
            for (var i = 0; i < sheets.Count; i++)
                Put(zip, $"xl/worksheets/sheet{i + 1}.xml", $"<worksheet xmlns=\"{Main}\"><sheetData>{sheets[i].Rows}</sheetData></worksheet>");
        }
        return memory.ToArray();
    }

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private static string Reference(int column) => column < 26 ? ((char)('A' + column)).ToString() : Reference(column / 26 - 1) + (char)('A' + column % 26);

    private static void Put(ZipArchive zip, string name, string content)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(content);
    }
}
