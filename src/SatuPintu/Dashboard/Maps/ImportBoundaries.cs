using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Dashboard.Maps;

/// <summary>Boundaries to bring in.</summary>
/// <param name="Json">GeoJSON: a collection of features with polygons.</param>
/// <param name="Regency">The code of the regency in which names are looked for; null where features have codes.</param>
/// <param name="Language">The language in which faults are told.</param>
public sealed record ImportBoundariesCommand(ReadOnlyMemory<byte> Json, string? Regency, Language Language = Language.Indonesian);

/// <summary>How many boundaries there are of a regency.</summary>
/// <param name="Regency">The code of the regency.</param>
/// <param name="Villages">Its villages with a boundary.</param>
/// <param name="Others">Districts with one, and the regency itself.</param>
/// <param name="At">When the latest came.</param>
public sealed record BoundaryCount(string Regency, long Villages, long Others, DateTimeOffset At);

/// <summary>Brings boundaries in, all of a file or none; those of an area take the place of the ones before. Leaves <c>boundary.imported</c>.</summary>
public static class ImportBoundaries
{
    /// <summary>The largest file in bytes.</summary>
    public const int Largest = 20 << 20;

    /// <summary>Brings them in.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="UserError">The actor may not, there or at all, or the file does not do.</exception>
    public static Task<int> Run(RegistryDatabase database, Actor actor, ImportBoundariesCommand command, CancellationToken cancellation = default)
    {
        var own = FigureReader.AreasOf(actor, "boundary.import");
        if (command.Json.Length > Largest) throw new UserError(ExitCode.Usage, "boundary.too_large", ("most", Largest >> 20));
        var boundaries = BoundaryFile.Read(command.Json, string.IsNullOrWhiteSpace(command.Regency) ? null : command.Regency.Trim(), command.Language);
        foreach (var boundary in boundaries)
            if (!own.Any(o => boundary.Area.StartsWith(o, StringComparison.Ordinal))) throw new UserError(ExitCode.Usage, "boundary.not_here", ("name", boundary.Name), ("area", boundary.Area));
        return database.In(actor, async session =>
        {
            await session.Run("""
                insert into registry.boundary (area, name, shape, imported_by) select a, n, s::json, access.who() from unnest($1::text[], $2::text[], $3::text[]) as b(a, n, s)
                on conflict (area) do update set name = excluded.name, shape = excluded.shape, imported_at = excluded.imported_at, imported_by = excluded.imported_by
                """, cancellation, boundaries.Select(b => b.Area).ToArray(), boundaries.Select(b => b.Name).ToArray(), boundaries.Select(b => b.Shape).ToArray());
            await session.Trace("boundary.imported", boundaries[0].Area[..4], details: new { rows = boundaries.Count }, cancellation: cancellation);
            return boundaries.Count;
        }, cancellation);
    }

    /// <summary>What there is, by regency.</summary>
    public static Task<List<BoundaryCount>> Count(RegistryDatabase database, Actor actor, CancellationToken cancellation = default) => database.See(actor, session => session.Read(
        "select left(area, 4), count(*) filter (where length(area) = 10), count(*) filter (where length(area) < 10), max(imported_at) from registry.boundary group by 1 order by 1",
        r => new BoundaryCount(r.GetString(0), r.GetInt64(1), r.GetInt64(2), r.GetFieldValue<DateTimeOffset>(3)), cancellation), cancellation);
}
