using SatuPintu.Sources;
using SatuPintu.Sources.Checks;

namespace SatuPintu.Tests.Checks;

public sealed class NikTrustTests
{
    private const string Nik = "3672041205850003";

    [Theory]
    [InlineData(Nik, "1985-05-12", "L", NikTrust.Valid)]
    [InlineData(Nik, "", "", NikTrust.Valid)]
    [InlineData(Nik, "1985", "L", NikTrust.Valid)]
    [InlineData(Nik, "1985-12-05", "L", NikTrust.Valid)]
    [InlineData(Nik, "1985-05-13", "L", NikTrust.Valid)]
    [InlineData(Nik, "1985-05-12", "P", NikTrust.Valid)]
    [InlineData(Nik, "1985-05-13", "P", NikTrust.ConflictsWithBirthOrSex)]
    [InlineData(Nik, "1971-08-12", "L", NikTrust.ConflictsWithBirthOrSex)]
    [InlineData("3672041205850000", "1985-05-12", "L", NikTrust.None)]
    [InlineData("0072041205850003", "1985-05-12", "L", NikTrust.None)]
    [InlineData("", "1985-05-12", "L", NikTrust.None)]
    public void One_slip_leaves_a_NIK_trusted_and_two_do_not(string nik, string birth, string sex, NikTrust trust) =>
        Delivered.People().Person("1", nik: nik, birth: birth, sex: sex).Check().NikTrust.ShouldBe([trust]);

    [Theory]
    [InlineData("SITI AMINAH", "1985-05-12", "SITTI AMINAH", "1985-05-12", false)]
    [InlineData("SITI AMINAH", "1985-05-12", "AMINAH", "1985-05-21", false)]
    [InlineData("NURHASANAH", "1985-05-12", "NUR HASANAH", "", false)]
    [InlineData("AHMAD", "1985-05-12", "AHMAD", "1961-02-12", true)]
    [InlineData("HASAN", "1985-05-12", "HUSEN", "1985-05-12", true)]
    [InlineData("BUDI SANTOSO", "1985-05-12", "RATNA DEWI", "1990-01-01", true)]
    [InlineData("SITI AMINAH", "1985-05-12", "SITI RAHMAH", "1990-01-01", true)]
    public void One_NIK_on_two_rows_is_one_person_or_shared(string name, string birth, string otherName, string otherBirth, bool shared)
    {
        var result = Delivered.People()
            .Person("1", nik: Nik, name: name, birth: birth)
            .Person("2", nik: Nik, name: otherName, birth: otherBirth, kk: "3672040102100009", address: "JL LAIN 2").Check();
        result.All.ShouldContain(f => f.Row == 1 && f.Rule == (shared ? "nik_shared" : "row_double") && f.Detail == "2");
        result.All.ShouldNotContain(f => f.Rule == (shared ? "row_double" : "nik_shared"));
        if (shared) result.NikTrust.ShouldAllBe(t => t == NikTrust.Shared);
        else result.NikTrust.ShouldNotContain(NikTrust.Shared);
    }

    [Fact]
    public void A_family_under_one_number_that_tells_none_of_their_birth_dates_has_its_card_there()
    {
        var list = Delivered.With(Elements.Nik, Elements.FullName, Elements.DateOfBirth, Elements.Sex, Elements.FullAddress, Elements.HeadName);
        var result = list.Row("3672040102100001", "BUDI", "1970-03-04", "L", "JL A 1", "BUDI").Row("3672040102100001", "ANI", "1975-07-08", "P", "JL A 1", "BUDI").Check();
        result.NikTrust.ShouldAllBe(t => t == NikTrust.IsKk);
        result.All.Count(f => f.Rule == "nik_is_kk").ShouldBe(2);
    }

    [Fact]
    public void A_card_number_of_another_list_is_known_among_NIK()
    {
        var cards = ListChecker.FamilyCards(Delivered.People().Person("1", kk: "'3672040102100001").Table());
        cards.ShouldBe([3672040102100001]);
        var list = Delivered.With(Elements.Nik, Elements.FullName, Elements.DateOfBirth, Elements.Sex).Row("3672040102100001", "ANI", "1975-07-08", "P");
        list.Check(cards).NikTrust.ShouldBe([NikTrust.IsKk]);
        list.Check().NikTrust.ShouldBe([NikTrust.ConflictsWithBirthOrSex]);
    }

    [Fact]
    public void A_boy_born_on_the_day_another_familys_card_was_issued_keeps_his_NIK()
    {
        var result = Delivered.People().Person("1", kk: "3672040102100001")
            .Person("2", nik: "3672040102100001", birth: "2010-02-01", kk: "3672040102100009", name: "ADI").Check();
        result.NikTrust[1].ShouldBe(NikTrust.Valid);
        result.All.ShouldNotContain(f => f.Rule == "kk_is_nik" || f.Rule == "nik_is_kk");
    }

    [Fact]
    public void A_number_on_very_many_rows_is_filler_of_some_kind()
    {
        var list = Delivered.People();
        for (var i = 0; i < 60; i++) list.Person($"{i}", name: "WARGA" + (char)('A' + i % 26), kk: $"36720401021{i:00}001", address: $"JL {i}");
        list.Check().NikTrust.ShouldAllBe(t => t == NikTrust.Shared);
    }
}
