using System.Text.Json;

namespace SatuPintu.Tests.Welfare;

public sealed class ResultFileTests : IDisposable
{
    private const string Line = "indicators --data @d.csv --income y --out @i.csv";

    private readonly WelfareRun run = new();

    public ResultFileTests() => run.Folder.File("d.csv", "y,g\n1,a\n2,a\n4,b\n8,b\n");

    public void Dispose() => run.Dispose();

    [Fact]
    public void A_result_and_its_card_are_for_their_owner_and_the_same_but_for_the_run()
    {
        run.Must(Line);
        var (rows, card) = (File.ReadAllText(run.Folder["i.csv"]), Card());
        run.Folder.Mode("i.csv").ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        run.Folder.Mode("i.card.json").ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        run.Must(Line);
        File.ReadAllText(run.Folder["i.csv"]).ShouldBe(rows);
        var again = Card();
        card.Remove("run").ShouldBeTrue();
        again.Remove("run").ShouldBeTrue();
        again.ToJsonString().ShouldBe(card.ToJsonString());
        run.Folder.All().ShouldBe(["d.csv", "i.card.json", "i.csv"]);
    }

    [Fact]
    public void The_card_says_data_formula_version_options_and_warnings()
    {
        run.Must(Line);
        var card = Card();
        card["method"]!.GetValue<string>().ShouldBe("indicators");
        card["data"]![0]!["rows"]!.GetValue<int>().ShouldBe(4);
        card["data"]![0]!["sha256"]!.GetValue<string>().ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(run.Folder["d.csv"]))));
        card["outputs"]![0]!["sha256"]!.GetValue<string>().ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(run.Folder["i.csv"]))));
        card["outputs"]![0]!["bytes"]!.GetValue<long>().ShouldBe(new FileInfo(run.Folder["i.csv"]).Length);
        card["formula"]!["id"]!.GetValue<string>().ShouldNotBeEmpty();
        card["version"]!.GetValue<string>().ShouldBe(ProgramVersion.Number);
        card["options"]!["line"]!.GetValue<string>().ShouldBe("0.6median");
        card["warnings"]!.AsArray().Select(w => w!["key"]!.GetValue<string>()).ShouldContain("welfare.few_rows");
    }

    [Fact]
    public void What_is_not_ours_is_left_or_set_aside()
    {
        run.Folder.File("i.csv", "mine");
        var (code, _, error) = run.Run(Line);
        (code, error.Contains("--overwrite", StringComparison.Ordinal)).ShouldBe((ExitCode.Output, true));
        File.ReadAllText(run.Folder["i.csv"]).ShouldBe("mine");
        run.Must(Line + " --overwrite");
        File.ReadAllText(run.Folder["i.csv.before-1"]).ShouldBe("mine");
        // A result that was changed since is someone's work.
        File.AppendAllText(run.Folder["i.csv"], "more");
        run.Run(Line).Code.ShouldBe(ExitCode.Output);
    }

    [Fact]
    public void A_result_that_was_changed_without_growing_is_left_and_one_that_was_only_touched_is_replaced()
    {
        run.Must(Line);
        var text = File.ReadAllText(run.Folder["i.csv"]);
        var later = DateTime.UtcNow.AddMinutes(1);
        File.SetLastWriteTimeUtc(run.Folder["i.csv"], later);
        run.Must(Line);
        File.WriteAllText(run.Folder["i.csv"], text.Replace("all,mean,3.75", "all,mean,9.75", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(run.Folder["i.csv"], later);
        run.Run(Line).Code.ShouldBe(ExitCode.Output);
    }

    [Fact]
    public void An_empty_file_that_stands_there_is_replaced()
    {
        run.Folder.File("i.csv", "");
        run.Must(Line);
    }

    [Theory]
    [InlineData("indicators --data @d.csv --income y --out @d.csv")]
    [InlineData("indicators --data @d.csv --income y --out @.")]
    public void An_input_or_a_folder_is_not_written_over(string line)
    {
        run.Run(line).Code.ShouldBe(ExitCode.Output);
        File.ReadAllText(run.Folder["d.csv"]).ShouldStartWith("y,g");
    }

    [Fact]
    public void A_failed_run_leaves_nothing_and_the_next_removes_what_a_killed_one_left()
    {
        run.Folder.File(".i.csv.partial-abc", "half");
        run.Run("indicators --data @d.csv --income nothing --out @i.csv").Code.ShouldBe(ExitCode.Input);
        run.Folder.All().ShouldBe(["d.csv"]);
    }

    private System.Text.Json.Nodes.JsonObject Card() => JsonSerializer.Deserialize<System.Text.Json.Nodes.JsonObject>(File.ReadAllText(run.Folder["i.card.json"]))!;
}
