using System.Text.Json;
using SatuPintu.Regions;

namespace SatuPintu.Samples;

/// <summary>What the lists of one district are to hold.</summary>
/// <param name="District">The district.</param>
/// <param name="Dtks">Rows of DTKS.</param>
/// <param name="Families">Families of DTKS.</param>
/// <param name="P3ke">Rows of P3KE.</param>
/// <param name="OverlapNik">NIK that stand in both.</param>
internal sealed record DistrictCounts(Area District, int Dtks, int Families, int P3ke, int OverlapNik);

/// <summary>The counts by district: as published where they are, else from the kind and number of the villages.</summary>
internal static class SampleCounts
{
    /// <summary>The counts of a regency, multiplied by <paramref name="scale"/>.</summary>
    internal static IReadOnlyList<DistrictCounts> Of(Area regency, AreaCatalog areas, double scale)
    {
        var file = SampleData.Read("counts.json");
        var published = file.GetProperty("published").TryGetProperty(regency.Code, out var p) ? p : default;
        var elsewhere = file.GetProperty("elsewhere");
        return [.. areas.DistrictsOf(regency.Code).Where(d => areas.VillagesOf(d.Code).Count > 0)
            .Select(d => Scaled(published.ValueKind == JsonValueKind.Object ? Published(d, published) : Estimated(d, areas, elsewhere), scale))];
    }

    private static DistrictCounts Published(Area district, JsonElement published)
    {
        var counts = published.GetProperty(district.Code);
        int Count(string name) => counts.GetProperty(name).GetInt32();
        return new(district, Count("dtks"), Count("families"), Count("p3ke"), Count("overlap_nik"));
    }

    // Drawn from the code and not from the seed: a district does not change its size from one sample to the next.
    private static DistrictCounts Estimated(Area district, AreaCatalog areas, JsonElement elsewhere)
    {
        var chance = new Chance(17, ulong.Parse(district.Code));
        double Range(string name) => chance.Between(elsewhere.GetProperty(name)[0].GetDouble(), elsewhere.GetProperty(name)[1].GetDouble());
        var town = elsewhere.GetProperty("per_town_village").GetDouble();
        var country = elsewhere.GetProperty("per_country_village").GetDouble();
        var dtks = areas.VillagesOf(district.Code).Sum(v => (v.Code[6] == '1' ? town : country) * chance.Between(0.5, 1.5));
        var perFamily = Range("persons_per_family");
        var p3ke = dtks * Range("p3ke_share");
        return new(district, (int)dtks, (int)(dtks / perFamily), (int)p3ke, (int)(Math.Min(dtks, p3ke) * Range("overlap_nik_share")));
    }

    private static DistrictCounts Scaled(DistrictCounts counts, double scale)
    {
        int Times(int count) => (int)Math.Round(count * scale, MidpointRounding.AwayFromZero);
        var dtks = Math.Max(1, Times(counts.Dtks));
        var p3ke = Math.Max(1, Times(counts.P3ke));
        return counts with { Dtks = dtks, Families = Math.Clamp(Times(counts.Families), 1, dtks), P3ke = p3ke, OverlapNik = Math.Min(Times(counts.OverlapNik), Math.Min(dtks, p3ke) / 2) };
    }
}
