using SatuPintu.Regions;

namespace SatuPintu.Tests.Regions;

public sealed class AreaCatalogTests
{
    private static readonly AreaCatalog Areas = AreaCatalog.Official;

    [Fact]
    public void Holds_every_area_of_the_official_list()
    {
        Areas.Provinces.Count.ShouldBe(38);
        Areas.Regencies.Count.ShouldBe(514);
        Areas.Districts.Count.ShouldBe(7277);
        Areas.VillageCount.ShouldBe(83_763);
        Areas.Districts.Sum(d => Areas.VillagesOf(d.Code).Count).ShouldBe(83_763);
    }

    [Fact]
    public void Every_area_is_found_by_its_code_and_lies_in_its_parent()
    {
        foreach (var area in Areas.Provinces.Concat(Areas.Regencies).Concat(Areas.Districts).Concat(Areas.Districts.Where((_, i) => i % 20 == 0).SelectMany(d => Areas.VillagesOf(d.Code))))
        {
            Areas.Find(area.Code).ShouldBeSameAs(area);
            area.Code.Length.ShouldBe((int)area.Level);
            area.Name.ShouldNotBeNullOrWhiteSpace();
            if (area.Parent is null)
            {
                area.Level.ShouldBe(AreaLevel.Province);
                continue;
            }
            area.Code.ShouldStartWith(area.Parent.Code);
            Areas.Children(area.Parent.Code).ShouldContain(area);
        }
    }

    [Theory]
    [InlineData("36", "Banten")]
    [InlineData("31", "DKI Jakarta")]
    [InlineData("34", "Daerah Istimewa Yogyakarta")]
    [InlineData("3672", "Kota Cilegon")]
    [InlineData("7310", "Kabupaten Pangkajene dan Kepulauan")]
    [InlineData("367206", "Gerogol")]
    [InlineData("3672061002", "Grogol")]
    [InlineData("3526072007", "Ra'as")]
    [InlineData("5307012021", "Regapu'u")]
    public void Names_are_official_and_read_well(string code, string name) => Areas.Find(code)!.Name.ShouldBe(name);

    [Fact]
    public void Cilegon_has_eight_districts_and_forty_three_villages()
    {
        Areas.DistrictsOf("3672").Select(d => d.Name).ShouldBe(["Cibeber", "Cilegon", "Pulomerak", "Ciwandan", "Jombang", "Gerogol", "Purwakarta", "Citangkil"]);
        Areas.DistrictsOf("3672").Sum(d => Areas.VillagesOf(d.Code).Count).ShouldBe(43);
        var village = Areas.Find("3672081002")!;
        village.At(AreaLevel.District)!.Name.ShouldBe("Citangkil");
        village.At(AreaLevel.Province)!.Name.ShouldBe("Banten");
        village.Parent!.At(AreaLevel.Village).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("99")]
    [InlineData("36720")]
    [InlineData("367299")]
    [InlineData("3672069999")]
    [InlineData("36.72")]
    [InlineData("36720610021")]
    public void A_code_that_is_not_in_the_list_finds_nothing(string code)
    {
        Areas.Find(code).ShouldBeNull();
        Areas.Children(code).ShouldBeEmpty();
        Areas.DistrictsOf(code).ShouldBeEmpty();
        Areas.VillagesOf(code).ShouldBeEmpty();
    }

    [Fact]
    public void Children_of_another_level_are_not_taken_for_districts_or_villages()
    {
        Areas.DistrictsOf("36").ShouldBeEmpty();
        Areas.VillagesOf("3672").ShouldBeEmpty();
        Areas.Children("3672061002").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("367206", AreaStanding.Exists)]
    [InlineData("360401", AreaStanding.Existed)] // went to Kota Serang
    [InlineData("360410", AreaStanding.Existed)]
    [InlineData("640501", AreaStanding.Existed)] // Nunukan before Kalimantan Utara
    [InlineData("910101", AreaStanding.Existed)] // Merauke before Papua Selatan
    [InlineData("927102", AreaStanding.Existed)] // Kota Sorong before Papua Barat Daya
    [InlineData("540301", AreaStanding.Existed)] // Timor Timur
    [InlineData("732103", AreaStanding.Existed)] // before Sulawesi Barat
    [InlineData("095406", AreaStanding.Existed)] // Jakarta on old cards
    [InlineData("367209", AreaStanding.RegencyOnly)]
    [InlineData("367200", AreaStanding.RegencyOnly)]
    [InlineData("640500", AreaStanding.Unknown)]
    [InlineData("367999", AreaStanding.Unknown)]
    [InlineData("999999", AreaStanding.Unknown)]
    [InlineData("36720", AreaStanding.Unknown)]
    [InlineData("36720A", AreaStanding.Unknown)]
    public void The_first_six_digits_of_a_nik_are_judged(string six, AreaStanding standing)
    {
        Areas.DistrictExistedOrExists(six).ShouldBe(standing);
        Areas.HasDistrict(six).ShouldBe(standing == AreaStanding.Exists);
    }

    [Fact]
    public void Every_former_area_is_gone_and_its_successor_exists()
    {
        Areas.FormerAreas.Count.ShouldBeGreaterThan(30);
        foreach (var former in Areas.FormerAreas)
        {
            Areas.Find(former.Code).ShouldBeNull(former.Code);
            if (former.Successor.Length > 0) Areas.Find(former.Successor).ShouldNotBeNull(former.Code);
            Areas.Former(former.Code.PadRight(6, '1'))!.Name.ShouldBe(former.Name);
        }
    }

    [Fact]
    public void Successors_bear_the_name_of_the_area_they_succeed()
    {
        foreach (var former in Areas.FormerAreas.Where(f => f.Successor.Length == 4 && f.Name.StartsWith("Kabupaten", StringComparison.Ordinal)))
            former.Name.ShouldStartWith(Areas.Find(former.Successor)!.Name);
    }
}
