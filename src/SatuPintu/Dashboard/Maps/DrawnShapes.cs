using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SatuPintu.Dashboard.Maps;

/// <summary>The shapes of areas on one drawing.</summary>
/// <param name="Width">The width of the drawing in its own units.</param>
/// <param name="Height">The height.</param>
/// <param name="Paths">By area, its path as SVG draws it.</param>
public sealed record DrawnShapes(int Width, int Height, IReadOnlyDictionary<string, string> Paths)
{
    /// <summary>Draws boundaries flat, as wide and high as there is room.</summary>
    /// <param name="shapes">Areas with the coordinates of their MultiPolygons as JSON, longitude before latitude; an area with several is drawn as one.</param>
    /// <param name="width">The room from left to right.</param>
    /// <param name="mostHeight">The room from top to bottom.</param>
    internal static DrawnShapes Of(IReadOnlyCollection<(string Area, string Shape)> shapes, int width, int mostHeight)
    {
        var areas = shapes.Select(s => (s.Area, Polygons: JsonSerializer.Deserialize<double[][][][]>(s.Shape)!)).ToList();
        var points = areas.SelectMany(s => s.Polygons.SelectMany(p => p.SelectMany(r => r))).ToList();
        var (west, east, south, north) = (points.Min(p => p[0]), points.Max(p => p[0]), points.Min(p => p[1]), points.Max(p => p[1]));
        // A degree of longitude is shorter than one of latitude, the farther from the equator the more.
        var across = Math.Max((east - west) * Math.Cos((north + south) / 2 * Math.PI / 180), 1e-9);
        var scale = Math.Min(width / across, mostHeight / Math.Max(north - south, 1e-9));
        var narrow = across / Math.Max(east - west, 1e-9);
        return new DrawnShapes((int)Math.Ceiling(across * scale), (int)Math.Ceiling((north - south) * scale),
            areas.GroupBy(s => s.Area, StringComparer.Ordinal).ToDictionary(s => s.Key, s => string.Concat(s.Select(p => Path(p.Polygons))), StringComparer.Ordinal));

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
