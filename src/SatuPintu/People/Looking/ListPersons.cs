using System.Globalization;
using SatuPintu.Access;
using SatuPintu.People.Search;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.People.Looking;

/// <summary>Whom to list. A number is looked for exactly, and so are birth date and area beside it; without one, whatever is known is weighed together.</summary>
/// <param name="Number">A NIK or family card number; null for any.</param>
/// <param name="Name">A name, however it is spelt; null for any.</param>
/// <param name="Area">The code of an area, or of a part of it from its left; null for all that the actor sees.</param>
/// <param name="After">The last person of the page before, where persons are listed by number or area; null for the first page.</param>
/// <param name="Address">Words of an address; null for any.</param>
/// <param name="Born">A date of birth, or its year; null for any.</param>
/// <param name="Page">The page from 1, where persons are found by what is remembered of them.</param>
public sealed record ListPersonsQuery(string? Number, string? Name, string? Area, Guid? After, string? Address = null, string? Born = null, int Page = 1);

/// <summary>A person in a list: masked.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The name by its first letters.</param>
/// <param name="Nik">The NIK by its ends; null where none is known.</param>
/// <param name="Born">The year of birth; null where none is known.</param>
/// <param name="Sex">The sex.</param>
/// <param name="Area">The code of the area.</param>
/// <param name="Lists">How many records there are.</param>
/// <param name="Family">The family.</param>
public sealed record ListedPerson(Guid Id, string? Name, string? Nik, string? Born, string? Sex, string Area, long Lists, Guid? Family);

/// <summary>Persons, a page of them.</summary>
/// <param name="Persons">The persons.</param>
/// <param name="After">What the next page comes after; null where there is none, or where pages have numbers.</param>
/// <param name="NextPage">The number of the next page; null where there is none, or where pages come one after the other.</param>
/// <param name="Family">The family that all of them are of, where they were found by a number.</param>
public sealed record ListedPersons(IReadOnlyList<ListedPerson> Persons, Guid? After, int? NextPage = null, Guid? Family = null);

/// <summary>Lists persons of the areas the actor works in, masked; leaves <c>person.listed</c> with whom it showed.</summary>
public static class ListPersons
{
    /// <summary>Persons a page.</summary>
    public const int PageSize = 25;

    // Who is not among so many is better found by saying more.
    private const int MostPages = 4;
    private const int ShortestText = 3, LongestText = 100;

    private const string Columns = "select p.person_id, p.full_name, p.nik_sealed, p.birth_date, p.sex, p.area, (select count(*) from registry.record r where r.person_id = p.person_id), p.family_id from registry.person p";

    /// <summary>Lists them.</summary>
    /// <exception cref="UserError">The actor may not, or what is looked for is too short, too long, no number or no date.</exception>
    public static Task<ListedPersons> Run(RegistryDatabase database, KeyRing keys, PersonFinder finder, Actor actor, ListPersonsQuery query, CancellationToken cancellation = default)
    {
        var areas = Actions.Areas(actor, "person.list");
        if (areas.Count == 0) throw new UserError(ExitCode.Usage, "access.may_not");
        var (name, address) = (Text(query.Name, "person.name"), Text(query.Address, "person.address"));
        var born = Given(query.Born) is { } date ? Day(date) : 0;
        var number = Given(query.Number);
        if (number is not null && number.Count(char.IsAsciiDigit) != 16) throw new UserError(ExitCode.Usage, "person.number");
        var area = Given(query.Area);
        if (area is not null && (area.Length > 10 || !area.All(char.IsAsciiDigit))) throw new UserError(ExitCode.Usage, "person.area");
        return number is null && (name ?? address) is not null || number is null && born != 0
            ? Remembered(new Remembered(name, address, born), [.. areas.Select(a => Narrower(a, area ?? "")).OfType<string>()])
            : InOrder();

        async Task<ListedPersons> Remembered(Remembered remembered, IReadOnlyList<string> within)
        {
            var page = Math.Clamp(query.Page, 1, MostPages);
            var likely = (await finder.Find(remembered, within, (page * PageSize) + 1, cancellation)).Skip((page - 1) * PageSize).ToArray();
            var shown = likely.Take(PageSize).ToArray();
            return await database.In(actor, Plans.Kept, async session =>
            {
                var found = (await Read(session, "where p.person_id = any ($1)", shown)).ToDictionary(p => p.Id);
                await session.Trace("person.listed", details: new { by = "remembered", area, persons = shown.Where(found.ContainsKey) }, cancellation: cancellation);
                return new ListedPersons([.. shown.Where(found.ContainsKey).Select(id => found[id])], null, likely.Length > PageSize && page < MostPages ? page + 1 : null);
            }, cancellation);
        }

        // In a small area the way is by the area, in a large one by the order; only what is asked for says which.
        Task<ListedPersons> InOrder() => database.In(actor, number is null ? Plans.Made : Plans.Kept, async session =>
        {
            using var nikIndex = new BlindIndex(keys, "person.nik");
            using var cardIndex = new BlindIndex(keys, "person.card");
            var rest = "and ($1::text is null or p.area like $1 || '%') and ($2::uuid is null or p.person_id > $2) order by p.person_id limit $3";
            var found = number is null
                ? await Read(session, $"where true {rest}", area, query.After, PageSize + 1)
                : await Read(session, $"where (p.nik_index = any ($4) or p.card_index = any ($5)) and ($6::date is null or p.birth_date between $6 and $7) {rest}", area, query.After, PageSize + 1,
                    nikIndex.ToSearchNumber(number).Select(h => h.Hash).ToArray(), cardIndex.ToSearchNumber(number).Select(h => h.Hash).ToArray(), First(born), Last(born));
            var more = found.Count > PageSize;
            if (more) found.RemoveAt(PageSize);
            await session.Trace("person.listed", details: new { by = number is not null ? "number" : "area", area, persons = found.Select(p => p.Id) }, cancellation: cancellation);
            return new ListedPersons(found, more ? found[^1].Id : null, Family: number is not null && found.Select(p => p.Family).Distinct().ToArray() is [{ } family] ? family : null);
        }, cancellation);

        async Task<List<ListedPerson>> Read(RegistrySession session, string where, params object?[] with)
        {
            using var cipher = new FieldCipher(keys, "person.nik");
            return await session.Read($"{Columns} {where}", r => new ListedPerson(r.GetGuid(0), Masked.Name(r.IsDBNull(1) ? null : r.GetString(1)),
                r.IsDBNull(2) ? null : Masked.Number(cipher.DecryptText(r.GetFieldValue<byte[]>(2), r.GetGuid(0).ToByteArray(bigEndian: true))),
                Masked.Date(r.IsDBNull(3) ? null : r.GetFieldValue<DateOnly>(3)), r.IsDBNull(4) ? null : r.GetString(4), r.GetString(5), r.GetInt64(6),
                r.IsDBNull(7) ? null : r.GetGuid(7)), cancellation, with);
        }
    }

    private static string? Given(string? text) => text?.Trim() is { Length: > 0 } given ? given : null;

    private static string? Text(string? text, string error) =>
        Given(text) is not { } given ? null : given.Length is < ShortestText or > LongestText ? throw new UserError(ExitCode.Usage, error, ("shortest", ShortestText), ("longest", LongestText)) : given;

    /// <summary>A day as yyyyMMdd, or a year as yyyy0000.</summary>
    private static int Day(string text)
    {
        if (text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year)) return year * 10000;
        return DateOnly.TryParseExact(text, ["yyyy-MM-dd", "d-M-yyyy", "d/M/yyyy", "d.M.yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? (((day.Year * 100) + day.Month) * 100) + day.Day
            : throw new UserError(ExitCode.Usage, "person.born");
    }

    /// <summary>The first day that a day, or a year, stands for; null where none is given.</summary>
    private static DateOnly? First(int born) => born == 0 ? null : born % 10000 == 0 ? new DateOnly(born / 10000, 1, 1) : new DateOnly(born / 10000, born / 100 % 100, born % 100);

    /// <summary>The last one.</summary>
    private static DateOnly? Last(int born) => born != 0 && born % 10000 == 0 ? new DateOnly(born / 10000, 12, 31) : First(born);

    /// <summary>The smaller of two areas of which one lies in the other; null where neither does.</summary>
    private static string? Narrower(string a, string b) => a.StartsWith(b, StringComparison.Ordinal) ? a : b.StartsWith(a, StringComparison.Ordinal) ? b : null;
}
