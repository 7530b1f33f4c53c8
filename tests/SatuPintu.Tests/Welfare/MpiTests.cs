using SatuPintu.Welfare.Multidimensional;

namespace SatuPintu.Tests.Welfare;

public sealed class MpiTests : IDisposable
{
    private readonly WelfareRun run = new();

    public void Dispose() => run.Dispose();

    [Fact]
    public void The_specification_of_the_example_is_measured()
    {
        run.Folder.File("d.csv", "eqInc,n_old,hsize,w,g\n9000,0,2,1,a\n9000,1,1,1,a\n20000,2,2,1,b\n20000,0,3,1,b\n");
        run.Folder.File("mpi.json", """{"indicators":[{"name":"income","weight":0.3333,"deprived":"eqInc < 10859.236"},{"name":"old","weight":0.6667,"deprived":"n_old == hsize"}],"cutoffs":[0.2,0.5]}""");
        run.Must("mpi --data @d.csv --spec @mpi.json --weight w --by g --out @m.csv");
        var rows = run.Rows("m.csv");
        rows.Count.ShouldBe(6);
        // Scores: 0.3333, 1, 0.6667, 0.
        var all = rows.Single(r => r["group"] == "all" && r["k"] == "0.2");
        Values(all, "h", "m0", "contribution_income").ShouldBe([0.75, 0.5, 0.3333], 1e-12);
        var strict = rows.Single(r => r["group"] == "all" && r["k"] == "0.5");
        Values(strict, "h", "a", "m0", "contribution_old").ShouldBe([0.5, 1.6667 / 2, 1.6667 / 4, 2 * 0.6667 / 1.6667], 1e-12);
        Values(rows.Single(r => r["group"] == "b" && r["k"] == "0.5"), "h", "m0", "group_contribution").ShouldBe([0.5, 0.6667 / 2, 0.6667 / 1.6667], 1e-12);
    }

    [Fact]
    public void A_row_that_cannot_be_judged_is_left_out_and_said()
    {
        run.Folder.File("d.csv", "a,t\n1,x\nNA,x\n3,y\n");
        Spec("""{"indicators":[{"name":"a","weight":0.5,"deprived":"a < 2"},{"name":"t","weight":0.5,"deprived":"t == 'z'"}],"cutoffs":[0.5]}""");
        var (code, _, error) = run.Run("mpi --data @d.csv --spec @mpi.json --out @m.csv");
        code.ShouldBe(ExitCode.Done, error);
        error.ShouldContain("1 of 3 rows do not count");
        error.ShouldContain("'z' never occurs");
        Values(run.Rows("m.csv").Single(), "h", "n").ShouldBe([0.5, 2]);
    }

    [Fact]
    public void A_cutoff_missed_by_rounding_is_said()
    {
        run.Folder.File("d.csv", "a\n1\n2\n");
        Spec("""{"indicators":[{"name":"a","weight":0.333,"deprived":"a < 2"},{"name":"b","weight":0.333,"deprived":"a < 2"},{"name":"c","weight":0.334,"deprived":"a > 9"}],"cutoffs":[0.6667]}""");
        run.Run("mpi --data @d.csv --spec @mpi.json --out @m.csv").Error.ShouldContain("just below the cut-off 0.6667");
    }

    [Theory]
    [InlineData("""{"indicators":[{"name":"a","weight":0.5,"deprived":"a < 2"}],"cutoffs":[0.5]}""", "add up to 0.5")]
    [InlineData("""{"indicators":[{"name":"a","weight":1,"deprived":"a < 2"}],"cutoffs":[1.5]}""", "cutoffs[0]")]
    [InlineData("""{"indicators":[{"name":"a","weight":1,"deprived":"a < 2"}]}""", "cutoffs")]
    [InlineData("""{"indicators":[{"name":"a","weight":0.5,"deprived":"a < 2"},{"name":"a","weight":0.5,"deprived":"a < 3"}],"cutoffs":[1]}""", "more than once")]
    [InlineData("""{"indicators":[{"name":"a","weight":1,"deprived":"a < "}],"cutoffs":[1]}""", "character 5")]
    [InlineData("""{"indicators":[{"name":"a","weight":1,"deprived":"b < 3"}],"cutoffs":[1]}""", "no column 'b'")]
    [InlineData("not json", "JSON")]
    public void A_specification_that_cannot_be_used_is_said(string spec, string says)
    {
        run.Folder.File("d.csv", "a\n1\n2\n");
        Spec(spec);
        var (code, _, error) = run.Run("mpi --data @d.csv --spec @mpi.json --out @m.csv");
        error.ShouldContain(says);
        code.ShouldNotBe(ExitCode.Done);
        File.Exists(run.Folder["m.csv"]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("1 + 2 * 3 == 7", 1)]
    [InlineData("(1 + 2) * 3 == 9 and -2 < -1", 1)]
    [InlineData("8 / 4 / 2 = 1 && 5 - 2 - 1 == 2", 1)]
    [InlineData("not 1 > 2 or 1 > 2", 1)]
    [InlineData("1 > 2 and 1 < 2 or 3 <> 4", 1)]
    [InlineData("1 > 2 and (1 < 2 or 3 != 4)", 0)]
    [InlineData("x > 1", double.NaN)]
    [InlineData("x > 1 and 1 > 2", 0)]
    [InlineData("x > 1 or 1 < 2", 1)]
    [InlineData("!(x > 1)", double.NaN)]
    [InlineData("1 / 0 > 1", double.NaN)]
    [InlineData("`x` > 1e3 and `t` == \"a b\"", double.NaN)]
    [InlineData("'a b' == t", 1)]
    [InlineData("t != 'a b' or t == 'c'", 0)]
    public void Expressions_mean_what_they_say(string text, double expected) => ExpressionParser.Parse(text).Bind(new OneRow())(0).ShouldBe(expected);

    [Theory]
    [InlineData("", "ends", 1)]
    [InlineData("a", "no_condition", 1)]
    [InlineData("a < b < c", "unexpected", 7)]
    [InlineData("a <", "ends", 4)]
    [InlineData("a < 3)", "unexpected", 6)]
    [InlineData("(a < 3", "parenthesis", 1)]
    [InlineData("a < 'x'", "text_order", 3)]
    [InlineData("'x' == 'x'", "text_alone", 1)]
    [InlineData("3 + 'x' > 1", "text_alone", 5)]
    [InlineData("a # 3", "sign", 3)]
    [InlineData("a < 3x", "number", 5)]
    [InlineData("t == 'x", "unclosed", 6)]
    [InlineData("a and b", "no_condition", 1)]
    [InlineData("(a < 3) + 1 > 2", "no_number", 4)]
    [InlineData("and", "unexpected", 1)]
    public void What_is_no_condition_is_refused_by_its_place(string text, string why, int at)
    {
        var error = Should.Throw<ExpressionException>(() => ExpressionParser.Parse(text));
        (error.Key, error.At).ShouldBe(("welfare.expression." + why, at));
        Catalogue.Keys.ShouldContain(error.Key);
    }

    [Fact]
    public void Nesting_without_end_is_refused() =>
        Should.Throw<ExpressionException>(() => ExpressionParser.Parse(new string('(', 100_000))).Key.ShouldBe("welfare.expression.deep");

    private static double[] Values(Dictionary<string, string> row, params string[] columns) => [.. columns.Select(c => WelfareRun.Number(row[c]))];

    private void Spec(string json) => run.Folder.File("mpi.json", json);

    private sealed class OneRow : IExpressionColumns
    {
        public double[] Numbers(string column) => [double.NaN];

        public double[] Equals(string column, string text) => [text == "a b" ? 1 : 0];
    }
}
