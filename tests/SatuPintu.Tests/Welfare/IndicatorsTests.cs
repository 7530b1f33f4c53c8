using System.Text.Json.Nodes;

namespace SatuPintu.Tests.Welfare;

public sealed class IndicatorsTests : IDisposable
{
    private readonly WelfareRun run = new();

    public void Dispose() => run.Dispose();

    [Fact]
    public void The_published_figures_come_out_of_the_command()
    {
        var data = WelfareRun.Shared("laeken_eusilc.csv");
        run.Must($"indicators --data {data} --income eqIncome --weight rb050 --by db040 --strata db040 --cluster db030 --out @i.csv");
        var rows = run.Rows("i.csv");
        rows.Count.ShouldBe(13 * 10);
        Value("all", "arpr", "estimate").ShouldBe(0.1444421817, 5e-11);
        Value("all", "gini", "estimate").ShouldBe(0.2648961921, 5e-11);
        Value("all", "s80s20", "estimate").ShouldBe(3.97000433, 5e-9);
        Value("all", "threshold", "estimate").ShouldBe(10859.236, 1e-6);
        Value("all", "gini", "se").ShouldBe(0.0030825, 5e-8);
        Value("Vienna", "arpr", "estimate").ShouldBe(0.1723468, 5e-8);
        Value("Vienna", "threshold", "estimate").ShouldBe(10859.236, 1e-6);

        double Value(string group, string indicator, string column) => WelfareRun.Number(rows.Single(r => r["group"] == group && r["indicator"] == indicator)[column]);
    }

    [Fact]
    public void Json_says_what_the_file_says()
    {
        run.Folder.File("d.csv", "y,g\n1,a\n2,a\n4,b\n8,b\n");
        var json = JsonNode.Parse(run.Must("indicators --data @d.csv --income y --by g --line 3 --json --out @i.csv"))!;
        var rows = run.Rows("i.csv");
        var printed = json["rows"]!.AsArray();
        printed.Count.ShouldBe(rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            printed[i]!["indicator"]!.GetValue<string>().ShouldBe(rows[i]["indicator"]);
            var estimate = printed[i]!["estimate"];
            if (rows[i]["estimate"].Length == 0) estimate.ShouldBeNull();
            else estimate!.GetValue<double>().ShouldBe(WelfareRun.Number(rows[i]["estimate"]));
        }
        json["warnings"]!.AsArray().Count.ShouldBePositive();
    }

    [Theory]
    [InlineData("--line none", ExitCode.Usage, "0.6median")]
    [InlineData("--line -3", ExitCode.Usage, "above 0")]
    [InlineData("--aversion 0", ExitCode.Usage, "above 0")]
    [InlineData("--lone maybe", ExitCode.Usage, "certainty")]
    [InlineData("--replicates bootstrap:1", ExitCode.Usage, "jackknife")]
    [InlineData("--replicates columns:rep", ExitCode.Input, "two at least")]
    [InlineData("--weight g", ExitCode.Input, "row 2")]
    [InlineData("--weight minus", ExitCode.Input, "negative in row 3")]
    [InlineData("--weight none", ExitCode.Input, "all weights")]
    [InlineData("--strata s", ExitCode.Input, "'lone'")]
    [InlineData("--by b", ExitCode.Input, "'all'")]
    [InlineData("--by nowhere", ExitCode.Input, "'nowhere'")]
    public void What_cannot_be_used_is_said_and_nothing_is_written(string options, ExitCode expected, string says)
    {
        run.Folder.File("d.csv", "y,g,minus,none,s,b\n1,a,1,0,x,all\n2,a,-1,0,x,q\n4,b,1,0,lone,q\n");
        var (code, output, error) = run.Run($"indicators --data @d.csv --income y --out @i.csv {options}");
        error.ShouldContain(says, Case.Insensitive);
        code.ShouldBe(expected);
        output.ShouldBeEmpty();
        run.Folder.All().ShouldBe(["d.csv"]);
    }

    [Fact]
    public void Rows_without_an_income_or_a_weight_are_left_out_and_said()
    {
        run.Folder.File("d.csv", "y,w,g\n1,1,a\nNA,5,a\n3,0,a\n5,1,b\n7,2,\n");
        var (_, _, error) = run.Run("indicators --data @d.csv --income y --weight w --by g --out @i.csv");
        error.ShouldContain("missing in 1 rows; those rows do not count");
        error.ShouldContain("zero in 1 rows");
        error.ShouldContain("they count for all, but for no group");
        var mean = run.Rows("i.csv").Single(r => r["group"] == "all" && r["indicator"] == "mean");
        (mean["estimate"], mean["n"]).ShouldBe(("5", "3"));
    }

    [Fact]
    public void Incomes_of_zero_are_said_where_they_have_no_logarithm()
    {
        run.Folder.File("d.csv", "y\n0\n2\n4\n8\n");
        run.Run("indicators --data @d.csv --income y --out @i.csv").Error.ShouldContain("no logarithm");
        run.Rows("i.csv").Single(r => r["indicator"] == "theil")["n"].ShouldBe("3");
        run.Rows("i.csv").Single(r => r["indicator"] == "s80s20")["estimate"].ShouldBeEmpty();
    }

    [Theory]
    [InlineData("jackknife")]
    [InlineData("bootstrap:50")]
    [InlineData("columns:r")]
    public void Replicates_give_errors_of_their_own(string kind)
    {
        run.Folder.File("d.csv", "y,w,r1,r2,r3\n1,1,2,0,1\n2,1,0,2,1\n4,1,2,1,0\n8,1,0,1,2\n");
        run.Must($"indicators --data @d.csv --income y --weight w --replicates {kind} --out @i.csv");
        var mean = run.Rows("i.csv").Single(r => r["indicator"] == "mean");
        mean["estimate"].ShouldBe("3.75");
        WelfareRun.Number(mean["se"]).ShouldBePositive();
        // The means of the three given replicates are 2.5, 4 and 4.75.
        if (kind == "columns:r") WelfareRun.Number(mean["se"]).ShouldBe(Math.Sqrt(((1.25 * 1.25) + (0.25 * 0.25) + 1) / 2), 1e-12);
        // And that of the jackknife of a mean is s/√n.
        if (kind == "jackknife") WelfareRun.Number(mean["se"]).ShouldBe(Math.Sqrt(((2.75 * 2.75) + (1.75 * 1.75) + (0.25 * 0.25) + (4.25 * 4.25)) / 3 / 4), 1e-12);
    }
}
