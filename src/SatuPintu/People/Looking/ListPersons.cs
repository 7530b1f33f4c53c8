using SatuPintu.Access;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.People.Looking;

/// <summary>Whom to list.</summary>
/// <param name="Number">A NIK or family card number; null for any.</param>
/// <param name="Name">A part of a name; null for any.</param>
/// <param name="Area">The code of an area, or of a part of it from its left; null for all that the actor sees.</param>
/// <param name="After">The last person of the page before; null for the first page.</param>
public sealed record ListPersonsQuery(string? Number, string? Name, string? Area, Guid? After);

/// <summary>A person in a list: masked.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The name by its first letters.</param>
/// <param name="Nik">The NIK by its ends; null where none is known.</param>
/// <param name="Born">The year of birth; null where none is known.</param>
/// <param name="Sex">The sex.</param>
/// <param name="Area">The code of the area.</param>
/// <param name="Lists">How many records there are.</param>
public sealed record ListedPerson(Guid Id, string? Name, string? Nik, string? Born, string? Sex, string Area, long Lists);

/// <summary>Persons, a page of them.</summary>
/// <param name="Persons">The persons.</param>
/// <param name="After">What the next page comes after; null where there is none.</param>
public sealed record ListedPersons(IReadOnlyList<ListedPerson> Persons, Guid? After);

/// <summary>Lists persons of the areas the actor works in, masked; leaves <c>person.listed</c> with whom it showed.</summary>
public static class ListPersons
{
    /// <summary>Persons a page.</summary>
    public const int PageSize = 25;

    private const int ShortestName = 3, LongestName = 100;

    /// <summary>Lists them.</summary>
    /// <exception cref="UserError">The actor may not, or what is looked for is too short, too long or no number.</exception>
    public static Task<ListedPersons> Run(RegistryDatabase database, KeyRing keys, Actor actor, ListPersonsQuery query, CancellationToken cancellation = default)
    {
        if (!Actions.MayAnywhere(actor, "person.list")) throw new UserError(ExitCode.Usage, "access.may_not");
        var name = query.Name?.Trim() is { Length: > 0 } text ? text : null;
        if (name is { Length: < ShortestName or > LongestName }) throw new UserError(ExitCode.Usage, "person.name", ("shortest", ShortestName), ("longest", LongestName));
        var number = query.Number?.Trim() is { Length: > 0 } digits ? digits : null;
        if (number is not null && number.Count(char.IsAsciiDigit) != 16) throw new UserError(ExitCode.Usage, "person.number");
        var area = query.Area?.Trim() is { Length: > 0 } code ? code : null;
        if (area is not null && (area.Length > 10 || !area.All(char.IsAsciiDigit))) throw new UserError(ExitCode.Usage, "person.area");
        return database.In(actor, async session =>
        {
            using var nikIndex = new BlindIndex(keys, "person.nik");
            using var cardIndex = new BlindIndex(keys, "person.card");
            using var cipher = new FieldCipher(keys, "person.nik");
            byte[][] niks = number is null ? [] : [.. nikIndex.ToSearchNumber(number).Select(h => h.Hash)], cards = number is null ? [] : [.. cardIndex.ToSearchNumber(number).Select(h => h.Hash)];
            var found = await session.Read("""
                select p.person_id, p.full_name, p.nik_sealed, p.birth_date, p.sex, p.area, (select count(*) from registry.record r where r.person_id = p.person_id)
                from registry.person p
                where ($1 or p.nik_index = any ($2) or p.card_index = any ($3)) and ($4::text is null or p.full_name ilike '%' || $4 || '%') and ($5::text is null or p.area like $5 || '%')
                    and ($6::uuid is null or p.person_id > $6)
                order by p.person_id limit $7
                """, r => new ListedPerson(r.GetGuid(0), Masked.Name(r.IsDBNull(1) ? null : r.GetString(1)),
                    r.IsDBNull(2) ? null : Masked.Number(cipher.DecryptText(r.GetFieldValue<byte[]>(2), r.GetGuid(0).ToByteArray(bigEndian: true))),
                    Masked.Date(r.IsDBNull(3) ? null : r.GetFieldValue<DateOnly>(3)), r.IsDBNull(4) ? null : r.GetString(4), r.GetString(5), r.GetInt64(6)),
                cancellation, number is null, niks, cards, name?.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal), area, query.After, PageSize + 1);
            var more = found.Count > PageSize;
            if (more) found.RemoveAt(PageSize);
            await session.Trace("person.listed", details: new { by = number is not null ? "number" : name is not null ? "name" : "area", area, persons = found.Select(p => p.Id) }, cancellation: cancellation);
            return new ListedPersons(found, more ? found[^1].Id : null);
        }, cancellation);
    }
}
