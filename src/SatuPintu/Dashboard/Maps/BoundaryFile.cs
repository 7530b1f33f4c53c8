using System.Globalization;
using System.Text;
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
    private const int MostErrors = 10, Decimals = 5;
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
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 16 });
        }
        catch (JsonException e)
        {
            throw new UserError(ExitCode.Usage, "boundary.not_json", e);
        }
        using (document)
        {
            if (document.RootElement is not { ValueKind: JsonValueKind.Object } root || !root.TryGetProperty("features", out var features) || features.ValueKind != JsonValueKind.Array || features.GetArrayLength() == 0)
                throw new UserError(ExitCode.Usage, "boundary.no_features");
            var file = new BoundaryFile();
            var number = 0;
            foreach (var feature in features.EnumerateArray())
            {
                file.Take(feature, ++number, regency, language);
                if (file.errors.Count >= MostErrors) break;
            }
            if (file.errors.Count > 0) throw new UserError(ExitCode.Usage, "boundary.wrong", ("faults", string.Join(' ', file.errors)));
            return [.. file.found.Values];
        }
    }

    private void Take(JsonElement feature, int number, string? regency, Language language)
    {
        if (feature.ValueKind != JsonValueKind.Object || Find(feature, regency) is not { } area)
        {
            Wrong("boundary.unknown_area");
            return;
        }
        if (!feature.TryGetProperty("geometry", out var geometry) || Shape(geometry) is not { } shape) Wrong("boundary.no_shape");
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
        if (feature.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
            foreach (var property in properties.EnumerateObject()) Add(property.Value);
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
        if (!feature.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object) return null;
        foreach (var name in names)
            foreach (var property in properties.EnumerateObject())
                if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && property.Value.ValueKind == JsonValueKind.String && property.Value.GetString() is { Length: > 0 } text) return text;
        return null;
    }

    /// <summary>The coordinates of a MultiPolygon to a metre; null where it is no polygon on earth.</summary>
    private static string? Shape(JsonElement geometry)
    {
        if (geometry.ValueKind != JsonValueKind.Object || !geometry.TryGetProperty("type", out var type) || !geometry.TryGetProperty("coordinates", out var coordinates) || coordinates.ValueKind != JsonValueKind.Array) return null;
        var text = new StringBuilder("[");
        var polygons = type.GetString() switch
        {
            "Polygon" => [coordinates],
            "MultiPolygon" => coordinates.EnumerateArray().ToArray(),
            _ => [],
        };
        foreach (var polygon in polygons)
        {
            if (polygon.ValueKind != JsonValueKind.Array || polygon.GetArrayLength() == 0) return null;
            text.Append(text.Length > 1 ? ",[" : "[");
            var rings = 0;
            foreach (var ring in polygon.EnumerateArray())
            {
                if (rings++ > 0) text.Append(',');
                if (!Ring(ring, text)) return null;
            }
            text.Append(']');
        }
        return polygons.Length == 0 ? null : text.Append(']').ToString();
    }

    private static bool Ring(JsonElement ring, StringBuilder text)
    {
        const int fewest = 4;
        if (ring.ValueKind != JsonValueKind.Array || ring.GetArrayLength() < fewest) return false;
        text.Append('[');
        (double, double) first = default, last = default;
        var points = 0;
        foreach (var point in ring.EnumerateArray())
        {
            if (point.ValueKind != JsonValueKind.Array || point.GetArrayLength() < 2 || !point[0].TryGetDouble(out var longitude) || !point[1].TryGetDouble(out var latitude)
                || Math.Abs(longitude) > 180 || Math.Abs(latitude) > 90) return false;
            last = (Math.Round(longitude, Decimals), Math.Round(latitude, Decimals));
            if (points == 0) first = last;
            text.Append(CultureInfo.InvariantCulture, $"{(points++ > 0 ? "," : "")}[{last.Item1},{last.Item2}]");
        }
        text.Append(']');
        return first == last;
    }
}
