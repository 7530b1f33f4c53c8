using System.Globalization;
using System.Text;
using System.Text.Json;
using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Dashboard.Maps;

/// <summary>The shapes of areas on one drawing.</summary>
/// <param name="Width">The width of the drawing in its own units.</param>
/// <param name="Height">The height.</param>
/// <param name="Paths">By area, its path as SVG draws it.</param>
public sealed record DrawnShapes(int Width, int Height, IReadOnlyDictionary<string, string> Paths);

/// <summary>Draws boundaries flat, as wide as a screen needs them.</summary>
public static class ShowShapes
{
    private const int Width = 640, MostHeight = 900;

    /// <summary>Draws those of some areas; null where there are none.</summary>
    public static async Task<DrawnShapes?> Run(RegistryDatabase database, Actor actor, IReadOnlyCollection<string> areas, CancellationToken cancellation = default)
    {
        FigureReader.AreasOf(actor);
        var rows = await database.See(actor, s => s.Read("select area, shape::text from registry.boundary where area = any ($1) order by area", r => (Area: r.GetString(0), Shape: r.GetString(1)), cancellation, (object)areas.ToArray()), cancellation);
        if (rows.Count == 0) return null;
        var shapes = rows.ConvertAll(r => (r.Area, Polygons: JsonSerializer.Deserialize<double[][][][]>(r.Shape)!));
        var points = shapes.SelectMany(s => s.Polygons.SelectMany(p => p.SelectMany(r => r))).ToList();
        var (west, east, south, north) = (points.Min(p => p[0]), points.Max(p => p[0]), points.Min(p => p[1]), points.Max(p => p[1]));
        // A degree of longitude is shorter than one of latitude, the farther from the equator the more.
        var across = Math.Max((east - west) * Math.Cos((north + south) / 2 * Math.PI / 180), 1e-9);
        var scale = Math.Min(Width / across, MostHeight / Math.Max(north - south, 1e-9));
        var narrow = across / Math.Max(east - west, 1e-9);
        return new DrawnShapes((int)Math.Ceiling(across * scale), (int)Math.Ceiling((north - south) * scale), shapes.ToDictionary(s => s.Area, s => Path(s.Polygons), StringComparer.Ordinal));

        string Path(double[][][][] polygons)
        {
            var path = new StringBuilder();
            foreach (var ring in polygons.SelectMany(p => p))
            {
                (int X, int Y) before = (int.MinValue, 0);
                var drawn = 0;
                foreach (var point in ring)
                {
                    var at = (X: (int)Math.Round((point[0] - west) * narrow * scale), Y: (int)Math.Round((north - point[1]) * scale));
                    // What falls onto one point of the screen is one.
                    if (at == before) continue;
                    path.Append(CultureInfo.InvariantCulture, $"{(drawn++ == 0 ? 'M' : 'L')}{at.X} {at.Y}");
                    before = at;
                }
                path.Append('Z');
            }
            return path.ToString();
        }
    }
}
