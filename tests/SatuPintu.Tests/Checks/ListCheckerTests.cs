using SatuPintu.Sources;
using SatuPintu.Sources.Checks;

namespace SatuPintu.Tests.Checks;

public sealed class ListCheckerTests
{
    [Fact]
    public void A_clean_family_has_no_findings() => Delivered.People()
        .Person("1")
        .Person("2", nik: "3672045505870001", name: "NUR HASANAH", birth: "1987-05-15", sex: "P", relation: "Istri")
        .Person("3", nik: "3672040101100002", name: "BUDI", birth: "2010-01-01", relation: "Anak")
        .Rules().ShouldBeEmpty();

    /// <summary>Each rule with one row that it is on; the row beside it has nothing wrong.</summary>
    public static TheoryData<string, string, string> OneCell => new()
    {
        { "nik_missing", Elements.Nik, "" },
        { "nik_filler", Elements.Nik, "9999999999999999" },
        { "nik_length", Elements.Nik, "36720412" },
        { "nik_not_digits", Elements.Nik, "3672A41205850003" },
        { "nik_scientific", Elements.Nik, "3,67204E+15" },
        { "nik_rounded", Elements.Nik, "3672041205850000" },
        { "nik_truncated", Elements.Nik, "367204120585000" },
        { "nik_date_impossible", Elements.Nik, "3672043002850003" },
        { "nik_district_unknown", Elements.Nik, "9972041205850003" },
        { "nik_district_number_unknown", Elements.Nik, "3672991205850003" },
        { "nik_district_former", Elements.Nik, "3604011205850003" },
        { "nik_repaired", Elements.Nik, "'3672041205850003" },
        { "nik_date_differs", Elements.Nik, "3672041305850003" },
        { "nik_date_swapped", Elements.Nik, "3672040512850003" },
        { "nik_year_differs", Elements.Nik, "3672041205840003" },
        { "nik_sex_differs", Elements.Nik, "3672045205850003" },
        { "nik_is_kk", Elements.Nik, "3672040102100001" },
        { "kk_missing", Elements.FamilyCard, "" },
        { "kk_filler", Elements.FamilyCard, "-" },
        { "kk_length", Elements.FamilyCard, "367204" },
        { "kk_not_digits", Elements.FamilyCard, "3672A40102100001" },
        { "kk_scientific", Elements.FamilyCard, "3.67204E+15" },
        { "kk_rounded", Elements.FamilyCard, "3672040102100000" },
        { "kk_truncated", Elements.FamilyCard, "367204010210000" },
        { "kk_date_impossible", Elements.FamilyCard, "3672043202100001" },
        { "kk_district_unknown", Elements.FamilyCard, "9972040102100001" },
        { "kk_repaired", Elements.FamilyCard, "367204.010210.0001" },
        { "kk_is_nik", Elements.FamilyCard, "3672041205850003" },
        { "name_missing", Elements.FullName, "" },
        { "value_missing", Elements.DateOfBirth, "" },
        { "value_missing", Elements.Sex, "-" },
        { "value_placeholder", Elements.Relation, "-" },
        { "record_id_missing", Elements.RecordId, "" },
        { "birth_in_future", Elements.DateOfBirth, "2025-06-02" },
        { "birth_too_old", Elements.DateOfBirth, "1885-05-12" },
        { "cell_formula", Elements.FullAddress, "=HYPERLINK(\"x\")" },
    };

    [Theory]
    [MemberData(nameof(OneCell))]
    public void A_rule_finds_the_cell_that_is_wrong(string rule, string element, string cell)
    {
        string[] sound = ["1", "3672041205850003", "3672040102100001", "SITI AMINAH", "1985-05-12", "L", "JL MERDEKA 1", "3672041001", "Kepala Keluarga"];
        string[] order = [Elements.RecordId, Elements.Nik, Elements.FamilyCard, Elements.FullName, Elements.DateOfBirth, Elements.Sex, Elements.FullAddress, Elements.VillageCode, Elements.Relation];
        var other = new[] { "2", "3672041206700004", "3672040102100009", "BUDI", "1970-06-12", "L", "JL MELATI 2", "3672041001", "Kepala Keluarga" };
        var wrong = (string[])sound.Clone();
        wrong[Array.IndexOf(order, element)] = cell;
        var result = Delivered.With(order).Row(wrong).Row(other).Check();
        result.All.ShouldContain(f => f.Row == 0 && f.Rule == rule && f.Element == element && f.Value == cell, rule);
        result.All.ShouldAllBe(f => f.Row == 0);
        Delivered.With(order).Row(sound).Row(other).Check().All.ShouldBeEmpty();
    }

    [Fact]
    public void A_wife_recorded_as_a_man_is_told()
    {
        var finding = Delivered.With(Elements.FullName, Elements.FullAddress, Elements.Sex, Elements.Relation)
            .Row("ANI", "JL A", "P", "Istri").Row("SRI", "JL B", "L", "Istri").Row("ADI", "JL C", "P", "Suami").Check().All.Where(f => f.Row >= 0).ToArray();
        finding.Select(f => (f.Row, f.Rule, f.Value, f.Detail)).ShouldBe([(1, "relation_sex", "L", "Istri"), (2, "relation_sex", "P", "Suami")]);
    }

    [Theory]
    [InlineData(Elements.Decile, "decile_out_of_range", "11", "10")]
    [InlineData(Elements.HouseholdMembers, "members_out_of_range", "31", "1")]
    [InlineData(Elements.FloorArea, "floor_area_out_of_range", "1", "36")]
    [InlineData(Elements.HouseholdIncome, "income_out_of_range", "75000000000", "750000")]
    [InlineData(Elements.AidAmount, "aid_amount_out_of_range", "600", "600000")]
    [InlineData(Elements.Latitude, "lat_out_of_range", "6.9", "-6.017")]
    [InlineData(Elements.Longitude, "lon_out_of_range", "-6.017", "106.034")]
    [InlineData(Elements.LastUpdate, "update_in_future", "2025-06-02", "2025-06-01")]
    public void A_value_out_of_range_is_told_and_withdrawn_where_it_cannot_be_true(string element, string rule, string wrong, string right)
    {
        var result = Delivered.With(Elements.FullName, Elements.FullAddress, element).Row("BUDI", "JL A", wrong).Row("SITI", "JL B", right).Check();
        result.All.Where(f => f.Element == element).ShouldHaveSingleItem().Rule.ShouldBe(rule);
        result.Table.Value(0, element).ShouldBe(CheckRules.Load()[rule].Withdraws ? "" : wrong);
        result.Table.Value(1, element).ShouldBe(right);
    }

    [Fact]
    public void A_row_with_neither_name_nor_NIK_is_unusable_and_one_with_either_is_not()
    {
        var result = Delivered.With(Elements.FullName, Elements.Nik, Elements.FullAddress)
            .Row("", "99", "JL MAWAR").Row("", "3672041205850003", "JL MAWAR").Row("BUDI", "", "").Row("", "", " ").Row("FULL_NAME", "NIK", "FULL_ADDRESS").Row("BUDI", "", "JL A").Check();
        result.Unusable.ShouldBe([true, false, false, true, true, false]);
        result.All.Where(f => f.Element.Length == 0).Select(f => (f.Row, f.Rule))
            .ShouldBe([(0, "row_unusable"), (2, "row_thin"), (3, "row_empty"), (4, "row_is_heading")]);
        // An empty row is told once, not once for each of its cells.
        result.All.Count(f => f.Row == 3).ShouldBe(1);
    }

    [Fact]
    public void An_element_the_standard_asks_for_and_the_list_lacks_is_told_once()
    {
        var absent = Delivered.With(Elements.FullName, Elements.FullAddress).Row("BUDI", "JL A").Row("SITI", "JL B").Check().All;
        absent.ShouldAllBe(f => f.Row == -1 && f.Rule == "element_absent");
        absent.Select(f => f.Element).ShouldBe([Elements.DateOfBirth, Elements.FamilyCard, Elements.Nik, Elements.Sex, Elements.VillageCode]);
    }

    [Fact]
    public void Rows_that_repeat_are_told_by_the_row_they_repeat()
    {
        var list = Delivered.People().Person("1").Person("2").Person("2", nik: "", name: "BUDI", birth: "1990-01-01", relation: "Anak");
        list.Check().All.Where(f => f.Row == 1).Select(f => (f.Rule, f.Detail)).ShouldBe([("row_repeated", "2"), ("row_double", "2")]);
        list.Rules().ShouldContain("2:record_id_repeated");
    }

    [Fact]
    public void Notes_of_reading_become_findings()
    {
        Delivered.People().Person("1").Note(ReadNoteKind.ExtraCells).Note(ReadNoteKind.FewCells).Note(ReadNoteKind.ManyLines).Note(ReadNoteKind.LongNumber, "NIK").Note(ReadNoteKind.SheetIgnored)
            .Check().All.Select(f => (f.Element, f.Rule)).ShouldBe([("", "cell_many_lines"), ("", "row_too_few_cells"), ("", "row_too_many_cells"), (Elements.Nik, "nik_as_number")]);
    }

    [Fact]
    public void A_finding_of_standardising_explains_an_empty_value()
    {
        Delivered.People().Person("1", birth: "kemarin").Found(Elements.DateOfBirth, "date_unreadable", "kemarin")
            .Rules().ShouldBe(["0:date_unreadable"]);
    }

    [Fact]
    public void Stale_rows_are_told_one_by_one_and_a_stale_list_as_a_whole()
    {
        var list = Delivered.With(Elements.FullName, Elements.FullAddress, Elements.LastUpdate).Row("A", "X", "2023-05-31").Row("B", "Y", "2023-06-01").Row("C", "Z");
        list.Rules().Where(r => r.Contains("stale", StringComparison.Ordinal)).ShouldBe(["0:record_stale"]);
        list.Check().Quality.Single(q => q.Dimension == Dimension.Timeliness).ShouldBe(new QualityMeasure(Dimension.Timeliness, Elements.LastUpdate, 2, 1));

        var old = Delivered.With(Elements.FullName, Elements.FullAddress, Elements.LastUpdate).Row("A", "X", "2020-01-01").Row("B", "Y", "2021-02-03").Check();
        var finding = old.All.Where(f => f.Element == Elements.LastUpdate).ShouldHaveSingleItem();
        (finding.Row, finding.Rule, finding.Value).ShouldBe((-1, "list_stale", "2021-02-03"));
        old.Quality.Single(q => q.Dimension == Dimension.Timeliness).Failed.ShouldBe(2);

        Delivered.With(Elements.FullName, Elements.FullAddress).Source(s => s with { AsOf = "2020-12-31" }).Row("A", "X").Rules().ShouldContain("-1:list_stale");
    }

    [Fact]
    public void A_NIK_ending_in_0_is_doubted_only_in_a_list_a_spreadsheet_has_damaged()
    {
        Delivered.People().Person("1", nik: "3672041205850010").Rules().ShouldBeEmpty();
        Delivered.People().Person("1", nik: "3672041205850010").Person("2", nik: "3672041205700000", kk: "3672040102100002", name: "BUDI", birth: "1970-05-12")
            .Rules().ShouldBe(["0:nik_maybe_rounded", "1:nik_rounded"]);
    }

    [Fact]
    public void Findings_stand_by_row_then_element_then_rule_and_counts_agree()
    {
        var result = Delivered.People().Person("1", nik: "", kk: "x1", birth: "").Person("", nik: "3672045206840003").Check();
        result.All.Select(f => (f.Row, f.Element, f.Rule)).ShouldBe(result.All.Select(f => (f.Row, f.Element, f.Rule))
            .OrderBy(f => f.Row).ThenBy(f => f.Element, StringComparer.Ordinal).ThenBy(f => f.Rule, StringComparer.Ordinal));
        result.Counts.Sum(c => c.Count).ShouldBe(result.All.Count);
        result.All.Count.ShouldBeGreaterThan(5);
    }

    [Fact]
    public void Quality_counts_rows_checked_and_failed()
    {
        var quality = Delivered.People().Person("1").Person("2", nik: "", kk: "3672040102100002", name: "BUDI").Person("3", nik: "12", kk: "3672040102100003", name: "ANI").Check().Quality;
        quality.ShouldContain(new QualityMeasure(Dimension.Completeness, Elements.Nik, 3, 1));
        quality.ShouldContain(new QualityMeasure(Dimension.Validity, Elements.Nik, 2, 1));
        quality.ShouldContain(new QualityMeasure(Dimension.Uniqueness, Elements.Nik, 2, 0));
        quality.ShouldContain(new QualityMeasure(Dimension.Validity, Elements.Sex, 3, 0));
        new QualityMeasure(Dimension.Validity, Elements.Nik, 2, 1).Score.ShouldBe(0.5);
    }
}
