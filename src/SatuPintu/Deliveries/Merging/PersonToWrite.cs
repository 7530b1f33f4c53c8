using System.Globalization;
using System.Text;
using System.Text.Json;
using SatuPintu.People;
using SatuPintu.People.Proposing;
using SatuPintu.Sources;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Deliveries.Merging;

/// <summary>Where a source ranks a person.</summary>
/// <param name="Source">The source.</param>
/// <param name="Decile">The decile, from 1.</param>
/// <param name="Since">The day of the list.</param>
internal sealed record PersonRanking(string Source, short Decile, DateOnly Since);

/// <summary>What a source says a person receives.</summary>
/// <param name="Programme">The programme.</param>
/// <param name="Source">The source.</param>
/// <param name="Since">The day of the list.</param>
internal sealed record PersonProgramme(string Programme, string Source, DateOnly Since);

/// <summary>A person as the registry keeps it.</summary>
internal sealed record PersonToWrite
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }
    /// <summary>Its family.</summary>
    public required Guid Family { get; init; }
    /// <summary>The village; the district, the regency or the delivery's area where no more is known.</summary>
    public required string Area { get; init; }
    /// <summary>Full name.</summary>
    public required string? Name { get; init; }
    /// <summary>Date of birth.</summary>
    public required DateOnly? Born { get; init; }
    /// <summary>Place of birth.</summary>
    public required string? BirthPlace { get; init; }
    /// <summary>Sex, as the standard writes it.</summary>
    public required string? Sex { get; init; }
    /// <summary>Marital status, as the standard writes it.</summary>
    public required string? MaritalStatus { get; init; }
    /// <summary>Relation to the head, as the standard writes it.</summary>
    public required string? Relation { get; init; }
    /// <summary>Address.</summary>
    public required string? Address { get; init; }
    /// <summary>The NIK; empty where none is known.</summary>
    public required string Nik { get; init; }
    /// <summary>The number of the family card; empty where none is known.</summary>
    public required string Card { get; init; }
    /// <summary>The other elements as JSON.</summary>
    public required string Elements { get; init; }
    /// <summary>Where the values come from, as JSON.</summary>
    public required string Origins { get; init; }
    /// <summary>The day of the list that the address was taken from.</summary>
    public required DateOnly Since { get; init; }
    /// <summary>Decile by source, with the day of its list.</summary>
    public required IReadOnlyList<PersonRanking> Rankings { get; init; }
    /// <summary>Programmes by source, with the day of the list.</summary>
    public required IReadOnlyList<PersonProgramme> Programmes { get; init; }
    /// <summary>Keyed hash of all this.</summary>
    public Guid Content { get; init; }
    /// <summary>Whether the registry does not know the person yet.</summary>
    public bool IsNew { get; init; }
    /// <summary>Keyed hash of the NIK; null where none is known.</summary>
    public byte[]? NikIndex { get; init; }
    /// <summary>The NIK, sealed; null where none is known.</summary>
    public byte[]? NikSealed { get; init; }
    /// <summary>Keyed hash of the number of the family card; null where none is known.</summary>
    public byte[]? CardIndex { get; init; }
    /// <summary>The number of the family card, sealed; null where none is known.</summary>
    public byte[]? CardSealed { get; init; }
    /// <summary>What the person's records disagree on; null where they agree.</summary>
    public PersonDisagreement? Disagreement { get; init; }
    /// <summary>What each record says where they disagree, sealed.</summary>
    public byte[]? DisagreementSealed { get; init; }
}

/// <summary>Makes the persons of a merge as the registry keeps them; any thread may ask for any person.</summary>
internal sealed class PersonsToWrite : IDisposable
{
    // They have columns of their own, follow from the code of the area, or are identity numbers.
    private static readonly HashSet<string> Apart = new(StringComparer.Ordinal)
    {
        Elements.RecordId, Elements.Nik, Elements.NikDamaged, Elements.FamilyCard, Elements.FullName, Elements.DateOfBirth, Elements.PlaceOfBirth, Elements.Sex, Elements.MaritalStatus,
        Elements.Relation, Elements.FullAddress, Elements.ProvinceName, Elements.RegencyCode, Elements.RegencyName, Elements.DistrictName, Elements.DistrictCode, Elements.VillageCode, Elements.VillageName, Elements.Decile,
    };

    // So many digits in a row may be an identity number that somebody wrote into an address.
    private const int MostDigits = 14;
    private const int Chunk = 4096;
    private readonly MergePlan plan;
    private readonly Standing standing;
    private readonly Corrections? corrections;
    private readonly DisagreementsToWrite disagreements;
    private readonly Dictionary<string, string[]> clear = new(StringComparer.Ordinal);
    private readonly (string Element, TextColumn Column, string[] Json)[] others;
    private readonly (string Source, TextColumn Column, DateOnly Since)[] rankings;
    private readonly (ulong Bit, string Programme, string Source, DateOnly Since)[] programmes;
    private readonly FieldCipher nikCipher, cardCipher;
    private readonly BlindIndex nikIndex, cardIndex, contents;
    private readonly int version;
    private readonly Dictionary<Guid, StandingRecord>[] records;

    /// <summary>Makes them, keeping to corrections where they are given.</summary>
    public PersonsToWrite(MergePlan plan, Standing standing, KeyRing ring, Corrections? corrections = null)
    {
        this.plan = plan;
        this.standing = standing;
        this.corrections = corrections;
        disagreements = new DisagreementsToWrite(plan.Persons, ring);
        var persons = plan.Persons;
        foreach (var element in persons.ElementIds) clear.Add(element, [.. persons[element].Values.ToArray().Select(WithoutNumbers)]);
        others = [.. persons.ElementIds.Where(e => !Apart.Contains(e)).Select(e => (e, persons[e], clear[e].Select(v => $"{JsonSerializer.Serialize(e)}:{JsonSerializer.Serialize(v, Plain)}").ToArray()))];
        rankings = [.. persons.BySource.Where(s => s.Element == Elements.Decile).Select(s => (plan.Lists[s.List].Delivery.Source, s.Column, plan.Lists[s.List].Delivery.AsOf))];
        programmes = [.. plan.Lists.Index().Where(l => l.Item.Plan.Source.Kind == SourceKind.Programme)
            .Select(l => (1UL << l.Index, l.Item.Plan.Source.Programme ?? l.Item.Delivery.Source, l.Item.Delivery.Source, l.Item.Delivery.AsOf))];
        (nikCipher, cardCipher) = (new(ring, "person.nik"), new(ring, "person.card"));
        (nikIndex, cardIndex, contents) = (new(ring, "person.nik"), new(ring, "person.card"), new(ring, "person.content"));
        // A hash under a newer key would make every person a changed one: the oldest is kept for them.
        version = ring.IndexVersions[0];
        records = [.. plan.Lists.Select(l => standing.Of(l.Delivery.Source))];
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes the persons that are new or stand otherwise in the registry, in chunks.</summary>
    public IEnumerable<PersonToWrite[]> InChunks(CancellationToken cancellation)
    {
        foreach (var entities in Enumerable.Range(0, plan.Persons.Count).Chunk(Chunk))
        {
            var made = new PersonToWrite?[entities.Length];
            Parallel.For(0, made.Length, new ParallelOptions { CancellationToken = cancellation }, i => made[i] = Different(entities[i]));
            yield return [.. made.OfType<PersonToWrite>()];
        }
    }

    /// <summary>A person as the registry would keep it, numbers in full and unsealed.</summary>
    public PersonToWrite Of(int entity) => Make(entity);

    /// <summary>Lets keys go.</summary>
    public void Dispose()
    {
        nikCipher.Dispose();
        cardCipher.Dispose();
        nikIndex.Dispose();
        cardIndex.Dispose();
        contents.Dispose();
        disagreements.Dispose();
    }

    private PersonToWrite? Different(int entity)
    {
        var person = corrections is null ? Make(entity) : corrections.Apply(Make(entity));
        var content = Hash(person);
        var stands = standing.Persons.TryGetValue(person.Id, out var before);
        if (stands && before.Content == content) return null;
        Span<byte> context = stackalloc byte[16];
        person.Id.TryWriteBytes(context, bigEndian: true, out _);
        return person with
        {
            Content = content,
            IsNew = !stands,
            NikIndex = nikIndex.OfNumber(person.Nik)?.Hash,
            NikSealed = person.Nik.Length == 0 ? null : nikCipher.Encrypt(person.Nik, context),
            CardIndex = cardIndex.OfNumber(person.Card)?.Hash,
            CardSealed = person.Card.Length == 0 ? null : cardCipher.Encrypt(person.Card, context),
            DisagreementSealed = person.Disagreement is { } said ? disagreements.Seal(said, context) : null,
        };
    }

    private PersonToWrite Make(int entity)
    {
        var persons = plan.Persons;
        var address = Text(Elements.FullAddress, entity) ?? Composed(entity);
        var of = OriginOfAddress(entity);
        return new PersonToWrite
        {
            Id = plan.PersonIds[entity],
            Family = plan.FamilyIds[persons.FamilyOf[entity]],
            Area = Longest(Text(Elements.VillageCode, entity), Text(Elements.DistrictCode, entity), Text(Elements.RegencyCode, entity)) ?? plan.Lists[of.List].Delivery.Area,
            Name = Text(Elements.FullName, entity),
            Born = DateOnly.TryParseExact(Text(Elements.DateOfBirth, entity), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born) ? born : null,
            BirthPlace = Text(Elements.PlaceOfBirth, entity),
            Sex = Text(Elements.Sex, entity),
            MaritalStatus = Text(Elements.MaritalStatus, entity),
            Relation = Text(Elements.Relation, entity),
            Address = address,
            Nik = Raw(Elements.Nik, entity),
            Card = Raw(Elements.FamilyCard, entity),
            Elements = Others(entity),
            Origins = Origins(entity),
            Since = plan.Lists[of.List].Delivery.AsOf,
            Rankings = [.. rankings.Where(r => r.Column.Codes[entity] != 0).Select(r => new PersonRanking(r.Source, short.Parse(r.Column[entity], CultureInfo.InvariantCulture), r.Since))],
            Programmes = [.. programmes.Where(p => (persons.InLists[entity] & p.Bit) != 0).Select(p => new PersonProgramme(p.Programme, p.Source, p.Since))],
            Disagreement = disagreements.Of(entity),
        };
    }

    /// <summary>Where the content of a record came first: what stands, or what this delivery brings.</summary>
    public (Guid Delivery, int Row) PlaceOf(RecordRef record)
    {
        var list = plan.Lists[record.List];
        return records[record.List].TryGetValue(list.Identity.Keys[record.Row], out var stands) && stands.Content == list.Identity.Contents[record.Row]
            ? (stands.Delivery, stands.Row)
            : (list.Delivery.Id, list.Standard.Raw.RowNumbers[record.Row]);
    }

    private RecordRef OriginOfAddress(int entity) => plan.Persons.OriginOf(Elements.VillageCode, entity) ?? plan.Persons.OriginOf(Elements.DistrictCode, entity) ?? plan.Persons.Linked.Members(entity)[0];

    private string Raw(string element, int entity) => clear.ContainsKey(element) ? plan.Persons[element][entity] : "";

    private string? Text(string element, int entity) => clear.TryGetValue(element, out var values) && values[plan.Persons[element].Codes[entity]] is { Length: > 0 } text ? text : null;

    private string? Composed(int entity)
    {
        var text = new StringBuilder(Text(Elements.Street, entity));
        if (Text(Elements.HouseNumber, entity) is { } house) text.Append(" NO ").Append(house);
        if (Text(Elements.Rt, entity) is { } rt) text.Append(" RT ").Append(rt);
        if (Text(Elements.Rw, entity) is { } rw) text.Append(" RW ").Append(rw);
        return text.Length == 0 ? null : text.ToString();
    }

    private static string? Longest(params string?[] codes) => codes.FirstOrDefault(c => c is not null && c.All(char.IsAsciiDigit) && c.Length is 2 or 4 or 6 or 10);

    private string Others(int entity)
    {
        var json = new StringBuilder("{");
        foreach (var (_, column, texts) in others)
        {
            var code = column.Codes[entity];
            if (code == 0) continue;
            if (json.Length > 1) json.Append(',');
            json.Append(texts[code]);
        }
        return json.Append('}').ToString();
    }

    private string Origins(int entity)
    {
        var members = plan.Persons.Linked.Members(entity);
        var json = new StringBuilder("{\"records\":[");
        for (var i = 0; i < members.Length; i++)
        {
            var (delivery, row) = PlaceOf(members[i]);
            if (i > 0) json.Append(',');
            json.Append(CultureInfo.InvariantCulture, $"[\"{delivery}\",{row}]");
        }
        json.Append(']');
        if (members.Length > 1)
        {
            var first = true;
            foreach (var element in plan.Persons.ElementIds)
            {
                if (plan.Persons.OriginOf(element, entity) is not { } origin || origin == members[0]) continue;
                json.Append(first ? ",\"of\":{" : ",");
                first = false;
                json.Append(CultureInfo.InvariantCulture, $"\"{element}\":{members.IndexOf(origin)}");
            }
            if (!first) json.Append('}');
        }
        return json.Append('}').ToString();
    }

    private Guid Hash(PersonToWrite p)
    {
        var text = new StringBuilder();
        foreach (var part in new[] { p.Family.ToString(), p.Area, p.Name, p.Born?.ToString("O", CultureInfo.InvariantCulture), p.BirthPlace, p.Sex, p.MaritalStatus, p.Relation, p.Address, p.Nik, p.Card, p.Elements, p.Origins })
            text.Append(part).Append('\u001f');
        foreach (var (source, decile, _) in p.Rankings) text.Append(CultureInfo.InvariantCulture, $"{source}={decile}\u001f");
        foreach (var (programme, source, _) in p.Programmes) text.Append(CultureInfo.InvariantCulture, $"{programme}@{source}\u001f");
        if (p.Disagreement is { } said) text.Append(said.Said);
        return new Guid(contents.Of(text.ToString(), version), bigEndian: true);
    }

    /// <summary>The text with digits hidden where so many stand in a row that they may be an identity number.</summary>
    private static string WithoutNumbers(string text)
    {
        char[]? hidden = null;
        for (int from = 0, to; from < text.Length; from = to + 1)
        {
            for (to = from; to < text.Length && char.IsAsciiDigit(text[to]); to++) { }
            if (to - from > MostDigits) (hidden ??= text.ToCharArray()).AsSpan(from, to - from).Fill('•');
        }
        return hidden is null ? text : new string(hidden);
    }
}
