using System.Text.Json;
using SatuPintu.Regions;

namespace SatuPintu.Samples;

/// <summary>Where people were born and which district issued their NIK: mostly here, some nearby, some far away.</summary>
internal sealed class OriginMaker
{
    private readonly AreaCatalog areas;
    private readonly Area regency;
    private readonly Area[] near;
    private readonly Weighted<Area> far;
    private readonly double own, nearby;

    internal OriginMaker(JsonElement places, AreaCatalog areas, Area regency)
    {
        this.areas = areas;
        this.regency = regency;
        near = [.. areas.Children(regency.Parent!.Code).Where(r => r.Code != regency.Code)];
        var births = places.GetProperty("birthplaces");
        own = births.GetProperty("own").GetDouble();
        nearby = near.Length == 0 ? 0 : births.GetProperty("near").GetDouble();
        far = new(births.GetProperty("far").EnumerateObject().Where(r => r.Name != regency.Code)
            .Select(r => (areas.Find(r.Name) ?? throw new InvalidDataException($"places.json: there is no regency {r.Name}."), r.Value.GetDouble())));
    }

    /// <summary>The regency of birth and the six digits of the district that issued the NIK.</summary>
    internal (Area Birthplace, string Issued) Draw(Chance chance, Area home, bool child)
    {
        var at = chance.Share() * (child ? 0.93 : 1) - (child ? 0.25 : 0);
        var birthplace = at < own ? regency : at < own + nearby ? near[Math.Min(chance.Below(near.Length), chance.Below(near.Length))] : far.Draw(chance);
        if (birthplace == regency) return (birthplace, chance.Hit(0.86) ? home.Code : chance.Of(areas.DistrictsOf(regency.Code)).Code);
        return (birthplace, chance.Hit(0.5) ? home.Code : chance.Of(areas.DistrictsOf(birthplace.Code)).Code);
    }
}
