using System.Text.Json.Nodes;

namespace SatuPintu.Tests.Welfare;

public sealed class PovertyMapVerbTests : IDisposable
{
    private readonly WelfareRun run = new();

    public void Dispose() => run.Dispose();

    [Theory]
    [InlineData("--method ebp --transform none --simulations 5 --bootstrap 4")]
    [InlineData("--method ebp --transform boxcox --closed-form")]
    [InlineData("--method ell --heteroskedastic x --simulations 10")]
    [InlineData("--method fh --weight w")]
    public void Maps_every_area_of_the_census_and_shares_out_exactly(string options)
    {
        Write();
        var (code, _, error) = run.Run($"poverty-map --survey @s.csv --census @c.csv --outcome y --predictors x,roof --area area --line 12 {options} --quota 0.4 --out @map.csv");
        code.ShouldBe(ExitCode.Done, error);
        var rows = run.Rows("map.csv");
        rows.Count.ShouldBe(11);
        rows.Sum(r => WelfareRun.Number(r["households"])).ShouldBe(440);
        rows.Sum(r => WelfareRun.Number(r["quota"])).ShouldBe(176);
        rows.Single(r => r["area"] == "new")["in_sample"].ShouldBe("0");
        error.ShouldContain("1 areas without a sample are predicted from the model alone: new.");
        error.ShouldContain("1 areas are in the survey but not in the census");
        rows.ShouldAllBe(r => WelfareRun.Number(r["p0"]) >= 0 && WelfareRun.Number(r["p0"]) <= 1);
        rows.ShouldAllBe(r => WelfareRun.Number(r["gini"]) > 0.05 && WelfareRun.Number(r["gini"]) < 0.5);
    }

    [Fact]
    public void A_benchmark_is_met()
    {
        Write();
        run.Must("poverty-map --survey @s.csv --census @c.csv --outcome y --predictors x --area area --line 12 --method ebp --closed-form --benchmark 0.5 --out @map.csv");
        var rows = run.Rows("map.csv");
        (rows.Sum(r => WelfareRun.Number(r["p0"]) * WelfareRun.Number(r["households"])) / 440).ShouldBe(0.5, 1e-12);
    }

    [Theory]
    [InlineData("--method ebp --closed-form --bootstrap 4")]
    [InlineData("--method fh")]
    public void Each_group_of_areas_is_brought_to_its_own_total(string method)
    {
        Write();
        File.WriteAllLines(run.Folder["t.csv"], ["group,p0", "south,0.55", "elsewhere,0.1", "north,0.3"]);
        var line = $"poverty-map --survey @s.csv --census @c.csv --outcome y --predictors x --area area --line 12 {method} --out @map.csv --overwrite";
        run.Must(line);
        var free = run.Rows("map.csv");
        var (_, _, error) = run.Run(line + " --benchmark @t.csv --benchmark-by part");
        error.ShouldContain("1 groups of");
        var rows = run.Rows("map.csv");
        Headcount(rows, North).ShouldBe(0.3, 1e-12);
        Headcount(rows, r => !North(r)).ShouldBe(0.55, 1e-12);
        var card = JsonNode.Parse(File.ReadAllText(run.Folder["map.card.json"]))!;
        card["data"]!.AsArray().Select(d => (string?)d!["role"]).ShouldBe(["survey", "census", "benchmark"]);
        var groups = card["details"]!["benchmark"]!["groups"]!.AsArray();
        groups.Select(g => (string?)g!["group"]).ShouldBe(["north", "south"]);
        ((double)groups[0]!["before"]!).ShouldBe(Headcount(free, North), 1e-12);
        card["details"]!["benchmark"]!["standard_errors"]!["en"]!.ToString().ShouldContain("taken as known");
        // Errors go with the factor, so that cv stays.
        var factor = (double)groups[0]!["factor"]!;
        foreach (var (before, after) in free.Zip(rows).Where(p => North(p.First)))
        {
            WelfareRun.Number(after["se_p0"]).ShouldBe(factor * WelfareRun.Number(before["se_p0"]), 1e-12);
            if (before["cv_p0"].Length > 0) WelfareRun.Number(after["cv_p0"]).ShouldBe(WelfareRun.Number(before["cv_p0"]), 1e-12);
        }
    }

    [Theory]
    [InlineData("group,p0\nnorth,0.3", "has no total of groups that are in the census: south")]
    [InlineData("group,p0\nnorth,0.3\nsouth,14", "row 3: p0 of 'south' is 14")]
    [InlineData("group,p0\nnorth,0.3\nsouth,0.2\nnorth,0.2", "row 4: 'north' has a total already")]
    [InlineData("group,p0\nnorth,0.3\nsouth,", "'p0'")]
    [InlineData("group,p0\nnorth,0.3\n,0.2", "row 3: the column group is empty")]
    [InlineData("group,share\nnorth,0.3", "'p0'")]
    public void Totals_that_do_not_fit_are_refused(string totals, string said)
    {
        Write();
        File.WriteAllText(run.Folder["t.csv"], totals);
        var (code, _, error) = run.Run(Benchmarked);
        code.ShouldBe(ExitCode.Input);
        error.ShouldContain(said);
        File.Exists(run.Folder["map.csv"]).ShouldBeFalse();
    }

    [Fact]
    public void Areas_in_two_groups_or_none_are_refused()
    {
        Write();
        File.WriteAllText(run.Folder["t.csv"], "group,p0\nnorth,0.3\nsouth,0.2");
        File.AppendAllLines(run.Folder["c.csv"], ["1,tin,a3,south", "1,tin,a4,"]);
        run.Run(Benchmarked).Error.ShouldContain("more than one group of 'part': a3 (north, south)");
        Write();
        File.AppendAllLines(run.Folder["c.csv"], ["1,tin,lonely,"]);
        run.Run(Benchmarked).Error.ShouldContain("have no group of 'part': lonely");
        run.Run(Benchmarked.Replace("--benchmark @t.csv", "", StringComparison.Ordinal)).Code.ShouldBe(ExitCode.Usage);
        run.Run(Benchmarked.Replace("--benchmark-by part", "", StringComparison.Ordinal)).Code.ShouldBe(ExitCode.Usage);
    }

    [Theory]
    [InlineData("--method ebp --closed-form", "x,roof,idle")]
    [InlineData("--method ebp --closed-form --select bic", "x")]
    [InlineData("--method ell --simulations 5 --select bic --heteroskedastic idle", "x")]
    [InlineData("--method fh --select aic", null)]
    public void Predictors_are_found_and_chosen(string method, string? expected)
    {
        WriteMany();
        var (code, _, error) = run.Run($"poverty-map --survey @s.csv --census @c.csv --outcome y --weight w --predictors auto --area area --line 12 {method} --out @map.csv");
        code.ShouldBe(ExitCode.Done, error);
        error.ShouldContain("'number'");
        var card = JsonNode.Parse(File.ReadAllText(run.Folder["map.card.json"]))!;
        var (details, options) = (card["details"]!["predictors"]!, card["options"]!);
        var chosen = details["chosen"]!.AsArray().Select(c => (string)c!).ToList();
        if (expected is not null) chosen.ShouldBe(expected.Split(','));
        options["predictors"]!.AsArray().Select(c => (string)c!).ShouldBe(chosen);
        var reasons = details["left_out"]!.AsArray().ToDictionary(l => (string)l!["column"]!, l => (string)l!["reason"]!);
        reasons["y"].ShouldBe("other_part");
        reasons["w"].ShouldBe("other_part");
        reasons["area"].ShouldBe("other_part");
        reasons["number"].ShouldBe("key");
        reasons["name"].ShouldBe("key");
        reasons["asked"].ShouldBe("survey_only");
        reasons["counted"].ShouldBe("census_only");
        reasons["void"].ShouldBe("empty");
        reasons["mixed"].ShouldBe("kinds_differ");
        if (method.Contains("bic", StringComparison.Ordinal)) reasons["roof"].ShouldBe("not_chosen");
        chosen.Concat(reasons.Keys).Order(StringComparer.Ordinal).ShouldBe(new[] { "area", "asked", "counted", "idle", "mixed", "name", "number", "roof", "void", "w", "x", "y" });
        // The same map comes of the names that were chosen.
        run.Must($"poverty-map --survey @s.csv --census @c.csv --outcome y --weight w --predictors {string.Join(',', chosen)} --area area --line 12 {method.Replace("--select bic", "", StringComparison.Ordinal).Replace("--select aic", "", StringComparison.Ordinal)} --out @named.csv");
        File.ReadAllText(run.Folder["named.csv"]).ShouldBe(File.ReadAllText(run.Folder["map.csv"]));
    }

    [Fact]
    public void Where_nothing_can_be_a_predictor_that_is_said()
    {
        WriteMany();
        File.WriteAllLines(run.Folder["c.csv"], ["area,other", "a0,1", "a1,2"]);
        const string Auto = "poverty-map --survey @s.csv --census @c.csv --outcome y --predictors auto --area area --line 12 --method ebp --out @map.csv";
        var (code, _, error) = run.Run(Auto);
        code.ShouldBe(ExitCode.Input);
        error.ShouldContain("have no column in common that can be a predictor");
        run.Run(Auto + " --categorical nothing").Code.ShouldBe(ExitCode.Usage);
        run.Run(Auto + " --select lasso").Error.ShouldContain("none, aic, bic");
    }

    // As Write, with a column for each reason to leave one out, and welfare that depends on x alone.
    private void WriteMany()
    {
        var random = new Random(1);
        string Row(int i, string area, bool isSurvey)
        {
            var x = random.Next(10);
            var common = $"{i},n{i},{x},{(random.Next(3) == 0 ? "tin" : "tile")},{(i % 9 == 0 ? "" : $"{random.Next(5)}")},{area},,{(isSurvey ? $"{i % 4}" : i % 2 == 0 ? "yes" : "no")}";
            return isSurvey ? $"{common},{8 + x + (i % 11 % 4) + random.Next(6)},{1 + random.Next(3)},{i % 5}" : $"{common},{i % 3}";
        }
        File.WriteAllLines(run.Folder["s.csv"], Enumerable.Range(0, 220).Select(i => Row(i, $"a{i % 11}", true)).Prepend("number,name,x,roof,idle,area,void,mixed,y,w,asked"));
        File.WriteAllLines(run.Folder["c.csv"], Enumerable.Range(0, 440).Select(i => Row(i, $"a{i % 11}", false)).Prepend("number,name,x,roof,idle,area,void,mixed,counted"));
    }

    private const string Benchmarked = "poverty-map --survey @s.csv --census @c.csv --outcome y --predictors x --area area --line 12 --method ebp --closed-form --benchmark @t.csv --benchmark-by part --out @map.csv";

    private static bool North(Dictionary<string, string> row) => row["area"] is "a0" or "a1" or "a2" or "a3" or "a4";

    private static double Headcount(List<Dictionary<string, string>> rows, Func<Dictionary<string, string>, bool> of) =>
        rows.Where(of).Sum(r => WelfareRun.Number(r["p0"]) * WelfareRun.Number(r["households"])) / rows.Where(of).Sum(r => WelfareRun.Number(r["households"]));

    [Fact]
    public void What_does_not_go_together_is_refused()
    {
        Write();
        const string Rest = "poverty-map --survey @s.csv --census @c.csv --outcome y --predictors x --area area --out @map.csv";
        run.Run(Rest + " --line 12 --method fh --bootstrap 5").Code.ShouldBe(ExitCode.Usage);
        run.Run(Rest + " --line -1 --method ebp").Code.ShouldBe(ExitCode.Usage);
        run.Run(Rest + " --line 12 --method other").Error.ShouldContain("ebp, ell, fh");
        File.WriteAllText(run.Folder["s.csv"], File.ReadAllText(run.Folder["s.csv"]).Replace("\n1,", "\n1,0", StringComparison.Ordinal));
        File.AppendAllLines(run.Folder["s.csv"], ["2,tin,0,1,a1"]);
        var (code, _, error) = run.Run(Rest + " --line 12 --method ebp --transform log");
        code.ShouldBe(ExitCode.Input);
        error.ShouldContain("have no logarithm");
        File.Exists(run.Folder["map.csv"]).ShouldBeFalse();
    }

    // Ten areas in both files, one in the census alone, one in the survey alone; welfare between 6 and 30.
    private void Write()
    {
        var survey = Enumerable.Range(0, 220).Select(i => (Area: i % 11, X: i * 7 % 10, Roof: i * 5 % 3 == 0 ? "tin" : "tile", Noise: i * 13 % 17));
        File.WriteAllLines(run.Folder["s.csv"], survey.Select(s => $"{s.X},{s.Roof},{6 + s.X + (s.Area % 4) + (s.Noise % 9)},{1 + (s.Noise % 3)},{(s.Area == 10 ? "gone" : $"a{s.Area}")}").Prepend("x,roof,y,w,area"));
        var census = Enumerable.Range(0, 440).Select(i => $"{(i * 3 % 7) + (i % 11 % 4)},{(i % 4 == 0 ? "tin" : "tile")},{(i % 11 == 10 ? "new" : $"a{i % 11}")},{(i % 11 < 5 ? "north" : "south")}");
        File.WriteAllLines(run.Folder["c.csv"], census.Prepend("x,roof,area,part"));
    }
}
