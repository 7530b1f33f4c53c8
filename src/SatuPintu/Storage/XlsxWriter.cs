using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace SatuPintu.Storage;

/// <summary>Writes a workbook of one sheet (ECMA-376): headings in bold that stay in view, then rows of texts and numbers.</summary>
/// <remarks>Texts are written as texts, so that none is run as a formula. The rows go straight into the archive; nothing is held.</remarks>
/// <example><code>
/// using var sheet = new XlsxWriter(stream, "Irisan", ["Kecamatan", "Jiwa"]);
/// sheet.Row("Cibeber", 5219L);
/// </code></example>
public sealed class XlsxWriter : IDisposable
{
    /// <summary>The media type of a workbook.</summary>
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>As many rows as a sheet can have, without the headings.</summary>
    public const int MostRows = 1_048_575;

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly ZipArchive archive;
    private readonly XmlWriter sheet;
    private int rows;

    /// <summary>Begins a workbook in a stream, which stays open.</summary>
    /// <param name="stream">Where it goes.</param>
    /// <param name="name">The name of the sheet; what a name cannot have is left out.</param>
    /// <param name="headings">The headings.</param>
    public XlsxWriter(Stream stream, string name, IReadOnlyList<string> headings)
    {
        archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        Part("[Content_Types].xml", """
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>
            """);
        Part("_rels/.rels", $"""
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>
            """);
        Part("xl/workbook.xml", $"""
            <workbook xmlns="{Main}" xmlns:r="{Relations}"><sheets><sheet name="{System.Security.SecurityElement.Escape(NameOf(name))}" sheetId="1" r:id="r1"/></sheets></workbook>
            """);
        Part("xl/_rels/workbook.xml.rels", $"""
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{Relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{Relations}/styles" Target="styles.xml"/></Relationships>
            """);
        Part("xl/styles.xml", $"""
            <styleSheet xmlns="{Main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>
            """);
        sheet = XmlWriter.Create(archive.CreateEntry("xl/worksheets/sheet1.xml").Open(), new XmlWriterSettings { CloseOutput = true, Encoding = new UTF8Encoding(false), CheckCharacters = false });
        sheet.WriteStartElement("worksheet", Main);
        sheet.WriteRaw("""<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>""");
        sheet.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"""<cols><col min="1" max="{headings.Count}" width="18" customWidth="1"/></cols>"""));
        sheet.WriteStartElement("sheetData", Main);
        Write([.. headings], style: "1");
    }

    /// <summary>Writes a row: whole numbers and numbers with decimals as such, null as an empty cell, anything else as its text.</summary>
    /// <exception cref="InvalidOperationException">There are as many rows as a sheet can have.</exception>
    public void Row(params IReadOnlyList<object?> cells)
    {
        if (rows > MostRows) throw new InvalidOperationException("The sheet is full.");
        Write(cells, style: null);
    }

    /// <summary>Ends the workbook.</summary>
    public void Dispose()
    {
        sheet.WriteEndElement();
        sheet.WriteEndElement();
        sheet.Dispose();
        archive.Dispose();
    }

    private void Write(IReadOnlyList<object?> cells, string? style)
    {
        rows++;
        sheet.WriteStartElement("row", Main);
        foreach (var cell in cells)
        {
            sheet.WriteStartElement("c", Main);
            if (style is not null) sheet.WriteAttributeString("s", style);
            switch (cell)
            {
                case null:
                    break;
                case int or long:
                    sheet.WriteElementString("v", Main, Convert.ToString(cell, CultureInfo.InvariantCulture));
                    break;
                case double number:
                    sheet.WriteElementString("v", Main, number.ToString("R", CultureInfo.InvariantCulture));
                    break;
                default:
                    sheet.WriteAttributeString("t", "inlineStr");
                    sheet.WriteStartElement("is", Main);
                    sheet.WriteStartElement("t", Main);
                    sheet.WriteAttributeString("xml", "space", null, "preserve");
                    sheet.WriteString(Allowed(cell.ToString() ?? ""));
                    sheet.WriteEndElement();
                    sheet.WriteEndElement();
                    break;
            }
            sheet.WriteEndElement();
        }
        sheet.WriteEndElement();
    }

    private void Part(string name, string xml)
    {
        using var part = new StreamWriter(archive.CreateEntry(name).Open(), new UTF8Encoding(false));
        part.Write("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""");
        part.Write(xml.Trim());
    }

    // A cell holds at most so much, and XML no control characters.
    private static string Allowed(string text)
    {
        const int most = 32_767;
        if (text.Length > most) text = text[..most];
        return text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.Where(XmlConvert.IsXmlChar));
    }

    private static string NameOf(string name)
    {
        var allowed = string.Concat(name.Where(c => !"[]:*?/\\'".Contains(c, StringComparison.Ordinal)));
        return allowed.Length == 0 ? "Data" : allowed[..Math.Min(allowed.Length, 31)];
    }
}
