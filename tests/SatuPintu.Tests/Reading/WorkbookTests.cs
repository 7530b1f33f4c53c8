using System.IO.Compression;
using SatuPintu.Sources;
using SatuPintu.Sources.Reading;

namespace SatuPintu.Tests.Reading;

public sealed class WorkbookTests
{
    private static readonly string[] Heading = ["NIK", "Nama", "Tgl Lahir", "Aktif"];

    [Fact]
    public void Cells_of_every_kind_become_the_text_an_officer_would_type()
    {
        var book = new Workbook();
        book.Sheet("Data", Heading,
            [book.Shared("3672010101010001"), "SITI & <B>", Workbook.Date("33000"), Workbook.Boolean(true)],
            [Workbook.Number("12.50"), Workbook.Formula("BUDI"), Workbook.BuiltInDate("33000.5"), Workbook.Fault("#DIV/0!")],
            ["", book.Shared(" é "), Workbook.Number("33000"), Workbook.Boolean(false)]);
        var table = Lists.Read(book);
        table.Rows().ShouldBe(["3672010101010001|SITI & <B>|1990-05-07|true", "12.5|BUDI|1990-05-07 12:00:00|", "| é |33000|false"]);
        table.RowNumbers.ShouldBe([2, 3, 4]);
    }

    [Fact]
    public void A_number_of_sixteen_digits_keeps_the_digits_of_the_file_and_is_noted()
    {
        var table = Lists.Read(new Workbook().Sheet("Data", Heading,
            [Workbook.Number("9471010101010001"), "A"],
            [Workbook.Number("3.2760101010100001E+15"), "B"],
            [Workbook.Number("327601010101001"), "C"]));
        table.Find("NIK")!.Values.ToArray().ShouldBe(["", "9471010101010001", "3276010101010000", "327601010101001"]);
        table.Notes.ShouldBe([
            new ReadNote(0, "NIK", ReadNoteKind.LongNumber, "9471010101010001"),
            new ReadNote(1, "NIK", ReadNoteKind.LongNumber, "3276010101010000")]);
    }

    [Fact]
    public void The_sheet_with_the_list_is_read_and_the_others_are_named()
    {
        var table = Lists.Read(new Workbook()
            .Sheet("Rahasia", "hidden", [Heading, ["1", "X"]])
            .Sheet("Kosong")
            .Sheet("Petunjuk", ["Isi lembar berikut"])
            .Sheet("Daftar", ["DAFTAR PENERIMA"], [], Heading, ["1", "SITI"], [], ["2", "BUDI"]));
        table.Find("Nama")!.Values.ToArray().ShouldBe(["", "SITI", "BUDI"]);
        table.RowNumbers.ShouldBe([4, 6]);
        table.Notes.Where(n => n.Kind == ReadNoteKind.SheetIgnored).Select(n => n.Value).ShouldBe(["Rahasia", "Kosong", "Petunjuk"]);
        table.Format.ShouldContain("Daftar");
    }

    [Fact]
    public void Dates_count_from_1900_with_its_false_leap_day_or_from_1904()
    {
        CellNumber.Date("1", from1904: false).ShouldBe("1900-01-01");
        CellNumber.Date("59", from1904: false).ShouldBe("1900-02-28");
        CellNumber.Date("61", from1904: false).ShouldBe("1900-03-01");
        CellNumber.Date("36526", from1904: false).ShouldBe("2000-01-01");
        CellNumber.Date("35064", from1904: true).ShouldBe("2000-01-01");
        CellNumber.Date("0.25", from1904: false).ShouldBe("06:00:00");
        CellNumber.Date("-1", from1904: false).ShouldBeNull();
        CellNumber.Date("1e300", from1904: false).ShouldBeNull();
        Lists.Read(new Workbook { From1904 = true }.Sheet("D", Heading, ["1", "A", Workbook.Date("35064")])).Rows()[0].ShouldContain("2000-01-01");
    }

    [Theory]
    [InlineData("dd/mm/yyyy", true)]
    [InlineData("[$-421]d mmmm yyyy;@", true)]
    [InlineData("h:mm AM/PM", true)]
    [InlineData("#,##0.00", false)]
    [InlineData("\"Rp\"#,##0", false)]
    [InlineData("[Red]0", false)]
    [InlineData("@", false)]
    [InlineData("General", false)]
    public void Number_formats_tell_dates_from_numbers(string format, bool isDate) => CellNumber.IsDateFormat(format).ShouldBe(isDate);

    [Theory]
    [InlineData("0.30000000000000004", "0.3", false)]
    [InlineData("-6.0273470000000002", "-6.027347", false)]
    [InlineData("1E-05", "0.00001", false)]
    [InlineData("3.27601E+15", "3276010000000000", true)]
    [InlineData("1e400", "1e400", false)]
    [InlineData("007", "007", false)]
    public void Numbers_are_plain(string written, string plain, bool isLong)
    {
        CellNumber.Plain(written, out var found).ShouldBe(plain);
        found.ShouldBe(isLong);
    }

    [Fact]
    public void A_truncated_or_damaged_workbook_is_refused()
    {
        var bytes = new Workbook().Sheet("Data", [Heading, .. Enumerable.Range(0, 500).Select(i => new[] { $"{i}", $"SITI {i * 7919}" })]).ToBytes();
        Lists.Refusal(bytes[..(bytes.Length / 2)], "daftar.xlsx").Key.ShouldBe("reading.damaged_workbook");
        Lists.Refusal(bytes[..^10], "daftar.xlsx").Key.ShouldBe("reading.damaged_workbook");
        Lists.Refusal(new Workbook().Sheet("Data", Heading).ToBytes()).Key.ShouldBe("reading.heading_alone");
        Lists.Refusal(new Workbook().Sheet("Data").ToBytes()).Key.ShouldBe("reading.empty");
    }

    [Fact]
    public void Other_archives_and_office_files_are_named()
    {
        Lists.Refusal(Zip("word/document.xml")).Key.ShouldBe("reading.not_a_table.document");
        Lists.Refusal(Zip("mimetype", "content.xml")).Key.ShouldBe("reading.not_a_table.opendocument");
        Lists.Refusal(Zip("dtks.csv")).Key.ShouldBe("reading.not_a_table.zip");
        byte[] office = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        Lists.Refusal([.. office, .. new byte[2000]], "daftar.xls").ExitCode.ShouldBe(ExitCode.Input);
    }

    [Fact]
    public void A_text_beyond_all_measure_is_refused_before_it_is_in_memory()
    {
        var book = new Workbook().Sheet("Data", Heading, ["1", new string('x', CsvScanner.LongestCell + 1)]);
        Lists.Refusal(book.ToBytes()).Key.ShouldBe("reading.cell_too_long");
        var shared = new Workbook();
        shared.Sheet("Data", Heading, ["1", shared.Shared(new string('x', CsvScanner.LongestCell + 1))]);
        Lists.Refusal(shared.ToBytes()).Key.ShouldBe("reading.text_too_long");
    }

    private static byte[] Zip(params string[] entries)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var entry in entries) zip.CreateEntry(entry).Open().Dispose();
        return memory.ToArray();
    }
}
