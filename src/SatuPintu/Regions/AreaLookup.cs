using System.Collections.Concurrent;

namespace SatuPintu.Regions;

/// <summary>The names of the areas below each parent, made when first asked for and kept.</summary>
internal sealed class AreaLookup(AreaCatalog areas)
{
    private readonly ConcurrentDictionary<string, AreaNames> children = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, AreaNames> villagesOfRegency = new(StringComparer.Ordinal);
    private readonly Lazy<AreaNames> provinces = new(() => new AreaNames(AreaLevel.Province, areas.Provinces));
    private readonly Lazy<AreaNames> regencies = new(() => new AreaNames(AreaLevel.Regency, areas.Regencies));
    private readonly Lazy<ILookup<string, Area>> districtsByName = new(() => areas.Districts
        .SelectMany(d => AreaAliases.Of(d).Prepend(d.Name).Select(name => (District: d, Key: AreaNameKey.Of(name, AreaLevel.District).Full)))
        .ToLookup(d => d.Key, d => d.District, StringComparer.Ordinal));
    private readonly Lazy<ILookup<string, Area>> villagesByName = new(() => areas.Districts
        .SelectMany(d => areas.VillagesIn(d))
        .ToLookup(v => AreaNameKey.Of(v.Name, AreaLevel.Village).Full, StringComparer.Ordinal));

    public AreaNames Provinces => provinces.Value;

    /// <summary>The regencies of a province, or all when it is not known.</summary>
    public AreaNames RegenciesOf(Area? province) => province is null
        ? regencies.Value
        : children.GetOrAdd(province.Code, _ => new AreaNames(AreaLevel.Regency, areas.RegenciesIn(province).ToArray()));

    public AreaNames DistrictsOf(Area regency) =>
        children.GetOrAdd(regency.Code, _ => new AreaNames(AreaLevel.District, areas.DistrictsIn(regency).ToArray()));

    public AreaNames VillagesOf(Area district) =>
        children.GetOrAdd(district.Code, _ => new AreaNames(AreaLevel.Village, areas.VillagesIn(district)));

    public AreaNames VillagesOfRegency(Area regency) =>
        villagesOfRegency.GetOrAdd(regency.Code, _ => new AreaNames(AreaLevel.Village, areas.DistrictsIn(regency).ToArray().SelectMany(areas.VillagesIn)));

    /// <summary>One area alone, to see whether a name is its own.</summary>
    public AreaNames Alone(Area area) => children.GetOrAdd("=" + area.Code, _ => new AreaNames(area.Level, [area]));

    /// <summary>All districts of the country that bear a name.</summary>
    public IEnumerable<Area> DistrictsNamed(AreaNameKey key) => districtsByName.Value[key.Full];

    /// <summary>All villages of the country that bear a name.</summary>
    public IEnumerable<Area> VillagesNamed(AreaNameKey key) => villagesByName.Value[key.Full];
}
