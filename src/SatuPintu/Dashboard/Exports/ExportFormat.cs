using SatuPintu.Storage;

namespace SatuPintu.Dashboard.Exports;

/// <summary>The form of a file that is taken away.</summary>
public enum ExportFormat
{
    /// <summary>Comma-separated values, guarded against formulas.</summary>
    Csv,
    /// <summary>A workbook.</summary>
    Xlsx,
    /// <summary>Features with their boundaries.</summary>
    GeoJson,
}

/// <summary>A file that was made.</summary>
/// <param name="Content">What stands in it, at its beginning.</param>
/// <param name="MediaType">What it is.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Rows">How many rows it has.</param>
public sealed record ExportedFile(Stream Content, string MediaType, string Name, int Rows);

/// <summary>Forms as addresses and forms name them.</summary>
public static class ExportFormats
{
    /// <summary>The form of a name: <c>csv</c>, <c>xlsx</c> or <c>geojson</c>; CSV where none is given.</summary>
    /// <exception cref="UserError">There is none of that name.</exception>
    public static ExportFormat Of(string? name) => name switch
    {
        null or "" or "csv" => ExportFormat.Csv,
        "xlsx" => ExportFormat.Xlsx,
        "geojson" => ExportFormat.GeoJson,
        _ => throw new UserError(ExitCode.Usage, "dashboard.format"),
    };
}

/// <summary>Makes files of rows, and sees to it that somebody says what they are for.</summary>
internal static class ExportFile
{
    private const int ShortestPurpose = 10, LongestPurpose = 500;

    /// <summary>The purpose as it is kept.</summary>
    /// <exception cref="UserError">It is too short or too long.</exception>
    public static string Purpose(string? purpose) =>
        purpose?.Trim() is { Length: >= ShortestPurpose and <= LongestPurpose } given ? given : throw new UserError(ExitCode.Usage, "dashboard.purpose", ("shortest", ShortestPurpose), ("longest", LongestPurpose));

    /// <summary>Makes a CSV file or a workbook.</summary>
    public static ExportedFile Make(ExportFormat format, string name, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<object?>> rows)
    {
        var content = new MemoryStream();
        var count = 0;
        if (format == ExportFormat.Xlsx)
        {
            using var sheet = new XlsxWriter(content, name, headings);
            foreach (var row in rows)
            {
                sheet.Row(row);
                count++;
            }
        }
        else
        {
            using var csv = new CsvWriter(new LeftOpen(content), [.. headings.Select(FormulaGuard.Guard)]);
            foreach (var row in rows)
            {
                foreach (var cell in row)
                {
                    if (cell is long number) csv.Field(number);
                    else if (cell is double share) csv.Field(share, "0.######");
                    else if (cell?.ToString() is { Length: > 0 } text) csv.Field(FormulaGuard.Guard(text));
                    else csv.Empty();
                }
                csv.EndRow();
                count++;
            }
        }
        content.Position = 0;
        return new ExportedFile(content, format == ExportFormat.Xlsx ? XlsxWriter.MediaType : "text/csv; charset=utf-8", $"{name}.{(format == ExportFormat.Xlsx ? "xlsx" : "csv")}", count);
    }

    /// <summary>A stream that is not closed by who writes to it.</summary>
    private sealed class LeftOpen(MemoryStream inner) : Stream
    {
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => inner.Length;
        public override long Position { get => inner.Position; set => throw new NotSupportedException(); }
        public override void Flush() => inner.Flush();
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);
        public override void Write(ReadOnlySpan<byte> buffer) => inner.Write(buffer);
    }
}
