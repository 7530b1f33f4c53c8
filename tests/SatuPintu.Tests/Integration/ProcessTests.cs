using System.Diagnostics;

namespace SatuPintu.Tests.Integration;

/// <summary>The command as users run it: a process with streams, signals, limits and an exit code.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void Integrates_and_prints_the_tables()
    {
        var (code, output, error) = Run(Arguments(120));
        code.ShouldBe(0, error);
        output.ShouldContain("Irisan DTKS dan P3KE");
        output.ShouldContain("Gerogol");
        output.ShouldContain("report.html");
        error.ShouldContain("nama_lengkap");
        error.ShouldNotContain('\r');
        Directory.Exists(temp["hasil"]).ShouldBeTrue();
    }

    [Fact]
    public void A_user_error_is_said_in_the_language_asked_for_with_its_exit_code()
    {
        var (code, output, error) = Run($"integrate --lang en --source dtks={temp.File("kosong.csv", "")} --out {temp["hasil"]}");
        code.ShouldBe((int)ExitCode.Input);
        output.ShouldBeEmpty();
        error.ShouldContain("kosong.csv");
        error.ShouldNotContain("   at ");
        temp.All().ShouldBe(["kosong.csv"]);
    }

    [Fact]
    public void A_file_size_limit_leaves_no_half_written_result()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("There is no ulimit on Windows.");
        // 16 blocks of 512 or 1,024 bytes, by shell: the lists are larger once written. The runtime itself would map a large
        // file for its code, which the setting turns off.
        var (code, _, error) = Shell($"ulimit -f 16; DOTNET_EnableWriteXorExecute=0 exec {Command} {Arguments(600)}");
        code.ShouldBe((int)ExitCode.Output, error);
        error.ShouldContain("ulimit -f unlimited");
        temp.All().ShouldAllBe(f => !f.Contains("hasil"));
    }

    [Fact]
    public void A_full_disk_leaves_no_half_written_result()
    {
        Directory.CreateDirectory(temp["disk"]);
        if (!OperatingSystem.IsLinux() || Shell($"mount -t tmpfs -o size=64k tmpfs {temp["disk"]}").Code != 0) Assert.Skip("This user may not mount a small disk.");
        try
        {
            var (code, _, error) = Run(Arguments(600, "disk/hasil"));
            code.ShouldBe((int)ExitCode.Output, error);
            error.ShouldContain("Disk penuh");
            Directory.EnumerateFileSystemEntries(temp["disk"], "*", new EnumerationOptions { AttributesToSkip = FileAttributes.None }).ShouldBeEmpty();
        }
        finally
        {
            Shell($"umount {temp["disk"]}");
        }
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void A_signal_half_way_ends_with_its_own_exit_code_and_leaves_nothing(string signal)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("There are no such signals on Windows.");
        if (signal == "INT" && InterruptIsIgnored()) Assert.Skip("The tests run in the background, where a shell has Ctrl-C ignored by all processes.");
        using var process = Start($"exec {Command} {Arguments(4000)}");
        // Half-way is when the columns have been shown: the lists are read and the rest is still to come.
        for (var line = process.StandardError.ReadLine(); line is not null && !line.Contains("nama_lengkap", StringComparison.Ordinal);) line = process.StandardError.ReadLine();
        Shell($"kill -{signal} {process.Id}");
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit(30_000).ShouldBeTrue();
        process.ExitCode.ShouldBe((int)ExitCode.Interrupted, error);
        error.ShouldContain("Dihentikan");
        temp.All().ShouldAllBe(f => !f.Contains("hasil"));
    }

    // Bit 1 of the signals a process ignores is SIGINT; children inherit it.
    private static bool InterruptIsIgnored()
    {
        const string status = "/proc/self/status";
        if (!File.Exists(status)) return false;
        var ignored = File.ReadLines(status).First(l => l.StartsWith("SigIgn:", StringComparison.Ordinal))[7..].Trim();
        return (Convert.ToUInt64(ignored, 16) & 2) != 0;
    }

    private static string Command => Path.Combine(AppContext.BaseDirectory, "SatuPintu.Cli");

    private string Arguments(int persons, string folder = "hasil") =>
        $"integrate --source dtks={temp.File("dtks.csv", SmallLists.Dtks(persons))} --source p3ke={temp.File("p3ke.csv", SmallLists.P3ke(persons))} --as-of 2026-06-01 --out {temp[folder]}";

    private static (int Code, string Output, string Error) Run(string arguments) => Shell($"exec {Command} {arguments}");

    private static (int Code, string Output, string Error) Shell(string script)
    {
        using var process = Start(script);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    private static Process Start(string script)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", script]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment.Remove("SATUPINTU_LANG");
        return Process.Start(start)!;
    }
}
