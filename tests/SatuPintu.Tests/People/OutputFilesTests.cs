using SatuPintu.People;
using SatuPintu.Sources;
using SatuPintu.Tests.Builders;

namespace SatuPintu.Tests.People;

public sealed class OutputFilesTests
{
    private const string Card = "3672041001150003";

    /// <summary>SITI in both lists with two addresses, UDIN of her family in one, and PKH for SITI.</summary>
    private static GoldenPersons Example()
    {
        var dtks = ListBuilder.Welfare("dtks")
            .Row((Elements.RecordId, "D1"), (Elements.FullName, "SITI \"NOK\" AMINAH, S.PD"), (Elements.FullAddress, "JL SERUNI 1"), (Elements.VillageCode, "3672011001"),
                (Elements.Rt, "001"), (Elements.FamilyCard, Card), (Elements.Decile, "2"), (Elements.LastUpdate, "2021-01-01"), (Elements.Relation, "Kepala Keluarga"))
            .Row((Elements.RecordId, ""), (Elements.FullName, "UDIN"), (Elements.FamilyCard, Card), (Elements.ActiveAid, "PIP")).Build();
        var p3ke = ListBuilder.Welfare("p3ke").With(s => s with { AsOf = "2023-01-01" })
            .Row((Elements.RecordId, "P7"), (Elements.FullName, "SITI"), (Elements.FullAddress, "LINK CIPALA"), (Elements.VillageCode, "3672031002"), (Elements.Decile, "1"), (Elements.ActiveAid, "BPNT"))
            .Row((Elements.RecordId, "P8"), (Elements.FullName, "UNUSABLE")).Build();
        var pkh = ListBuilder.Programme("pkh", "PKH").Row((Elements.AidPeriod, "2024-12"), (Elements.AidAmount, "750000")).Build();
        return Merger.Merge(Linked.As([dtks, p3ke, pkh], [0, 1], [0, -1], [0]), SurvivorshipRules.Load());
    }

    [Fact]
    public void Links_have_a_row_for_every_usable_record_with_its_own_id_or_its_row_number()
    {
        var rows = CsvText.Written(path => LinksFile.Write(path, Example().Linked));
        rows.Select(r => string.Join(' ', r.Values)).ShouldBe(
        [
            "dtks D1 E0000001 1.0000 evidence",
            "dtks 3 E0000002 1.0000 alone",
            "p3ke P7 E0000001 1.0000 evidence",
            "pkh 2 E0000001 1.0000 evidence",
        ]);
    }

    [Fact]
    public void Probabilities_have_four_decimals()
    {
        var list = ListBuilder.Welfare("a").Row().Row().Build();
        var linked = new LinkedRecords([list], [[0, 0]], [[0.98766f, 0.00004f]], [[MatchedBy.Family, MatchedBy.Nik]], [], new LinkageSummary());
        var rows = CsvText.Written(path => LinksFile.Write(path, linked));
        rows.Select(r => (r["match_probability"], r["matched_by"])).ShouldBe([("0.9877", "family"), ("0.0000", "nik")]);
    }

    [Fact]
    public void Persons_have_every_element_the_lists_they_are_in_and_their_records()
    {
        var persons = Example();
        var rows = CsvText.Written(path => PersonsFile.Write(path, persons));
        rows.Count.ShouldBe(2);
        var siti = rows[0];
        foreach (var element in persons.ElementIds) siti[element].ShouldBe(persons[element][0], element);
        (siti["entity_id"], siti["family_id"]).ShouldBe(("E0000001", "F0000001"));
        siti["full_name"].ShouldBe("SITI \"NOK\" AMINAH, S.PD");
        siti["full_address"].ShouldBe("LINK CIPALA");
        (siti["in_dtks"], siti["in_p3ke"], siti["in_pkh"]).ShouldBe(("true", "true", "true"));
        (siti["decile"], siti["decile_dtks"], siti["decile_p3ke"]).ShouldBe(("1", "2", "1"));
        (siti["aid_period_pkh"], siti["aid_amount_pkh"]).ShouldBe(("2024-12", "750000"));
        (siti["programmes"], siti["lists"], siti["records"]).ShouldBe(("PKH", "3", "dtks:D1|p3ke:P7|pkh:2"));
        (rows[1]["in_p3ke"], rows[1]["programmes"], rows[1]["lists"], rows[1]["records"]).ShouldBe(("false", "", "1", "dtks:3"));
    }

    [Fact]
    public void Origins_show_all_values_where_records_differ_and_which_was_chosen()
    {
        var rows = CsvText.Written(path => OriginsFile.Write(path, Example()));
        rows.ShouldAllBe(r => r["entity_id"] == "E0000001");
        rows.Where(r => r["element"] == "decile").Select(r => (r["value"], r["source"], r["record_id"], r["chosen"]))
            .ShouldBe([("2", "dtks", "D1", "false"), ("1", "p3ke", "P7", "true")]);
        rows.Select(r => r["element"]).Distinct().ShouldBe(["full_name", "full_address", "village_code", "decile"], ignoreOrder: true);
    }

    [Fact]
    public void Families_name_their_head_and_what_any_member_has()
    {
        var family = CsvText.Written(path => FamiliesFile.Write(path, Example())).ShouldHaveSingleItem();
        (family["family_id"], family["family_card_number"], family["head_entity_id"], family["head_name"]).ShouldBe(("F0000001", Card, "E0000001", "SITI \"NOK\" AMINAH, S.PD"));
        (family["members"], family["entities"], family["village_code"], family["decile"]).ShouldBe(("2", "E0000001|E0000002", "3672031002", "1"));
        (family["programmes"], family["active_aid"], family["in_p3ke"], family["in_pkh"]).ShouldBe(("PKH", "BPNT|PIP", "true", "true"));
    }

    [Fact]
    public void A_pair_to_review_stands_side_by_side_with_each_fields_share_and_a_sentence()
    {
        var a = ListBuilder.Welfare("dtks").Row((Elements.RecordId, "D1"), (Elements.FullName, "SITI AMINAH"), (Elements.Nik, "1")).Build();
        var b = ListBuilder.Welfare("p3ke").Row((Elements.RecordId, "P1"), (Elements.FullName, "SITI AMINA")).Row((Elements.RecordId, "P2"), (Elements.FullName, "ST AMINAH")).Build();
        ReviewPair[] pairs =
        [
            new(new RecordRef(0, 0), new RecordRef(1, 0), ReviewReason.DifferentNik, 5.25, 0.9745, [new("name", "one slip, rare", 7.5), new("identity_number", "different", -2.25)]),
            new(new RecordRef(0, 0), new RecordRef(1, 1), ReviewReason.InDoubt, 0.5, 0.6, [new("name", "initials", 1), new("shoe_size", "equal", 2)]),
        ];
        var rows = CsvText.Written(path => ReviewFile.Write(path, Linked.As([a, b], pairs, [[0], [1, 2]])));
        (rows[0]["record_a"], rows[0]["entity_b"], rows[0]["reason"], rows[0]["probability"], rows[0]["weight"]).ShouldBe(("D1", "E0000002", "different_nik", "0.9745", "5.25"));
        (rows[0]["full_name_a"], rows[0]["full_name_b"], rows[0]["weight_name"], rows[0]["level_name"]).ShouldBe(("SITI AMINAH", "SITI AMINA", "7.50", "one slip, rare"));
        rows[0]["weight_shoe_size"].ShouldBe("");
        rows[0]["summary_id"].ShouldBe("Kemungkinan satu orang 97,5 %, tetapi kedua baris mempunyai NIK sah yang berbeda. Cocokkan dengan KTP atau KK. Mendukung: nama (+7,5). Menentang: NIK (−2,2).");
        rows[1]["summary_en"].ShouldEndWith("For: shoe size (+2.0), name (+1.0).");
    }

    [Fact]
    public void The_same_persons_make_the_same_bytes()
    {
        string Once() => string.Join('\n', CsvText.Written(path => PersonsFile.Write(path, Example())).SelectMany(r => r.Values));
        Once().ShouldBe(Once());
    }
}
