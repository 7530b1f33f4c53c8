using System.Text;
using SatuPintu.Sources;

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
        var table = Lists.Read(string.Join(newline, lines).Replace(',', delimiter));
        table.Columns.Select(c => c.Name).ShouldBe(["NIK", "Nama", "Alamat"]);
        table.Rows().ShouldBe(["1|SITI|Jl. A", "2|BUDI|Jl. B", "3||Jl. C"]);
        table.RowNumbers.ShouldBe([2, 3, 4]);
    }

    [Fact]
    public void A_semicolon_file_keeps_the_commas_inside_its_cells()
    {
        var text = new StringBuilder("NO;Nama;Alamat;Luas\n");
        for (var i = 1; i <= 50; i++) text.Append(i).Append(";SITI, S.Pd, M.Si;Jl. A, RT 1, RW 2;3,5\n");
        var table = Lists.Read(text.ToString());
        table.Columns.Count.ShouldBe(4);
        table.Rows()[7].ShouldBe("8|SITI, S.Pd, M.Si|Jl. A, RT 1, RW 2|3,5");
    }

    [Fact]
    public void Quoted_cells_hold_delimiters_marks_and_line_breaks()
    {
        var table = Lists.Read("nama,alamat,ket\n\"A, B\",\"Jl. \"\"Baru\"\"\nRT 1\",x\nC,\"\",\"\"\"\"\n\"D\"E\"F,5\" kaca,\"\r\n\"\n");
        table.Rows().ShouldBe(["A, B|Jl. \"Baru\"\nRT 1|x", "C||\"", "DE\"F|5\" kaca|\r\n"]);
        table.RowNumbers.ShouldBe([2, 3, 4]);
    }

    [Fact]
    public void Blank_lines_count_as_rows_but_are_no_records()
    {
        var table = Lists.Read("nama,nik\n\nA,1\n\n  ,\t\nB,2\n\n");
        table.Rows().ShouldBe(["A|1", "B|2"]);
        table.RowNumbers.ShouldBe([3, 6]);
    }

    [Fact]
    public void Equal_cells_share_a_number_and_empty_is_zero()
    {
        var table = Lists.Read("nama,jk\nA,L\nB,P\nC,\nD,L\n");
        table.Find("jk")!.Codes.ToArray().ShouldBe([1, 2, 0, 1]);
        table.Find("jk")!.Values.ToArray().ShouldBe(["", "L", "P"]);
    }

    [Fact]
    public void A_first_line_that_states_the_delimiter_is_no_row()
    {
        var table = Lists.Read("sep=~\r\nnama~nik\r\nA,B;C~1\r\n");
        table.Rows().ShouldBe(["A,B;C|1"]);
        table.RowNumbers.ShouldBe([2]);
    }

    [Fact]
    public void Titles_above_the_heading_and_column_numbers_below_it_are_left_aside_and_told()
    {
        var table = Lists.Read("DAFTAR PENERIMA BANTUAN;;\nKOTA CONTOH;;\n\nNO;NAMA;NIK\n(1);(2);(3)\n1;SITI;7\n");
        table.Headings().ShouldBe(["NO", "NAMA", "NIK"]);
        table.Rows().ShouldBe(["1|SITI|7"]);
        table.RowNumbers.ShouldBe([6]);
        table.Notes.Select(n => (n.Kind, n.Value)).ShouldBe([(ReadNoteKind.RowsAboveHeading, "1–2"), (ReadNoteKind.RowsAboveHeading, "5")]);
    }

    [Fact]
    public void Ragged_rows_are_kept_and_noted()
    {
        var table = Lists.Read("nama,nik,jk\nA,1,L\nB\nC,3,P,x,,y\nD,4,L,,\n");
        table.Rows().ShouldBe(["A|1|L", "B||", "C|3|P", "D|4|L"]);
        table.Notes.ShouldBe([new ReadNote(1, "", ReadNoteKind.FewCells, "1"), new ReadNote(2, "", ReadNoteKind.ExtraCells, "x | y")]);
    }

    [Fact]
    public void Columns_without_heading_or_value_are_dropped_and_equal_headings_told_apart()
    {
        var table = Lists.Read("nama,nik,nama,,\nA,1,B,7,\nC,2,D,8,\n");
        table.Headings().ShouldBe(["nama", "nik", "nama (2)", "kolom_4"]);
        table.Rows().ShouldBe(["A|1|B|7", "C|2|D|8"]);
        table.Notes.ShouldContain(new ReadNote(-1, "nama (2)", ReadNoteKind.HeadingRenamed, "nama"));
    }

    [Fact]
    public void A_cell_that_swallows_many_lines_is_noted()
    {
        var table = Lists.Read("nama,nik\nA,1\n\"B,2\n" + string.Concat(Enumerable.Repeat("C,3\n", 20)) + "D\",4\n");
        table.RowCount.ShouldBe(2);
        table.Notes.ShouldBe([new ReadNote(1, "", ReadNoteKind.ManyLines, "21")]);
    }

    [Fact]
    public void A_list_of_one_column_is_read() => Lists.Read("NIK\n3672010101010001\n3672010101010002\n").RowCount.ShouldBe(2);

    [Fact]
    public void Every_note_has_a_sentence_in_both_languages()
    {
        foreach (var kind in Enum.GetValues<ReadNoteKind>())
        {
            var note = new ReadNote(0, "kolom", kind, "isi");
            note.In(Language.Indonesian).ShouldNotBe(note.In(Language.English));
            note.In(Language.Indonesian).ShouldNotContain("{");
        }
    }
}
