using System.Text;
using SatuPintu.Cli;
using SatuPintu.Tests.Integration;

namespace SatuPintu.Tests.Linking;

/// <summary>Lists and settings as they come, through the command line and the engine itself.</summary>
public sealed class BadListsTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Theory]
    [InlineData("rec_id,name\n1,Ani\n1,Budi\n", "“1” (2, 3)", ExitCode.Input)]
    [InlineData("rec_id,name\n1,Ani\n,Budi\n", "rows 3", ExitCode.Input)]
    [InlineData("rec_id,name\n1,Ani\n2,Ani\n3,Ani\n", "name", ExitCode.Input)]
    [InlineData("rec_id,name\n1,\n2,NA\n3,-\n", "name", ExitCode.Input)]
    [InlineData("rec_id\n1\n2\n", "name", ExitCode.Input)]
    [InlineData("", "", ExitCode.Input)]
    public void A_list_that_cannot_be_used_is_named_and_nothing_is_written(string list, string says, ExitCode code)
    {
        var path = temp.File("list.csv", list);
        var settings = temp.File("s.json", """{ "id": "rec_id", "fields": [ { "name": "name", "kind": "full_name" } ] }""");
        var (exit, _, error) = Run("dedupe", path, "--settings", settings, "--out", temp["out"]);
        error.ShouldContain(says);
        exit.ShouldBe((int)code);
        temp.All().ShouldBe(["list.csv", "s.json"]);
    }

    [Fact]
    public void A_model_for_other_fields_is_named()
    {
        var list = temp.File("list.csv", People());
        Run("dedupe", list, "--out", temp["out"]).Code.ShouldBe(0);
        var model = temp.File("m.json", File.ReadAllText(temp["out/model.json"]).Replace("\"given_name\"", "\"first\"", StringComparison.Ordinal));
        var (code, _, error) = Run("dedupe", list, "--out", temp["other"], "--model", model);
        error.ShouldContain("given_name");
        code.ShouldBe((int)ExitCode.Usage);
        Directory.Exists(temp["other"]).ShouldBeFalse();
        // The right model gives the same files again.
        Run("dedupe", list, "--out", temp["again"], "--model", temp["out/model.json"]).Code.ShouldBe(0);
        File.ReadAllText(temp["again/pairs.csv"]).ShouldBe(File.ReadAllText(temp["out/pairs.csv"]));
        File.ReadAllText(temp["again/clusters.csv"]).ShouldBe(File.ReadAllText(temp["out/clusters.csv"]));
    }

    [Fact]
    public void Any_script_emoji_and_long_fields_come_through_to_the_result()
    {
        var text = new StringBuilder("rec_id,name,born,note\n");
        string[] names = ["محمد علي", "ꦱꦶꦠꦶ ꦲꦩꦶꦤꦃ", "Ольга Иванова", "王小明", "😀 Ani", "O'Brien"];
        for (var n = 0; n < 240; n++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\"😀{n}\",{names[n / 2 % 6]} {(char)('a' + n / 12)},{1950 + n / 2 % 50}-{n / 2 % 12 + 1:00}-{n / 2 % 28 + 1:00},{new string('x', n % 60 == 0 ? 10_000 : 3)}{n / 2}\n");
        var list = temp.File("list.csv", text.ToString());
        var settings = temp.File("s.json", """{ "id": "rec_id", "fields": [ { "name": "name", "kind": "full_name" }, { "name": "born", "kind": "date" }, { "name": "note", "kind": "text" } ] }""");
        var (code, _, error) = Run("dedupe", list, "--settings", settings, "--out", temp["out"]);
        code.ShouldBe(0, error);
        var clusters = File.ReadAllLines(temp["out/clusters.csv"]).Skip(1).Select(l => l.Split(',')).ToDictionary(c => c[1], c => c[2]);
        clusters.Count.ShouldBe(240);
        Enumerable.Range(0, 120).Count(n => clusters[$"😀{2 * n}"] == clusters[$"😀{2 * n + 1}"]).ShouldBeGreaterThan(110);
    }

    [Theory]
    [InlineData("""{ "feilds": [] }""", "fields")]
    [InlineData("""{ "fields": [ { "name": "given_name", "kind": "nmae" } ] }""", "name")]
    [InlineData("""{ "costs": { "wrong": 1 } }""", "wrong_match")]
    [InlineData("""{ "blocking": [ ["given_nam"] ] }""", "given_name")]
    public void Settings_that_are_not_understood_name_the_nearest(string settings, string says)
    {
        var (code, _, error) = Run("dedupe", temp.File("list.csv", People()), "--settings", temp.File("s.json", settings), "--out", temp["out"]);
        error.ShouldContain($"“{says}”");
        code.ShouldBe((int)ExitCode.Usage);
        Directory.Exists(temp["out"]).ShouldBeFalse();
    }

    [Fact]
    public void Costs_decide_what_is_reported()
    {
        var list = temp.File("list.csv", People());
        Run("dedupe", list, "--settings", temp.File("s.json", """{ "costs": { "review": 1, "wrong_match": 100, "missed_match": 50 } }"""), "--out", temp["out"]).Code.ShouldBe(0);
        var model = File.ReadAllText(temp["out/model.json"]);
        model.ShouldContain("\"review_at\": 0.02,");
        model.ShouldContain("\"match_at\": 0.99,");
        // What the summary says can be run again as settings.
        using var summary = System.Text.Json.JsonDocument.Parse(File.ReadAllText(temp["out/summary.json"]));
        summary.RootElement.GetProperty("settings").GetProperty("costs").GetProperty("wrong_match").GetDouble().ShouldBe(100);
        Run("dedupe", list, "--settings", temp.File("again.json", summary.RootElement.GetProperty("settings").GetRawText()), "--out", temp["again"]).Code.ShouldBe(0);
        File.ReadAllText(temp["again/pairs.csv"]).ShouldBe(File.ReadAllText(temp["out/pairs.csv"]));
    }

    [Fact]
    public void A_full_disk_leaves_what_stood_there_before()
    {
        if (!OperatingSystem.IsLinux()) return;
        var list = temp.File("list.csv", People());
        // The device takes no byte; the folder beside it cannot be made.
        var (code, _, error) = Run("dedupe", list, "--out", "/dev/full/out");
        code.ShouldBe((int)ExitCode.Output, error);
        temp.All().ShouldBe(["list.csv"]);
    }

    private static string People()
    {
        var random = new Random(7);
        var text = new StringBuilder("rec_id,given_name,surname,date_of_birth,phone\n");
        for (var n = 0; n < 200; n++)
        {
            var person = $"{Word(random)},{Word(random)}{Word(random)},{1950 + random.Next(50)}-{random.Next(1, 13):00}-{random.Next(1, 29):00},08{random.Next(10_000_000, 99_999_999)}";
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"A{n},{person}\n");
            if (n % 2 == 0) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"B{n},{person}\n");
        }
        return text.ToString();
    }

    private static string Word(Random random) => $"{"BDGHJKLMNPRSTW"[random.Next(14)]}{"aiueo"[random.Next(5)]}{"bdghjklmnprstw"[random.Next(14)]}{"aiueo"[random.Next(5)]}";

    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        return (CommandLine.Run(["--lang", "en", .. args], output, error), output.ToString(), error.ToString());
    }
}
