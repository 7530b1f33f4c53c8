using System.Text.Json.Nodes;

namespace SatuPintu.Tests.Welfare;

public sealed class MatrixTests : IDisposable
{
    private readonly WelfareRun run = new();

    public void Dispose() => run.Dispose();

    [Fact]
    public void Who_stays_moves_leaves_and_enters_is_counted()
    {
        run.Folder.File("before.csv", "id,decile\nA,1\nB,1\nC,2\nD,10\nE,\n");
        run.Folder.File("after.csv", "decile,id\n1,A\n2,B\n1,C\n5,F\n3,E\n");
        var (code, output, error) = run.Run("matrix --before @before.csv --after @after.csv --id id --out @t.csv --json");
        code.ShouldBe(ExitCode.Done, error);
        error.ShouldContain("1 rows of");
        var rows = run.Rows("t.csv");
        rows.Count.ShouldBe((11 * 11) - 1);
        long Count(string from, string to) => long.Parse(rows.Single(r => r["from"] == from && r["to"] == to)["count"]);
        (Count("1", "1"), Count("1", "2"), Count("2", "1"), Count("10", "absent"), Count("absent", "5"), Count("absent", "3")).ShouldBe((1, 1, 1, 1, 1, 1));
        rows.Sum(r => long.Parse(r["count"])).ShouldBe(6);
        rows.Single(r => r["from"] == "1" && r["to"] == "2")["share_of_from"].ShouldBe("0.5");
        rows.Single(r => r["from"] == "4" && r["to"] == "4")["share_of_from"].ShouldBeEmpty();
        var details = JsonNode.Parse(output)!["details"]!;
        (details["in_both"]!.GetValue<int>(), details["left"]!.GetValue<int>(), details["entered"]!.GetValue<int>(), details["stayed"]!.GetValue<int>()).ShouldBe((3, 1, 2, 1));
        // Ranks 1.5, 1.5, 3 and 1.5, 3, 1.5.
        details["rank_correlation"]!.GetValue<double>().ShouldBe(-0.5, 1e-12);
        details["mean_move"]!.GetValue<double>().ShouldBe(2 / 3.0, 1e-12);
    }

    [Theory]
    [InlineData("id,decile\nA,1\nA,2\n", "'A'")]
    [InlineData("id,decile\nA,11\n", "11")]
    [InlineData("id,decile\nA,1.5\n", "1.5")]
    [InlineData("id,score\nA,1\n", "'decile'")]
    [InlineData("id,decile\n,1\n", "row 2")]
    [InlineData("id,decile\nB,1\n", "same ids")]
    public void What_is_no_ranking_is_refused(string after, string says)
    {
        run.Folder.File("before.csv", "id,decile\nA,1\n");
        run.Folder.File("after.csv", after);
        var (code, _, error) = run.Run("matrix --before @before.csv --after @after.csv --out @t.csv");
        error.ShouldContain(says);
        code.ShouldBe(ExitCode.Input);
        File.Exists(run.Folder["t.csv"]).ShouldBeFalse();
    }
}
