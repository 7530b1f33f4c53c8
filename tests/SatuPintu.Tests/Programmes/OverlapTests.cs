using SatuPintu.People;
using SatuPintu.Programmes;
using SatuPintu.Regions;
using SatuPintu.Sources;
using SatuPintu.Tests.Builders;

namespace SatuPintu.Tests.Programmes;

public sealed class OverlapTests
{
    private const string Cibeber = "367201", Cilegon = "367202", Anyar = "360403";

    private static string Nik(int serial) => $"367204010190{serial:D4}";

    private static IReadOnlyList<OverlapRow> Count(LinkedRecords linked) =>
        Overlap.Count(Merger.Merge(linked, SurvivorshipRules.Load()), AreaCatalog.Official);

    private static ListBuilder List(string id, params (string District, string Nik)[] rows)
    {
        var list = ListBuilder.Welfare(id).Carrying(Elements.Nik, Elements.DistrictCode);
        foreach (var (district, nik) in rows) list.Row((Elements.DistrictCode, district), (Elements.Nik, nik));
        return list;
    }

    private static (int, int, int, int) Row(IReadOnlyList<OverlapRow> rows, string code)
    {
        var row = rows.Single(r => r.AreaCode == code && r is { ListA: 0, ListB: 1 });
        return (row.RecordsA, row.RecordsB, row.OverlapNik, row.OverlapLinked);
    }

    [Fact]
    public void Every_district_of_the_regency_has_a_row_in_the_order_of_codes_and_then_the_regency()
    {
        var rows = Count(Linked.Apart(List("a", (Cilegon, Nik(1))).Build(), List("b", (Cibeber, Nik(2))).Build()));
        rows.Select(r => r.AreaCode).ShouldBe(["367201", "367202", "367203", "367204", "367205", "367206", "367207", "367208", "3672"]);
        rows[5].AreaName.ShouldBe("Gerogol");
    }

    [Fact]
    public void A_NIK_in_both_lists_counts_once_where_the_first_list_has_it_and_a_person_where_linked()
    {
        var a = List("a", (Cibeber, Nik(1)), (Cilegon, Nik(1)), (Cilegon, "")).Build();
        var b = List("b", (Cilegon, Nik(1)), (Cibeber, "")).Build();
        // The NIK is shared by two persons of list a; linkage found the third of a in b.
        var rows = Count(Linked.As([a, b], [0, 1, 2], [0, 2]));
        Row(rows, Cibeber).ShouldBe((1, 1, 1, 1));
        Row(rows, Cilegon).ShouldBe((2, 1, 0, 1));
        Row(rows, "3672").ShouldBe((3, 2, 1, 2));
    }

    [Fact]
    public void Where_the_first_list_does_not_tell_the_district_the_second_does()
    {
        var a = List("a", ("", Nik(1)), ("", Nik(2)), (Cibeber, "")).Build();
        var b = List("b", (Cilegon, Nik(1)), ("", Nik(2))).Build();
        var rows = Count(Linked.As([a, b], [0, 1, 2], [0, 1]));
        Row(rows, Cilegon).ShouldBe((0, 1, 1, 1));
        Row(rows, "").ShouldBe((2, 1, 1, 1));
        Row(rows, "3672").ShouldBe((1, 1, 1, 1));
    }

    [Fact]
    public void The_village_tells_the_district_where_no_district_is_given()
    {
        var a = ListBuilder.Welfare("a").Row((Elements.VillageCode, "3672021003")).Build();
        var b = ListBuilder.Welfare("b").Row((Elements.VillageCode, "3672021003")).Build();
        Row(Count(Linked.As([a, b], [0], [0])), Cilegon).ShouldBe((1, 1, 0, 1));
    }

    [Theory]
    [InlineData("9999999999999999")]
    [InlineData("3672040101900000")]
    [InlineData("36720401019")]
    [InlineData("3672043213900001")]
    public void A_number_that_cannot_be_a_NIK_is_no_overlap(string nik) =>
        Row(Count(Linked.Apart(List("a", (Cibeber, nik)).Build(), List("b", (Cibeber, nik)).Build())), "3672").ShouldBe((1, 1, 0, 0));

    [Fact]
    public void A_family_card_in_the_column_of_the_NIK_is_no_overlap()
    {
        var card = Nik(7);
        var a = ListBuilder.Welfare("a")
            .Row((Elements.Nik, card), (Elements.FamilyCard, card), (Elements.DistrictCode, Cibeber))
            .Row((Elements.Nik, Nik(8)), (Elements.FamilyCard, card), (Elements.DistrictCode, Cibeber)).Build();
        var b = ListBuilder.Welfare("b")
            .Row((Elements.Nik, card), (Elements.DateOfBirth, "1975-05-05"), (Elements.DistrictCode, Cibeber))
            .Row((Elements.Nik, Nik(8)), (Elements.DateOfBirth, "1990-01-01"), (Elements.DistrictCode, Cibeber)).Build();
        Row(Count(Linked.Apart(a, b)), Cibeber).ShouldBe((2, 2, 1, 0));
    }

    [Fact]
    public void A_NIK_that_happens_to_be_another_familys_card_counts_when_the_birth_date_is_its_own()
    {
        var a = ListBuilder.Welfare("a")
            .Row((Elements.Nik, Nik(7)), (Elements.DateOfBirth, "1990-01-01"), (Elements.FamilyCard, "3672041001150003"), (Elements.DistrictCode, Cibeber))
            .Row((Elements.FamilyCard, Nik(7)), (Elements.DistrictCode, Cibeber)).Build();
        var b = ListBuilder.Welfare("b").Row((Elements.Nik, Nik(7)), (Elements.DateOfBirth, "1990-01-01"), (Elements.DistrictCode, Cibeber)).Build();
        Row(Count(Linked.Apart(a, b)), Cibeber).ShouldBe((2, 1, 1, 0));
    }

    [Fact]
    public void Several_regencies_each_have_their_districts_and_their_sum()
    {
        var rows = Count(Linked.As([List("a", (Cibeber, ""), (Anyar, "")).Build(), List("b", (Anyar, ""), (Cibeber, "")).Build()], [0, 1], [1, 0]));
        var regencies = rows.Where(r => r.IsRegency).ToList();
        regencies.Select(r => r.AreaCode).ShouldBe(["3604", "3672"]);
        regencies.ShouldAllBe(r => r.OverlapLinked == 1);
        rows.Select(r => r.AreaCode.Length == 6 ? r.AreaCode[..4] : "").Where(c => c.Length > 0).ShouldBeInOrder();
    }

    [Fact]
    public void Every_pair_of_lists_is_counted_in_the_order_given()
    {
        var lists = new[] { "a", "b", "c" }.Select(id => List(id, (Cibeber, Nik(1))).Build()).ToArray();
        var rows = Count(Linked.As(lists, [0], [0], [0]));
        rows.Where(r => r.IsRegency).Select(r => (r.ListA, r.ListB, r.OverlapNik, r.OverlapLinked)).ShouldBe([(0, 1, 1, 1), (0, 2, 1, 1), (1, 2, 1, 1)]);
    }

    [Fact]
    public void One_list_alone_has_no_overlap() => Count(Linked.Apart(List("a", (Cibeber, Nik(1))).Build())).ShouldBeEmpty();

    [Fact]
    public void Records_that_take_no_part_count_as_records()
    {
        var rows = Count(Linked.As([List("a", (Cibeber, Nik(1)), (Cibeber, Nik(2))).Build(), List("b", (Cibeber, Nik(1))).Build()], [-1, 0], [1]));
        Row(rows, Cibeber).ShouldBe((2, 1, 1, 0));
    }

    [Fact]
    public void Counts_equal_those_of_a_plain_count()
    {
        var random = new Random(11);
        string[] districts = [Cibeber, Cilegon, "367205", Anyar, ""];
        for (var round = 0; round < 40; round++)
        {
            var lists = Enumerable.Range(0, 3).Select(l => List("l" + l, [.. Enumerable.Range(0, random.Next(0, 30))
                .Select(_ => (districts[random.Next(districts.Length)], random.Next(4) == 0 ? "" : Nik(random.Next(1, 20))))]).Build()).ToArray();
            var linked = RandomLinks(lists, random);
            var rows = Count(linked);
            for (var a = 0; a < 3; a++)
                for (var b = a + 1; b < 3; b++)
                {
                    string Where(IEnumerable<string> inA, IEnumerable<string> inB) =>
                        inA.FirstOrDefault(d => d.Length > 0) ?? inB.FirstOrDefault(d => d.Length > 0) ?? "";
                    var records = (int l) => Enumerable.Range(0, lists[l].RowCount);
                    var nik = records(a).Select(r => lists[a].Value(r, Elements.Nik)).Where(n => n.Length > 0).Distinct()
                        .Where(n => records(b).Any(r => lists[b].Value(r, Elements.Nik) == n))
                        .Select(n => Where(
                            records(a).Where(r => lists[a].Value(r, Elements.Nik) == n).Select(r => lists[a].Value(r, Elements.DistrictCode)),
                            records(b).Where(r => lists[b].Value(r, Elements.Nik) == n).Select(r => lists[b].Value(r, Elements.DistrictCode)))).ToList();
                    var persons = Enumerable.Range(0, linked.EntityCount)
                        .Select(e => (A: linked.Members(e).ToArray().Where(m => m.List == a).ToList(), B: linked.Members(e).ToArray().Where(m => m.List == b).ToList()))
                        .Where(p => p.A.Count > 0 && p.B.Count > 0)
                        .Select(p => Where(p.A.Select(m => lists[a].Value(m.Row, Elements.DistrictCode)), p.B.Select(m => lists[b].Value(m.Row, Elements.DistrictCode)))).ToList();
                    foreach (var row in rows.Where(r => r.ListA == a && r.ListB == b && !r.IsRegency))
                    {
                        row.RecordsA.ShouldBe(records(a).Count(r => lists[a].Value(r, Elements.DistrictCode) == row.AreaCode));
                        row.OverlapNik.ShouldBe(nik.Count(d => d == row.AreaCode));
                        row.OverlapLinked.ShouldBe(persons.Count(d => d == row.AreaCode));
                    }
                    rows.Where(r => r.ListA == a && r.ListB == b && !r.IsRegency).Sum(r => r.OverlapNik).ShouldBe(nik.Count);
                }
        }
    }

    private static LinkedRecords RandomLinks(StandardTable[] lists, Random random)
    {
        var entities = 0;
        return Linked.As(lists, [.. lists.Select(l => Enumerable.Range(0, l.RowCount).Select(_ =>
        {
            var pick = random.Next(-1, entities + 1);
            if (pick == entities) entities++;
            return pick;
        }).ToArray())]);
    }
}
