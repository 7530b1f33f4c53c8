using SatuPintu.Cli;
using SatuPintu.Cli.Commands;
using SatuPintu.Linkage.Engine;
using SatuPintu.Linkage.Records;
using SatuPintu.Linking;
using SatuPintu.Tests.Integration;

namespace SatuPintu.Tests.Cli;

public sealed class LinkVerbTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Theory]
    [InlineData("link --help", "LEFT RIGHT")]
    [InlineData("link --help", "--review-at")]
    [InlineData("dedupe --help", "LIST")]
    [InlineData("explain --help", "DIR LEFT_ID RIGHT_ID")]
    public void Help_names_what_a_verb_takes(string line, string says)
    {
        var (code, output, _) = Run(line.Split(' '));
        code.ShouldBe((int)ExitCode.Done);
        output.ShouldContain(says);
    }

    [Theory]
    [InlineData("link a.csv --out x", "RIGHT", ExitCode.Usage)]
    [InlineData("link a.csv b.csv", "--out", ExitCode.Usage)]
    [InlineData("dedupe a.csv --out x --match-at much", "--match-at 0.9", ExitCode.Usage)]
    [InlineData("dedupe a.csv --out x --match-at 7", "--match-at 7", ExitCode.Usage)]
    [InlineData("dedupe nowhere.csv --out OUT", "nowhere.csv", ExitCode.Input)]
    [InlineData("explain nowhere 1 2", "summary.json", ExitCode.Input)]
    public void What_cannot_be_done_is_said(string line, string says, ExitCode expected)
    {
        var (code, _, error) = Run(line.Replace("OUT", temp["out"], StringComparison.Ordinal).Split(' '));
        error.ShouldContain(says);
        code.ShouldBe((int)expected);
        temp.All().ShouldBeEmpty();
    }

    [Fact]
    public void The_columns_are_shown_before_anything_is_written()
    {
        var left = temp.File("a.csv", "id,first_name,dob,pets\n1,Ada,1990-01-02,3\n2,Eve,1991-03-04,4\n");
        var right = temp.File("b.csv", "no;forename;born;cluster\n1;Ada;02/01/1990;1\n2;Eve;04/03/1991;2\n");
        var (code, output, error) = Run("--lang", "en", "link", left, right, "--out", temp["out"], "--columns-only");
        code.ShouldBe((int)ExitCode.Done);
        output.ShouldBeEmpty();
        error.ShouldContain("given_name (name): first_name ↔ forename");
        error.ShouldContain("date_of_birth (date): dob ↔ born");
        error.ShouldContain("record id: id ↔ no");
        error.ShouldContain("a.csv: pets: not recognised");
        error.ShouldContain("b.csv: cluster: not looked at");
        temp.All().ShouldBe(["a.csv", "b.csv"]);
    }

    [Fact]
    public void What_judged_pairs_taught_is_said()
    {
        var names = new[] { "Siti Aminah", "Budi Santoso", "Agus Hidayat", "Rina Wulandari", "Joko Susilo", "Dewi Lestari" };
        var left = temp.File("a.csv", "id,nama,tanggal_lahir\n" + string.Concat(names.Select((n, i) => $"{i},{n},199{i}-01-0{i + 1}\n")));
        var right = temp.File("b.csv", "id,nama,tanggal_lahir\n" + string.Concat(names.Select((n, i) => $"{i},{n},199{i}-01-0{i + 1}\n")));
        var labels = temp.File("labels.csv", "left_id,right_id,match\n1,1,1\n2,3,0\n");
        var (code, output, _) = Run("--lang", "en", "link", left, right, "--labels", labels, "--out", temp["out"]);
        code.ShouldBe((int)ExitCode.Done);
        // The second is set aside: both have found another partner, and weights do not decide on it.
        output.ShouldContain("Judged pairs: 1 learned from, 1 set aside. Log loss");
        output.ShouldContain("the weights stay as they are");
    }

    [Theory]
    [InlineData(0.95, "one person")]
    [InlineData(0.6, "to be reviewed")]
    [InlineData(0.1, "not one person")]
    public void An_explanation_adds_up_before_the_eye(double probability, string says)
    {
        var weights = new[] { new FieldWeight("name", "equal", 0.9, 0.00002, 15.46, null), new FieldWeight("sex", "different", 0.01, 0.5, -5.64, "name") };
        var explanation = new PairExplanation(-10, weights, -0.18, probability, false, []);
        var output = new StringWriter();
        ExplainVerb.Show(new Shell(output, TextWriter.Null, Language.English, CancellationToken.None), new ExplainedPair("A1", "B2",
            [new ExplainedField("Ada", "Ada", weights[0], 5.46), new ExplainedField("L", "", weights[1], -0.18)], explanation, 0.5, 0.9));
        var text = output.ToString();
        text.ShouldContain(says);
        text.ShouldContain("+15.46");
        text.ShouldContain("2.0E-5");
        text.ShouldContain("sex (given name)");
        text.ShouldContain("no blocking key");
        text.Contains("would be reported", StringComparison.Ordinal).ShouldBe(probability >= 0.5);
    }

    [Fact]
    public void Every_kind_and_stage_of_a_linkage_has_its_word()
    {
        foreach (var stage in new[] { "recognise", "read", "prepare", "block", "estimate", "score", "decide", "write" }) Catalogue.Keys.ShouldContain("cli.stage." + stage);
        LinkKinds.Names.Count.ShouldBe(Enum.GetValues<FieldKind>().Length);
        var documented = File.ReadAllText(Repository.File("docs/link.md"));
        foreach (var kind in LinkKinds.Names) documented.ShouldContain($"| `{kind}` |");
    }

    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        return (CommandLine.Run(args, output, error), output.ToString(), error.ToString());
    }
}
