using System.Text;
using SatuPintu.Sources;
using SatuPintu.Sources.Reading;

namespace SatuPintu.Tests.Reading;

/// <summary>Short ways to read a list in a test.</summary>
internal static class Lists
{
    public static TextTable Read(byte[] content, string name = "daftar.csv")
    {
        using var file = new TempFile(content, name);
        return ListReader.Read(file.Path, null, TestContext.Current.CancellationToken);
    }

    public static TextTable Read(string content, Encoding? encoding = null) => Read(TempFile.Bytes(content, encoding ?? new UTF8Encoding(false)));

    public static TextTable Read(Workbook workbook) => Read(workbook.ToBytes(), "daftar.xlsx");

    public static UserError Refusal(byte[] content, string name = "daftar.csv") => Should.Throw<UserError>(() => Read(content, name));

    public static UserError Refusal(string content) => Refusal(Encoding.UTF8.GetBytes(content));

    /// <summary>The rows, cells parted by bars.</summary>
    public static List<string> Rows(this TextTable table) =>
        Enumerable.Range(0, table.RowCount).Select(r => string.Join('|', table.Columns.Select(c => c[r]))).ToList();

    public static List<string> Headings(this TextTable table) => table.Columns.Select(c => c.Name).ToList();
}
