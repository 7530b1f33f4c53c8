using SatuPintu.Access;
using SatuPintu.People.Looking;
using SatuPintu.Programmes;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Dashboard.Looking;

/// <summary>Whose names to list.</summary>
/// <param name="Gap">The gap.</param>
/// <param name="Area">The area, with all that lies below it.</param>
/// <param name="After">The <see cref="GapPage.After"/> of the page before; null for the first.</param>
public sealed record ListGapQuery(string Gap, string Area, string? After = null);

/// <summary>A person in a gap: masked.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The name by its first letters.</param>
/// <param name="Nik">The NIK by its ends; null where none is known.</param>
/// <param name="Born">The year of birth; null where none is known.</param>
/// <param name="Area">The code of the area.</param>
/// <param name="Detail">What the lists say of it, as <c>gaps.csv</c> has it.</param>
/// <param name="Since">Since when the registry knows it.</param>
public sealed record GapPerson(Guid Id, string? Name, string? Nik, string? Born, string Area, string Detail, DateTimeOffset Since);

/// <summary>A page of them.</summary>
/// <param name="Persons">The persons.</param>
/// <param name="After">What the next page comes after; null where there is none.</param>
public sealed record GapPage(IReadOnlyList<GapPerson> Persons, string? After);

/// <summary>Lists whom a gap concerns now, masked, by village; leaves <c>gap.listed</c> with whom it showed.</summary>
public static class ListGap
{
    /// <summary>Persons a page.</summary>
    public const int PageSize = 25;

    private static readonly Lazy<GapRules> Rules = new(GapRules.Load);

    /// <summary>The rows of a gap in an area; further conditions follow.</summary>
    internal const string Where = "g.gap = $1 and g.area >= $2 and g.area <= $2 || '~'";

    /// <summary>A rule of gaps.</summary>
    /// <exception cref="UserError">There is none of that id.</exception>
    public static GapRule Rule(string gap) => AllRules.FirstOrDefault(r => r.Id == gap) ?? throw new UserError(ExitCode.Usage, "dashboard.gap_unknown");

    /// <summary>The rules of gaps, in their order.</summary>
    public static IReadOnlyList<GapRule> AllRules => Rules.Value.Rules;

    /// <summary>Lists them.</summary>
    /// <exception cref="UserError">The actor may not, or there is no such gap, area or page.</exception>
    public static Task<GapPage> Run(RegistryDatabase database, KeyRing keys, Actor actor, ListGapQuery query, CancellationToken cancellation = default)
    {
        var rule = Rule(query.Gap);
        var area = FigureReader.AreaFor(actor, query.Area, "gap.list");
        (string Area, Guid Person)? after = query.After is null ? null
            : query.After.Split('_') is [var code, var id] && code.All(char.IsAsciiDigit) && Guid.TryParseExact(id, "n", out var person) ? (code, person) : throw new UserError(ExitCode.Usage, "dashboard.page_unknown");
        return database.In(actor, async session =>
        {
            using var cipher = new FieldCipher(keys, "person.nik");
            var found = await session.Read($"""
                select g.person_id, p.full_name, p.nik_sealed, p.birth_date, g.area, g.detail, g.recorded_from, {(rule.Detail.Contains(GapDetail.StatedAid) ? "p.elements->>'active_aid'" : "null")}
                from registry.gap g join registry.person p using (person_id)
                where {Where} and ($3::text is null or (g.area, g.person_id) > ($3, $4)) order by g.area, g.person_id limit {PageSize + 1}
                """, r => new GapPerson(r.GetGuid(0), Masked.Name(Text(r, 1)), r.IsDBNull(2) ? null : Masked.Number(cipher.DecryptText(r.GetFieldValue<byte[]>(2), r.GetGuid(0).ToByteArray(bigEndian: true))),
                    Masked.Date(r.IsDBNull(3) ? null : r.GetFieldValue<DateOnly>(3)), r.GetString(4), WithAid(r.GetString(5), Text(r, 7)), r.GetFieldValue<DateTimeOffset>(6)), cancellation, query.Gap, area, after?.Area, after?.Person);
            var more = found.Count > PageSize;
            if (more) found.RemoveAt(PageSize);
            await session.Trace("gap.listed", $"{query.Gap}/{area}", details: new { persons = found.Select(p => p.Id), rows = found.Count }, cancellation: cancellation);
            return new GapPage(found, more ? $"{found[^1].Area}_{found[^1].Id:n}" : null);
        }, cancellation);
    }

    /// <summary>What the lists say of a person, with the aid that one of them states.</summary>
    internal static string WithAid(string detail, string? aid) =>
        string.Join('|', detail.Split('|', StringSplitOptions.RemoveEmptyEntries).Concat((aid ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries).Select(a => "stated:" + a)));

    private static string? Text(Npgsql.NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
