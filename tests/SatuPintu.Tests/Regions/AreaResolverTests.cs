using SatuPintu.Regions;

namespace SatuPintu.Tests.Regions;

public sealed class AreaResolverTests
{
    private static readonly AreaCatalog Areas = AreaCatalog.Official;
    private static readonly AreaResolver Resolver = new(Areas);
    private static readonly AreaContext Cilegon = new(Areas.Find("3672"));

    private static AreaResolution Resolve(AreaContext context, string regency = "", string district = "", string village = "", string code = "", string province = "") =>
        Resolver.Resolve(new AreaText { Province = province, Regency = regency, District = district, Village = village, VillageCode = code }, context);

    [Theory]
    [InlineData("3672061002")]
    [InlineData("36.72.06.1002")]
    [InlineData(" 36 72 06 1002 ")]
    [InlineData("3672061002.0")]
    public void A_code_is_read_however_it_is_written(string code)
    {
        var found = Resolve(AreaContext.None, code: code);
        (found.Area!.Code, found.How, found.Confidence, found.Issues.Count).ShouldBe(("3672061002", AreaMatch.ByCode, 1, 0));
    }

    [Theory]
    [InlineData("KOTA CILEGON", "CIWANDAN", "BANJARNEGARA", "3672041001", AreaMatch.ByName)]
    [InlineData("Kota Cilegon", "Kec. Ciwandan", "Kel. Banjar-Negara", "3672041001", AreaMatch.ByName)]
    [InlineData("CILEGON", "GROGOL", "GROGOL", "3672061002", AreaMatch.ByName)]
    [InlineData("CILEGON", "GEROGOL", "GEROGOL", "3672061002", AreaMatch.ByAlias)]
    [InlineData("CILEGON", "MERAK", "LEBAK GEDE", "3672031002", AreaMatch.ByName)]
    [InlineData("CILEGON", "CITANGKIL", "DERINGO", "3672081002", AreaMatch.ByAlias)]
    [InlineData("CILEGON", "CIBEBER", "CIBEBER", "3672011001", AreaMatch.ByName)]
    [InlineData("CILEGON", "GROGOL", "GRTGOL", "3672061002", AreaMatch.ByMisspelling)]
    [InlineData("CILEGON", "CIWANDAN", "TEGALSRATU", "3672041002", AreaMatch.ByMisspelling)]
    [InlineData("CILEGON", "PULOMERAK", "MEKADSARI", "3672031003", AreaMatch.ByMisspelling)]
    [InlineData("CILEGON", "CILEGON", "CIWAADUK", "3672021005", AreaMatch.ByMisspelling)]
    [InlineData("CILEGON", "PURWAKARTA", "KEBOND ALEM", "3672071003", AreaMatch.ByName)]
    [InlineData("CILEGN", "CIWANDN", "KEPH", "3672041005", AreaMatch.ByMisspelling)]
    [InlineData("KAB. SERANG", "Anyer", "Anyar", "3604302001", AreaMatch.ByName)]
    public void Names_are_read_from_the_top_down(string regency, string district, string village, string code, AreaMatch how)
    {
        var found = Resolve(AreaContext.None, regency, district, village);
        found.Area.ShouldNotBeNull();
        (found.Area.Code, found.How).ShouldBe((code, how));
    }

    [Theory]
    [InlineData("DKI", "Jakarta Pusat", "3171")]
    [InlineData("DIY", "Sleman", "3404")]
    [InlineData("Jawa Tengah", "Kab Banjarnegara", "3304")]
    [InlineData("JATENG", "Solo", "3372")]
    [InlineData("SULSEL", "Ujung Pandang", "7371")]
    [InlineData("Kalsel", "Kota Baru", "6302")]
    [InlineData("Kalsel", "Kab. Kotabaru", "6302")]
    [InlineData("", "Kab. Bandung", "3204")]
    [InlineData("", "Kota Bandung", "3273")]
    [InlineData("Prov. Banten", "KODYA CILEGON", "3672")]
    [InlineData("", "KAB CILEGON", "3672")]
    [InlineData("", "Kota Adm. Jakarta Selatan", "3174")]
    [InlineData("", "Jaksel", "3174")]
    [InlineData("Sumatra Utara", "Toba Samosir", "1212")]
    [InlineData("Jawa Timur", "Kab. Cilegon", "3672")]
    public void Regencies_and_provinces_go_by_many_names(string province, string regency, string code) =>
        Resolve(AreaContext.None, regency, province: province).Area!.Code.ShouldBe(code);

    [Fact]
    public void A_name_of_two_regencies_is_told_by_what_lies_below_it()
    {
        Resolve(AreaContext.None, "SERANG", "Anyar").Area!.Code.ShouldBe("360430");
        Resolve(AreaContext.None, "SERANG", "Kasemen").Area!.At(AreaLevel.Regency)!.Name.ShouldBe("Kota Serang");
        var neither = Resolve(AreaContext.None, "SERANG");
        neither.How.ShouldBe(AreaMatch.Ambiguous);
        neither.Candidates.Select(c => c.Code).ShouldBe(["3604", "3673"]);
        Resolve(new AreaContext(Areas.Find("3604")), "SERANG").Area!.Code.ShouldBe("3604");
    }

    [Fact]
    public void The_parent_decides_between_equal_names()
    {
        // There is a Mekarsari in 60 places; the district, or else the list's regency, tells which.
        Resolve(Cilegon, district: "PULOMERAK", village: "MEKARSARI").Area!.Code.ShouldBe("3672031003");
        Resolve(Cilegon, village: "MEKARSARI").Area!.Code.ShouldBe("3672031003");
        Resolve(AreaContext.None, village: "MEKARSARI").Area.ShouldBeNull();
    }

    [Fact]
    public void A_village_of_another_district_is_found_and_told()
    {
        var found = Resolve(Cilegon, district: "CILEGON", village: "GEREM");
        found.Area!.Code.ShouldBe("3672061004");
        found.Issues.ShouldBe([new AreaIssue(AreaIssueKind.OutsideParent, AreaPart.Village)]);
        found.Confidence.ShouldBeLessThan(0.9);
    }

    [Fact]
    public void A_village_near_in_its_district_and_exact_in_another_is_left_undecided()
    {
        // In Citangkil: Kebonsari; one letter away in another district nothing, so a made case: Kotasari (Gerogol) beside Kotabumi.
        var district = Areas.Districts.First(d => Pair(d) is not null);
        var (near, elsewhere) = Pair(district)!.Value;
        var found = Resolver.Resolve(new AreaText { DistrictCode = district.Code, Village = elsewhere.Name }, AreaContext.None);
        found.How.ShouldBe(AreaMatch.Ambiguous);
        found.Area.ShouldBe(district);
        found.Candidates.ShouldBe([near, elsewhere]);
    }

    [Fact]
    public void A_code_is_believed_before_a_name_that_differs()
    {
        var found = Resolve(Cilegon, district: "CILEGON", village: "GEREM", code: "3672031003");
        found.Area!.Code.ShouldBe("3672031003");
        found.How.ShouldBe(AreaMatch.ByCode);
        found.Confidence.ShouldBeLessThan(1);
        found.Issues.ShouldBe([new AreaIssue(AreaIssueKind.CodeNameDiffer, AreaPart.District), new AreaIssue(AreaIssueKind.CodeNameDiffer, AreaPart.Village)]);
    }

    [Fact]
    public void A_regency_of_the_same_name_as_the_city_is_not_the_city()
    {
        Resolve(AreaContext.None, "Kab. Serang", code: "3673011001").Issues.ShouldContain(new AreaIssue(AreaIssueKind.CodeNameDiffer, AreaPart.Regency));
        Resolve(AreaContext.None, "Serang", code: "3673011001").Issues.ShouldBeEmpty();
    }

    [Fact]
    public void A_code_that_does_not_exist_leaves_it_to_the_names()
    {
        var found = Resolve(Cilegon, district: "CIWANDAN", village: "KEPUH", code: "3672999999");
        found.Area!.Code.ShouldBe("3672041005");
        found.Issues.ShouldBe([new AreaIssue(AreaIssueKind.Unknown, AreaPart.VillageCode)]);
    }

    [Fact]
    public void A_village_code_off_by_its_last_digits_still_tells_the_district()
    {
        Resolve(AreaContext.None, code: "3672041099").Area!.Code.ShouldBe("367204");
        Resolve(AreaContext.None, code: "3672040020").Area.ShouldBeNull(); // built like a statistical code, whose districts are numbered otherwise
    }

    [Fact]
    public void What_no_area_fits_keeps_the_area_above_and_is_told()
    {
        var found = Resolve(Cilegon, district: "CIWANDAN", village: "XYZ KUNING");
        (found.Area!.Code, found.How).ShouldBe(("367204", AreaMatch.Unknown));
        found.Issues.ShouldBe([new AreaIssue(AreaIssueKind.Unknown, AreaPart.Village)]);
        var nothing = Resolve(AreaContext.None);
        (nothing.Area, nothing.How, nothing.Confidence, nothing.Issues.Count).ShouldBe((null, AreaMatch.None, 0, 0));
    }

    [Fact]
    public void A_tie_between_two_names_is_not_decided_by_chance()
    {
        // Parit I and Parit II are both one letter from Parit.
        var found = Resolve(AreaContext.None, regency: "", code: "", district: "", village: "");
        found.Area.ShouldBeNull();
        var names = new AreaNames(AreaLevel.Village, [Made("Sukasari", 1), Made("Sukajari", 2), Made("Parit I", 3), Made("Parit II", 4)]);
        names.Find(AreaNameKey.Of("SUKABARI", AreaLevel.Village)).How.ShouldBe(AreaMatch.Ambiguous);
        names.Find(AreaNameKey.Of("SUKASARIE", AreaLevel.Village)).Area!.Name.ShouldBe("Sukasari");
        names.Find(AreaNameKey.Of("PARIT 2", AreaLevel.Village)).Area!.Name.ShouldBe("Parit II");
        names.Find(AreaNameKey.Of("PARIT 3", AreaLevel.Village)).How.ShouldBe(AreaMatch.Unknown);
    }

    [Fact]
    public void Every_alias_belongs_to_an_area_and_leads_to_it()
    {
        AreaAliases.All.Count.ShouldBeGreaterThan(100);
        foreach (var (code, aliases) in AreaAliases.All)
        {
            var area = Areas.Find(code);
            area.ShouldNotBeNull(code);
            var names = new AreaNames(area.Level, area.Parent is null ? Areas.Provinces : area.Level == AreaLevel.Regency ? Areas.Regencies : Areas.Children(area.Parent.Code));
            foreach (var alias in aliases)
            {
                var match = names.Find(AreaNameKey.Of(alias, area.Level));
                if (area.Level == AreaLevel.Regency && match.Area != area) match = names.Find(AreaNameKey.Of(area.Name.Split(' ')[0] + " " + alias, area.Level));
                match.Area.ShouldBe(area, alias);
            }
        }
    }

    private static Area Made(string name, int number) => new($"99990110{number:00}", name, AreaLevel.Village, null, number);

    /// <summary>A village of the district, and one elsewhere in the regency whose name is exactly one slip away and unique there.</summary>
    private static (Area Near, Area Elsewhere)? Pair(Area district)
    {
        var villages = Areas.VillagesOf(district.Code);
        foreach (var other in Areas.DistrictsOf(district.Parent!.Code).Where(d => d != district))
            foreach (var elsewhere in Areas.VillagesOf(other.Code).Where(v => v.Name.Length > 6 && v.Name.All(char.IsAsciiLetter)))
            {
                var near = villages.Where(v => EditDistance.Between(v.Name, elsewhere.Name, 2) <= 2).ToList();
                if (near.Count == 1 && near[0].Name != elsewhere.Name && near[0].Name.All(char.IsAsciiLetter) && EditDistance.Between(near[0].Name, elsewhere.Name, 1) == 1
                    && Areas.DistrictsOf(district.Parent.Code).SelectMany(d => Areas.VillagesOf(d.Code)).Count(v => AreaNameKey.Of(v.Name, AreaLevel.Village).Full == AreaNameKey.Of(elsewhere.Name, AreaLevel.Village).Full) == 1)
                    return (near[0], elsewhere);
            }
        return null;
    }
}
