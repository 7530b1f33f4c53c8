using System.Text;
using SatuPintu.Sources;
using SatuPintu.Sources.Checks;
using SatuPintu.Storage;

namespace SatuPintu.Tests.Checks;

public sealed class CheckFilesTests
{
    [Fact]
    public void Issues_have_the_delivered_heading_and_value_and_both_languages()
    {
        var result = Delivered.People().Person("D1", nik: "3,67204E+15").Person("", name: "=1+1", kk: "3672040102100002").Check();
        var lines = Written([.. IssuesFile.Columns], csv => IssuesFile.Write(csv, [result], CancellationToken.None)).Split("\r\n");
        lines[0].ShouldBe("source,row,record_id,field,rule,severity,value,message");
        lines[1].ShouldBe("dtks,2,D1,NIK,nik_scientific,error,\"3,67204E+15\",\"NIK tampil sebagai “3,67204E+15” karena lembar kerja menganggapnya bilangan; digit belakangnya hilang. Ubah kolom menjadi teks, lalu isi ulang NIK dari sumbernya. / The NIK is shown as “3,67204E+15” because a spreadsheet took it for a number; its last digits are lost. Format the column as text and fill in the NIK again from its source.\"");
        lines[2].ShouldStartWith("dtks,3,3,FULL_NAME,cell_formula,warning,'=1+1,\"Isi sel “=1+1” ");
        lines[3].ShouldStartWith("dtks,3,3,RECORD_ID,record_id_missing,info,,");
    }

    [Fact]
    public void A_finding_on_the_whole_list_has_no_row()
    {
        var result = Delivered.With(Elements.FullName, Elements.FullAddress).Row("A", "B").Check();
        Written([.. IssuesFile.Columns], csv => IssuesFile.Write(csv, [result], CancellationToken.None)).Split("\r\n")[1]
            .ShouldStartWith("dtks,,,date_of_birth,element_absent,warning,,\"Daftar ini tidak memuat kolom untuk unsur “Tanggal lahir”");
    }

    [Fact]
    public void A_message_in_the_file_is_the_sentence_of_its_rule()
    {
        var result = Delivered.People().Person("1", nik: "3672041305850003", birth: "\"1985\"-05").Person("2", nik: "x\"y", kk: "", name: "").Check();
        result.All.Count.ShouldBeGreaterThan(4);
        var file = Written([.. IssuesFile.Columns], csv => IssuesFile.Write(csv, [result], CancellationToken.None));
        foreach (var finding in result.All)
        {
            var rule = CheckRules.Load()[finding.Rule];
            var field = result.Table.HeadingOf(finding.Element);
            var said = rule.Say(Language.Indonesian, finding, field) + " / " + rule.Say(Language.English, finding, field);
            file.ShouldContain("\"" + said.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"\r\n", Case.Sensitive);
        }
    }

    [Fact]
    public void Rows_with_errors_return_as_delivered_with_the_reasons()
    {
        var result = Delivered.With(Elements.FullName, Elements.Nik, Elements.FullAddress).Row("SITI", "3672041205850003", "JL A").Row("=1+1", " 12", "Jl. \"B\", 2").Row("", "-", "JL C").Check();
        var returned = -1;
        var lines = Written(ReturnsFile.Headings(result.Table.Raw), csv => returned = ReturnsFile.Write(csv, result, CancellationToken.None)).Split("\r\n");
        returned.ShouldBe(2);
        lines.Length.ShouldBe(4);
        lines[0].ShouldBe("FULL_NAME,NIK,FULL_ADDRESS,alasan,reasons");
        lines[1].ShouldBe("=1+1,\" 12\",\"Jl. \"\"B\"\", 2\",\"NIK “ 12” tidak terdiri dari 16 digit. Cocokkan dengan KTP-el dan tulis lengkap.\",\"The NIK “ 12” does not have 16 digits. Compare it with the identity card and write it in full.\"");
        lines[2].ShouldStartWith(",-,JL C,\"Baris tidak dapat dipakai");
        lines[2].ShouldContain("; Nama kosong");
    }

    [Fact]
    public void Quality_is_a_row_for_each_list_dimension_and_element()
    {
        var result = Delivered.With(Elements.FullName, Elements.Nik).Row("SITI", "").Row("BUDI", "").Check();
        var file = Written([.. QualityFile.Columns], csv => QualityFile.Write(csv, [result]));
        file.ShouldBe("source,dimension,element,checked,failed,score\r\ndtks,completeness,full_name,2,0,1.0000\r\ndtks,completeness,nik,2,2,0.0000\r\ndtks,validity,full_name,2,0,1.0000\r\ndtks,validity,nik,0,0,\r\ndtks,uniqueness,nik,0,0,\r\ndtks,consistency,nik,0,0,\r\n");
    }

    private static string Written(string[] headings, Action<CsvWriter> write)
    {
        using var stream = new MemoryStream();
        using (var csv = new CsvWriter(stream, headings)) write(csv);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
