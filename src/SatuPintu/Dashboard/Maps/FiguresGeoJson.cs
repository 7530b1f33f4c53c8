using System.Text.Json;
using SatuPintu.Dashboard.Exports;
using SatuPintu.Storage;

namespace SatuPintu.Dashboard.Maps;

/// <summary>Writes figures as GeoJSON (RFC 7946): a feature for each area, with its boundary where there is one and no geometry where there is none.</summary>
internal static class FiguresGeoJson
{
    /// <summary>The media type of GeoJSON.</summary>
    public const string MediaType = "application/geo+json";

    /// <summary>Makes the file.</summary>
    public static async Task<ExportedFile> Make(RegistrySession session, string name, IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<object?>> rows, IReadOnlyList<string> areas, CancellationToken cancellation)
    {
        var shapes = (await session.Read("select area, shape::text from registry.boundary where area = any ($1)", r => (Area: r.GetString(0), Shape: r.GetString(1)), cancellation, (object)areas.ToArray())).ToDictionary(s => s.Area, s => s.Shape, StringComparer.Ordinal);
        var content = new MemoryStream();
        await using (var json = new Utf8JsonWriter(content, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            for (var row = 0; row < rows.Count; row++)
            {
                // Rows that stand for no one area, as a sum does, are no features.
                if (areas[row].Length == 0) continue;
                json.WriteStartObject();
                json.WriteString("type", "Feature");
                json.WriteString("id", areas[row]);
                json.WritePropertyName("geometry");
                if (shapes.TryGetValue(areas[row], out var shape))
                {
                    json.WriteStartObject();
                    json.WriteString("type", "MultiPolygon");
                    json.WritePropertyName("coordinates");
                    json.WriteRawValue(shape);
                    json.WriteEndObject();
                }
                else
                {
                    json.WriteNullValue();
                }
                json.WriteStartObject("properties");
                json.WriteString("area", areas[row]);
                for (var column = 0; column < headings.Count; column++)
                {
                    json.WritePropertyName(headings[column]);
                    JsonSerializer.Serialize(json, rows[row][column]);
                }
                json.WriteEndObject();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        content.Position = 0;
        return new ExportedFile(content, MediaType, name + ".geojson", areas.Count(a => a.Length > 0));
    }
}
