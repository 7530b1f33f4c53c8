using System.Text.Json;
using SatuPintu.Dashboard.Maps;
using SatuPintu.Welfare.Tables;

namespace SatuPintu.Welfare.SmallAreas;

/// <summary>The boundaries of a poverty map's areas, from GeoJSON.</summary>
/// <param name="File">The file.</param>
/// <param name="Property">The property whose values are the areas; <c>id</c> may be a feature's own id.</param>
/// <param name="Shapes">The areas with the coordinates of their polygons; an area may have several.</param>
internal sealed record MapBoundaries(DataFile File, string Property, IReadOnlyList<(string Area, string Shape)> Shapes)
{
    private const string Id = "id";

    /// <summary>Reads those of some areas. An area is found by its name whatever the case, or by its code with or without dots.</summary>
    /// <param name="path">The file.</param>
    /// <param name="property">The property that names an area; null for the one that names the most of them.</param>
    /// <param name="areas">The areas of the map.</param>
    /// <exception cref="UserError">It is no GeoJSON of polygons, or has none of the areas.</exception>
    public static MapBoundaries Read(string path, string? property, IReadOnlyList<string> areas)
    {
        using var document = GeoJson.Parse(Integration.Truth.ResultTable.Guard(path, () => System.IO.File.ReadAllBytes(path)));
        var hashing = DataFile.Begin(path);
        var features = GeoJson.Features(document);
        var names = areas.GroupBy(Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        var values = features.Select(f => Values(f).GroupBy(v => v.Property, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Value, StringComparer.Ordinal)).ToList();
        var found = property ?? values.SelectMany(v => v.Keys).Distinct(StringComparer.Ordinal)
            .MaxBy(p => values.Select(v => v.TryGetValue(p, out var value) ? AreaOf(value) : null).OfType<string>().Distinct(StringComparer.Ordinal).Count()) ?? Id;
        if (property is not null && !values.Any(v => v.ContainsKey(property))) throw new UserError(ExitCode.Input, "welfare.map.boundary_key", ("file", path), ("property", property));
        var shapes = new List<(string, string)>();
        for (var f = 0; f < features.Count; f++)
        {
            if (!values[f].TryGetValue(found, out var value) || AreaOf(value) is not { } area) continue;
            shapes.Add((area, GeoJson.Shape(features[f]) ?? throw new UserError(ExitCode.Input, "welfare.map.boundary_shape", ("file", path), ("number", f + 1), ("area", area))));
        }
        if (shapes.Count == 0) throw new UserError(ExitCode.Input, "welfare.map.boundary_none", ("file", path), ("property", found), ("areas", Warnings.Some([.. areas])));
        return new MapBoundaries(hashing.End(features.Count), found, shapes);

        // Areas that differ by case alone are told apart by it.
        string? AreaOf(string value) => !names.TryGetValue(Key(value), out var alike) ? null : alike.Length == 1 ? alike[0] : Array.Find(alike, a => a == value.Trim());
    }

    private static IEnumerable<(string Property, string Value)> Values(JsonElement feature)
    {
        foreach (var property in GeoJson.Properties(feature))
            if (TextOf(property.Value) is { } text) yield return (property.Name, text);
        if (feature.ValueKind == JsonValueKind.Object && feature.TryGetProperty(Id, out var id) && TextOf(id) is { } own) yield return (Id, own);
    }

    private static string? TextOf(JsonElement value) => value.ValueKind switch { JsonValueKind.String => value.GetString(), JsonValueKind.Number => value.GetRawText(), _ => null };

    private static string Key(string name)
    {
        var trimmed = name.Trim();
        return trimmed.All(c => char.IsAsciiDigit(c) || c == '.') ? trimmed.Replace(".", "", StringComparison.Ordinal) : trimmed.ToUpperInvariant();
    }
}
