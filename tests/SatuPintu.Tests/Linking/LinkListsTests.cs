using System.Text.Json;
using SatuPintu.Linkage.Engine;
using SatuPintu.Linkage.Records;
using SatuPintu.Linking;
using SatuPintu.Tests.Integration;

namespace SatuPintu.Tests.Linking;

public sealed class LinkListsTests : IDisposable
{
    private const string Left = "rec_id,full_name,sex,born,house\nA1,Siti Aminah,L,1990-04-03,7\n\"A,2\",Budi,P,1991-01-02,7\nA3,NA,L,NULL,8\n";
    private const string Right = "no;nama;jk;by;bm;bd\n1;Budi;2;1991;1;2\n2;Ani;male;NA;;\n3;Siti Aminah;x;1990;;3\n";

    private const string Settings = """
        { "id": { "left": "rec_id", "right": "no" }, "family": { "left": "house" },
          "fields": [ { "name": "name", "kind": "full_name", "left": "full_name", "right": "nama" },
                      { "name": "sex", "kind": "category", "left": "sex", "right": "jk" },
                      { "name": "born", "kind": "date", "left": "born", "right": ["by", "bm", "bd"] } ] }
        """;

    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void The_engine_gets_both_lists_in_one_numbering()
    {
        RecordTable? seen = null;
        Run(Command(), (records, options, stop) => FakeEngine.Run(seen = records, options, stop));
        (seen!.Count, seen.LeftCount, seen.IsLink).ShouldBe((6, 3, true));
        Values(seen, "name").ShouldBe(["Siti Aminah", "Budi", "", "Budi", "Ani", "Siti Aminah"]);
        Values(seen, "sex").ShouldBe(["L", "P", "L", "P", "L", "x"]);
        Values(seen, "born").ShouldBe(["1990-04-03", "1991-01-02", "", "1991-01-02", "", "1990-00-03"]);
        seen.Families!.Select(f => f != 0).ShouldBe([true, true, true, false, false, false]);
        (seen.Families![0] == seen.Families[1], seen.Families[0] == seen.Families[2]).ShouldBe((true, false));
    }

    [Fact]
    public void The_files_say_who_is_who()
    {
        var outcome = Run(Command())!;
        File.ReadAllText(temp["out/pairs.csv"]).ShouldBe("left_id,right_id,match_weight,match_probability\r\nA1,3,5.2500,0.950000\r\n\"A,2\",1,5.2500,0.950000\r\n");
        File.ReadAllText(temp["out/clusters.csv"]).ShouldBe(
            "source,record_id,entity_id\r\nleft,A1,E1\r\nleft,\"A,2\",E2\r\nleft,A3,E3\r\nright,1,E2\r\nright,2,E4\r\nright,3,E1\r\n");
        outcome.Matched.ShouldBe(2);
        using var summary = JsonDocument.Parse(File.ReadAllText(temp["out/summary.json"]));
        var root = summary.RootElement;
        root.GetProperty("command").GetString().ShouldBe("link");
        root.GetProperty("inputs")[0].GetProperty("path").GetString().ShouldBe(temp["left.csv"]);
        root.GetProperty("inputs")[1].GetProperty("rows").GetInt32().ShouldBe(3);
        root.GetProperty("counts").GetProperty("pairs").GetInt32().ShouldBe(2);
        root.GetProperty("blocking_keys")[0].GetProperty("scored_pairs").GetInt32().ShouldBe(2);
        root.GetProperty("run").GetProperty("stages").EnumerateArray().Select(s => s.GetProperty("stage").GetString()).ShouldBe(["recognise", "read", "score", "write"]);
        temp.All().Where(f => f.StartsWith("out", StringComparison.Ordinal)).ShouldBe(["out", "out/clusters.csv", "out/model.json", "out/pairs.csv", "out/report.html", "out/summary.json"]);
    }

    [Fact]
    public void One_list_is_compared_with_itself_by_row_numbers_where_it_has_no_ids()
    {
        var list = temp.File("list.csv", "name\nAda\n\nEve\nAda\n");
        Run(new LinkCommand { Left = list, Out = temp["out"] });
        File.ReadAllText(temp["out/pairs.csv"]).ShouldEndWith("\r\n2,5,5.2500,0.950000\r\n");
        File.ReadAllText(temp["out/clusters.csv"]).ShouldBe("source,record_id,entity_id\r\nlist,2,E1\r\nlist,4,E2\r\nlist,5,E1\r\n");
    }

    [Fact]
    public void A_result_is_replaced_by_the_next_and_nothing_else_is()
    {
        Run(Command());
        Run(Command());
        File.WriteAllText(temp["out/mine.txt"], "");
        Should.Throw<UserError>(() => Run(Command())).ExitCode.ShouldBe(ExitCode.Output);
        Run(Command() with { Overwrite = true });
        File.Exists(temp["out.before-1/mine.txt"]).ShouldBeTrue();
    }

    [Fact]
    public void A_run_that_is_stopped_leaves_nothing()
    {
        using var stop = new CancellationTokenSource();
        Should.Throw<OperationCanceledException>(() => LinkLists.Run(Command(), (records, options, token) =>
        {
            var result = FakeEngine.Run(records, options, token);
            stop.Cancel();
            return result;
        }, null, null, stop.Token));
        temp.All().ShouldBe(["left.csv", "right.csv", "s.json"]);
    }

    [Fact]
    public void A_no_to_the_columns_writes_nothing()
    {
        LinkLists.Run(Command(), FakeEngine.Run, null, (lists, plan) => lists.Count != 2, CancellationToken.None).ShouldBeNull();
        temp.All().ShouldBe(["left.csv", "right.csv", "s.json"]);
    }

    [Fact]
    public void A_model_comes_back_as_it_was_written()
    {
        Run(Command() with { MatchAt = 0.75, ReviewAt = 0.25 });
        LinkageOptions? seen = null;
        File.Copy(temp["out/model.json"], temp["m.json"]);
        Run(Command() with { Model = temp["m.json"] }, (records, options, stop) => FakeEngine.Run(records, seen = options, stop));
        (seen!.ReviewAt, seen.MatchAt).ShouldBe((0.25, 0.75));
        seen.Model!.Prior.ShouldBe(0.001);
        seen.Model.Comparisons[2].Field.ShouldBe("born");
        seen.Model.Comparisons[2].Kind.ShouldBe(FieldKind.Date);
        seen.Model.Comparisons[2].Levels[0].ShouldBe(new LevelParameters("equal", 0.9, 0.1, 1.0 / 3));
        File.ReadAllText(temp["out/model.json"]).ShouldBe(File.ReadAllText(temp["m.json"]));
    }

    [Fact]
    public void Judged_pairs_reach_the_engine()
    {
        IReadOnlyList<LabelledPair> seen = [];
        var labels = temp.File("labels.csv", "left_id,right_id,match\nA1,3,1\n\"A,2\",2,0\n");
        Run(Command() with { Labels = labels }, (records, options, stop) =>
        {
            seen = options.Labels;
            return FakeEngine.Run(records, options, stop);
        });
        seen.ShouldBe([new LabelledPair(0, 5, true), new LabelledPair(1, 4, false)]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_judged_pairs_teach_stands_in_the_summary_and_explains_pairs_again(bool isApplied)
    {
        var fit = new LabelFit(0.5, 0.2, 0.1, 1, 0, 1, 0, 0);
        var learned = new LearnedFromLabels
        {
            Matches = 1,
            NonMatches = 1,
            SetAside = 3,
            Folds = 2,
            Without = fit,
            With = fit with { LogLoss = 0.25 },
            StandardError = 0.125,
            IsApplied = isApplied,
            HeldOut = [(0.75, true), (0.25, false)],
            Correction = new WeightCorrection(0.5, [new LearnedLevel("name", "equal", -1.5)]),
        };
        Run(Command() with { Labels = temp.File("labels.csv", "left_id,right_id,match\nA1,3,1\n\"A,2\",2,0\n") }, (records, options, stop) => Learning(FakeEngine.Run(records, options, stop)));
        using var summary = JsonDocument.Parse(File.ReadAllText(temp["out/summary.json"]));
        var told = summary.RootElement.GetProperty("learned");
        told.GetProperty("with").GetProperty("log_loss").GetDouble().ShouldBe(0.25);
        told.GetProperty("correction").GetProperty("levels")[0].GetProperty("bits").GetDouble().ShouldBe(-1.5);
        told.GetProperty("is_applied").GetBoolean().ShouldBe(isApplied);
        told.TryGetProperty("held_out", out _).ShouldBeFalse();
        // The model is the one without labels, and an explanation takes what was learned from beside it.
        LinkageOptions? seen = null;
        ExplainPair.Run(temp["out"], "A,2", "1", (records, options, a, b, stop) => FakeEngine.Explain(records, seen = options, a, b, stop), null, CancellationToken.None);
        seen!.Correction?.Levels.Single().ShouldBe(new LearnedLevel("name", "equal", -1.5));
        (seen.Correction?.Intercept).ShouldBe(isApplied ? 0.5 : null);

        LinkageResult Learning(LinkageResult plain) => new()
        {
            Records = plain.Records,
            Model = plain.Model,
            Pairs = plain.Pairs,
            EntityOf = plain.EntityOf,
            EntityCount = plain.EntityCount,
            Statistics = plain.Statistics,
            Explain = plain.Explain,
            Learned = learned,
        };
    }

    [Theory]
    [InlineData("left_id,right_id\nA1,3\n", "linking.label_column", "match")]
    [InlineData("left_id,right_id,match\nA1,3,maybe\n", "linking.label_value", "maybe")]
    [InlineData("left_id,right_id,match\nA9,3,1\nA1,77,1\n", "linking.label_unknown", "“A9” (2), “77” (3)")]
    public void Judged_pairs_that_cannot_be_used_are_named(string text, string key, string says) =>
        Refused(Command() with { Labels = temp.File("labels.csv", text) }, key, says);

    [Fact]
    public void Ids_that_stand_twice_are_named_with_their_rows()
    {
        temp.File("left.csv", Left.Replace("A3", "A1", StringComparison.Ordinal));
        Refused(Command(), "linking.id_double", "“A1” (2, 4)");
    }

    [Fact]
    public void Ids_that_are_missing_are_counted_with_their_rows()
    {
        temp.File("right.csv", Right.Replace("2;Ani", ";Ani", StringComparison.Ordinal));
        Refused(Command(), "linking.id_missing", "1 rows have none (rows 3)");
    }

    [Fact]
    public void Thresholds_must_fit() => Refused(Command() with { ReviewAt = 0.95, MatchAt = 0.5 }, "linking.thresholds", "0.95");

    [Fact]
    public void A_threshold_is_a_probability() => Refused(Command() with { MatchAt = 90 }, "linking.threshold_option", "--match-at 90");

    [Fact]
    public void One_threshold_moves_the_other_out_of_its_way()
    {
        LinkageOptions? seen = null;
        Run(Command() with { MatchAt = 0.3 }, (records, options, stop) => FakeEngine.Run(records, seen = options, stop));
        (seen!.ReviewAt, seen.MatchAt).ShouldBe((0.3, 0.3));
        Run(Command() with { ReviewAt = 0.95 }, (records, options, stop) => FakeEngine.Run(records, seen = options, stop));
        (seen.ReviewAt, seen.MatchAt).ShouldBe((0.95, 0.95));
    }

    [Fact]
    public void Thresholds_follow_from_costs_unless_they_are_stated()
    {
        LinkageOptions? seen = null;
        var command = Command();
        temp.File("s.json", Settings[..Settings.LastIndexOf('}')] + """, "costs": { "review": 1, "wrong_match": 10, "missed_match": 4 } }""");
        Run(command, (records, options, stop) => FakeEngine.Run(records, seen = options, stop));
        (seen!.ReviewAt, seen.MatchAt).ShouldBe((0.25, 0.9));
        File.Copy(temp["out/model.json"], temp["m.json"]);
        File.WriteAllText(temp["m.json"], File.ReadAllText(temp["m.json"]).Replace("\"review_at\": 0.25", "\"review_at\": 0.6", StringComparison.Ordinal));
        Run(command with { Model = temp["m.json"], MatchAt = 0.8 }, (records, options, stop) => FakeEngine.Run(records, seen = options, stop));
        (seen.ReviewAt, seen.MatchAt).ShouldBe((0.25, 0.8));
    }

    [Theory]
    [InlineData("no_field", "linking.no_field")]
    [InlineData("unknown_field", "linking.blocking_field")]
    [InlineData("other_model", "linking.other_model")]
    [InlineData("too_many_fields", "linking.too_many_fields")]
    [InlineData("something_new", "linking.refused")]
    public void What_the_engine_refuses_is_said_in_words(string reason, string key)
    {
        var error = Should.Throw<UserError>(() => Run(Command(), (_, _, _) => throw new LinkageException(reason, "born")));
        error.Key.ShouldBe(key);
        temp.All().ShouldBe(["left.csv", "right.csv", "s.json"]);
    }

    [Theory]
    [InlineData("{}", "linking.not_a_model")]
    [InlineData("""{ "format": "satupintu-linkage-model", "format_version": 9 }""", "linking.model_version")]
    [InlineData("""{ "format": "satupintu-linkage-model", "format_version": 1, "prior": 2, "household_prior": 0, "review_at": 0.5, "match_at": 0.9, "comparisons": [] }""", "linking.not_allowed")]
    [InlineData("nonsense", "linking.not_json")]
    public void A_file_that_is_no_model_is_refused(string text, string key) => Refused(Command() with { Model = temp.File("m.json", text) }, key, "m.json");

    [Fact]
    public void A_pair_is_explained_from_the_lists()
    {
        Run(Command());
        var pair = ExplainPair.Run(temp["out"], "A,2", "1", FakeEngine.Explain, null, CancellationToken.None);
        pair.Fields.Select(f => $"{f.Left}|{f.Right}|{f.Total}").ShouldBe(["Budi|Budi|-4", "P|P|2", "1991-01-02|1991-01-02|8"]);
        pair.MatchAt.ShouldBe(0.9);
        Refused(() => Explain("A9", "1"), "linking.explain_unknown", "A1");
        Refused(() => ExplainPair.Run(temp.Root, "A1", "1", FakeEngine.Explain, null, CancellationToken.None), "linking.explain_no_result", "summary.json");
        File.AppendAllText(temp["right.csv"], "4;Eve;P;1;1;1\n");
        Refused(() => Explain("A1", "1"), "linking.explain_changed", "right.csv");
        File.Delete(temp["right.csv"]);
        Refused(() => Explain("A1", "1"), "linking.explain_gone", "right.csv");

        void Explain(string left, string right) => ExplainPair.Run(temp["out"], left, right, FakeEngine.Explain, null, CancellationToken.None);
    }

    [Fact]
    public void A_record_is_not_explained_against_itself()
    {
        Run(new LinkCommand { Left = temp.File("list.csv", "name\nAda\nEve\nAda\n"), Out = temp["out"] });
        ExplainPair.Run(temp["out"], "4", "2", FakeEngine.Explain, null, CancellationToken.None).Fields.Single().Left.ShouldBe("Ada");
        Refused(() => ExplainPair.Run(temp["out"], "2", "2", FakeEngine.Explain, null, CancellationToken.None), "linking.explain_same", "2");
    }

    private LinkCommand Command()
    {
        if (!File.Exists(temp["left.csv"])) temp.File("left.csv", Left);
        if (!File.Exists(temp["right.csv"])) temp.File("right.csv", Right);
        return new LinkCommand { Left = temp["left.csv"], Right = temp["right.csv"], Settings = temp.File("s.json", Settings), Out = temp["out"] };
    }

    private static LinkOutcome? Run(LinkCommand command, Func<RecordTable, LinkageOptions, CancellationToken, LinkageResult>? engine = null) =>
        LinkLists.Run(command, engine ?? FakeEngine.Run, null, null, CancellationToken.None);

    private static void Refused(LinkCommand command, string key, string says) => Refused(() => Run(command), key, says);

    private static void Refused(Action run, string key, string says)
    {
        var error = Should.Throw<UserError>(run);
        error.Key.ShouldBe(key);
        error.In(Language.English).ShouldContain(says);
    }

    private static List<string> Values(RecordTable table, string field)
    {
        var data = table.Fields.Single(f => f.Name == field);
        return data.Codes.Select(c => data.Values.Text(c)).ToList();
    }
}
