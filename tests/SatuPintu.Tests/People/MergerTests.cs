using SatuPintu.People;
using SatuPintu.Sources;
using SatuPintu.Tests.Builders;

namespace SatuPintu.Tests.People;

public sealed class MergerTests
{
    private static readonly SurvivorshipRules Rules = SurvivorshipRules.Load();

    /// <summary>Merges lists all of whose records are one person.</summary>
    private static GoldenPersons Merge(params StandardTable[] lists) =>
        Merger.Merge(Linked.As(lists, [.. lists.Select(l => new int[l.RowCount])]), Rules);

    [Fact]
    public void The_population_registry_is_believed_before_a_newer_list()
    {
        var dtks = ListBuilder.Welfare("dtks").Row((Elements.FullName, "SITI AMINAH BINTI HASAN"), (Elements.LastUpdate, "2025-01-01")).Build();
        var registry = ListBuilder.Population().Row((Elements.FullName, "SITI AMINAH"), (Elements.LastUpdate, "2020-01-01")).Build();
        var persons = Merge(dtks, registry);
        persons[Elements.FullName][0].ShouldBe("SITI AMINAH");
        persons.OriginOf(Elements.FullName, 0).ShouldBe(new RecordRef(1, 0));
    }

    [Fact]
    public void Among_lists_the_newer_value_is_kept()
    {
        var dtks = ListBuilder.Welfare("dtks").Row((Elements.MaritalStatus, "Kawin"), (Elements.LastUpdate, "2022-05-01")).Build();
        var dtsen = ListBuilder.Welfare("dtsen").With(s => s with { AsOf = "2025-06-30" }).Row((Elements.MaritalStatus, "Cerai Mati")).Build();
        Merge(dtks, dtsen)[Elements.MaritalStatus][0].ShouldBe("Cerai Mati");
    }

    [Fact]
    public void A_name_written_out_is_kept_before_an_initial()
    {
        var a = ListBuilder.Welfare("a").Row((Elements.FullName, "M SOLIHIN")).Row((Elements.FullName, "M SOLIHIN")).Build();
        var b = ListBuilder.Welfare("b").Row((Elements.FullName, "MUHAMMAD SOLIHIN")).Build();
        Merge(a, b)[Elements.FullName][0].ShouldBe("MUHAMMAD SOLIHIN");
    }

    [Fact]
    public void A_birth_date_that_the_NIK_says_is_kept_before_one_with_day_and_month_exchanged()
    {
        var a = ListBuilder.Welfare("a").Row((Elements.DateOfBirth, "1990-04-03"), (Elements.LastUpdate, "2025-01-01")).Row((Elements.DateOfBirth, "1990-04-03")).Build();
        var b = ListBuilder.Welfare("b").Row((Elements.DateOfBirth, "1990-03-04"), (Elements.Nik, "3672044403900001")).Build();
        var persons = Merge(a, b);
        persons[Elements.DateOfBirth][0].ShouldBe("1990-03-04");
    }

    [Fact]
    public void A_NIK_of_wrong_form_gives_way_to_a_sound_one()
    {
        var a = ListBuilder.Welfare("a").With(s => s with { Trust = 1 }).Row((Elements.Nik, "9999999999999999")).Build();
        var b = ListBuilder.Welfare("b").Row((Elements.Nik, "3672044403900001")).Build();
        Merge(a, b)[Elements.Nik][0].ShouldBe("3672044403900001");
    }

    [Fact]
    public void A_NIK_that_another_person_has_too_gives_way_to_one_of_his_own()
    {
        const string Shared = "3672044403900001", Own = "3672044403900002";
        var a = ListBuilder.Welfare("a").With(s => s with { Trust = 1 }).Row((Elements.Nik, Shared)).Row((Elements.Nik, Shared)).Build();
        var b = ListBuilder.Welfare("b").Row((Elements.Nik, Own)).Build();
        var persons = Merger.Merge(Linked.As([a, b], [0, 1], [1]), Rules);
        persons[Elements.Nik][0].ShouldBe(Shared);
        persons[Elements.Nik][1].ShouldBe(Own);
    }

    [Fact]
    public void A_NIK_the_checks_found_fault_with_gives_way()
    {
        const string Doubtful = "3672044403900001", Sound = "3672044403900002";
        var a = ListBuilder.Welfare("a").With(s => s with { Trust = 1 }).Row((Elements.Nik, Doubtful)).Build();
        var b = ListBuilder.Welfare("b").Row((Elements.Nik, Sound)).Build();
        var linked = Linked.As([a, b], [0], [0]);
        Merger.Merge(linked, Rules)[Elements.Nik][0].ShouldBe(Doubtful);
        Merger.Merge(linked, Rules, [[new Finding(0, Elements.Nik, "nik.birth_date", Doubtful)], []])[Elements.Nik][0].ShouldBe(Sound);
    }

    [Fact]
    public void An_address_comes_from_one_record_and_is_never_mixed()
    {
        var a = ListBuilder.Welfare("a").Row(
            (Elements.FullAddress, "JL SERUNI NO 1 RT 001 RW 002"), (Elements.Street, "JL SERUNI"), (Elements.HouseNumber, "1"),
            (Elements.Rt, "001"), (Elements.Rw, "002"), (Elements.VillageCode, "3672011001"), (Elements.LastUpdate, "2020-01-01")).Build();
        var b = ListBuilder.Welfare("b").Row(
            (Elements.FullAddress, "LINK CIPALA"), (Elements.Street, "LINK CIPALA"), (Elements.VillageCode, "3672031002"), (Elements.LastUpdate, "2024-01-01")).Build();
        var persons = Merge(a, b);
        persons[Elements.VillageCode][0].ShouldBe("3672031002");
        persons[Elements.Street][0].ShouldBe("LINK CIPALA");
        persons[Elements.Rt][0].ShouldBe("");
        persons[Elements.HouseNumber][0].ShouldBe("");
        persons.OriginOf(Elements.Rt, 0).ShouldBeNull();
    }

    [Fact]
    public void Coordinates_of_another_village_than_the_one_kept_are_left_out()
    {
        var a = ListBuilder.Welfare("a").Row(
            (Elements.FullAddress, "JL SERUNI"), (Elements.VillageCode, "3672011001"), (Elements.LastUpdate, "2020-01-01"), (Elements.Latitude, "-6.0"), (Elements.Longitude, "106.0")).Build();
        var b = ListBuilder.Welfare("b").Row((Elements.FullAddress, "LINK CIPALA"), (Elements.VillageCode, "3672031002"), (Elements.LastUpdate, "2024-01-01")).Build();
        Merge(a, b)[Elements.Latitude][0].ShouldBe("");
        Merge(a)[Elements.Latitude][0].ShouldBe("-6.0");
    }

    [Fact]
    public void Each_source_keeps_its_own_decile_beside_the_one_kept()
    {
        var dtks = ListBuilder.Welfare("dtks").Row((Elements.Decile, "3"), (Elements.LastUpdate, "2024-01-01")).Build();
        var p3ke = ListBuilder.Welfare("p3ke").Row((Elements.Decile, "1")).Build();
        var persons = Merge(dtks, p3ke);
        persons[Elements.Decile][0].ShouldBe("3");
        persons.BySource.Select(s => (s.Column.Name, s.Column[0])).ShouldBe([("decile_dtks", "3"), ("decile_p3ke", "1")]);
    }

    [Fact]
    public void Disagreements_are_where_two_values_differ_and_not_where_one_is_missing()
    {
        var a = ListBuilder.Welfare("a").Row((Elements.Sex, "L"), (Elements.PlaceOfBirth, "CILEGON"), (Elements.Roof, "Seng")).Build();
        var b = ListBuilder.Welfare("b").Row((Elements.Sex, "P"), (Elements.PlaceOfBirth, "CILEGON"), (Elements.Roof, "")).Build();
        var persons = Merge(a, b);
        persons.Disagreements.Select(d => persons.AllElements[d.Element]).ShouldBe([Elements.Sex]);
    }

    [Fact]
    public void Equal_records_rank_by_order_of_lists_and_rows()
    {
        var a = ListBuilder.Welfare("a").Row((Elements.Sex, "L")).Row((Elements.Sex, "P")).Build();
        var persons = Merge(a);
        persons[Elements.Sex][0].ShouldBe("L");
        persons.OriginOf(Elements.Sex, 0).ShouldBe(new RecordRef(0, 0));
    }

    [Fact]
    public void Lists_number_the_same_text_differently_and_still_agree()
    {
        var a = ListBuilder.Welfare("a").Row((Elements.Roof, "Seng")).Row((Elements.Roof, "Genteng")).Build();
        var b = ListBuilder.Welfare("b").Row((Elements.Roof, "Genteng")).Row((Elements.Roof, "Seng")).Build();
        var persons = Merger.Merge(Linked.As([a, b], [0, 1], [1, 0]), Rules);
        persons.Disagreements.ShouldBeEmpty();
        persons[Elements.Roof].Codes.ToArray().Distinct().Count().ShouldBe(2);
        persons[Elements.Roof][1].ShouldBe("Genteng");
    }

    [Fact]
    public void Rows_that_take_no_part_are_in_no_person()
    {
        var a = ListBuilder.Welfare("a").Row((Elements.Sex, "L")).Row((Elements.Sex, "P")).Build();
        var persons = Merger.Merge(Linked.As([a], [-1, 0]), Rules);
        persons.Count.ShouldBe(1);
        persons[Elements.Sex][0].ShouldBe("P");
        persons.InLists[0].ShouldBe(1UL);
    }

    [Fact]
    public void Merging_stops_when_asked() =>
        Should.Throw<OperationCanceledException>(() => Merger.Merge(Linked.Apart(ListBuilder.Welfare("a").Row((Elements.Sex, "L")).Build()), Rules, new CancellationToken(canceled: true)));
}
