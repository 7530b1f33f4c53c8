using System.Text.Json;
using SatuPintu.Cli;
using SatuPintu.Integration.Truth;
using SatuPintu.Linkage.Evaluation;

namespace SatuPintu.Tests.Truth;

public sealed class EvaluateLinksTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("satupintu-evaluate-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    // Five people. Ani is twice in DTKS (one record not found), once in P3KE; Budi in both; Cici only in DTKS, but joined with
    // Dodi, who is only in P3KE; Eni is in both lists and in PKH, and was left apart.
    private const string Truth = """
        source,record_id,person_id,kecamatan
        dtks,1,ani,Grogol
        dtks,2,ani,Grogol
        dtks,3,budi,Grogol
        dtks,4,cici,Cibeber
        dtks,5,eni,Cibeber
        p3ke,1,ani,Grogol
        p3ke,2,budi,Grogol
        p3ke,3,dodi,Cibeber
        p3ke,4,eni,Cibeber
        pkh,1,eni,Cibeber
        bpnt,1,fani,Cibeber
        """;

    private const string Links = """
        source,record_id,entity_id,match_probability,matched_by
        dtks,1,E1,1,nik
        dtks,3,E2,1,nik
        dtks,4,E3,0.97,evidence
        dtks,5,E4,1,nik
        p3ke,1,E1,1,nik
        p3ke,2,E2,1,nik
        p3ke,3,E3,0.97,evidence
        p3ke,4,E5,1,alone
        pkh,1,E4,1,nik
        """;

    [Fact]
    public void Pairs_are_counted_within_lists_across_lists_and_by_district()
    {
        var evaluation = Evaluate();
        evaluation.Sources.ShouldBe(["dtks", "p3ke", "pkh"]);
        evaluation.Records.ShouldBe(10);
        evaluation.Unused.ShouldBe(1);
        evaluation.Pairs.Between(0, 0).ShouldBe(new PairCounts(0, 0, 1));
        evaluation.Pairs.Between(0, 1).ShouldBe(new PairCounts(2, 3, 4));
        evaluation.Pairs.Between(0, 2).ShouldBe(new PairCounts(1, 1, 1));
        evaluation.Pairs.AcrossLists.ShouldBe(new PairCounts(3, 4, 6));
        evaluation.Districts.ShouldBe(["Cibeber", "Grogol"]);
        evaluation.Pairs.BetweenIn(0, 0, 1).ShouldBe(new PairCounts(0, 1, 1));
        evaluation.Pairs.BetweenIn(1, 0, 1).ShouldBe(new PairCounts(2, 2, 3));
        evaluation.Overlap.ShouldBeEmpty();
        evaluation.Gaps.ShouldBeEmpty();
    }

    [Fact]
    public void Overlap_is_set_beside_the_persons_in_both_lists_by_district_and_in_all()
    {
        Write("overlap.csv", """
            district_code,district_name,source_a,source_b,records_a,records_b,overlap_nik,overlap_linked
            367201,Cibeber,dtks,p3ke,2,2,0,1
            367206,Gerogol,dtks,p3ke,3,2,2,2
            3672,Kota Cilegon,dtks,p3ke,5,4,2,3
            ,Wilayah lain atau tidak diketahui,dtks,p3ke,0,0,0,4
            """);
        Evaluate().Overlap.ShouldBe([new("Cibeber", "dtks", "p3ke", 1, 1), new("Grogol", "dtks", "p3ke", 2, 2), new("", "dtks", "p3ke", 3, 3)]);
        new OverlapEvaluation("", "a", "b", 99, 100).Deviation.ShouldBe(-0.01, 1e-12);
    }

    [Fact]
    public void Gap_lists_are_judged_by_the_lists_the_truth_says()
    {
        // By the truth only Dodi is in P3KE and not in DTKS; Eni's lone record is listed in error, and Dodi is hidden behind Cici.
        Write("gaps.csv", """
            gap,entity_id,district_code,village_code,detail
            in_p3ke_not_dtks,E5,367201,,p3ke:1
            in_dtks_no_programme,E1,367206,,dtks:3
            in_dtks_no_programme,E2,367206,,dtks:3
            in_dtks_no_programme,E3,367201,,dtks:3
            decile1_no_programme,E2,367206,,dtks:1
            something_new,E1,,,
            persons_in_1_lists,,,,2
            """);
        Write("persons.csv", """
            entity_id,decile,decile_dtks,decile_p3ke
            E1,3,3,1
            E2,1,1,2
            E3,1,1,
            E4,1,1,
            E5,1,,1
            """);
        var evaluation = Evaluate();
        evaluation.GapsNotJudged.ShouldBe(["something_new"]);
        evaluation.Gaps.ShouldBe([new("in_p3ke_not_dtks", 1, 0, 1), new("in_dtks_no_programme", 3, 3, 3), new("decile1_no_programme", 1, 1, 2)]);
        evaluation.Gaps[2].Recall.ShouldBe(0.5);
        evaluation.Gaps[0].Precision.ShouldBe(0);
    }

    [Fact]
    public void A_decile_on_which_records_disagree_is_taken_from_its_origin()
    {
        Write("gaps.csv", "gap,entity_id,district_code,village_code,detail\nextreme_poor_no_programme,E1,,,p3ke:1\n");
        Write("persons.csv", "entity_id,decile\nE1,3\nE2,2\nE3,2\nE4,2\nE5,2\n");
        Write("origins.csv", "entity_id,element,value,source,record_id,chosen\nE1,decile,3,dtks,1,true\nE1,decile,1,p3ke,1,false\n");
        Evaluate().Gaps.ShouldBe([new("extreme_poor_no_programme", 1, 1, 1)]);
    }

    [Theory]
    [InlineData("dtks,1,E1", "dtsen,1,E1", "evaluate.unknown_source")]
    [InlineData("dtks,1,E1", "dtks,99,E1", "evaluate.not_in_truth")]
    [InlineData("dtks,1,E1", "dtks,3,E1", "evaluate.twice")]
    [InlineData("entity_id", "entity", "evaluate.column_missing")]
    public void Links_that_do_not_fit_the_truth_are_refused(string instead, string of, string key) => Refused(Links.Replace(instead, of, StringComparison.Ordinal), Truth, key);

    [Theory]
    [InlineData("dtks,2,ani", "dtks,1,ani", "evaluate.twice")]
    [InlineData("dtks,2,ani", "dtks,2,", "evaluate.no_person")]
    [InlineData("person_id", "orang", "evaluate.column_missing")]
    public void A_truth_that_is_none_is_refused(string instead, string of, string key) => Refused(Links, Truth.Replace(instead, of, StringComparison.Ordinal), key);

    [Fact]
    public void A_folder_without_links_and_a_gap_of_a_strange_entity_are_refused()
    {
        Should.Throw<UserError>(() => EvaluateLinks.Run(folder, "truth.csv", TestContext.Current.CancellationToken)).Key.ShouldBe("evaluate.no_links");
        Write("gaps.csv", "gap,entity_id,district_code,village_code,detail\nin_p3ke_not_dtks,E77,,,\n");
        Should.Throw<UserError>(() => Evaluate()).Key.ShouldBe("evaluate.unknown_entity");
    }

    [Fact]
    public void The_command_prints_a_table_in_either_language_and_JSON()
    {
        Write("links.csv", Links);
        Write("truth.csv", Truth);
        var (code, text, _) = Command("evaluate", folder, "--truth", Path.Combine(folder, "truth.csv"));
        code.ShouldBe(0);
        text.ShouldContain("dtks dengan p3ke");
        text.ShouldContain("0,6667");
        Command("evaluate", folder, "--truth", Path.Combine(folder, "truth.csv"), "--lang", "en").Output.ShouldContain("0.6667");
        var json = JsonDocument.Parse(Command("evaluate", folder, "--truth", Path.Combine(folder, "truth.csv"), "--json").Output).RootElement;
        json.GetProperty("across_lists").GetProperty("recall").GetDouble().ShouldBe(0.5);
        json.GetProperty("pairs")[0].GetProperty("precision").ValueKind.ShouldBe(JsonValueKind.Null);

        var (failed, _, why) = Command("evaluate", Path.Combine(folder, "nowhere"), "--truth", "x");
        failed.ShouldBe((int)ExitCode.Input);
        why.ShouldContain("links.csv");
    }

    [Fact]
    public void A_sample_judged_by_its_own_truth_is_perfect()
    {
        var lists = Path.Combine(folder, "lists");
        Command("sample", "--out", lists, "--seed", "3", "--scale", "0.01").Code.ShouldBe(0);
        var rows = File.ReadLines(Path.Combine(lists, "truth.csv")).Skip(1).Select(line => line.Split(',')).Where(r => r[0] is "dtks" or "p3ke");
        File.WriteAllLines(Path.Combine(folder, "links.csv"), rows.Select(r => $"{r[0]},{r[1]},E{r[2]}").Prepend("source,record_id,entity_id"));
        var evaluation = EvaluateLinks.Run(folder, Path.Combine(lists, "truth.csv"), TestContext.Current.CancellationToken);
        evaluation.Records.ShouldBeInRange(2_466, 2_486);
        evaluation.Pairs.Overall.F1.ShouldBe(1);
        evaluation.Pairs.AcrossLists.Belong.ShouldBeGreaterThan(500);
    }

    private static (int Code, string Output, string Error) Command(params string[] args)
    {
        using StringWriter output = new(), error = new();
        return (CommandLine.Run(args, output, error), output.ToString(), error.ToString());
    }

    private LinkEvaluation Evaluate()
    {
        Write("links.csv", Links);
        Write("truth.csv", Truth);
        return EvaluateLinks.Run(folder, Path.Combine(folder, "truth.csv"), TestContext.Current.CancellationToken);
    }

    private void Refused(string links, string truth, string key)
    {
        Write("links.csv", links);
        Write("truth.csv", truth);
        var error = Should.Throw<UserError>(() => EvaluateLinks.Run(folder, Path.Combine(folder, "truth.csv"), TestContext.Current.CancellationToken));
        error.Key.ShouldBe(key);
        error.ExitCode.ShouldBe(ExitCode.Input);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);
}
