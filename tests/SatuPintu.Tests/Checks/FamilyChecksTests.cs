using SatuPintu.Sources;

namespace SatuPintu.Tests.Checks;

public sealed class FamilyChecksTests
{
    private static readonly string[] Columns = [Elements.FamilyCard, Elements.FullName, Elements.DateOfBirth, Elements.Sex, Elements.Relation, Elements.FullAddress, Elements.VillageCode, Elements.HouseholdMembers, Elements.MaritalStatus];
    private const string Card = "3672040102100001";

    private static Delivered Family() => Delivered.With(Columns);

    private static string[] Found(Delivered family) =>
        [.. family.Rules().Where(r => !r.StartsWith("-1:", StringComparison.Ordinal)).Select(r => r[2..])];

    [Theory]
    [InlineData("1960-01-01", "Anak", "child_older")]
    [InlineData("1975-06-01", "Anak", "child_gap")]
    [InlineData("1990-06-01", "Anak", null)]
    [InlineData("1969", "Anak", "child_older")]
    [InlineData("1970", "Anak", "child_gap")]
    [InlineData("1960-01-01", "Cucu", "child_older")]
    [InlineData("1980-01-01", "Orang Tua", "parent_younger")]
    [InlineData("1965-01-01", "Orang Tua", "parent_gap")]
    [InlineData("1945-01-01", "Mertua", null)]
    [InlineData("", "Anak", null)]
    public void Generations_are_apart(string birth, string relation, string? rule)
    {
        var family = Family().Row(Card, "BUDI", "1970-03-04", "L", "Kepala Keluarga", "JL A", "3672041001").Row(Card, "ADI", birth, "L", relation, "JL A", "3672041001");
        Found(family).Where(r => r is not "value_missing").ShouldBe(rule is null ? [] : [rule]);
    }

    [Fact]
    public void A_family_has_one_head()
    {
        Found(Family().Row(Card, "ADI", "1990-01-01", "L", "Anak", "JL A", "3672041001")).ShouldBe(["family_no_head"]);
        Found(Family().Row(Card, "ADI", "1970-01-01", "L", "Kepala Keluarga", "JL A", "3672041001").Row(Card, "BUDI", "1971-01-01", "L", "Kepala Keluarga", "JL A", "3672041001"))
            .ShouldBe(["family_two_heads", "family_two_heads"]);
    }

    [Fact]
    public void A_head_recorded_twice_is_a_repeated_row_and_no_second_head() =>
        Found(Family().Row(Card, "ADI", "1970-01-01", "L", "Kepala Keluarga", "JL A", "3672041001").Row(Card, "ADI", "1970-01-01", "L", "Kepala Keluarga", "JL A", "3672041001"))
            .ShouldBe(["row_repeated"]);

    [Fact]
    public void Spouses_are_of_two_sexes_and_a_second_wife_is_worth_knowing()
    {
        Found(Family().Row(Card, "ANI", "1970-01-01", "P", "Kepala Keluarga", "JL A", "3672041001").Row(Card, "SRI", "1971-01-01", "P", "Istri", "JL A", "3672041001")).ShouldBe(["spouse_sex"]);
        Found(Family().Row(Card, "ADI", "1970-01-01", "L", "Kepala Keluarga", "JL A", "3672041001").Row(Card, "SRI", "1971-01-01", "P", "Istri", "JL A", "3672041001").Row(Card, "TUTI", "1975-01-01", "P", "Istri", "JL A", "3672041001")).ShouldBe(["family_wives"]);
    }

    [Fact]
    public void Villages_members_and_ages_are_compared()
    {
        Found(Family().Row(Card, "ADI", "1970-01-01", "L", "Kepala Keluarga", "JL A", "3672041001").Row(Card, "SRI", "1971-01-01", "P", "Istri", "JL A", "3672041002")).ShouldBe(["family_villages"]);
        Found(Family().Row(Card, "ADI", "1970-01-01", "L", "Kepala Keluarga", "JL A", "3672041001", "3")).ShouldBe(["members_differ"]);
        Found(Family().Row(Card, "ADI", "2015-01-01", "L", "Kepala Keluarga", "JL A", "3672041001", "1", "Kawin")).ShouldBe(["married_under_age", "head_very_young"]);
    }

    [Fact]
    public void A_card_on_too_many_rows_is_no_family()
    {
        var family = Family();
        for (var i = 0; i < 21; i++) family.Row(Card, "NAMA" + (char)('A' + i), "1970-01-01", "L", "Kepala Keluarga", "JL A", "3672041001");
        Found(family).ShouldBe(["kk_too_many"]);
    }

    [Fact]
    public void Without_cards_a_family_is_village_address_and_head_and_only_one_head_makes_it_certain()
    {
        string[] columns = [Elements.FullName, Elements.DateOfBirth, Elements.Sex, Elements.Relation, Elements.HeadName, Elements.FullAddress, Elements.VillageCode];
        var family = Delivered.With(columns).Row("BUDI", "1970-03-04", "L", "Kepala Keluarga", "BUDI", "JL A 1", "3672041001").Row("ADI", "1960-01-01", "L", "Anak", "BUDI", "JL A 1", "3672041001");
        Found(family).ShouldBe(["child_older"]);
        Found(family.Row("BUDI", "1940-01-01", "L", "Kepala Keluarga", "BUDI", "JL A 1", "3672041001")).ShouldBeEmpty();
        Found(Delivered.With(columns).Row("ADI", "1960-01-01", "L", "Anak", "BUDI", "JL A 1", "3672041001")).ShouldBeEmpty();
        Found(Delivered.With(columns).Row("ADI", "1960-01-01", "L", "Kepala Keluarga", "SURYA", "JL A 1", "3672041001")).ShouldBe(["head_name_differs"]);
    }
}
