using SatuPintu.Deliveries.Checking;
using SatuPintu.Deliveries.Merging;
using SatuPintu.People;
using SatuPintu.Sources;
using SatuPintu.Storage;

namespace SatuPintu.MatchReview;

/// <summary>
/// What officers make of persons: their records in other groups. Golden values and families are made of them by the same steps as in a delivery; no other person is
/// touched but those who live with them.
/// </summary>
internal sealed class Regrouping
{
    private sealed record Member(RecordKey Key, Guid Delivery, int Row, Guid Content, Guid Person, Found How);

    private readonly IReadOnlyList<Member> members;
    private readonly HashSet<Guid> named;

    private Regrouping(IReadOnlyList<Member> members, HashSet<Guid> named, Dictionary<Guid, StandingPerson> persons)
    {
        this.members = members;
        this.named = named;
        Standing = new Standing
        {
            Records = members.GroupBy(m => m.Key.Source).ToDictionary(g => g.Key, g => g.ToDictionary(m => m.Key.Key,
                // Whose a record of them is, and by what, is written anew even where the person stays.
                m => new StandingRecord(m.Delivery, m.Row, m.Content, named.Contains(m.Person) ? null : m.Person)), StringComparer.Ordinal),
            Persons = persons,
        };
    }

    /// <summary>The registry as far as it is touched.</summary>
    public Standing Standing { get; }

    /// <summary>Who has which records now, of the persons that the records named are of.</summary>
    public IReadOnlyList<PersonGroup> Before => [.. members.Where(m => named.Contains(m.Person)).GroupBy(m => m.Person).OrderBy(g => g.Key)
        .Select(g => new PersonGroup(g.Key, Standing.Persons[g.Key].Family, [.. g.Select(m => m.Key)]) { How = g.ToDictionary(m => m.Key, m => m.How) })];

    /// <summary>Reads whose some records are, with all records of these persons and of those of their families.</summary>
    public static async Task<Regrouping> Read(RegistrySession session, IReadOnlyCollection<RecordKey> records, CancellationToken cancellation)
    {
        var named = await session.Read("""
            select distinct r.person_id from unnest($1::text[], $2::uuid[]) n(source, record_key) join registry.record r using (source, record_key) where r.person_id is not null
            """, r => r.GetGuid(0), cancellation, records.Select(r => r.Source).ToArray(), records.Select(r => r.Key).ToArray());
        var persons = await session.Read("""
            select person_id, family_id, content_hash from registry.person
            where person_id = any ($1) or family_id in (select family_id from registry.person where person_id = any ($1) and family_id is not null)
            """, r => (Id: r.GetGuid(0), Person: new StandingPerson(r.IsDBNull(1) ? null : r.GetGuid(1), r.IsDBNull(2) ? null : r.GetGuid(2))), cancellation, named.ToArray());
        var members = await session.Read("select source, record_key, delivery_id, row, content_hash, person_id, probability, matched_by from registry.record where person_id = any ($1)",
            r => new Member(new RecordKey(r.GetString(0), r.GetGuid(1)), r.GetGuid(2), r.GetInt32(3), r.GetGuid(4), r.GetGuid(5), new Found(r.GetFloat(6), Enum.Parse<MatchedBy>(r.GetString(7), ignoreCase: true))),
            cancellation, persons.Select(p => p.Id).ToArray());
        return new Regrouping(members, [.. named], persons.ToDictionary(p => p.Id, p => p.Person));
    }

    /// <summary>All records of the persons as one person's.</summary>
    public PersonGroup Together() => new(null, null, [.. members.Where(m => named.Contains(m.Person)).Select(m => m.Key)]);

    /// <summary>Plans the groups: each is one person; the other records of the persons they came from stay with these.</summary>
    /// <param name="lists">The lists as they stand in the registry.</param>
    /// <param name="groups">The groups.</param>
    /// <param name="survivorship">Which record's value is kept.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="UserError">A record stands in none of the lists.</exception>
    public MergePlan Plan(IReadOnlyList<CheckedList> lists, IReadOnlyList<PersonGroup> groups, SurvivorshipRules survivorship, CancellationToken cancellation)
    {
        IReadOnlyList<StandardTable> tables = [.. lists.Select(l => l.Check.Table)];
        var places = Verdict.PlacesOf(members.Select(m => m.Key), lists);
        // Without a record its person would be taken for somebody whom no list speaks of.
        if (places.Count < members.Count) throw new UserError(ExitCode.Fault, "grouping.lists");
        var groupOf = groups.SelectMany((g, i) => g.Records.Select(r => (Record: r, Group: i))).ToDictionary(g => g.Record, g => g.Group);

        var entities = new Dictionary<object, int>();
        var entityOf = tables.Select(t => Filled(t.RowCount, -1)).ToArray();
        var probability = tables.Select(t => new float[t.RowCount]).ToArray();
        var by = tables.Select(t => new MatchedBy[t.RowCount]).ToArray();
        // Entities are numbered by their first record.
        var stands = members.OrderBy(m => places[m.Key]).ToList();
        foreach (var member in stands)
        {
            var (list, row) = places[member.Key];
            object entity = groupOf.TryGetValue(member.Key, out var group) ? group : Claimed(member.Person) is { } claimed ? claimed : member.Person;
            if (!entities.TryGetValue(entity, out var number)) entities.Add(entity, number = entities.Count);
            entityOf[list][row] = number;
            var how = !groupOf.ContainsKey(member.Key) ? member.How : groups[group].How.GetValueOrDefault(member.Key, new Found(1, MatchedBy.Officer));
            (probability[list][row], by[list][row]) = (how.Probability, how.By);
        }
        foreach (var alone in stands.GroupBy(m => entityOf[places[m.Key].List][places[m.Key].Row]).Where(g => g.Count() == 1))
        {
            var (list, row) = places[alone.First().Key];
            (probability[list][row], by[list][row]) = (1, MatchedBy.Alone);
        }

        var scope = new LinkedRecords(tables, entityOf, probability, by, [], new LinkageSummary());
        var persons = Merger.Merge(scope, survivorship, [.. lists.Select(l => l.Check.Doubtful)], cancellation);
        var ids = IdsOf(persons.Count, groups, entities, stands, m => entityOf[places[m.Key].List][places[m.Key].Row]);
        var families = FamiliesOf(persons, ids, groups, entities);
        var kept = ids.ToHashSet();
        return new MergePlan
        {
            Lists = lists,
            Persons = persons,
            PersonIds = ids,
            FamilyIds = families,
            Linked = scope,
            IsWhole = false,
            BringsRows = false,
            Joined = [.. stands.Where(m => !kept.Contains(m.Person)).GroupBy(m => m.Person).Select(g => (g.Key, ids[entityOf[places[g.First().Key].List][places[g.First().Key].Row]]))],
            Parted = [.. stands.Select(m => (m.Person, New: ids[entityOf[places[m.Key].List][places[m.Key].Row]])).Where(p => !Standing.Persons.ContainsKey(p.New)).Distinct()],
            Unlisted = [],
        };

        // What has come to a person since goes on being this person's.
        int? Claimed(Guid person) => groups.Index().Where(g => g.Item.Person == person).Select(g => (int?)g.Index).FirstOrDefault();
    }

    private static Guid[] IdsOf(int count, IReadOnlyList<PersonGroup> groups, Dictionary<object, int> entities, List<Member> stands, Func<Member, int> entityOf)
    {
        var stated = groups.Index().Where(g => g.Item.Person is not null && entities.ContainsKey(g.Index)).ToDictionary(g => entities[g.Index], g => g.Item.Person!.Value);
        var taken = stated.Values.ToHashSet();
        var found = StableIds.Assign(count, stands.Where(m => !stated.ContainsKey(entityOf(m)) && !taken.Contains(m.Person)).Select(m => (entityOf(m), m.Person)));
        return [.. Enumerable.Range(0, count).Select(e => stated.TryGetValue(e, out var id) ? id : found[e] ?? Guid.CreateVersion7())];
    }

    private Guid[] FamiliesOf(GoldenPersons persons, Guid[] ids, IReadOnlyList<PersonGroup> groups, Dictionary<object, int> entities)
    {
        var before = groups.Index().Where(g => g.Item.Family is not null && entities.ContainsKey(g.Index)).ToDictionary(g => entities[g.Index], g => g.Item.Family!.Value);
        var known = Enumerable.Range(0, persons.Count)
            .Select(p => (Group: persons.FamilyOf[p], Former: before.TryGetValue(p, out var family) ? family : Standing.Persons.GetValueOrDefault(ids[p]).Family))
            .Where(f => f.Former is not null).Select(f => (f.Group, f.Former!.Value));
        return Array.ConvertAll(StableIds.Assign(persons.Families.All.Count, known), id => id ?? Guid.CreateVersion7());
    }

    private static int[] Filled(int length, int value)
    {
        var numbers = new int[length];
        Array.Fill(numbers, value);
        return numbers;
    }
}
