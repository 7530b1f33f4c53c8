using SatuPintu.Access;
using SatuPintu.Dashboard.Looking;
using SatuPintu.People.Looking;
using SatuPintu.Programmes;
using SatuPintu.Regions;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Dashboard.Exports;

/// <summary>A gap list to take away.</summary>
/// <param name="Gap">The gap.</param>
/// <param name="Area">The area, with all that lies below it.</param>
/// <param name="Format">CSV or a workbook.</param>
/// <param name="Purpose">What it is for, in the actor's words.</param>
/// <param name="Language">The language of the headings.</param>
public sealed record ExportGapCommand(string Gap, string Area, ExportFormat Format, string? Purpose, Language Language = Language.Indonesian);

/// <summary>Gives out the list of whom a gap concerns now: names, dates of birth and addresses in full, the NIK by its ends. Leaves <c>gap.exported</c> with the purpose.</summary>
public static class ExportGap
{
    private static readonly string[] Columns = ["person", "name", "nik", "sex", "born", "address", "village_code", "village", "district", "detail", "since"];

    /// <summary>Makes the file.</summary>
    /// <exception cref="UserError">The actor may not, the purpose does not do, there is no such gap or area, or the list is longer than a sheet.</exception>
    public static Task<ExportedFile> Run(RegistryDatabase database, KeyRing keys, Actor actor, ExportGapCommand command, CancellationToken cancellation = default)
    {
        var rule = ListGap.Rule(command.Gap);
        var area = FigureReader.AreaFor(actor, command.Area, "gap.export");
        var purpose = ExportFile.Purpose(command.Purpose);
        if (command.Format == ExportFormat.GeoJson) throw new UserError(ExitCode.Usage, "dashboard.format");
        return database.In(actor, async session =>
        {
            using var cipher = new FieldCipher(keys, "person.nik");
            var rows = await session.Read($"""
                select g.person_id, p.full_name, p.nik_sealed, p.sex, p.birth_date, p.address, g.area, g.detail, g.recorded_from, {(rule.Detail.Contains(GapDetail.StatedAid) ? "p.elements->>'active_aid'" : "null")}
                from registry.gap g join registry.person p using (person_id) where {ListGap.Where} order by g.area, g.person_id limit {XlsxWriter.MostRows + 1}
                """, IReadOnlyList<object?> (r) => [
                    r.GetGuid(0).ToString(), Text(r, 1), r.IsDBNull(2) ? null : Masked.Number(cipher.DecryptText(r.GetFieldValue<byte[]>(2), r.GetGuid(0).ToByteArray(bigEndian: true))), Text(r, 3),
                    r.IsDBNull(4) ? null : r.GetFieldValue<DateOnly>(4).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Text(r, 5), r.GetString(6), NameOf(r.GetString(6), 10), NameOf(r.GetString(6), 6),
                    ListGap.WithAid(r.GetString(7), Text(r, 9)), r.GetFieldValue<DateTimeOffset>(8).UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)], cancellation, command.Gap, area);
            if (rows.Count > XlsxWriter.MostRows) throw new UserError(ExitCode.Usage, "dashboard.too_long", ("most", XlsxWriter.MostRows));
            await session.Trace("gap.exported", $"{command.Gap}/{area}", purpose, new { format = command.Format.ToString().ToLowerInvariant(), rows = rows.Count }, cancellation);
            return ExportFile.Make(command.Format, $"{command.Gap}-{(area.Length == 0 ? "semua" : area)}", [.. Columns.Select(c => Catalogue.Say(command.Language, "dashboard.column." + c))], rows);
        }, cancellation);
    }

    private static string? NameOf(string area, int length) => area.Length < length ? null : AreaCatalog.Official.Find(area[..length])?.Name;

    private static string? Text(Npgsql.NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
