using SatuPintu.Access;
using SatuPintu.Integration;
using SatuPintu.Programmes;
using SatuPintu.Tests.Deliveries;
using SatuPintu.Tests.Integration;

namespace SatuPintu.Tests.Dashboard;

/// <summary>Figures that the registry keeps are those of the files that integration writes from the same lists, and stay what they were at each moment.</summary>
public sealed class FiguresTests : IDisposable
{
    private const int Persons = 240;
    private static readonly string[] Sources = ["dtks", "p3ke", "pkh", "bpnt"];
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public async Task They_are_those_of_integration_after_whole_linkages_and_after_changes_at_every_level()
    {
        await using var desk = await DeliveryDesk.Open(Sources);
        var lists = new Dictionary<string, string> { ["dtks"] = Dtks(), ["p3ke"] = SmallLists.P3ke(Persons), ["pkh"] = SmallLists.Pkh(Persons), ["bpnt"] = Bpnt() };
        foreach (var source in Sources) await desk.Deliver(source, lists[source], new DateOnly(2026, 1, 1));
        await Compare(desk, lists);
        (await desk.Ask<long>("select value from registry.figure where area = '3672061003' and kind = 'gap' and a = 'several_programmes'")).ShouldBePositive("the lists hold something to count");

        // Few rows change: somebody moves to the other village, somebody is poorer, somebody goes; the model stays.
        var lines = lists["dtks"].Split('\n');
        lines[7] = lines[7].Replace("3672061003,Rawa Arum", "3672041002,Tegal Ratu", StringComparison.Ordinal);
        lines[9] = lines[9].Replace("Desil 1", "Desil 3", StringComparison.Ordinal);
        lists["dtks"] = string.Join('\n', lines.Where((_, i) => i != 22));
        var before = await Dump(desk, null);
        var moment = await desk.Ask<DateTime>("select clock_timestamp()");
        var changed = await desk.Deliver("dtks", lists["dtks"], new DateOnly(2026, 2, 1));
        (await desk.Ask<string>($"select details->'counts'->>'whole' from registry.delivery_state where delivery_id = '{changed}' and state = 'merged'")).ShouldBe("false");
        await Compare(desk, lists);

        // What was shown before is shown again, to the last figure.
        (await Dump(desk, null)).ShouldNotBe(before);
        (await Dump(desk, moment)).ShouldBe(before);
        (await desk.Ask<long>("select count(*) from registry.figure_set")).ShouldBe(Sources.Length + 1);
    }

    [Fact]
    public async Task An_agencys_own_source_of_a_known_kind_counts_as_one_in_gaps()
    {
        await using var desk = await DeliveryDesk.Open("p3ke");
        await desk.Do("""insert into registry.source (source, agency, title, area, definition) values ('kota', 'dinsos', 'DTKS Kota', '3672', '{"id":"kota","extends":"dtks"}')""");
        await desk.Deliver("p3ke", SmallLists.P3ke(Persons));
        (await desk.Lines("select unnest(gaps) from registry.figure_set order by recorded_at desc limit 1")).ShouldNotContain("in_p3ke_not_dtks");
        await desk.Deliver("kota", SmallLists.Dtks(30));
        (await desk.Ask<long>("select value from registry.figure where area = '' and kind = 'gap' and a = 'in_p3ke_not_dtks'")).ShouldBe((Persons / 2) - 15);
        (await desk.Ask<long>("select count(*) from registry.gap where gap = 'in_p3ke_not_dtks' and area like '3672%'")).ShouldBe((Persons / 2) - 15);
    }

    [Fact]
    public async Task Each_sees_the_figures_of_their_areas_and_whoever_sees_no_persons_sees_no_gap_lists()
    {
        await using var desk = await DeliveryDesk.Open("dtks", "p3ke");
        await desk.Deliver("dtks", SmallLists.Dtks(30));
        await desk.Deliver("p3ke", SmallLists.P3ke(Persons));
        foreach (var (role, area, figures, gaps) in new[] { ("coordinator", "3672", true, true), ("auditor", "3672", true, false), ("programme_owner", "", true, false), ("village_operator", "3672061003", true, true), ("producer", "3672", false, false), ("coordinator", "3201", false, false) })
        {
            var actor = new Actor(Guid.CreateVersion7(), new Grant(role, "*", area));
            var seen = await desk.Registry.Database.In(actor, s => s.Read("select distinct area from registry.figure", r => r.GetString(0)));
            (seen.Count > 0).ShouldBe(figures, role);
            seen.ShouldAllBe(a => a.StartsWith(area, StringComparison.Ordinal), role);
            var listed = await desk.Registry.Database.In(actor, s => s.Read("select distinct area from registry.gap", r => r.GetString(0)));
            (listed.Count > 0).ShouldBe(gaps, role);
            listed.ShouldAllBe(a => a.StartsWith(area, StringComparison.Ordinal), role);
        }
        // Nobody but the service writes, and nobody changes what stood.
        var coordinator = new Actor(Guid.CreateVersion7(), new Grant("coordinator", "*", ""));
        (await desk.Registry.Database.In(coordinator, s => s.Run("update registry.figure set value = 0"))).ShouldBe(0);
        await Should.ThrowAsync<Npgsql.PostgresException>(() => desk.Do("delete from registry.figure_past"));
        await Should.ThrowAsync<Npgsql.PostgresException>(() => desk.Do("update registry.figure_set set gaps = '{}'"));
    }

    private async Task Compare(DeliveryDesk desk, Dictionary<string, string> lists)
    {
        var totals = Integrate(lists);
        var figures = (await desk.Lines("select area, kind, a, b, value from registry.figure where kind <> 'variable'")).Select(l => l.Split('|')).ToDictionary(f => (f[0], f[1], f[2], f[3]), f => long.Parse(f[4], System.Globalization.CultureInfo.InvariantCulture));
        long Figure(string area, string kind, string a = "", string b = "") => figures.GetValueOrDefault((area, kind, a, b));
        Figure("", "persons").ShouldBe(totals.Persons);
        Figure("", "families").ShouldBe(totals.Families);

        var compared = 0;
        foreach (var row in Csv("overlap.csv").GroupBy(r => (r[2], r[3])))
        {
            var (a, b) = row.Key;
            var here = row.Where(r => r[0].Length > 0).ToList();
            foreach (var r in here)
            {
                new[] { Figure(r[0], "records", a), Figure(r[0], "records", b), Figure(r[0], "overlap_nik", a, b), Figure(r[0], "overlap_linked", a, b) }.Select(n => $"{n}").ShouldBe(r[4..], $"{a} {b} {r[0]}");
                compared++;
            }
            var elsewhere = row.SingleOrDefault(r => r[0].Length == 0);
            var regencies = here.Where(r => r[0].Length == 4).ToList();
            foreach (var (column, kind, x, y) in new[] { (4, "records", a, ""), (5, "records", b, ""), (6, "overlap_nik", a, b), (7, "overlap_linked", a, b) })
                (Figure("", kind, x, y) - regencies.Sum(r => Figure(r[0], kind, x, y))).ShouldBe(elsewhere is null ? 0 : long.Parse(elsewhere[column], System.Globalization.CultureInfo.InvariantCulture), $"{a} {b} elsewhere");
        }
        compared.ShouldBeGreaterThan(50);

        var gaps = Csv("gaps.csv").Where(g => g[1].Length > 0).ToList();
        foreach (var length in new[] { 0, 4, 6, 10 })
        {
            var expected = gaps.GroupBy(g => (Gap: g[0], Area: length == 10 ? g[3] : g[2].Length >= length ? g[2][..length] : "?")).Where(g => g.Key.Area.Length == length).ToDictionary(g => g.Key, g => (long)g.Count());
            var kept = figures.Where(f => f.Key.Item2 == "gap" && f.Key.Item1.Length == length).ToDictionary(f => (Gap: f.Key.Item3, Area: f.Key.Item1), f => f.Value);
            kept.OrderBy(k => k.Key).ShouldBe(expected.OrderBy(k => k.Key), $"{length}");
        }
        // The lists by name hold as many, and say of them what the file says.
        (await desk.Lines("select gap, area, detail, count(*) from registry.gap group by 1, 2, 3 order by 1, 2, 3"))
            .ShouldBe(gaps.GroupBy(g => (g[0], g[3], Detail: string.Join('|', g[4].Split('|').Where(d => !d.StartsWith("stated:", StringComparison.Ordinal))))).Select(g => $"{g.Key.Item1}|{g.Key.Item2}|{g.Key.Detail}|{g.Count()}").Order(StringComparer.Ordinal), ignoreOrder: true);
        foreach (var byLists in Csv("gaps.csv").Where(g => g[1].Length == 0)) Figure("", "lists", byLists[0].Split('_')[2]).ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(byLists[4]);

        // What is counted for an officer is what is kept.
        var coordinator = new Actor(Guid.CreateVersion7(), new Grant("coordinator", "*", ""));
        (await ShowTotals.Run(desk.Registry.Database, coordinator)).Persons.ShouldBe(totals.Persons);
        (await ShowOverlap.Run(desk.Registry.Database, coordinator, "dtks", "p3ke")).Select(s => $"{s.District}|{s.OverlapNik}|{s.OverlapLinked}")
            .ShouldBe(await desk.Lines("select district, overlap_nik, overlap_linked from registry.overlap('dtks', 'p3ke') where overlap_nik > 0 or overlap_linked > 0"));
    }

    private IEnumerable<string[]> Csv(string file) => File.ReadLines(Path.Combine(temp["hasil"], file)).Skip(1).Select(l => l.Split(','));

    private static Task<List<string>> Dump(DeliveryDesk desk, DateTime? at) =>
        desk.Lines($"select area, kind, a, b, value from {(at is { } moment ? $"registry.figure_known('{moment:O}')" : "registry.figure")} order by 1, 2, 3, 4");

    private IntegratedTotals Integrate(Dictionary<string, string> lists)
    {
        foreach (var (source, text) in lists) File.WriteAllText(temp[source + ".csv"], text);
        if (Directory.Exists(temp["hasil"])) Directory.Delete(temp["hasil"], recursive: true);
        var result = SatuPintu.Integration.Integrate.Run(new IntegrateCommand { Sources = [.. lists.Keys.Select(s => new SourceFile(s, temp[s + ".csv"]))], Out = temp["hasil"], AsOf = DateOnly.FromDateTime(DateTime.UtcNow) }, null, null, default)!;
        return new IntegratedTotals(result.Totals.Persons, result.Totals.Families);
    }

    private sealed record IntegratedTotals(long Persons, long Families);

    /// <summary>Some rows name a place outside of the city, or none; one person stands twice, with two deciles.</summary>
    private static string Dtks()
    {
        var lines = SmallLists.Dtks(Persons).Split('\n');
        lines[31] = lines[31].Replace("3672061003,Rawa Arum", "3604012001,", StringComparison.Ordinal);
        lines[41] = lines[41].Replace("3672061003,Rawa Arum", ",", StringComparison.Ordinal);
        lines[^1] = lines[13].Replace("D00012", "D90012", StringComparison.Ordinal).Replace("Desil 1", "Desil 2", StringComparison.Ordinal) + "\n";
        return string.Join('\n', lines);
    }

    private static string Bpnt() => SmallLists.Pkh(Persons).Replace("PERIODE", "BULAN", StringComparison.Ordinal);
}
