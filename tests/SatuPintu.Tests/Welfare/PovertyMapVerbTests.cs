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
        var census = Enumerable.Range(0, 440).Select(i => $"{(i * 3 % 7) + (i % 11 % 4)},{(i % 4 == 0 ? "tin" : "tile")},{(i % 11 == 10 ? "new" : $"a{i % 11}")}");
        File.WriteAllLines(run.Folder["c.csv"], census.Prepend("x,roof,area"));
    }
}
