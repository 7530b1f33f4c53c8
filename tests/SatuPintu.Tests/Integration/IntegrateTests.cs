using System.Text.Json;
using SatuPintu.Integration;
using SatuPintu.Integration.Report;
using SatuPintu.Sources.Checks;

namespace SatuPintu.Tests.Integration;

public sealed class IntegrateTests : IDisposable
{
    private const int Persons = 120;
    private static readonly string[] Heads = ["district_code,district_name,source_a,source_b,records_a,records_b,overlap_nik,overlap_linked"];
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void Every_file_is_written_with_its_headings()
    {
        var folder = Run().Folder;
        Names(folder).ShouldBe(["families.csv", "gaps.csv", "issues.csv", "links.csv", "origins.csv", "overlap.csv", "persons.csv", "quality.csv", "report.html", "returns/dtks.csv", "returns/p3ke.csv", "returns/pkh.csv", "review.csv", "summary.json"]);
        Heading("links.csv").ShouldBe("source,record_id,entity_id,match_probability,matched_by");
        Heading("overlap.csv").ShouldBe(Heads[0]);
        Heading("origins.csv").ShouldBe("entity_id,element,value,source,record_id,chosen");
        Heading("issues.csv").ShouldBe("source,row,record_id,field,rule,severity,value,message");
        Heading("quality.csv").ShouldBe("source,dimension,element,checked,failed,score");
        Heading("gaps.csv").ShouldBe("gap,entity_id,district_code,village_code,detail");
        Heading("persons.csv").Split(',').ShouldContain("records");

        string Heading(string file) => File.ReadLines(Path.Combine(folder, file)).First();
    }

    [Fact]
    public void Links_hold_every_usable_record_and_overlap_counts_what_was_made()
    {
        var result = Run();
        File.ReadLines(Path.Combine(result.Folder, "links.csv")).Count().ShouldBe(1 + Persons + (Persons / 2) + (Persons / 10));
        var pair = result.Totals.Pairs[0];
        pair.Total.RecordsA.ShouldBe(Persons);
        pair.Total.RecordsB.ShouldBe(Persons / 2);
        pair.Total.ByNik.ShouldBe(Persons / 2);
        pair.Total.Linked.ShouldBe(Persons / 2);
        result.Totals.Persons.ShouldBe(Persons);
        result.Totals.RegencyCode.ShouldBe("3672");
        result.Totals.Gaps.Single(g => g.Id == "in_dtks_no_programme").Total.ShouldBe(Persons - (Persons / 10));
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes_but_for_the_section_run()
    {
        var first = Contents(Run("satu").Folder);
        var second = Contents(Run("dua").Folder);
        first.Keys.ShouldBe(second.Keys);
        foreach (var (name, bytes) in first)
        {
            if (name != SummaryFile.Name) bytes.ShouldBe(second[name], name);
            else WithoutRun(bytes).ShouldBe(WithoutRun(second[name]));
        }
    }

    [Fact]
    public void The_summary_tells_columns_parameters_versions_seconds_and_memory()
    {
        var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Run().Folder, SummaryFile.Name))).RootElement;
        json.GetProperty("version").GetString().ShouldBe(ProgramVersion.Number);
        json.GetProperty("as_of").GetString().ShouldBe("2026-06-01");
        json.GetProperty("sources")[0].GetProperty("columns").GetArrayLength().ShouldBe(16);
        json.GetProperty("sources")[0].GetProperty("sha256").GetString()!.Length.ShouldBe(64);
        json.GetProperty("linkage").TryGetProperty("match_at", out _).ShouldBeTrue();
        json.GetProperty("data").GetProperty("check_rules").GetString().ShouldNotBeNullOrEmpty();
        var stages = json.GetProperty("run").GetProperty("stages").EnumerateArray().ToList();
        stages.Select(s => s.GetProperty("stage").GetString()).ShouldBe(["read", "recognise", "standardise", "check", "link", "merge", "count", "write"]);
        stages.ShouldAllBe(s => s.GetProperty("peak_megabytes").GetDouble() > 1);
    }

    [Fact]
    public void The_report_holds_no_personal_data_and_stays_light()
    {
        var page = File.ReadAllText(Path.Combine(Run().Folder, "report.html"));
        page.Length.ShouldBeLessThan(250_000);
        page.ShouldContain("Kota Cilegon");
        for (var i = 0; i < Persons; i++)
        {
            page.ShouldNotContain(SmallLists.Nik(i));
            page.ShouldNotContain(SmallLists.Name(i), Case.Insensitive);
        }
    }

    [Fact]
    public void Columns_are_shown_before_use_and_no_stops_the_run()
    {
        IReadOnlyList<RecognisedList>? shown = null;
        Integrate.Run(Command("hasil"), null, lists => (shown = lists).Count == 0, CancellationToken.None).ShouldBeNull();
        shown!.Count.ShouldBe(3);
        temp.All().ShouldNotContain("hasil");
        temp.All().ShouldAllBe(f => !f.Contains("partial"));
    }

    [Fact]
    public void Stopping_leaves_nothing_behind()
    {
        using var stop = new CancellationTokenSource();
        Should.Throw<OperationCanceledException>(() => Integrate.Run(Command("hasil"), null, _ =>
        {
            stop.Cancel();
            return true;
        }, stop.Token));
        temp.All().ShouldAllBe(f => !f.Contains("hasil"));
    }

    [Fact]
    public void One_file_for_two_sources_is_refused()
    {
        var command = Command("hasil") with { Sources = [new("dtks", temp["dtks.csv"]), new("dtsen", temp.File("salinan.csv", SmallLists.Dtks(Persons)))] };
        var error = Should.Throw<UserError>(() => Integrate.Run(command, null, null, CancellationToken.None));
        error.Key.ShouldBe("integrate.file_twice");
        error.In(Language.Indonesian).ShouldContain("salinan.csv");
    }

    [Fact]
    public void Every_check_rule_has_a_title_for_tables_of_totals()
    {
        CheckRules.Load().All.ShouldNotBeEmpty();
        CheckRules.Load().All.Select(RuleTitle.Key).Except(Catalogue.Keys).ShouldBeEmpty();
    }

    [Fact]
    public void A_village_of_one_to_four_persons_is_not_shown_nor_told_by_its_district()
    {
        ReportVillage[] villages = [new("A", "a", 3, 50, 0, 0), new("A", "b", 20, 50, 0, 0), new("A", "c", 9, 50, 0, 0), new("B", "d", 7, 50, 0, 0), new("C", "e", 0, 3, 0, 0), new("C", "f", 4, 9, 0, 0), new("C", "g", 5, 9, 0, 0)];
        SmallCells.Hidden(villages).Select(v => v.Name).Order(StringComparer.Ordinal).ShouldBe(["a", "c", "e", "f"]);
    }

    private IntegrationResult Run(string name = "hasil") => Integrate.Run(Command(name), null, null, CancellationToken.None)!;

    private IntegrateCommand Command(string name) => new()
    {
        Sources = [new("dtks", temp.File("dtks.csv", SmallLists.Dtks(Persons))), new("p3ke", temp.File("p3ke.csv", SmallLists.P3ke(Persons))), new("pkh", temp.File("pkh.csv", SmallLists.Pkh(Persons)))],
        Out = temp[name],
        AsOf = new DateOnly(2026, 6, 1),
    };

    private static List<string> Names(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal)];

    private static SortedDictionary<string, byte[]> Contents(string folder)
    {
        var contents = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var name in Names(folder)) contents.Add(name, File.ReadAllBytes(Path.Combine(folder, name)));
        return contents;
    }

    private static string WithoutRun(byte[] summary)
    {
        var node = System.Text.Json.Nodes.JsonNode.Parse(summary)!.AsObject();
        node.Remove("run").ShouldBeTrue();
        return node.ToJsonString();
    }
}
