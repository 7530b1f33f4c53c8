using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Dashboard.Maps;

/// <summary>Draws boundaries flat, as wide as a screen needs them.</summary>
public static class ShowShapes
{
    private const int Width = 640, MostHeight = 900;

    /// <summary>Draws those of some areas; null where there are none.</summary>
    public static async Task<DrawnShapes?> Run(RegistryDatabase database, Actor actor, IReadOnlyCollection<string> areas, CancellationToken cancellation = default)
    {
        FigureReader.AreasOf(actor);
        var shapes = await database.See(actor, s => s.Read("select area, shape::text from registry.boundary where area = any ($1) order by area", r => (r.GetString(0), r.GetString(1)), cancellation, (object)areas.ToArray()), cancellation);
        return shapes.Count == 0 ? null : DrawnShapes.Of(shapes, Width, MostHeight);
    }
}
