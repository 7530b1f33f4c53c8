using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SatuPintu.Dashboard.Maps;

/// <summary>Reads GeoJSON (RFC 7946) as far as boundaries of areas need it.</summary>
internal static class GeoJson
{
    // Five decimals of a degree are a metre.
    private const int Decimals = 5;

    /// <summary>Reads the text of a file.</summary>
    /// <exception cref="UserError">It is no JSON.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 16 });
        }
        catch (JsonException e)
        {
            throw new UserError(ExitCode.Usage, "boundary.not_json", e);
        }
    }

    /// <summary>The features of a collection, at least one.</summary>
    /// <exception cref="UserError">It is no collection of features, or an empty one.</exception>
    public static IReadOnlyList<JsonElement> Features(JsonDocument document)
    {
        if (document.RootElement is not { ValueKind: JsonValueKind.Object } root || !root.TryGetProperty("features", out var features) || features.ValueKind != JsonValueKind.Array || features.GetArrayLength() == 0)
            throw new UserError(ExitCode.Usage, "boundary.no_features");
        return [.. features.EnumerateArray()];
    }

    /// <summary>The properties of a feature; none where it has none.</summary>
    public static IEnumerable<JsonProperty> Properties(JsonElement feature) =>
        feature.ValueKind == JsonValueKind.Object && feature.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object ? properties.EnumerateObject() : [];

    /// <summary>The coordinates of a feature's MultiPolygon as JSON, to a metre; null where it has no closed polygon on earth.</summary>
    public static string? Shape(JsonElement feature)
    {
        if (!feature.TryGetProperty("geometry", out var geometry) || geometry.ValueKind != JsonValueKind.Object || !geometry.TryGetProperty("type", out var type)
            || !geometry.TryGetProperty("coordinates", out var coordinates) || coordinates.ValueKind != JsonValueKind.Array) return null;
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
