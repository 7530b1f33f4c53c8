using System.Text.Json;
using SatuPintu.Access;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.People.Looking;

/// <summary>A person to look at.</summary>
/// <param name="Id">The id.</param>
/// <param name="Purpose">Why the full values are needed, in the actor's words; null to see them masked.</param>
public sealed record ShowPersonQuery(Guid Id, string? Purpose);

/// <summary>A value with where it comes from.</summary>
/// <param name="Element">Id of the element.</param>
/// <param name="Value">The value.</param>
/// <param name="Source">The source it was taken from; null where that stands no more.</param>
public sealed record PersonValue(string Element, string Value, string? Source);

/// <summary>A time in which something was so.</summary>
/// <param name="From">Since when.</param>
/// <param name="To">Until when; null to this day.</param>
/// <param name="Kind">What it is about: the address, the programme, the ranking.</param>
/// <param name="Value">What was so.</param>
public sealed record PersonTime(DateOnly From, DateOnly? To, string Kind, string Value);

/// <summary>A record of a list that is this person's.</summary>
/// <param name="Source">The source.</param>
/// <param name="Delivery">The delivery where its content came first.</param>
/// <param name="Row">The row there.</param>
/// <param name="Probability">Probability that it is this person's.</param>
/// <param name="MatchedBy">What joined it: <c>nik</c>, <c>evidence</c>, <c>family</c>, <c>alone</c>.</param>
public sealed record PersonRecord(string Source, Guid Delivery, int Row, double Probability, string MatchedBy);

/// <summary>A change of what was believed of the person.</summary>
/// <param name="From">Since when it was believed.</param>
/// <param name="To">Until when.</param>
/// <param name="Name">The name then.</param>
/// <param name="Area">The area then.</param>
public sealed record PersonBefore(DateTimeOffset From, DateTimeOffset To, string? Name, string Area);

/// <summary>A member of the same family.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The name.</param>
/// <param name="Relation">The relation to the head.</param>
public sealed record FamilyMember(Guid Id, string? Name, string? Relation);

/// <summary>A person as the registry knows it.</summary>
public sealed record PersonView
{
    /// <summary>The id.</summary>
    public required Guid Id { get; init; }
    /// <summary>Whether names, numbers and the date of birth are in full.</summary>
    public required bool IsFull { get; init; }
    /// <summary>The code of the area.</summary>
    public required string Area { get; init; }
    /// <summary>The name.</summary>
    public required string? Name { get; init; }
    /// <summary>What is known, with origins.</summary>
    public required IReadOnlyList<PersonValue> Values { get; init; }
    /// <summary>The family.</summary>
    public required IReadOnlyList<FamilyMember> Family { get; init; }
    /// <summary>Where the person lived, what they received, how they were ranked; the latest first.</summary>
    public required IReadOnlyList<PersonTime> Times { get; init; }
    /// <summary>The records.</summary>
    public required IReadOnlyList<PersonRecord> Records { get; init; }
    /// <summary>What was believed before, the latest first.</summary>
    public required IReadOnlyList<PersonBefore> Before { get; init; }
    /// <summary>Whether the actor may see the full values.</summary>
    public required bool MaySeeFull { get; init; }
}

/// <summary>Shows a person of the areas the actor works in; leaves <c>person.seen</c>, or <c>person.seen_full</c> with the purpose.</summary>
public static class ShowPerson
{
    private const int ShortestPurpose = 10, LongestPurpose = 500;

    /// <summary>Shows it; null where there is none that the actor may see.</summary>
    /// <exception cref="UserError">The actor may not, or the purpose does not do.</exception>
    public static Task<PersonView?> Run(RegistryDatabase database, KeyRing keys, Actor actor, ShowPersonQuery query, CancellationToken cancellation = default)
    {
        var full = query.Purpose is not null;
        if (query.Purpose?.Trim() is { Length: < ShortestPurpose or > LongestPurpose }) throw new UserError(ExitCode.Usage, "person.purpose", ("shortest", ShortestPurpose), ("longest", LongestPurpose));
        return database.In(actor, async session =>
        {
            using var nikCipher = new FieldCipher(keys, "person.nik");
            using var cardCipher = new FieldCipher(keys, "person.card");
            var context = query.Id.ToByteArray(bigEndian: true);
            var found = await session.Read("""
                select area, family_id, full_name, birth_date, birth_place, sex, marital_status, relation, address, nik_sealed, card_sealed, elements::text, origins::text from registry.person where person_id = $1
                """, r => (Area: r.GetString(0), Family: r.IsDBNull(1) ? (Guid?)null : r.GetGuid(1), Name: Text(r, 2), Born: r.IsDBNull(3) ? (DateOnly?)null : r.GetFieldValue<DateOnly>(3),
                    Said: new[] { ("place_of_birth", Text(r, 4)), ("sex", Text(r, 5)), ("marital_status", Text(r, 6)), ("relation", Text(r, 7)), ("full_address", Text(r, 8)) },
                    Nik: r.IsDBNull(9) ? null : nikCipher.DecryptText(r.GetFieldValue<byte[]>(9), context), Card: r.IsDBNull(10) ? null : cardCipher.DecryptText(r.GetFieldValue<byte[]>(10), context),
                    Elements: r.GetString(11), Origins: r.GetString(12)), cancellation, query.Id);
            if (found is not [var person]) return null;
            Actions.Require(actor, full ? "person.see_full" : "person.see", area: person.Area);
            var records = await session.Read("select source, delivery_id, row, probability, matched_by from registry.record where person_id = $1 order by source, row",
                r => new PersonRecord(r.GetString(0), r.GetGuid(1), r.GetInt32(2), r.GetFloat(3), r.GetString(4)), cancellation, query.Id);
            var origin = Origins(person.Origins, records);
            var values = new List<PersonValue>();
            Add("nik", full ? person.Nik : Masked.Number(person.Nik));
            Add("family_card_number", full ? person.Card : Masked.Number(person.Card));
            Add("full_name", full ? person.Name : Masked.Name(person.Name));
            Add("date_of_birth", full ? person.Born?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : Masked.Date(person.Born));
            foreach (var (element, value) in person.Said) if (full || element is not ("full_address" or "place_of_birth")) Add(element, value);
            foreach (var (element, value) in JsonSerializer.Deserialize<Dictionary<string, string>>(person.Elements)!)
                if (full || !Telling.Contains(element)) Add(element, element == "head_name" && !full ? Masked.Name(value) : value);
            var view = new PersonView
            {
                Id = query.Id,
                IsFull = full,
                Area = person.Area,
                Name = full ? person.Name : Masked.Name(person.Name),
                Values = values,
                Records = records,
                Family = person.Family is null ? [] : await session.Read("select person_id, full_name, relation from registry.person where family_id = $1 and person_id <> $2 order by birth_date nulls last limit 50",
                    r => new FamilyMember(r.GetGuid(0), full ? Text(r, 1) : Masked.Name(Text(r, 1)), Text(r, 2)), cancellation, person.Family, query.Id),
                Times = await session.Read("""
                    select lower(valid), upper(valid), kind, value from (
                        select valid, 'living' as kind, case when $2 then coalesce(address || ', ', '') || area else area end as value from registry.living where person_id = $1
                        union all select valid, 'participation', programme || ' (' || source || ')' from registry.participation where person_id = $1
                        union all select valid, 'ranking', ranking || ' ' || decile from registry.ranking where person_id = $1) t
                    order by lower(valid) desc, kind
                    """, r => new PersonTime(r.GetFieldValue<DateOnly>(0), r.IsDBNull(1) ? null : r.GetFieldValue<DateOnly>(1), r.GetString(2), r.GetString(3)), cancellation, query.Id, full),
                Before = await session.Read("select lower(recorded), upper(recorded), full_name, area from registry.person_past where person_id = $1 order by recorded desc limit 50",
                    r => new PersonBefore(r.GetFieldValue<DateTimeOffset>(0), r.GetFieldValue<DateTimeOffset>(1), full ? Text(r, 2) : Masked.Name(Text(r, 2)), r.GetString(3)), cancellation, query.Id),
                MaySeeFull = Actions.May(actor, "person.see_full", area: person.Area),
            };
            await session.Trace(full ? "person.seen_full" : "person.seen", query.Id.ToString(), query.Purpose?.Trim(), new { area = person.Area }, cancellation);
            return view;

            void Add(string element, string? value)
            {
                if (!string.IsNullOrEmpty(value)) values.Add(new PersonValue(element, value, origin(element)));
            }
        }, cancellation);
    }

    // What tells where somebody's door is.
    private static readonly HashSet<string> Telling = new(StringComparer.Ordinal) { "street", "house_number", "lat", "lon" };

    private static Func<string, string?> Origins(string json, IReadOnlyList<PersonRecord> records)
    {
        var root = JsonDocument.Parse(json).RootElement;
        if (!root.TryGetProperty("records", out var places)) return _ => null;
        var sources = places.EnumerateArray().Select(p => (Delivery: Guid.Parse(p[0].GetString()!), Row: p[1].GetInt32()))
            .Select(p => records.FirstOrDefault(r => r.Delivery == p.Delivery && r.Row == p.Row)?.Source).ToArray();
        var of = root.TryGetProperty("of", out var others) ? others.EnumerateObject().ToDictionary(o => o.Name, o => o.Value.GetInt32(), StringComparer.Ordinal) : [];
        return element => sources.Length == 0 ? null : sources[of.GetValueOrDefault(element)];
    }

    private static string? Text(Npgsql.NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
