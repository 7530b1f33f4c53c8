using System.Text;
using System.Text.Json;
using SatuPintu.Cli;
using SatuPintu.Linkage.Evaluation;
using SatuPintu.Linking.Truth;
using SatuPintu.Tests.Integration;

namespace SatuPintu.Tests.Linking;

public sealed class EvaluateLinkageTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void A_link_is_judged_by_its_pairs_and_by_its_clusters()
    {
        var found = Evaluate(MadeFolder.Link(temp.Root), MadeFolder.Truth(temp.Root));
        found.IsLink.ShouldBeTrue();
        found.Sources.ShouldBe(["left", "right"]);
        found.Records.ShouldBe(11);
        found.Unused.ShouldBe(1);
        found.Matched.ShouldBe(new PairCounts(2, 3, 4));
        found.Reported.ShouldBe(new PairCounts(3, 5, 4));
        found.NeverReported.ShouldBe(1);
        found.LeftInReview.ShouldBe(1);
        found.Clustered.ShouldBe(new PairCounts(2, 3, 4));
        found.Clusters.Between(0, 0).ShouldBe(new PairCounts(0, 0, 1));
        found.ByThreshold.Select(t => t.Threshold).ShouldBe([0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999]);
        found.ByThreshold.Select(t => t.Counts.Joined).ShouldBe([5, 4, 3, 3, 3, 2, 1, 1]);
        found.ByThreshold.Select(t => t.Counts.Both).ShouldBe([3, 3, 2, 2, 2, 2, 1, 1]);
        found.Clusters.Clusters.ShouldBe(new ClusterCounts(3, 8, 7, 1, 3, 3));
        found.Reliability.Pairs.ShouldBe(5);
        found.Reliability.Bins.Where(b => b.Pairs > 0).Select(b => (b.From, b.Pairs, b.Right)).ShouldBe([(0.5, 1L, 0L), (0.6, 1L, 1L), (0.9, 1L, 0L), (0.95, 1L, 1L), (0.999, 1L, 1L)]);
        found.Reliability.ExpectedCalibrationError.ShouldBe((0.55 + 0.4 + 0.92 + 0.05 + 0.0005) / 5, 1e-9);
    }

    [Fact]
    public void A_dedupe_is_judged_within_its_list()
    {
        var found = Evaluate(MadeFolder.Dedupe(temp.Root), MadeFolder.DedupeTruth(temp.Root));
        found.IsLink.ShouldBeFalse();
        found.Matched.ShouldBe(new PairCounts(1, 2, 4));
        found.Reported.ShouldBe(new PairCounts(2, 3, 4));
        found.Clustered.ShouldBe(new PairCounts(3, 4, 4));
        found.Clusters.Clusters.ShouldBe(new ClusterCounts(1, 3, 3, 1, 2, 2));
        found.NeverReported.ShouldBe(2);
    }

    [Fact]
    public void The_thresholds_of_the_run_are_among_those_judged_and_none_lies_below_what_was_reported()
    {
        var folder = MadeFolder.Link(temp.Root);
        MadeFolder.File(folder, "model.json", """{ "match_at": 0.93, "review_at": 0.65, "prior": 0.001 }""");
        var found = Evaluate(folder, MadeFolder.Truth(temp.Root));
        found.ByThreshold.Select(t => t.Threshold).ShouldBe([0.65, 0.7, 0.8, 0.9, 0.93, 0.95, 0.99, 0.999]);
        found.Matched.ShouldBe(new PairCounts(2, 2, 4));
    }

    [Theory]
    [InlineData("source,record_id,person_id,kecamatan", "record_id,person_id,x,y", "evaluate.linking.truth_column")]
    [InlineData("source,record_id,person_id,kecamatan", "source;record_id;person_id;kecamatan", "evaluate.linking.truth_column")]
    [InlineData("left,", "dtks,", "evaluate.linking.unknown_source")]
    [InlineData("left,3,budi", "left,33,budi", "evaluate.not_in_truth")]
    [InlineData("left,3,budi", "left,3,", "evaluate.no_person")]
    [InlineData("left,3,budi", "left,2,budi", "evaluate.twice")]
    [InlineData("right,z,", "right,a,", "evaluate.twice")]
    [InlineData("left,3,budi,", "left,3,budi", "evaluate.ragged")]
    [InlineData("right,z,gita,", "right,z,\"gita,", "evaluate.unclosed_quote")]
    public void A_truth_that_does_not_fit_is_refused(string instead, string of, string key)
    {
        var folder = MadeFolder.Link(temp.Root);
        var truth = MadeFolder.Truth(temp.Root);
        File.WriteAllText(truth, File.ReadAllText(truth).Replace(instead, of, StringComparison.Ordinal));
        Refused(folder, truth, key);
    }

    [Theory]
    [InlineData("clusters.csv", "left,2,", "left,1,", "evaluate.twice")]
    [InlineData("clusters.csv", "left,", "list,", "evaluate.linking.sources")]
    [InlineData("clusters.csv", "entity_id", "entity", "evaluate.column_missing")]
    [InlineData("pairs.csv", "match_probability", "p", "evaluate.column_missing")]
    [InlineData("pairs.csv", "5,c,", "77,c,", "evaluate.linking.pair_unknown")]
    [InlineData("pairs.csv", "5,c,", "1,a,", "evaluate.linking.pair_twice")]
    [InlineData("pairs.csv", "0.55", "0,55", "evaluate.ragged")]
    [InlineData("pairs.csv", "0.55", "1.5", "evaluate.linking.probability")]
    [InlineData("pairs.csv", "0.55", "much", "evaluate.linking.probability")]
    [InlineData("summary.json", "match_at", "m", "evaluate.linking.thresholds")]
    [InlineData("summary.json", "{", "[", "evaluate.linking.thresholds")]
    [InlineData("summary.json", "0.9", "0.2", "evaluate.linking.thresholds")]
    public void A_folder_that_is_not_whole_is_refused(string name, string instead, string of, string key)
    {
        var folder = MadeFolder.Link(temp.Root);
        var file = Path.Combine(folder, name);
        File.WriteAllText(file, File.ReadAllText(file).Replace(instead, of, StringComparison.Ordinal));
        Refused(folder, MadeFolder.Truth(temp.Root), key);
    }

    [Fact]
    public void A_pair_of_a_record_with_itself_and_a_missing_file_are_refused()
    {
        var folder = MadeFolder.Dedupe(temp.Root);
        MadeFolder.File(folder, "pairs.csv", "left_id,right_id,match_probability\n1,1,0.9\n");
        Refused(folder, MadeFolder.DedupeTruth(temp.Root), "evaluate.linking.self_pair");
        MadeFolder.File(folder, "pairs.csv", "left_id,right_id,match_probability\n1,2,0.9\n2,1,0.9\n");
        Refused(folder, MadeFolder.DedupeTruth(temp.Root), "evaluate.linking.pair_twice");
        File.Delete(Path.Combine(folder, "pairs.csv"));
        Refused(folder, MadeFolder.DedupeTruth(temp.Root), "reading.not_found");
        Refused(folder, temp["nowhere.csv"], "reading.not_found");
    }

    [Fact]
    public void No_pairs_at_all_leave_precision_open_and_recall_at_nothing()
    {
        var folder = MadeFolder.Dedupe(temp.Root);
        MadeFolder.File(folder, "pairs.csv", "left_id,right_id,match_weight,match_probability\r\n");
        var found = Evaluate(folder, MadeFolder.DedupeTruth(temp.Root));
        found.Matched.Precision.ShouldBe(double.NaN);
        found.Matched.Recall.ShouldBe(0);
        found.Reliability.IsJudged.ShouldBeFalse();
        Command("evaluate", folder, "--truth", MadeFolder.DedupeTruth(temp.Root), "--report", temp["p.html"]).Code.ShouldBe(0);
        Command("evaluate", folder, "--truth", MadeFolder.DedupeTruth(temp.Root), "--json").Code.ShouldBe(0);
    }

    [Fact]
    public void The_command_prints_tables_in_either_language_and_JSON_and_changes_nothing_in_the_folder()
    {
        var (folder, truth) = (MadeFolder.Link(temp.Root), MadeFolder.Truth(temp.Root));
        var before = Directory.GetFiles(folder).Select(f => (f, File.ReadAllText(f))).ToList();
        var (code, text, _) = Command("evaluate", folder, "--truth", truth, "--report", temp["nilai.html"]);
        code.ShouldBe(0);
        text.ShouldContain("0,6667");
        text.ShouldContain("1 (25,00 %) tidak pernah mencapai ambang tinjau");
        text.ShouldContain("0,9 (ambang padan)");
        File.ReadAllText(temp["nilai.html"]).ShouldContain("<h2 id=\"reliability\">");
        Command("evaluate", folder, "--truth", truth, "--lang", "en").Output.ShouldContain("0.999-1");
        var json = JsonDocument.Parse(Command("evaluate", folder, "--truth", truth, "--json").Output).RootElement;
        json.GetProperty("kind").GetString().ShouldBe("link");
        json.GetProperty("matched_pairs").GetProperty("recall").GetDouble().ShouldBe(0.5);
        json.GetProperty("across_lists").GetProperty("joined").GetInt64().ShouldBe(3);
        json.GetProperty("thresholds").GetArrayLength().ShouldBe(8);
        json.GetProperty("losses").GetProperty("never_reported_share").GetDouble().ShouldBe(0.25);
        json.GetProperty("reliability").GetProperty("bins")[0].GetProperty("mean_probability").GetDouble().ShouldBe(0.55);
        Directory.GetFiles(folder).Select(f => (f, File.ReadAllText(f))).ShouldBe(before);
    }

    [Fact]
    public void The_page_goes_where_it_is_asked_to_but_not_into_the_folder_nor_for_an_integration()
    {
        var (folder, truth) = (MadeFolder.Link(temp.Root), MadeFolder.Truth(temp.Root));
        Command("evaluate", folder, "--truth", truth, "--report", Path.Combine(folder, "x.html")).Code.ShouldBe((int)ExitCode.Usage);
        Command("evaluate", folder, "--truth", truth, "--report", temp["no/where/x.html"]).Code.ShouldBe((int)ExitCode.Output);
        var integration = Directory.CreateDirectory(temp["integrate"]).FullName;
        MadeFolder.File(integration, "links.csv", "source,record_id,entity_id\n");
        Command("evaluate", integration, "--truth", truth, "--report", temp["x.html"]).Code.ShouldBe((int)ExitCode.Usage);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(300_000)]
    public void Rows_are_read_whole_wherever_they_lie_in_the_file(int records)
    {
        // A file longer than what is read at once, with a byte order mark, both line ends, quotes and letters of several bytes.
        var folder = MadeFolder.Dedupe(temp.Root);
        StringBuilder clusters = new("\uFEFFsource,record_id,entity_id\r\n"), truth = new("person_id,source,record_id\n"), pairs = new("left_id,right_id,match_probability\n");
        for (var i = 0; i < records; i++)
        {
            var id = $"\"rék {i} \"\"{i % 3}\"\", x\"";
            clusters.Append($"list,{id},{i / 2}{(i % 2 == 0 ? "\r\n" : "\n")}");
            truth.Append($"p{i / 2},list,{id}\n");
            if (i % 2 == 1) pairs.Append($"\"rék {i - 1} \"\"{(i - 1) % 3}\"\", x\",{id},0.97{(i == records - 1 ? "" : "\n")}");
        }
        MadeFolder.File(folder, "clusters.csv", clusters.ToString());
        MadeFolder.File(folder, "pairs.csv", pairs.ToString());
        var found = Evaluate(folder, MadeFolder.File(temp.Root, "t.csv", truth.ToString()));
        found.Records.ShouldBe(records);
        found.Matched.ShouldBe(new PairCounts(records / 2, records / 2, records / 2));
        found.Clustered.F1.ShouldBe(1);
    }

    private static LinkageEvaluation Evaluate(string folder, string truth) => EvaluateLinkage.Run(folder, truth, TestContext.Current.CancellationToken);

    private static void Refused(string folder, string truth, string key)
    {
        var error = Should.Throw<UserError>(() => Evaluate(folder, truth));
        error.Key.ShouldBe(key);
        error.ExitCode.ShouldBe(ExitCode.Input);
    }

    private static (int Code, string Output, string Error) Command(params string[] args)
    {
        using StringWriter output = new(), error = new();
        return (CommandLine.Run(args, output, error), output.ToString(), error.ToString());
    }
}
