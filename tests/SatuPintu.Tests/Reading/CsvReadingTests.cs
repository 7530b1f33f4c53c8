using System.Text;
using SatuPintu.Sources;
using SatuPintu.Sources.Reading;

namespace SatuPintu.Tests.Reading;

public sealed class CsvReadingTests
{
    [Theory]
    [InlineData(',', "\n")]
    [InlineData(';', "\r\n")]
    [InlineData('\t', "\r")]
    [InlineData('|', "\n")]
    [InlineData('^', "\n")]
    [InlineData('~', "\r\n")]
    public void The_delimiter_and_the_line_breaks_are_found(char delimiter, string newline)
    {
        var lines = new[] { "NIK,Nama,Alamat", "1,SITI,Jl. A", "2,BUDI,Jl. B", "3,,Jl. C" };
        var table = Read(string.Join(newline, lines).Replace(',', delimiter));
        table.Columns.Select(c => c.Name).ShouldBe(["NIK", "Nama", "Alamat"]);
        Rows(table).ShouldBe(["1|SITI|Jl. A", "2|BUDI|Jl. B", "3||Jl. C"]);
        table.RowNumbers.ShouldBe([2, 3, 4]);
    }

    [Fact]
    public void A_semicolon_file_keeps_the_commas_inside_its_cells()
    {
        var text = new StringBuilder("NO;Nama;Alamat;Luas\n");
        for (var i = 1; i <= 50; i++) text.Append(i).Append(";SITI, S.Pd, M.Si;Jl. A, RT 1, RW 2;3,5\n");
        var table = Read(text.ToString());
        table.Columns.Count.ShouldBe(4);
        Rows(table)[7].ShouldBe("8|SITI, S.Pd, M.Si|Jl. A, RT 1, RW 2|3,5");
    }

    [Fact]
    public void Quoted_cells_hold_delimiters_marks_and_line_breaks()
    {
        var table = Read("nama,alamat,ket\n\"A, B\",\"Jl. \"\"Baru\"\"\nRT 1\",x\nC,\"\",\"\"\"\"\n\"D\"E\"F,5\" kaca,\"\r\n\"\n");
        Rows(table).ShouldBe(["A, B|Jl. \"Baru\"\nRT 1|x", "C||\"", "DE\"F|5\" kaca|\r\n"]);
        table.RowNumbers.ShouldBe([2, 3, 4]);
    }

    [Fact]
    public void Blank_lines_count_as_rows_but_are_no_records()
    {
        var table = Read("nama,nik\n\nA,1\n\n  ,\t\nB,2\n\n");
        Rows(table).ShouldBe(["A|1", "B|2"]);
        table.RowNumbers.ShouldBe([3, 6]);
    }

    [Fact]
    public void Equal_cells_share_a_number_and_empty_is_zero()
    {
        var table = Read("nama,jk\nA,L\nB,P\nC,\nD,L\n");
        table.Find("jk")!.Codes.ToArray().ShouldBe([1, 2, 0, 1]);
        table.Find("jk")!.Values.ToArray().ShouldBe(["", "L", "P"]);
    }

    private static TextTable Read(string content, Encoding? encoding = null)
    {
        using var file = new TempFile(content, encoding);
        return ListReader.Read(file.Path, null, TestContext.Current.CancellationToken);
    }

    private static List<string> Rows(TextTable table) =>
        Enumerable.Range(0, table.RowCount).Select(r => string.Join('|', table.Columns.Select(c => c[r]))).ToList();
}
