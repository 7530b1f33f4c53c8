using SatuPintu.Regions;

namespace SatuPintu.Tests.Regions;

public sealed class AreaContextTests
{
    private static readonly AreaCatalog Areas = AreaCatalog.Official;

    private static string? Infer(Func<IReadOnlyDictionary<string, int>>? niks, params AreaText[] texts) =>
        AreaContext.Infer(Areas, [.. texts.Select(t => new AreaCount(t, 1))], niks).Regency?.Code;

    private static AreaText Place(string district, string village = "") => new() { District = district, Village = village };

    [Fact]
    public void Codes_tell_the_regency_by_their_majority()
    {
        var text = new AreaText { VillageCode = "36.72.04.1001" };
        AreaContext.Infer(Areas, [new(text, 90), new(new AreaText { VillageCode = "3604302001" }, 10)]).Regency!.Code.ShouldBe("3672");
        AreaContext.Infer(Areas, [new(text, 50), new(new AreaText { VillageCode = "3604302001" }, 50)]).Regency.ShouldBeNull();
    }

    [Fact]
    public void Names_of_the_regency_tell_it() => Infer(null, new AreaText { Regency = "KOTA CILEGON" }, new AreaText { Regency = "CILEGON" }).ShouldBe("3672");

    [Fact]
    public void Districts_and_villages_tell_the_regency_that_has_most_of_them() =>
        Infer(null, Place("CIWANDAN", "KEPUH"), Place("CIBEBER", "BULAKAN"), Place("GROGOL", "GEREM"), Place("PURWAKARTA", "PABEAN"), Place("CIWADAN", "KEPUHH")).ShouldBe("3672");

    [Fact]
    public void Villages_alone_tell_it_as_well() =>
        Infer(null, Place("", "KEPUH"), Place("", "RANDAKARI"), Place("", "WARNASARI"), Place("", "MEKARSARI")).ShouldBe("3672");

    [Fact]
    public void The_nik_decide_between_regencies_that_explain_as_much()
    {
        // Purwakarta is a district of Cilegon and of Kabupaten Purwakarta.
        Infer(null, Place("PURWAKARTA")).ShouldBeNull();
        Infer(() => new Dictionary<string, int>(StringComparer.Ordinal) { ["3672"] = 70, ["3214"] = 20 }, Place("PURWAKARTA")).ShouldBe("3672");
        Infer(() => new Dictionary<string, int>(StringComparer.Ordinal) { ["3214"] = 70 }, Place("PURWAKARTA")).ShouldBe("3214");
        Infer(() => new Dictionary<string, int>(StringComparer.Ordinal) { ["1111"] = 70 }, Place("PURWAKARTA")).ShouldBeNull();
    }

    [Fact]
    public void A_list_that_says_nothing_has_no_regency()
    {
        Infer(null).ShouldBeNull();
        Infer(null, new AreaText()).ShouldBeNull();
        Infer(null, Place("XXX", "YYY")).ShouldBeNull();
    }
}
