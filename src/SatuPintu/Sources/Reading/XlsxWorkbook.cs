using System.IO.Compression;
using System.Xml;

namespace SatuPintu.Sources.Reading;

/// <summary>An XLSX workbook (ECMA-376) read as a stream: its parts, shared texts and date formats.</summary>
/// <remarks>Cells are read from the XML itself, so that a number keeps every digit the file holds.</remarks>
internal sealed class XlsxWorkbook : IDisposable
{
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string StrictRelationships = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    private const string WorkbookPart = "xl/workbook.xml";
    private readonly ZipArchive archive;
    private readonly List<(string Name, bool IsHidden, string Part)> sheets = [];

    /// <summary>Opens a workbook.</summary>
    /// <exception cref="InvalidDataException">The archive is damaged.</exception>
    /// <exception cref="XmlException">A part is damaged.</exception>
    public XlsxWorkbook(ZipArchive archive, Action tick)
    {
        this.archive = archive;
        var targets = ReadTargets();
        ReadWorkbook(targets);
        ReadStyles();
        Shared = new SharedTexts(PartOrNull("xl/sharedStrings.xml"), tick);
    }

    /// <summary>Whether serials count from 1904.</summary>
    public bool From1904 { get; private set; }

    /// <summary>The texts that cells refer to by number.</summary>
    public SharedTexts Shared { get; }

    /// <summary>For each cell style whether it shows a date.</summary>
    public List<bool> IsDateStyle { get; } = [];

    /// <summary>The sheets in their order.</summary>
    public IReadOnlyList<Sheet> Sheets(string file) =>
        sheets.Select(s => new Sheet(s.Name, s.IsHidden, () => new XlsxSheetRows(this, s.Part, file).Read())).ToList();

    /// <summary>Whether an archive is a workbook of this kind.</summary>
    public static bool IsOne(ZipArchive archive) => archive.GetEntry(WorkbookPart) is not null;

    /// <summary>A part of the workbook as XML.</summary>
    /// <exception cref="InvalidDataException">The part is not there.</exception>
    public XmlReader Part(string name) => PartOrNull(name) ?? throw new InvalidDataException(name);

    /// <inheritdoc/>
    public void Dispose() => archive.Dispose();

    private XmlReader? PartOrNull(string name)
    {
        var entry = archive.GetEntry(name) ?? archive.Entries.FirstOrDefault(e => e.FullName.Equals(name, StringComparison.OrdinalIgnoreCase));
        return entry is null ? null : XmlReader.Create(entry.Open(), new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            CheckCharacters = false,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = true,
        });
    }

    private Dictionary<string, string> ReadTargets()
    {
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        using var xml = Part("xl/_rels/workbook.xml.rels");
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "Relationship") continue;
            var target = xml.GetAttribute("Target") ?? "";
            targets[xml.GetAttribute("Id") ?? ""] = target.StartsWith('/') ? target[1..] : "xl/" + target;
        }
        return targets;
    }

    private void ReadWorkbook(Dictionary<string, string> targets)
    {
        using var xml = Part(WorkbookPart);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "workbookPr") From1904 = xml.GetAttribute("date1904") is "1" or "true";
            if (xml.LocalName != "sheet") continue;
            var id = xml.GetAttribute("id", Relationships) ?? xml.GetAttribute("id", StrictRelationships) ?? "";
            var state = xml.GetAttribute("state");
            // Sheets of charts and macros have no rows.
            if (targets.TryGetValue(id, out var part) && part.Contains("worksheet", StringComparison.OrdinalIgnoreCase))
                sheets.Add((xml.GetAttribute("name") ?? "", state is "hidden" or "veryHidden", part));
        }
    }

    private void ReadStyles()
    {
        using var xml = PartOrNull("xl/styles.xml");
        if (xml is null) return;
        var dateFormats = new HashSet<int>();
        var inCells = false;
        while (xml.Read())
        {
            if (xml.LocalName == "cellXfs") inCells = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "numFmt" && int.TryParse(xml.GetAttribute("numFmtId"), out var id)
                && CellNumber.IsDateFormat(xml.GetAttribute("formatCode") ?? ""))
            {
                dateFormats.Add(id);
            }
            if (inCells && xml.LocalName == "xf")
            {
                var format = int.TryParse(xml.GetAttribute("numFmtId"), out var number) ? number : 0;
                // Built-in formats of dates and times, with those of East Asian editions.
                var isBuiltIn = format is >= 14 and <= 22 or >= 27 and <= 36 or >= 45 and <= 47 or >= 50 and <= 58;
                IsDateStyle.Add(isBuiltIn || dateFormats.Contains(format));
            }
        }
    }
}
