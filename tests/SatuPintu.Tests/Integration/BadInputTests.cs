using System.Text;
using SatuPintu.Integration;

namespace SatuPintu.Tests.Integration;

/// <summary>What officers really hand in by mistake: each ends with a message that says what to do, and leaves nothing behind.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void An_empty_file() => Refused("", "reading.empty");

    [Fact]
    public void A_heading_alone() => Refused("nik,nama_lengkap,tanggal_lahir\n", "reading.heading_alone");

    [Fact]
    public void A_required_column_missing() => Refused("nik,tanggal_lahir,kode_kelurahan\n3672061005600001,1960-05-10,3672061003\n", "columns.missing");

    [Fact]
    public void A_picture_named_csv() => Refused([0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0, 0, 0, 0x0D, .. "IHDR"u8, 0, 0, 1, 0], "reading.not_a_table.image");

    [Fact]
    public void A_truncated_workbook() => Refused([.. "PK\u0003\u0004"u8, 20, 0, 8, 0, 8, 0, 0, 0, 33, 0, .. Encoding.ASCII.GetBytes("[Content_Types].xml"), 1, 2, 3], null);

    [Fact]
    public void A_single_line_of_200_megabytes()
    {
        // A sparse file of NUL bytes would be refused for these; the line is long and of letters only at its beginning and end.
        var path = temp["panjang.csv"];
        using (var file = File.Create(path))
        {
            var letters = new byte[1 << 20];
            Array.Fill(letters, (byte)'a');
            file.Write("nik,nama_lengkap\n"u8);
            for (var i = 0; i < 200; i++) file.Write(letters);
        }
        RefusedFile(path, "reading.record_too_long", "reading.cell_too_long");
    }

    [Fact]
    public void A_nul_byte() => Refused("nik,nama_lengkap,tanggal_lahir\n3672061005600001,SITI\0AMINAH,1960-05-10\n", "reading.nul");

    [Fact]
    public void A_file_that_is_not_there() => RefusedFile(temp["tiada.csv"], "reading.not_found");

    [Fact]
    public void A_folder_in_place_of_a_file() => RefusedFile(temp.Root, "reading.directory");

    [Fact]
    public void A_source_no_one_knows()
    {
        var error = Should.Throw<UserError>(() => Run(new SourceFile("dtkss", temp.File("a.csv", SmallLists.Dtks(10)))));
        error.Key.ShouldBe("mapping.unknown_source");
        error.In(Language.Indonesian).ShouldContain("dtks");
        NothingLeft();
    }

    [Fact]
    public void A_semicolon_file_with_commas_inside_is_read_as_it_is_meant()
    {
        var result = Run(new SourceFile("p3ke", temp.File("p3ke.csv", SmallLists.P3ke(20))));
        result.Totals.Persons.ShouldBe(10);
        result.Totals.Sources[0].Unusable.ShouldBe(0);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("latin1")]
    public void Another_encoding_is_found_out(string encoding)
    {
        var text = SmallLists.Dtks(20).Replace("Siti", "Sitï", StringComparison.Ordinal);
        var coding = Encoding.GetEncoding(encoding);
        var result = Run(new SourceFile("dtks", temp.File("dtks.csv", [.. coding.GetPreamble(), .. coding.GetBytes(text)])));
        result.Totals.Persons.ShouldBe(20);
    }

    private void Refused(string text, string? key) => Refused(Encoding.UTF8.GetBytes(text), key);

    private void Refused(byte[] bytes, string? key) => RefusedFile(temp.File("buruk.csv", bytes), key is null ? [] : [key]);

    private void RefusedFile(string path, params string[] keys)
    {
        var error = Should.Throw<UserError>(() => Run(new SourceFile("dtks", path)));
        error.ExitCode.ShouldBe(ExitCode.Input);
        if (keys.Length > 0) keys.ShouldContain(error.Key);
        error.In(Language.Indonesian).ShouldContain(Path.GetFileName(path));
        error.In(Language.English).ShouldContain(Path.GetFileName(path));
        NothingLeft();
    }

    private void NothingLeft() => temp.All().ShouldAllBe(f => !f.Contains("hasil"));

    private IntegrationResult Run(params SourceFile[] sources) =>
        Integrate.Run(new IntegrateCommand { Sources = sources, Out = temp["hasil"], AsOf = new DateOnly(2026, 6, 1) }, null, null, CancellationToken.None)!;
}
