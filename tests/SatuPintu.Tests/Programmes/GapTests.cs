using System.Text;
using SatuPintu.People;
using SatuPintu.Programmes;
using SatuPintu.Sources;
using SatuPintu.Tests.Builders;

namespace SatuPintu.Tests.Programmes;

public sealed class GapTests
{
    private static readonly GapRules Rules = GapRules.Load();

    private static Gaps Find(LinkedRecords linked) => GapFinder.Find(Merger.Merge(linked, SurvivorshipRules.Load()), Rules);

    private static IReadOnlyList<int> Of(Gaps gaps, string id) => gaps.All.Single(g => g.Rule.Id == id).Persons;

    private static ListBuilder Deciles(string id, params string[] deciles)
    {
        var list = ListBuilder.Welfare(id).Carrying(Elements.Decile);
        foreach (var decile in deciles) list.Row((Elements.Decile, decile));
        return list;
    }

    private static StandardTable Receivers(string id, string programme, int count)
    {
        var list = ListBuilder.Programme(id, programme);
        for (var i = 0; i < count; i++) list.Row((Elements.AidPeriod, "2024-12"));
        return list.Build();
    }

    /// <summary>
    /// Persons 0 and 1 in both welfare lists, 2 in DTKS, 3 in P3KE, 4 in programmes only. PKH serves 0 and 4, BPNT serves 0.
    /// </summary>
    private static Gaps Example()
    {
        var dtks = Deciles("dtks", "1", "1", "2").Build();
        var p3ke = Deciles("p3ke", "3", "1", "1").With(s => s with { ExtremePoverty = true }).Build();
        return Find(Linked.As([dtks, p3ke, Receivers("pkh", "PKH", 2), Receivers("bpnt", "BPNT", 1)], [0, 1, 2], [0, 1, 3], [0, 4], [0]));
    }

    [Fact]
    public void Each_gap_holds_whom_it_concerns()
    {
        var gaps = Example();
        Of(gaps, "in_p3ke_not_dtks").ShouldBe([3]);
        Of(gaps, "in_dtks_no_programme").ShouldBe([1, 2]);
        Of(gaps, "decile1_no_programme").ShouldBe([1]);
        Of(gaps, "extreme_poor_no_programme").ShouldBe([1, 3]);
        Of(gaps, "several_programmes").ShouldBe([0]);
        Of(gaps, "programme_no_welfare_list").ShouldBe([4]);
        gaps.PersonsByLists.ShouldBe([3, 1, 0, 1]);
    }

    [Fact]
    public void Decile_1_in_any_record_of_the_list_is_enough()
    {
        var dtks = Deciles("dtks", "4", "1").Build();
        Of(Find(Linked.As([dtks, Receivers("pkh", "PKH", 1)], [0, 0], [1])), "decile1_no_programme").ShouldBe([0]);
    }

    [Fact]
    public void Without_a_programme_list_nobody_is_called_unserved()
    {
        var gaps = Find(Linked.Apart(Deciles("dtks", "1").Build()));
        foreach (var id in new[] { "in_dtks_no_programme", "decile1_no_programme", "programme_no_welfare_list", "several_programmes" })
        {
            var gap = gaps.All.Single(g => g.Rule.Id == id);
            gap.Persons.ShouldBeEmpty();
            gap.NotComputed.ShouldNotBeNull().Id.ShouldNotContain("{");
        }
    }

    [Fact]
    public void A_gap_between_two_lists_needs_both()
    {
        var gap = Find(Linked.Apart(Deciles("p3ke", "1").Build())).All.Single(g => g.Rule.Id == "in_p3ke_not_dtks");
        gap.Persons.ShouldBeEmpty();
        gap.NotComputed!.En.ShouldContain("DTKS");
        gap.Rule.Title.Id.ShouldBe("Ada di P3KE, tidak ada di DTKS");
    }

    [Fact]
    public void Aid_that_a_welfare_list_states_is_no_participation()
    {
        var p3ke = ListBuilder.Welfare("p3ke").With(s => s with { ExtremePoverty = true }).Row((Elements.Decile, "1"), (Elements.ActiveAid, "PKH|BPNT")).Build();
        var gaps = Find(Linked.As([p3ke, Receivers("pkh", "PKH", 1)], [0], [1]));
        Of(gaps, "extreme_poor_no_programme").ShouldBe([0]);
        CsvText.Written(path => GapsFile.Write(path, gaps)).First(r => r["gap"] == "extreme_poor_no_programme")["detail"].ShouldBe("p3ke:1|stated:PKH|stated:BPNT");
    }

    [Fact]
    public void Two_lists_of_one_programme_are_one_programme() =>
        Of(Find(Linked.As([Receivers("pkh", "PKH", 1), Receivers("pkh2", "PKH", 1), Receivers("bpnt", "BPNT", 1)], [0], [0], [1])), "several_programmes").ShouldBeEmpty();

    [Fact]
    public void The_file_lists_gap_by_gap_and_ends_with_the_counts()
    {
        var rows = CsvText.Written(path => GapsFile.Write(path, Example()));
        rows[0].ShouldBe(new Dictionary<string, string> { ["gap"] = "in_p3ke_not_dtks", ["entity_id"] = "E0000004", ["district_code"] = "", ["village_code"] = "", ["detail"] = "p3ke:1" });
        rows.Single(r => r["gap"] == "several_programmes")["detail"].ShouldBe("PKH|BPNT");
        rows.TakeLast(4).Select(r => (r["gap"], r["entity_id"], r["detail"])).ShouldBe(
            [("persons_in_1_lists", "", "3"), ("persons_in_2_lists", "", "1"), ("persons_in_3_lists", "", "0"), ("persons_in_4_lists", "", "1")]);
        rows.Count.ShouldBe(1 + 2 + 1 + 2 + 1 + 1 + 4);
    }

    [Fact]
    public void Gaps_equal_those_found_by_asking_each_person()
    {
        var random = new Random(5);
        for (var round = 0; round < 40; round++)
        {
            var dtks = Deciles("dtks", [.. Enumerable.Range(0, 15).Select(_ => $"{random.Next(1, 4)}")]).Build();
            var p3ke = Deciles("p3ke", [.. Enumerable.Range(0, 15).Select(_ => $"{random.Next(1, 4)}")]).With(s => s with { ExtremePoverty = true }).Build();
            StandardTable[] lists = [dtks, p3ke, Receivers("pkh", "PKH", 8), Receivers("bpnt", "BPNT", 8)];
            var entities = 0;
            var linked = Linked.As(lists, [.. lists.Select(l => Enumerable.Range(0, l.RowCount).Select(_ =>
            {
                var pick = random.Next(0, entities + 1);
                if (pick == entities) entities++;
                return pick;
            }).ToArray())]);
            var gaps = Find(linked);
            bool In(int e, int list) => linked.Members(e).ToArray().Any(m => m.List == list);
            bool Decile1(int e, int list) => linked.Members(e).ToArray().Any(m => m.List == list && lists[list].Value(m.Row, Elements.Decile) == "1");
            bool Served(int e) => In(e, 2) || In(e, 3);
            void Check(string id, Func<int, bool> holds) => Of(gaps, id).ShouldBe(Enumerable.Range(0, linked.EntityCount).Where(holds));
            Check("in_p3ke_not_dtks", e => In(e, 1) && !In(e, 0));
            Check("in_dtks_no_programme", e => In(e, 0) && !Served(e));
            Check("decile1_no_programme", e => Decile1(e, 0) && !Served(e));
            Check("extreme_poor_no_programme", e => Decile1(e, 1) && !Served(e));
            Check("several_programmes", e => In(e, 2) && In(e, 3));
            Check("programme_no_welfare_list", e => Served(e) && !In(e, 0) && !In(e, 1));
            gaps.PersonsByLists.Sum().ShouldBe(linked.EntityCount);
        }
    }

    [Theory]
    [InlineData("""{ "version": "x", "rules": [ { "id": "g", "title": { "id": "a", "en": "b" }, "explanation": { "id": "a", "en": "b" } } ] }""")]
    [InlineData("""{ "version": "x", "rules": [ { "id": "g", "title": { "id": "a", "en": "b" }, "explanation": { "id": "a", "en": "b" }, "decile": { "at_most": 11, "extreme_poverty": false } } ] }""")]
    [InlineData("""{ "version": "x", "rules": [ { "id": "g", "pairs": [["a"]], "title": { "id": "a", "en": "b" }, "explanation": { "id": "a", "en": "b" } } ] }""")]
    [InlineData("""{ "version": "x", "rules": [ { "id": "g", "pairs": [["a", "b"], ["b", "a"]], "title": { "id": "a", "en": "b" }, "explanation": { "id": "a", "en": "b" } } ] }""")]
    public void Rules_that_say_nothing_or_something_twice_are_refused(string json) =>
        Should.Throw<InvalidDataException>(() => GapRules.Read(new MemoryStream(Encoding.UTF8.GetBytes(json))));
}
