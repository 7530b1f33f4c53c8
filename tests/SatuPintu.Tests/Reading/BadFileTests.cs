using System.Diagnostics;
using System.Text;
using SatuPintu.Sources.Reading;

namespace SatuPintu.Tests.Reading;

public sealed class BadFileTests
{
    [Theory]
    [InlineData("", "reading.empty")]
    [InlineData("\n\n  \n", "reading.empty")]
    [InlineData("nama,nik,alamat\n", "reading.heading_alone")]
    [InlineData("DAFTAR;;\nnama;nik;alamat\n\n", "reading.heading_alone")]
    [InlineData("3672010101010001,SITI,Jl. A\n3672010101010002,BUDI,Jl. B\n", "reading.no_heading")]
    [InlineData("SITI;12-05-1990;L\nBUDI;13-05-1990;L\n", "reading.no_heading")]
    [InlineData("nama,nik\n\"A,1\nB,2\n", "reading.unclosed_quote")]
    [InlineData("nama,nik\nA,1\nB\0B,2\n", "reading.nul")]
    [InlineData("<html><body><table><tr><td>NIK</td></tr></table>", "reading.not_a_table.html")]
    [InlineData("<?xml version=\"1.0\"?><Workbook/>", "reading.not_a_table.xml")]
    [InlineData("[{\"nik\": 1}]", "reading.not_a_table.json")]
    [InlineData("%PDF-1.7\n1 0 obj\n", "reading.not_a_table.pdf")]
    [InlineData("{\\rtf1 daftar", "reading.not_a_table.rtf")]
    public void A_file_that_is_no_list_is_refused_with_its_own_text(string content, string key)
    {
        var error = Lists.Refusal(content);
        error.Key.ShouldBe(key);
        error.ExitCode.ShouldBe(ExitCode.Input);
        error.In(Language.Indonesian).ShouldContain("daftar.csv");
        error.In(Language.Indonesian).ShouldNotContain("{");
    }

    [Fact]
    public void Pictures_archives_and_other_binaries_are_named_whatever_their_name_says()
    {
        Lists.Refusal([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13]).Key.ShouldBe("reading.not_a_table.image");
        Lists.Refusal([0xFF, 0xD8, 0xFF, 0xE0, 0, 16]).Key.ShouldBe("reading.not_a_table.image");
        Lists.Refusal([0x1F, 0x8B, 8, 0, 0, 0]).Key.ShouldBe("reading.not_a_table.archive");
        var random = new byte[5000];
        new Random(3).NextBytes(random);
        Lists.Refusal(random).Key.ShouldBe("reading.not_a_table.binary");
        Lists.Refusal(new byte[5000]).Key.ShouldBe("reading.not_a_table.binary");
    }

    [Fact]
    public void A_nul_byte_is_refused_with_its_line_even_late_in_the_file()
    {
        var text = "nama,nik\n" + string.Concat(Enumerable.Repeat("SITI,1\n", 60_000)) + "BU\0DI,2\n";
        var error = Lists.Refusal(text);
        error.Key.ShouldBe("reading.nul");
        error.Message.ShouldContain("60002");
    }

    [Fact]
    public void A_missing_file_a_folder_and_a_forbidden_file_each_have_their_text()
    {
        using var file = new TempFile("nama,nik\nA,1\n");
        Read(file.Path + ".tidakada").Key.ShouldBe("reading.not_found");
        Read(Path.Combine(file.Path + ".tidakada", "x.csv")).Key.ShouldBe("reading.not_found");
        Read(file.Folder).Key.ShouldBe("reading.directory");
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess) return;
        File.SetUnixFileMode(file.Path, UnixFileMode.None);
        Read(file.Path).Key.ShouldBe("reading.no_permission");
    }

    [Theory]
    [InlineData("x", "reading.cell_too_long")]
    [InlineData("x,", "reading.too_many_cells")]
    [InlineData("\"x", "reading.cell_too_long")]
    [InlineData("\"\"", "reading.cell_too_long")]
    public void One_endless_line_ends_quickly_in_little_memory(string piece, string key)
    {
        using var file = new TempFile("");
        using (var stream = File.OpenWrite(file.Path))
        {
            var block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(piece, (1 << 20) / piece.Length)));
            for (var i = 0; i < 24; i++) stream.Write(block);
        }
        var clock = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Read(file.Path).Key.ShouldBe(key);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(16 << 20);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void A_cell_of_the_longest_length_is_read_and_one_longer_is_not()
    {
        string Content(int length) => "nama,nik\nA,1\n" + new string('é', length) + ",2\n";
        Lists.Read(Content(CsvScanner.LongestCell)).RowCount.ShouldBe(2);
        var error = Lists.Refusal(Content(CsvScanner.LongestCell + 1));
        error.Key.ShouldBe("reading.cell_too_long");
        error.Message.ShouldContain("row 3");
    }

    [Fact]
    public void Reading_tells_how_far_it_is_and_stops_when_told_to()
    {
        using var file = new TempFile("nama,nik\n" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"SITI{i},{i}\n")));
        using var stop = new CancellationTokenSource();
        var reports = new List<StageProgress>();
        var progress = new Immediate(p =>
        {
            reports.Add(p);
            if (reports.Count == 3) stop.Cancel();
        });
        Should.Throw<OperationCanceledException>(() => ListReader.Read(file.Path, progress, stop.Token));
        reports.Count.ShouldBe(3);
        reports[2].Done.ShouldBeGreaterThan(reports[0].Done);
        reports[2].Total.ShouldBe(new FileInfo(file.Path).Length);
        reports[2].Stage.ShouldBe("read");
    }

    private static UserError Read(string path) => Should.Throw<UserError>(() => ListReader.Read(path, null, CancellationToken.None));

    private sealed class Immediate(Action<StageProgress> report) : IProgress<StageProgress>
    {
        public void Report(StageProgress value) => report(value);
    }
}
