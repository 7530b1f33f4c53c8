using System.Text;
using SatuPintu.Sources;

namespace SatuPintu.Tests.Reading;

public sealed class EncodingTests
{
    private const string Content = "nama;alamat\nRené Müller;Jl. “Baru” – 5 €\nSITI;Jl. A\n";

    public static TheoryData<Encoding> Encodings() => new((Encoding[])[
        new UTF8Encoding(false), new UTF8Encoding(true),
        new UnicodeEncoding(false, true), new UnicodeEncoding(true, true),
        new UnicodeEncoding(false, false), new UnicodeEncoding(true, false)]);

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Unicode_is_read_with_and_without_its_mark(Encoding encoding)
    {
        var table = Lists.Read(Content, encoding);
        table.Headings().ShouldBe(["nama", "alamat"]);
        table.Rows().ShouldBe(["René Müller|Jl. “Baru” – 5 €", "SITI|Jl. A"]);
        table.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void Windows_1252_is_read_and_noted()
    {
        // The letters above 127 as that code page numbers them.
        var bytes = Encoding.Latin1.GetBytes(Content.Replace('“', '\x93').Replace('”', '\x94').Replace('–', '\x96').Replace('€', '\x80'));
        var table = Lists.Read(bytes);
        table.Rows()[0].ShouldBe("René Müller|Jl. “Baru” – 5 €");
        table.Notes.ShouldBe([new ReadNote(-1, "", ReadNoteKind.EncodingGuessed, "")]);
    }

    [Fact]
    public void A_stray_byte_late_in_a_utf8_file_spoils_nothing_else()
    {
        var text = new StringBuilder("nama;alamat\n");
        for (var i = 0; i < 40_000; i++) text.Append("René;Jl. A\n");
        var bytes = Encoding.UTF8.GetBytes(text.ToString()).Concat("Andr\u00E9;Jl. B\n".Select(c => (byte)c)).ToArray();
        var table = Lists.Read(bytes);
        table.Find("nama")!.Values.ToArray().ShouldBe(["", "René", "André"]);
        table.RowCount.ShouldBe(40_001);
    }

    [Fact]
    public void A_late_byte_makes_a_plain_file_windows_1252()
    {
        var text = "nama;alamat\n" + string.Concat(Enumerable.Repeat("SITI;Jl. A\n", 60_000)) + "Andr\u00E9;Jl. B\n";
        Lists.Read(Encoding.Latin1.GetBytes(text)).Find("nama")!.Values.ToArray().ShouldBe(["", "SITI", "André"]);
    }

    [Fact]
    public void Letters_cut_by_the_blocks_they_are_read_in_stay_whole()
    {
        foreach (var encoding in new Encoding[] { new UTF8Encoding(false), new UnicodeEncoding(false, true) })
        {
            for (var shift = 0; shift < 4; shift++)
            {
                var name = new string('é', 33_000) + "😀" + new string('ß', 33_000);
                var text = "nama,nik\n" + new string('x', shift) + name + ",1\n" + string.Concat(Enumerable.Repeat("—é😀,2\n", 20_000));
                var table = Lists.Read(text, encoding);
                table.Find("nama")!.Values.ToArray().ShouldBe(["", new string('x', shift) + name, "—é😀"]);
            }
        }
    }
}
