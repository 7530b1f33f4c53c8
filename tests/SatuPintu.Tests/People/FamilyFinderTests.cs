using SatuPintu.People;
using SatuPintu.Sources;
using SatuPintu.Tests.Builders;

namespace SatuPintu.Tests.People;

public sealed class FamilyFinderTests
{
    private const string Card = "3672041001150003", OtherCard = "3672042002160004";
    private static readonly SurvivorshipRules Rules = SurvivorshipRules.Load();

    private static (string, string)[] At(string head, string street = "LINK CIPALA", string rt = "001", string rw = "002", string village = "3672041001", string house = "", string name = "", string relation = "Anak") =>
    [
        (Elements.HeadName, head), (Elements.Street, street), (Elements.Rt, rt), (Elements.Rw, rw), (Elements.VillageCode, village),
        (Elements.HouseNumber, house), (Elements.FullName, name), (Elements.Relation, relation), (Elements.FullAddress, street),
    ];

    private static (string, string)[] OnCard(string card, string name, string relation) =>
    [
        (Elements.FamilyCard, card), (Elements.FullName, name), (Elements.Relation, relation), (Elements.Street, "LINK CIPALA"),
        (Elements.Rt, "001"), (Elements.Rw, "002"), (Elements.VillageCode, "3672041001"), (Elements.FullAddress, "LINK CIPALA"),
    ];

    private static int[] FamiliesOf(params StandardTable[] lists) => [.. Merger.Merge(Linked.Apart(lists), Rules).FamilyOf];

    [Fact]
    public void Records_of_one_family_card_are_a_family()
    {
        var list = ListBuilder.Welfare("dtks").Row((Elements.FamilyCard, Card)).Row((Elements.FamilyCard, OtherCard)).Row((Elements.FamilyCard, Card)).Build();
        FamiliesOf(list).ShouldBe([0, 1, 0]);
    }

    [Theory]
    [InlineData("9999999999999999")]
    [InlineData("0000000000000000")]
    [InlineData("3672041001150000")]
    [InlineData("367204100115")]
    [InlineData("3672044513150003")]
    public void A_number_that_cannot_be_a_card_makes_no_family(string number)
    {
        var list = ListBuilder.Welfare("dtks").Row((Elements.FamilyCard, number)).Row((Elements.FamilyCard, number)).Build();
        FamiliesOf(list).ShouldBe([0, 1]);
    }

    [Fact]
    public void A_card_number_on_a_whole_neighbourhood_makes_no_family()
    {
        var many = FamilyRules.BuiltIn.MaxMembers + 1;
        var list = ListBuilder.Welfare("dtks");
        for (var i = 0; i < many; i++) list.Row((Elements.FamilyCard, Card));
        FamiliesOf(list.Build()).Distinct().Count().ShouldBe(many);
    }

    [Fact]
    public void Without_a_card_the_same_head_at_the_same_place_makes_a_family()
    {
        var list = ListBuilder.Welfare("p3ke").Row(At("SLAMET SARIP")).Row(At("SLAMET SARIP")).Row(At("UDIN")).Build();
        FamiliesOf(list).ShouldBe([0, 0, 1]);
    }

    [Theory]
    [InlineData("SLAMET", "LINK CIPALA", "001", "002", "3672041002")]
    [InlineData("SLAMET", "LINK SERUNI", "001", "002", "3672041001")]
    [InlineData("SLAMET", "LINK CIPALA", "003", "002", "3672041001")]
    [InlineData("SLAMET", "LINK CIPALA", "001", "004", "3672041001")]
    [InlineData("SUPARDI", "LINK CIPALA", "001", "002", "3672041001")]
    [InlineData("SLAMET", "LINK CIPALA", "", "", "3672041001")]
    [InlineData("SLAMET", "", "001", "002", "3672041001")]
    public void Head_street_RT_RW_and_village_must_all_be_the_same(string head, string street, string rt, string rw, string village)
    {
        var list = ListBuilder.Welfare("p3ke").Row(At("SLAMET")).Row(At(head, street, rt, rw, village)).Build();
        FamiliesOf(list).ShouldBe([0, 1]);
    }

    [Fact]
    public void A_house_number_serves_where_RT_and_RW_are_missing()
    {
        var list = ListBuilder.Welfare("p3ke").Row(At("SLAMET", rt: "", rw: "", house: "12")).Row(At("SLAMET", rt: "", rw: "", house: "12")).Row(At("SLAMET", rt: "", rw: "", house: "14")).Build();
        FamiliesOf(list).ShouldBe([0, 0, 1]);
    }

    [Fact]
    public void Lists_may_call_a_hamlet_link_or_kampung()
    {
        var list = ListBuilder.Welfare("p3ke").Row(At("SLAMET", "LINK CIPALA")).Row(At("SLAMET", "KP CIPALA")).Build();
        FamiliesOf(list).ShouldBe([0, 0]);
    }

    [Theory]
    [InlineData("YUSUF MUHAMMAD", "YSUUF MUHAMMAD", true)]
    [InlineData("AHMAD SAPUTRA", "A SAPUTRA", true)]
    [InlineData("SULAEMAN", "SULAIMAN", true)]
    [InlineData("ANI", "ANA", false)]
    [InlineData("AHMAD SAPUTRA", "AHMAD", false)]
    [InlineData("AHMAD SAPUTRA", "AHMED SAPUTRO", false)]
    [InlineData("A", "AHMAD", false)]
    [InlineData("SITI AMINAH", "SITI AMALIA", false)]
    public void A_slip_or_an_initial_in_the_heads_name_is_passed_over(string a, string b, bool one)
    {
        HeadNames.AreOne(a, b, 5).ShouldBe(one);
        HeadNames.AreOne(b, a, 5).ShouldBe(one);
    }

    [Fact]
    public void Names_that_resemble_a_third_do_not_chain_two_families_together()
    {
        // RUSDIN is a slip from both RUSDI and RUSDINA; these two are two slips apart.
        var list = ListBuilder.Welfare("p3ke")
            .Row(At("RUSDI")).Row(At("RUSDI")).Row(At("RUSDI"))
            .Row(At("RUSDIN"))
            .Row(At("RUSDINA")).Row(At("RUSDINA"))
            .Build();
        FamiliesOf(list).ShouldBe([0, 0, 0, 0, 1, 1]);
    }

    [Fact]
    public void A_person_without_a_card_joins_the_card_of_the_head_its_record_names()
    {
        var dtks = ListBuilder.Welfare("dtks").Row(OnCard(Card, "SLAMET SARIP", "Kepala Keluarga")).Row(OnCard(Card, "SITI", "Istri")).Build();
        var p3ke = ListBuilder.Welfare("p3ke").Row(At("SLAMET SARIP", name: "UDIN")).Row(At("SUPARDI", name: "ANI")).Build();
        FamiliesOf(dtks, p3ke).ShouldBe([0, 0, 0, 1]);
    }

    [Fact]
    public void A_linked_member_brings_the_others_of_its_household_to_the_card()
    {
        // The wife is linked to a record on a card whose head is missing from the lists.
        var dtks = ListBuilder.Welfare("dtks").Row(OnCard(Card, "SITI", "Istri")).Build();
        var p3ke = ListBuilder.Welfare("p3ke").Row(At("SLAMET", name: "SITI", relation: "Istri")).Row(At("SLAMET", name: "UDIN")).Build();
        var persons = Merger.Merge(Linked.As([dtks, p3ke], [0], [0, 1]), Rules);
        persons.FamilyOf.ShouldBe([0, 0]);
        persons.Families.All[0].CardNumber.ShouldBe(Card);
    }

    [Fact]
    public void Families_with_cards_are_never_joined_and_a_stray_member_goes_to_the_heads()
    {
        var dtks = ListBuilder.Welfare("dtks").Row(OnCard(OtherCard, "ANI", "Anak")).Row(OnCard(Card, "SLAMET", "Kepala Keluarga")).Build();
        var p3ke = ListBuilder.Welfare("p3ke").Row(At("SLAMET", name: "ANI")).Row(At("SLAMET", name: "SLAMET", relation: "Kepala Keluarga")).Row(At("SLAMET", name: "UDIN")).Build();
        var persons = Merger.Merge(Linked.As([dtks, p3ke], [0, 1], [0, 1, 2]), Rules);
        persons.FamilyOf.ShouldBe([0, 1, 1]);
    }

    [Fact]
    public void The_head_is_who_is_called_so_else_who_bears_the_heads_name_else_the_eldest()
    {
        var called = ListBuilder.Welfare("a").Row(OnCard(Card, "ANI", "Anak")).Row(OnCard(Card, "SLAMET", "kepala keluarga")).Build();
        Merger.Merge(Linked.Apart(called), Rules).Families.All[0].Head.ShouldBe(1);
        var named = ListBuilder.Welfare("a").Row(At("SLAMET", name: "ANI")).Row(At("SLAMET", name: "SLAMET", relation: "")).Build();
        Merger.Merge(Linked.Apart(named), Rules).Families.All[0].Head.ShouldBe(1);
        var eldest = ListBuilder.Welfare("a").Row((Elements.FamilyCard, Card)).Row((Elements.FamilyCard, Card), (Elements.DateOfBirth, "1990-01-01")).Row((Elements.FamilyCard, Card), (Elements.DateOfBirth, "1960-01-01")).Build();
        Merger.Merge(Linked.Apart(eldest), Rules).Families.All[0].Head.ShouldBe(2);
    }

    [Fact]
    public void Families_are_numbered_by_their_first_person_and_hold_everybody_once()
    {
        var list = ListBuilder.Welfare("p3ke").Row(At("UDIN")).Row(At("SLAMET")).Row(At("UDIN")).Row((Elements.Sex, "L")).Build();
        var families = Merger.Merge(Linked.Apart(list), Rules).Families;
        families.FamilyOf.ShouldBe([0, 1, 0, 2]);
        families.All.SelectMany(f => f.Members).Order().ShouldBe([0, 1, 2, 3]);
        GoldenFamilies.FamilyId(0).ShouldBe("F0000001");
    }
}
