using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Dashboard.Exports;

/// <summary>A table of figures to take away, as it was shown.</summary>
/// <param name="Table">Which table, by its id.</param>
/// <param name="Area">The area it is about.</param>
/// <param name="At">The moment as of which; null for now.</param>
/// <param name="Format">The form of the file.</param>
/// <param name="Purpose">What it is for, in the actor's words.</param>
/// <param name="Headings">The headings.</param>
/// <param name="Rows">The rows: texts, whole numbers, shares; null where a number is hidden.</param>
/// <param name="Areas">By row, the code of the area; for <see cref="ExportFormat.GeoJson"/>.</param>
public sealed record ExportFiguresCommand(
    string Table, string Area, DateTimeOffset? At, ExportFormat Format, string? Purpose, IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<object?>> Rows, IReadOnlyList<string>? Areas = null);

/// <summary>Gives out a table of figures; leaves <c>totals.exported</c> with the purpose.</summary>
public static class ExportFigures
{
    /// <summary>Makes the file.</summary>
    /// <exception cref="UserError">The actor may not, or the purpose does not do.</exception>
    public static Task<ExportedFile> Run(RegistryDatabase database, Actor actor, ExportFiguresCommand command, CancellationToken cancellation = default)
    {
        var area = FigureReader.AreaFor(actor, command.Area, "totals.export");
        var purpose = ExportFile.Purpose(command.Purpose);
        return database.In(actor, async session =>
        {
            var name = $"{command.Table}-{(area.Length == 0 ? "semua" : area)}";
            if (command.Format == ExportFormat.GeoJson && command.Areas is null) throw new UserError(ExitCode.Usage, "dashboard.format");
            var file = command.Format == ExportFormat.GeoJson
                ? await Maps.FiguresGeoJson.Make(session, name, command.Headings, command.Rows, command.Areas!, cancellation)
                : ExportFile.Make(command.Format, name, command.Headings, command.Rows);
            await session.Trace("totals.exported", $"{command.Table}/{area}", purpose, new { format = command.Format.ToString().ToLowerInvariant(), rows = file.Rows, at = command.At }, cancellation);
            return file;
        }, cancellation);
    }
}
