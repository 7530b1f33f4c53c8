using System.Globalization;
using SatuPintu.Cli;
using SatuPintu.Tests.Integration;

namespace SatuPintu.Tests.Welfare;

/// <summary>Runs a verb of welfare statistics in a folder of its own and reads what it wrote.</summary>
internal sealed class WelfareRun : IDisposable
{
    private readonly TempFolder temp = new();

    public TempFolder Folder => temp;

    public void Dispose() => temp.Dispose();

    /// <summary>A file of the folder shared beside the repository; the test is skipped where it is not there.</summary>
    public static string Shared(string name)
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var file = Path.Combine(folder, "shared", "data", "statistics", name);
            if (File.Exists(file)) return file;
        }
        Assert.Skip("The folder shared/data/statistics is not there.");
        return "";
    }

    /// <summary>Runs a command line whose words are parted by blanks; a name after <c>@</c> is a file of the folder.</summary>
    public (ExitCode Code, string Output, string Error) Run(string line)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => w.StartsWith('@') ? temp[w[1..]] : w);
        var code = CommandLine.Run(["--lang", "en", .. words], output, error);
        return ((ExitCode)code, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command line that must succeed.</summary>
    public string Must(string line)
    {
        var (code, output, error) = Run(line);
        code.ShouldBe(ExitCode.Done, error);
        return output;
    }

    /// <summary>The rows of a result by the names of its columns.</summary>
    public List<Dictionary<string, string>> Rows(string name)
    {
        var lines = File.ReadAllLines(temp[name]);
        var headings = lines[0].Split(',');
        return [.. lines.Skip(1).Select(l => l.Split(',').Select((cell, i) => (cell, i)).ToDictionary(c => headings[c.i], c => c.cell))];
    }

    /// <summary>A number of a result.</summary>
    public static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
