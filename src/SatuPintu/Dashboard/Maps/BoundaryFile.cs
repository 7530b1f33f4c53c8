using System.Text.Json;
using SatuPintu.Regions;

namespace SatuPintu.Dashboard.Maps;

/// <summary>The boundary of an area.</summary>
/// <param name="Area">The code of the area.</param>
/// <param name="Name">Its official name.</param>
/// <param name="Shape">The coordinates of a MultiPolygon as JSON.</param>
public sealed record Boundary(string Area, string Name, string Shape);

/// <summary>Reads boundaries from GeoJSON (RFC 7946), and finds the area of each by a code or by its name.</summary>
/// <remarks>
/// A code is a value of a feature, or its id, that is one of the official list when dots are left out; the longest counts. Without one, the name is looked for
/// among the villages and districts of a regency that is given, within the district that the feature names, where it names one.
/// </remarks>
internal sealed class BoundaryFile
{
    private const int MostErrors = 10;
    private static readonly string[] VillageNames = ["desa", "kelurahan", "nama_desa", "nama_kelurahan", "namobj", "wadmkd", "village", "nama", "name"], DistrictNames = ["kecamatan", "nama_kecamatan", "wadmkc", "district"];

    private readonly List<string> errors = [];
    private readonly Dictionary<string, Boundary> found = new(StringComparer.Ordinal);

    private BoundaryFile()
    {
    }

    /// <summary>Reads them.</summary>
    /// <param name="json">The file.</param>
    /// <param name="regency">The code of the regency in which names are looked for; null where features have codes.</param>
    /// <param name="language">The language in which faults are told.</param>
    /// <exception cref="UserError">It is no GeoJSON of areas; all that is wrong is named, up to ten faults.</exception>
    public static IReadOnlyList<Boundary> Read(ReadOnlyMemory<byte> json, string? regency, Language language)
    {
        using var document = GeoJson.Parse(json);
        var file = new BoundaryFile();
        var number = 0;
        foreach (var feature in GeoJson.Features(document))
        {
            file.Take(feature, ++number, regency, language);
            if (file.errors.Count >= MostErrors) break;
        }
        if (file.errors.Count > 0) throw new UserError(ExitCode.Usage, "boundary.wrong", ("faults", string.Join(' ', file.errors)));
        return [.. file.found.Values];
    }

    private void Take(JsonElement feature, int number, string? regency, Language language)
    {
        if (feature.ValueKind != JsonValueKind.Object || Find(feature, regency) is not { } area)
        {
            Wrong("boundary.unknown_area");
            return;
        }
        if (GeoJson.Shape(feature) is not { } shape) Wrong("boundary.no_shape");
        else if (!found.TryAdd(area.Code, new Boundary(area.Code, area.Name, shape))) Wrong("boundary.twice");

        void Wrong(string key) => errors.Add(Catalogue.Say(language, key, ("number", number), ("name", NameOf(feature))));
    }

    /// <summary>Whatever of the feature an officer knows it by.</summary>
    private static string NameOf(JsonElement feature)
    {
        var name = feature.ValueKind == JsonValueKind.Object ? Named(feature, VillageNames) ?? "–" : "–";
        return name.Length > 60 ? name[..60] : name;
    }

    private static Area? Find(JsonElement feature, string? regency)
    {
        var codes = new List<Area>();
        if (feature.TryGetProperty("id", out var id)) Add(id);
        foreach (var property in GeoJson.Properties(feature)) Add(property.Value);
        if (codes.Count > 0) return codes.MaxBy(c => c.Code.Length);
        if (regency is null || AreaCatalog.Official.Find(regency) is not { Level: AreaLevel.Regency }) return null;
        var districts = AreaCatalog.Official.DistrictsOf(regency);
        if (Named(feature, DistrictNames) is { } inDistrict)
        {
            districts = [.. districts.Where(d => Same(d, inDistrict))];
            if (Named(feature, VillageNames) is not { } village) return districts is [var only] ? only : null;
            return districts.SelectMany(d => AreaCatalog.Official.VillagesOf(d.Code)).Where(v => Same(v, village)).ToList() is [var inside] ? inside : null;
        }
        if (Named(feature, VillageNames) is not { } name) return null;
        // A village and a district may bear one name: the name alone then says which only by there being no more than one.
        return districts.SelectMany(d => AreaCatalog.Official.VillagesOf(d.Code)).Concat(districts).Where(a => Same(a, name)).ToList() is [var one] ? one : null;

        void Add(JsonElement value)
        {
            var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.ValueKind == JsonValueKind.Number ? value.GetRawText() : "";
            var code = text.Replace(".", "", StringComparison.Ordinal).Trim();
            if (code.Length is 4 or 6 or 10 && code.All(char.IsAsciiDigit) && AreaCatalog.Official.Find(code) is { } area) codes.Add(area);
        }
    }

    private static bool Same(Area area, string name) => AreaAliases.Of(area).Prepend(area.Name).Any(n => AreaNameKey.Of(n, area.Level).Loose == AreaNameKey.Of(name, area.Level).Loose);

    private static string? Named(JsonElement feature, string[] names)
    {
        foreach (var name in names)
            foreach (var property in GeoJson.Properties(feature))
                if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && property.Value.ValueKind == JsonValueKind.String && property.Value.GetString() is { Length: > 0 } text) return text;
        return null;
    }
}
