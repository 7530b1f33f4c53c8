using System.IO.Compression;
using System.Text;
using System.Xml;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace SatuPintu.Sources.Reading;

/// <summary>Reads spreadsheets: XLSX by its XML, the older XLS and the binary XLSB through ExcelDataReader.</summary>
internal static class WorkbookReader
{
    static WorkbookReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Reads a file that is a ZIP archive.</summary>
    public static TextTable ReadZip(Stream stream, string file, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        void Tick() => Report(stream, file, progress, cancellation);
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            if (XlsxWorkbook.IsOne(archive))
            {
                using var workbook = new XlsxWorkbook(archive, Tick);
                return SheetReader.Read(workbook.Sheets(file), "XLSX", file, Tick);
            }
            if (archive.GetEntry("xl/workbook.bin") is null) throw ListReader.NotATable(file, KindOf(archive));
        }
        catch (CellTooLongException e)
        {
            throw new UserError(ExitCode.Input, "reading.text_too_long", e, ("file", file), ("most", CsvScanner.LongestCell));
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Damaged(e, file);
        }
        stream.Position = 0;
        return ReadOld(stream, "XLSB", file, progress, cancellation);
    }

    /// <summary>Reads a workbook of an older kind.</summary>
    public static TextTable ReadOld(Stream stream, string format, string file, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        void Tick() => Report(stream, file, progress, cancellation);
        try
        {
            var sheets = new List<Sheet>();
            using (var reader = Open(stream))
            {
                do
                {
                    var index = sheets.Count;
                    sheets.Add(new Sheet(reader.Name ?? "", reader.VisibleState != "visible", () => Rows(stream, index)));
                }
                while (reader.NextResult());
            }
            return SheetReader.Read(sheets, format, file, Tick);
        }
        catch (InvalidPasswordException e)
        {
            throw new UserError(ExitCode.Input, "reading.encrypted", e, ("file", file));
        }
        catch (HeaderException e)
        {
            throw new UserError(ExitCode.Input, "reading.not_a_table.office", e, ("file", file));
        }
        // The library answers damage with whatever it stumbles over.
        catch (Exception e) when (e is not (UserError or OperationCanceledException or OutOfMemoryException))
        {
            throw Damaged(e, file);
        }
    }

    private static IExcelDataReader Open(Stream stream)
    {
        stream.Position = 0;
        return ExcelReaderFactory.CreateReader(stream, new ExcelReaderConfiguration { LeaveOpen = true });
    }

    private static IEnumerable<SheetRow> Rows(Stream stream, int sheet)
    {
        using var reader = Open(stream);
        for (var i = 0; i < sheet; i++) reader.NextResult();
        var row = new SheetRow();
        while (reader.Read())
        {
            row.Restart(reader.Depth + 1);
            for (var column = 0; column < reader.FieldCount && column < CsvScanner.MostCells; column++)
            {
                var isLong = false;
                var text = reader.GetValue(column) switch
                {
                    null => "",
                    double number => CellNumber.Plain(number, out isLong),
                    DateTime moment => CellNumber.Iso(moment),
                    TimeSpan time => CellNumber.Time(time),
                    bool flag => flag ? "true" : "false",
                    var other => Convert.ToString(other, System.Globalization.CultureInfo.InvariantCulture),
                };
                row.Add(column, text, isLong);
            }
            yield return row;
        }
    }

    private static void Report(Stream stream, string file, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        progress?.Report(new StageProgress("read", Path.GetFileName(file), stream.Position, stream.Length));
    }

    private static string KindOf(ZipArchive archive)
    {
        if (archive.GetEntry("content.xml") is not null && archive.GetEntry("mimetype") is not null) return "opendocument";
        return archive.Entries.Any(e => e.FullName.StartsWith("word/", StringComparison.Ordinal) || e.FullName.StartsWith("ppt/", StringComparison.Ordinal))
            ? "document"
            : "zip";
    }

    /// <summary>What a damaged archive or part shows itself by; a fault of the disk is none of these.</summary>
    private static bool IsDamage(Exception e) => e is InvalidDataException or XmlException or EndOfStreamException
        or ArgumentException or OverflowException or NotSupportedException or DecoderFallbackException;

    private static UserError Damaged(Exception e, string file) => new(ExitCode.Input, "reading.damaged_workbook", e, ("file", file));
}
