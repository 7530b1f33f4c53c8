using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Sources.Reading;

namespace SatuPintu.Tests.Reading;

public sealed class ReaderFuzzTests
{
    private static readonly char[] Letters = ['a', 'Z', '7', ' ', '"', ',', ';', '\t', '|', '\n', '\r', '\'', '=', 'é', 'ß', '—', '\u2028', '0', '.', '/'];

    [Fact]
    public void Any_table_written_after_rfc_4180_reads_back_the_same()
    {
        var cell = Gen.OneOf(Gen.Elements("", "", "SITI", "x"), Gen.ArrayOf(Gen.Elements(Letters)).Select(c => new string(c)));
        var tables =
            from width in Gen.Choose(2, 6)
            from height in Gen.Choose(1, 12)
            from cells in Gen.ArrayOf(cell, width * height)
            from delimiter in Gen.Elements(',', ';', '\t', '|')
            from newline in Gen.Elements("\n", "\r\n", "\r")
            from encoding in Gen.Elements<Encoding>(new UTF8Encoding(false), new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true))
            from ended in Gen.Elements(true, false)
            select (width, cells, delimiter, newline, encoding, ended);
        Prop.ForAll(tables.ToArbitrary(), t =>
        {
            var rows = t.cells.Chunk(t.width).Where(r => r.Any(c => !string.IsNullOrWhiteSpace(c))).ToList();
            if (rows.Count == 0) return;
            var heading = new[] { "NIK", "Nama", "Alamat", "Kecamatan", "RT", "RW" }[..t.width];
            var text = string.Join(t.newline, rows.Prepend(heading).Select(r => string.Join(t.delimiter, r.Select(c => Quoted(c, t.delimiter))))) + (t.ended ? t.newline : "");
            var table = Lists.Read(text, t.encoding);
            table.Headings().ShouldBe(heading);
            table.RowCount.ShouldBe(rows.Count);
            for (var r = 0; r < rows.Count; r++)
                for (var c = 0; c < t.width; c++) table.Columns[c][r].ShouldBe(rows[r][c]);
        }).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(200).WithReplay(2024, 11));
    }

    [Fact]
    public void A_damaged_csv_gives_a_table_or_a_plain_error()
    {
        var seeds = new[]
        {
            Encoding.UTF8.GetBytes("\uFEFFNIK;Nama;Alamat\r\n3672010101010001;\"SITI; \"\"A\"\"\";Jl. é\r\n3672010101010002;BUDI;\r\n"),
            TempFile.Bytes("NIK\tNama\n1\tRené\n2\tBUDI\n", new UnicodeEncoding(false, true)),
            Encoding.Latin1.GetBytes("NIK,Nama\n1,Ren\u00E9\n2,BUDI\n"),
        };
        Fuzz(seeds, 1000, "daftar.csv").ShouldBeInRange(100, 950);
    }

    [Fact]
    public void A_damaged_workbook_gives_a_table_or_a_plain_error()
    {
        var book = new Workbook();
        book.Sheet("Data", ["NIK", "Nama"], [Workbook.Number("3672010101010001"), book.Shared("SITI")], [Workbook.Date("33000"), "BUDI"]);
        Fuzz([book.ToBytes()], 400, "daftar.xlsx").ShouldBeInRange(5, 390);
    }

    [Fact]
    public void Workbook_parts_with_damaged_xml_give_a_table_or_a_plain_error()
    {
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            // Raw cells go into the sheet as they are, so that the damage is in the XML and not in the archive.
            var cell = Encoding.UTF8.GetBytes("<c s=\"1\" t=\"n\"><f>A1</f><v>33000</v></c>");
            for (var n = random.Next(1, 4); n > 0; n--) cell[random.Next(2, cell.Length)] = (byte)random.Next(32, 127);
            ReadOrRefuse(new Workbook().Sheet("Data", ["NIK", "Nama"], [Encoding.UTF8.GetString(cell), "A"], ["2", "B"]).ToBytes(), "daftar.xlsx");
        }
    }

    /// <summary>Reads many mutations of the seeds; returns how many could be read.</summary>
    private static int Fuzz(byte[][] seeds, int rounds, string name)
    {
        var random = new Random(20_240);
        var read = 0;
        for (var i = 0; i < rounds; i++)
        {
            var bytes = seeds[i % seeds.Length].ToList();
            for (var n = random.Next(1, 6); n > 0 && bytes.Count > 1; n--)
            {
                var at = random.Next(bytes.Count);
                switch (random.Next(5))
                {
                    case 0: bytes[at] = (byte)random.Next(256); break;
                    case 1: bytes.RemoveAt(at); break;
                    case 2: bytes.Insert(at, (byte)"\",;\n\r\0\t\u00FF"[random.Next(8)]); break;
                    case 3: bytes.InsertRange(at, bytes.GetRange(0, random.Next(bytes.Count - at))); break;
                    default: bytes.RemoveRange(at, random.Next(Math.Min(40, bytes.Count - at))); break;
                }
            }
            if (ReadOrRefuse(bytes.ToArray(), name)) read++;
        }
        return read;
    }

    private static bool ReadOrRefuse(byte[] content, string name)
    {
        using var file = new TempFile(content, name);
        try
        {
            var table = ListReader.Read(file.Path, null, CancellationToken.None);
            table.RowCount.ShouldBeGreaterThan(0);
            return true;
        }
        catch (UserError e)
        {
            e.ExitCode.ShouldBe(ExitCode.Input);
            return false;
        }
    }

    private static string Quoted(string cell, char delimiter) =>
        cell.AsSpan().IndexOfAny([delimiter, '"', '\n', '\r']) < 0 ? cell : "\"" + cell.Replace("\"", "\"\"") + "\"";
}
