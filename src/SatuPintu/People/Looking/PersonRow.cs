using System.Globalization;
using System.Text.Json;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.People.Looking;

/// <summary>What is believed, or was believed, of a person: a row of the registry with its numbers unsealed.</summary>
internal sealed record PersonRow
{
    /// <summary>The columns it is read from, of a table or function called <c>p</c>.</summary>
    public const string Columns = "p.person_id, p.recorded_from, p.area, p.family_id, p.full_name, p.birth_date, p.birth_place, p.sex, p.marital_status, p.relation, p.address, p.nik_sealed, p.card_sealed, p.elements::text, p.origins::text, p.because";

    /// <summary>The id.</summary>
    public required Guid Id { get; init; }
    /// <summary>Since when it is believed.</summary>
    public required DateTimeOffset From { get; init; }
    /// <summary>The code of the area.</summary>
    public required string Area { get; init; }
    /// <summary>The family.</summary>
    public required Guid? Family { get; init; }
    /// <summary>Full name.</summary>
    public required string? Name { get; init; }
    /// <summary>Date of birth.</summary>
    public required DateOnly? Born { get; init; }
    /// <summary>Place of birth.</summary>
    public required string? BirthPlace { get; init; }
    /// <summary>Sex.</summary>
    public required string? Sex { get; init; }
    /// <summary>Marital status.</summary>
    public required string? MaritalStatus { get; init; }
    /// <summary>Relation to the head.</summary>
    public required string? Relation { get; init; }
    /// <summary>Address.</summary>
    public required string? Address { get; init; }
    /// <summary>The NIK.</summary>
    public required string? Nik { get; init; }
    /// <summary>The number of the family card.</summary>
    public required string? Card { get; init; }
    /// <summary>The other elements as JSON.</summary>
    public required string Elements { get; init; }
    /// <summary>Where the values come from, as JSON.</summary>
    public required string Origins { get; init; }
    /// <summary>The change that brought it.</summary>
    public required Guid Because { get; init; }

    /// <summary>A number that changes whenever something else is believed of the person: what a form carries of what was seen.</summary>
    public long Version => From.UtcTicks;

    /// <summary>All values that are known, in the order in which they are shown.</summary>
    public IEnumerable<(string Element, string Value)> Values()
    {
        (string, string?)[] columns =
        [
            (Sources.Elements.Nik, Nik), (Sources.Elements.FamilyCard, Card), (Sources.Elements.FullName, Name), (Sources.Elements.DateOfBirth, Born?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            (Sources.Elements.PlaceOfBirth, BirthPlace), (Sources.Elements.Sex, Sex), (Sources.Elements.MaritalStatus, MaritalStatus), (Sources.Elements.Relation, Relation),
            (Sources.Elements.FullAddress, Address), (Sources.Elements.VillageCode, Area),
        ];
        foreach (var (element, value) in columns) if (!string.IsNullOrEmpty(value)) yield return (element, value);
        foreach (var (element, value) in Others()) if (value.Length > 0) yield return (element, value);
    }

    /// <summary>The elements that have no column of their own.</summary>
    public Dictionary<string, string> Others() => JsonSerializer.Deserialize<Dictionary<string, string>>(Elements)!;

    /// <summary>Reads persons.</summary>
    /// <param name="session">In whose name.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="from">What follows <c>from</c>; the table or function is called <c>p</c>.</param>
    /// <param name="cancellation">Stops.</param>
    /// <param name="with">The parameters.</param>
    public static async Task<List<PersonRow>> Read(RegistrySession session, KeyRing keys, string from, CancellationToken cancellation, params object?[] with)
    {
        using var nikCipher = new FieldCipher(keys, "person.nik");
        using var cardCipher = new FieldCipher(keys, "person.card");
        return await session.Read($"select {Columns} from {from}", r =>
        {
            var id = r.GetGuid(0);
            var context = id.ToByteArray(bigEndian: true);
            return new PersonRow
            {
                Id = id,
                From = r.GetFieldValue<DateTimeOffset>(1),
                Area = r.GetString(2),
                Family = r.IsDBNull(3) ? null : r.GetGuid(3),
                Name = Text(4),
                Born = r.IsDBNull(5) ? null : r.GetFieldValue<DateOnly>(5),
                BirthPlace = Text(6),
                Sex = Text(7),
                MaritalStatus = Text(8),
                Relation = Text(9),
                Address = Text(10),
                Nik = r.IsDBNull(11) ? null : nikCipher.DecryptText(r.GetFieldValue<byte[]>(11), context),
                Card = r.IsDBNull(12) ? null : cardCipher.DecryptText(r.GetFieldValue<byte[]>(12), context),
                Elements = r.GetString(13),
                Origins = r.GetString(14),
                Because = r.GetGuid(15),
            };

            string? Text(int column) => r.IsDBNull(column) ? null : r.GetString(column);
        }, cancellation, with);
    }

    /// <summary>The person as believed now; null where there is none that the session may see.</summary>
    public static async Task<PersonRow?> Find(RegistrySession session, KeyRing keys, Guid id, CancellationToken cancellation) =>
        (await Read(session, keys, "registry.person p where p.person_id = $1", cancellation, id)).FirstOrDefault();
}
