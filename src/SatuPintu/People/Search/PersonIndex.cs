using SatuPintu.Linkage.Comparisons;
using SatuPintu.Linkage.Search;
using SatuPintu.Sources.Values;
using SatuPintu.Storage;

namespace SatuPintu.People.Search;

/// <summary>What somebody remembers of a person; at least one of them.</summary>
/// <param name="Name">A name, however it is spelt; null where none is known.</param>
/// <param name="Address">Words of an address; null where none is known.</param>
/// <param name="Born">A day as yyyyMMdd, or a year as yyyy0000; 0 where neither is known.</param>
internal sealed record Remembered(string? Name, string? Address, int Born);

/// <summary>Names, addresses and birth dates of all persons, to find one by what somebody remembers. It holds no identity number, and says ids only.</summary>
internal sealed class PersonIndex
{
    // What each thing says beside the others, and how little of a name or an address is too little.
    private const float NameWeight = 1, AddressWeight = 0.6f, BornWeight = 0.8f, Least = 0.5f;
    // Of a name whose rarest word one of two clerks left out, little is alike; the same day of birth makes up for it.
    private const float LeastOfNameBesideDay = 0.15f;
    private const int LongestCode = 10;

    private readonly Guid[] ids;
    private readonly int[] nameOf, addressOf, born;
    private readonly long[] areas;
    private readonly TextIndex names, addresses;
    private readonly Stack<(TextHits Names, TextHits Addresses)> free = [];

    private PersonIndex(Guid[] ids, int[] nameOf, int[] addressOf, int[] born, long[] areas, TextIndex names, TextIndex addresses) =>
        (this.ids, this.nameOf, this.addressOf, this.born, this.areas, this.names, this.addresses) = (ids, nameOf, addressOf, born, areas, names, addresses);

    /// <summary>How many persons there are.</summary>
    public int Count => ids.Length;

    /// <summary>Makes an index.</summary>
    /// <param name="persons">Who there is: id, name, address, birth date as yyyyMMdd or 0, code of the area.</param>
    public static PersonIndex Of(IEnumerable<(Guid Id, string? Name, string? Address, int Born, string Area)> persons)
    {
        var (ids, nameOf, addressOf, born, areas) = (new List<Guid>(), new List<int>(), new List<int>(), new List<int>(), new List<long>());
        var (names, addresses) = (new TextIndexBuilder(), new TextIndexBuilder());
        foreach (var person in persons)
        {
            ids.Add(person.Id);
            nameOf.Add(person.Name is null ? -1 : names.Add(Compared(person.Name)));
            addressOf.Add(person.Address is null ? -1 : addresses.Add(person.Address));
            born.Add(person.Born);
            areas.Add(First(person.Area));
        }
        return new PersonIndex([.. ids], [.. nameOf], [.. addressOf], [.. born], [.. areas], names.ToIndex(), addresses.ToIndex());
    }

    /// <summary>Reads all persons of the registry.</summary>
    public static async Task<PersonIndex> Read(RegistrySession session, CancellationToken cancellation) => Of(await session.Read(
        "select person_id, full_name, address, coalesce(extract(year from birth_date) * 10000 + extract(month from birth_date) * 100 + extract(day from birth_date), 0)::int, area from registry.person order by person_id",
        r => (r.GetGuid(0), r.IsDBNull(1) ? null : r.GetString(1), r.IsDBNull(2) ? null : r.GetString(2), r.GetInt32(3), r.GetString(4)), cancellation));

    /// <summary>The persons most like what is remembered, the likeliest first.</summary>
    /// <param name="remembered">What is remembered.</param>
    /// <param name="within">Codes of areas, empty for the nation; only persons of one of them are found.</param>
    /// <param name="most">How many at the most.</param>
    public IReadOnlyList<Guid> Find(Remembered remembered, IReadOnlyList<string> within, int most)
    {
        var hits = Take();
        try
        {
            if (remembered.Name is { } name) names.Find(Compared(name), hits.Names);
            if (remembered.Address is { } address) addresses.Find(address, hits.Addresses);
            return Best(remembered, [.. within.Select(Range)], hits, most);
        }
        finally
        {
            lock (free) free.Push(hits);
        }
    }

    private List<Guid> Best(Remembered remembered, (long From, long To)[] within, (TextHits Names, TextHits Addresses) hits, int most)
    {
        ReadOnlySpan<float> ofNames = hits.Names.Scores, ofAddresses = hits.Addresses.Scores;
        var best = new PriorityQueue<int, (float, int)>(most + 1);
        var enough = 0f;
        var day = remembered.Born % 10000 == 0 ? -1 : remembered.Born;
        for (var person = 0; person < ids.Length; person++)
        {
            var (score, weights) = (0f, 0f);
            if (remembered.Name is not null)
            {
                var like = nameOf[person] < 0 ? 0 : ofNames[nameOf[person]];
                if (like < (born[person] == day ? LeastOfNameBesideDay : Least)) continue;
                (score, weights) = (score + (NameWeight * like), weights + NameWeight);
            }
            if (remembered.Address is not null)
            {
                var like = addressOf[person] < 0 ? 0 : ofAddresses[addressOf[person]];
                if (like < Least && remembered.Name is null) continue;
                (score, weights) = (score + (AddressWeight * like), weights + AddressWeight);
            }
            if (remembered.Born != 0)
            {
                var like = Likeness(remembered.Born, born[person]);
                if (like < Least && remembered is { Name: null, Address: null }) continue;
                (score, weights) = (score + (BornWeight * like), weights + BornWeight);
            }
            score /= weights;
            if (score <= enough && best.Count == most || !Lies(areas[person], within)) continue;
            best.Enqueue(person, (score, -person));
            if (best.Count > most) best.Dequeue();
            if (best.Count == most && best.TryPeek(out _, out var least)) enough = least.Item1;
        }
        var found = new List<Guid>(best.Count);
        while (best.TryDequeue(out var person, out _)) found.Add(ids[person]);
        found.Reverse();
        return found;
    }

    // Without titles, degrees and the father's name, MOCHAMAD as MUHAMMAD; a text that is no name by these rules as it stands.
    private static string Compared(string name) => PersonNameReader.Read(name).Tokens is { Count: > 0 } words ? string.Join(' ', words) : name;

    private static float Likeness(int asked, int known)
    {
        if (known == 0) return 0.3f;
        if (asked % 10000 == 0) return Math.Abs((asked / 10000) - (known / 10000)) switch { 0 => 1, 1 => 0.6f, 2 => 0.3f, _ => 0 };
        return BirthDates.Compare(asked, known) switch
        {
            DateAgreement.Equal => 1,
            DateAgreement.Swapped => 0.9f,
            DateAgreement.Slip => 0.8f,
            DateAgreement.DayAndMonth or DateAgreement.MonthAndYear => 0.6f,
            DateAgreement.Year => 0.4f,
            DateAgreement.NeighbourYear => 0.2f,
            _ => 0,
        };
    }

    private static bool Lies(long area, (long From, long To)[] within)
    {
        foreach (var (from, to) in within)
            if (area >= from && area < to) return true;
        return false;
    }

    // A code of an area as a number of ten digits: what lies in the area follows on it.
    private static long First(string code) => code.Length == 0 ? 0 : long.Parse(code.PadRight(LongestCode, '0')[..LongestCode], System.Globalization.CultureInfo.InvariantCulture);

    private static (long, long) Range(string code) => (First(code), code.Length == 0 ? long.MaxValue : First(code) + (long)Math.Pow(10, LongestCode - Math.Min(LongestCode, code.Length)));

    private (TextHits Names, TextHits Addresses) Take()
    {
        lock (free)
            if (free.TryPop(out var taken)) return taken;
        return (names.NewHits(), addresses.NewHits());
    }
}
