using SatuPintu.Cli;

namespace SatuPintu.Tests.Cli;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("", "Perintah:")]
    [InlineData("--help", "integrate")]
    [InlineData("integrate --help", "--source")]
    [InlineData("integrate --help", "SUMBER=BERKAS")]
    [InlineData("version", "SatuPintu 0.")]
    public void Help_and_version_end_well_and_speak_on_the_output(string line, string says)
    {
        var (code, output, error) = Run(line);
        code.ShouldBe((int)ExitCode.Done);
        output.ShouldContain(says);
        error.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("intgrate", "intgrate")]
    [InlineData("integrate", "--source")]
    [InlineData("integrate --source dtks=a.csv", "--out")]
    [InlineData("integrate --source dtks=a.csv --out", "--out")]
    [InlineData("integrate --source dtks --out x", "SUMBER=BERKAS")]
    [InlineData("integrate --source dtks=a.csv --out x --zap", "--zap")]
    [InlineData("integrate --source dtks=a.csv --source dtks=b.csv --out x", "disebut dua kali")]
    [InlineData("integrate --source dtks=a.csv --out x --as-of 5/29/2025", "tahun-bulan-hari")]
    [InlineData("--lang fr version", "fr")]
    public void What_cannot_be_understood_is_named_with_exit_code_two(string line, string says)
    {
        var (code, output, error) = Run(line);
        code.ShouldBe((int)ExitCode.Usage);
        error.ShouldContain(says);
        output.ShouldBeEmpty();
    }

    [Fact]
    public void Every_help_is_in_the_language_asked_for()
    {
        Run("--lang en").Output.ShouldContain("Usage:");
        Run("integrate --help --lang=en").Output.ShouldContain("SOURCE=FILE");
        Run("--lang en integrate").Error.ShouldContain("required");
    }

    [Fact]
    public void Every_exit_code_is_documented_and_no_other()
    {
        var documented = File.ReadLines(Repository.File("docs/exit-codes.md"))
            .Where(l => l.StartsWith("| ", StringComparison.Ordinal) && char.IsDigit(l[2]))
            .Select(l => l.Split('|', StringSplitOptions.TrimEntries)).Select(c => $"{c[1]} {c[2]}").ToList();
        documented.ShouldBe(Enum.GetValues<ExitCode>().Select(c => $"{(int)c} {c}"));
    }

    [Fact]
    public void Progress_elsewhere_than_on_a_terminal_is_plain_lines()
    {
        var error = new StringWriter();
        var shell = new Shell(TextWriter.Null, error, Language.Indonesian, CancellationToken.None);
        using (var progress = new ProgressLine(shell, terminal: false))
        {
            progress.Report(new StageProgress("read", "dtks.csv", 0, 100));
            progress.Report(new StageProgress("read", "dtks.csv", 100, 100));
            progress.Report(new StageProgress("link", "", 0, 0));
        }
        error.ToString().ShouldNotContain('\r');
        error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
    }

    [Fact]
    public void Progress_says_stage_rows_and_time_left()
    {
        var shell = new Shell(TextWriter.Null, TextWriter.Null, Language.Indonesian, CancellationToken.None);
        ProgressLine.Describe(shell, "read", 25_000, 100_000, TimeSpan.FromSeconds(2)).ShouldBe("Membaca daftar · 25.000 dari 100.000 · kira-kira 6 detik lagi");
        ProgressLine.Describe(shell, "read", 0, 0, TimeSpan.Zero).ShouldBe("Membaca daftar");
    }

    [Fact]
    public void Every_stage_has_a_name()
    {
        foreach (var stage in (string[])["read", "recognise", "standardise", "check", "link", "merge", "count", "write"]) Catalogue.Find("cli.stage." + stage).ShouldNotBeNull();
    }

    private static (int Code, string Output, string Error) Run(string line)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = CommandLine.Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), output, error);
        return (code, output.ToString(), error.ToString());
    }
}
