using System.Runtime.InteropServices;
using Npgsql;
using SatuPintu.Storage;

namespace SatuPintu.Dashboard.Keeping;

/// <summary>What figures are counted from: persons, and where each source has them, under numbers.</summary>
internal sealed class RegistryContent
{
    private readonly int sources;
    private readonly Dictionary<string, int> areaNumbers = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly List<string> areas = [""];
    private readonly Dictionary<Guid, int> personNumbers = [];
    private readonly Dictionary<Guid, int> familyNumbers = [];
    private readonly Dictionary<Guid, int> nikNumbers = [];
    private readonly Dictionary<Guid, int> deliveryNumbers = [];
    private readonly List<Guid> persons = [], deliveries = [];
    private readonly List<int> areaOf = [], familyOf = [], nikPlaces = [];
    private readonly List<Place> places = [default];
    private int[] personPlaces = [];
    private byte[] lowest = [];
    private ulong[] inSources = [];

    private readonly DateOnly day;

    private RegistryContent(int sources, DateOnly day)
    {
        this.sources = sources;
        this.day = day;
    }

    // Where a record names an area, and what stands before it: the delivery where its content came first, then the row there.
    private readonly record struct Place(int Delivery, int Row, int Area);

    /// <summary>The codes of areas by their numbers; 0 is where none is known.</summary>
    public IReadOnlyList<string> Areas => areas;

    /// <summary>The persons by their numbers.</summary>
    public IReadOnlyList<Guid> Persons => persons;

    /// <summary>How many families there are.</summary>
    public int Families => familyNumbers.Count;

    /// <summary>How many different NIK there are.</summary>
    public int Niks => nikNumbers.Count;

    /// <summary>What is counted of the persons by variable.</summary>
    public PersonTraits Traits { get; } = new();

    /// <summary>By source, whether one of its records says a decile.</summary>
    public required bool[] HasDecile { get; init; }

    /// <summary>By source, records by number of the area that they name: usable or not.</summary>
    public required Dictionary<int, long>[] Records { get; init; }

    /// <summary>By source, those of them that are somebody's.</summary>
    public required Dictionary<int, long>[] UsableRecords { get; init; }

    /// <summary>The number of the area of a person.</summary>
    public int AreaOf(int person) => areaOf[person];

    /// <summary>The number of the family of a person; −1 where there is none.</summary>
    public int FamilyOf(int person) => familyOf[person];

    /// <summary>The sources with a record of a person: bit <c>i</c> stands for source <c>i</c>.</summary>
    public ulong InSources(int person) => inSources[person];

    /// <summary>By source, the lowest decile that any record of a person has there; 0 for none.</summary>
    public ReadOnlySpan<byte> Lowest(int person) => lowest.AsSpan(person * sources, sources);

    /// <summary>The number of the area where a source has a person first; 0 where it names none, −1 where it has no record of the person.</summary>
    public int AreaIn(int person, int source) => personPlaces[(person * sources) + source] is var place and not 0 ? places[place].Area : -1;

    /// <summary>The number of the area where a source has a NIK first; 0 where it names none, −1 where it does not have it.</summary>
    public int NikAreaIn(int nik, int source) => nikPlaces[(nik * sources) + source] is var place and not 0 ? places[place].Area : -1;

    /// <summary>Reads it.</summary>
    /// <param name="session">A transaction of the service itself.</param>
    /// <param name="sources">The sources, in the order of their numbers; at most 64.</param>
    /// <param name="day">The day by which ages are told.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task<RegistryContent> Read(RegistrySession session, IReadOnlyList<string> sources, DateOnly day, CancellationToken cancellation)
    {
        if (sources.Count > 64) throw new ArgumentException("Figures are kept of at most 64 sources.", nameof(sources));
        var content = new RegistryContent(sources.Count, day)
        {
            HasDecile = new bool[sources.Count],
            Records = [.. sources.Select(_ => new Dictionary<int, long>())],
            UsableRecords = [.. sources.Select(_ => new Dictionary<int, long>())],
        };
        await Each(session, "select person_id, area, family_id, sex, birth_date, relation, elements::text from registry.person", content.AddPerson, cancellation);
        content.personPlaces = new int[content.persons.Count * sources.Count];
        content.lowest = new byte[content.persons.Count * sources.Count];
        content.inSources = new ulong[content.persons.Count];
        await Each(session, "select array_position($1::text[], source) - 1, person_id, area, nik_index, decile, delivery_id, row from registry.record where source = any ($1)", content.AddRecord, cancellation, (object)sources.ToArray());
        return content;
    }

    private static async Task Each(RegistrySession session, string sql, Action<NpgsqlDataReader> row, CancellationToken cancellation, params object[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, session.Connection) { CommandTimeout = 0 };
        foreach (var parameter in parameters) command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) row(reader);
    }

    private void AddPerson(NpgsqlDataReader row)
    {
        personNumbers.Add(row.GetGuid(0), persons.Count);
        persons.Add(row.GetGuid(0));
        areaOf.Add(Area(row.GetString(1)));
        familyOf.Add(row.IsDBNull(2) ? -1 : Number(familyNumbers, row.GetGuid(2)));
        Traits.Add(row.IsDBNull(3) ? null : row.GetString(3), row.IsDBNull(4) ? null : row.GetFieldValue<DateOnly>(4), row.IsDBNull(5) ? null : row.GetString(5), row.GetString(6), day);
    }

    private void AddRecord(NpgsqlDataReader row)
    {
        var (source, area) = (row.GetInt32(0), Area(row.GetString(2)));
        Add(Records[source], area);
        var delivery = row.GetGuid(5);
        var deliveryNumber = Number(deliveryNumbers, delivery);
        if (deliveryNumber == deliveries.Count) deliveries.Add(delivery);
        var place = places.Count;
        places.Add(new Place(deliveryNumber, row.GetInt32(6), area));
        if (!row.IsDBNull(3))
        {
            var nik = Number(nikNumbers, new Guid(row.GetFieldValue<byte[]>(3)));
            if (nik * sources == nikPlaces.Count) CollectionsMarshal.SetCount(nikPlaces, nikPlaces.Count + sources);
            First(CollectionsMarshal.AsSpan(nikPlaces), (nik * sources) + source, place);
        }
        if (row.IsDBNull(1) || !personNumbers.TryGetValue(row.GetGuid(1), out var person)) return;
        Add(UsableRecords[source], area);
        inSources[person] |= 1UL << source;
        First(personPlaces, (person * sources) + source, place);
        if (row.IsDBNull(4)) return;
        HasDecile[source] = true;
        ref var least = ref lowest[(person * sources) + source];
        var decile = (byte)row.GetInt16(4);
        if (least == 0 || decile < least) least = decile;
    }

    /// <summary>Keeps the first place that names an area; without one, any.</summary>
    private void First(Span<int> of, int at, int place)
    {
        ref var kept = ref of[at];
        if (kept == 0 || IsBefore(places[place], places[kept])) kept = place;

        bool IsBefore(Place a, Place b)
        {
            if (a.Area == 0 || b.Area == 0) return a.Area != 0;
            var order = a.Delivery == b.Delivery ? 0 : deliveries[a.Delivery].CompareTo(deliveries[b.Delivery]);
            return order < 0 || (order == 0 && a.Row < b.Row);
        }
    }

    private int Area(string code)
    {
        if (areaNumbers.TryGetValue(code, out var number)) return number;
        areaNumbers.Add(code, number = areas.Count);
        areas.Add(code);
        return number;
    }

    private static int Number(Dictionary<Guid, int> numbers, Guid id)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, id, out var known);
        if (!known) number = numbers.Count - 1;
        return number;
    }

    private static void Add(Dictionary<int, long> counts, int area) => CollectionsMarshal.GetValueRefOrAddDefault(counts, area, out _)++;
}
