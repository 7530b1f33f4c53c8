using SatuPintu.Access;
using SatuPintu.People.Proposing;
using SatuPintu.Sources;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.People.Looking;

/// <summary>A person to look at.</summary>
/// <param name="Id">The id.</param>
/// <param name="Purpose">Why the full values are needed, in the actor's words; null to see them masked.</param>
/// <param name="Per">The day as of which they are known (its end, UTC); null for now.</param>
/// <param name="IsPrint">Whether they are to be printed, which needs a purpose.</param>
public sealed record ShowPersonQuery(Guid Id, string? Purpose, DateOnly? Per = null, bool IsPrint = false);

/// <summary>
/// Shows a person of the areas the actor works in, as known now or on a day; leaves <c>person.seen</c>, or <c>person.seen_full</c> or <c>person.printed</c> with the purpose.
/// </summary>
public static class ShowPerson
{
    private const int MostVersions = 20, MostTimes = 200, LatestLooks = 5;
    private static readonly string[] Offered = ["person.see_full", "person.print", "person.see_looks", "proposal.make", "grouping.merge", "grouping.split"];

    // They follow from the village, or stand in the address.
    private static readonly HashSet<string> Derived = new(StringComparer.Ordinal)
    {
        Elements.VillageName, Elements.DistrictCode, Elements.DistrictName, Elements.RegencyCode, Elements.RegencyName, Elements.ProvinceName, Elements.LastUpdate, Elements.Decile,
    };

    /// <summary>Shows it; null where there is none that the actor may see, or none was known on the day.</summary>
    /// <exception cref="UserError">The actor may not, or the purpose does not do.</exception>
    public static Task<PersonView?> Run(RegistryDatabase database, KeyRing keys, Actor actor, ShowPersonQuery query, CancellationToken cancellation = default)
    {
        var purpose = Purpose.Of(query.IsPrint ? query.Purpose ?? "" : query.Purpose);
        var (full, per, known) = (purpose is not null, Known.Past(query.Per), Known.At(query.Per));
        return database.In(actor, Plans.Kept, async session =>
        {
            if ((await PersonRow.Read(session, keys, "registry.person_known($2) p where p.person_id = $1", cancellation, query.Id, known)).FirstOrDefault() is not { } person) return null;
            var action = query.IsPrint ? "person.print" : full ? "person.see_full" : "person.see";
            Actions.Require(actor, action, area: person.Area);
            var past = await PersonRow.Read(session, keys, $"registry.person_past p where p.person_id = $1 and p.recorded_from < $2 order by p.recorded_from desc limit {MostVersions + 1}", cancellation, query.Id, person.From);
            var origins = new PersonOrigins(person.Origins);
            var changes = (await session.Read("select change_id, kind, delivery_id, details->>'proposal' from registry.change where change_id = any ($1)",
                r => (Id: r.GetGuid(0), Kind: r.GetString(1), Delivery: r.IsDBNull(2) ? (Guid?)null : r.GetGuid(2), Proposal: r.IsDBNull(3) ? (Guid?)null : Guid.Parse(r.GetString(3))), cancellation,
                past.Append(person).Select(p => p.Because).Distinct().ToArray())).ToDictionary(c => c.Id);
            var records = per is null ? await session.Read("select source, delivery_id, row, probability, matched_by from registry.record where person_id = $1 order by source, row",
                r => new PersonRecord(r.GetString(0), null, r.GetGuid(1), r.GetInt32(2), r.GetFloat(3), r.GetString(4)), cancellation, query.Id)
                : [.. origins.Records.Select(r => new PersonRecord("", null, r.Delivery, r.Row, null, null))];
            var lists = await PersonOrigins.Lists(session, [.. origins.Records.Select(r => r.Delivery), .. records.Select(r => r.Delivery), .. changes.Values.Select(c => c.Delivery).OfType<Guid>()], cancellation);
            var (times, deciles) = await Times(session, query.Id, known, full, cancellation);
            var view = new PersonView
            {
                Id = query.Id,
                Version = person.Version,
                IsFull = full,
                Per = per,
                Area = person.Area,
                Name = full ? person.Name : Masked.Name(person.Name),
                FamilyId = person.Family,
                Values = await Values(session, keys, person, origins, lists, known, full, isNow: per is null, cancellation),
                Family = person.Family is null ? [] : await session.Read("select p.person_id, p.full_name, p.relation from registry.person_known($3) p where p.family_id = $1 and p.person_id <> $2 order by p.birth_date nulls last limit 50",
                    r => new FamilyMember(r.GetGuid(0), full ? Text(r, 1) : Masked.Name(Text(r, 1)), Text(r, 2)), cancellation, person.Family, query.Id, known),
                Times = times,
                Deciles = deciles,
                Records = [.. records.Select(r => lists.TryGetValue(r.Delivery, out var list) ? r with { Source = list.Source, Origin = list } : r)],
                Versions = [.. Versions([person, .. past], full).Select(v => changes.TryGetValue(v.Of.Because, out var change)
                    ? new PersonVersion(v.Of.From, change.Kind, change.Delivery is { } delivery ? lists.GetValueOrDefault(delivery) : null, change.Proposal, v.Changes)
                    : new PersonVersion(v.Of.From, null, null, null, v.Changes))],
                Joins = await Joins(session, query.Id, known, cancellation),
                Proposals = await session.Read("""
                    select p.proposal_id, p.kind, p.element, t.state, p.proposed_at from registry.proposal p
                    join lateral (select s.state from registry.proposal_state s where s.proposal_id = p.proposal_id and s.happened_at <= $2 order by s.number desc limit 1) t on true
                    where p.person_id = $1 order by p.proposal_id desc limit 50
                    """, r => new PersonProposal(r.GetGuid(0), r.GetString(1), Text(r, 2), r.GetString(3), r.GetFieldValue<DateTimeOffset>(4)), cancellation, query.Id, known),
                Looks = per is null && Actions.May(actor, "person.see_looks", area: person.Area) ? (await ShowLooks.Read(session, query.Id, 0, LatestLooks, cancellation)).Looks : [],
                May = Offered.Where(a => per is null || a is "person.see_full" or "person.print" or "person.see_looks").Where(a => Actions.May(actor, a, area: person.Area)).ToHashSet(StringComparer.Ordinal),
            };
            await session.Trace(query.IsPrint ? "person.printed" : full ? "person.seen_full" : "person.seen", query.Id.ToString(), purpose, new { area = person.Area, per }, cancellation);
            return view;
        }, cancellation);
    }

    /// <summary>The person that one who is known no more was found to be; null where there is none that the actor may see.</summary>
    public static Task<Guid?> Follow(RegistryDatabase database, Actor actor, Guid id, CancellationToken cancellation = default) => database.See(actor, session => session.One<Guid?>("""
        select p.person_id from registry.change c join registry.person p on p.person_id = (c.details->>'into')::uuid
        where c.kind = 'merge' and c.details->>'from' = $1 order by c.change_id desc limit 1
        """, cancellation, id.ToString()), cancellation);

    private static async Task<IReadOnlyList<PersonValue>> Values(RegistrySession session, KeyRing keys, PersonRow person, PersonOrigins origins, Dictionary<Guid, ValueOrigin> lists, DateTime known, bool full, bool isNow, CancellationToken cancellation)
    {
        var differ = await PersonOrigins.Disagreements(session, keys, person.Id, known, full, cancellation);
        var corrections = full && isNow ? (await Correction.Of(session, keys, person.Id, cancellation)).ToDictionary(c => c.Proposal) : [];
        var values = new List<PersonValue>();
        foreach (var (element, value) in person.Values())
        {
            if ((full ? value : Masked.Value(element, value)) is not { } shown) continue;
            var by = origins.CorrectionOf(element);
            var others = new List<OtherValue>();
            if (by is { } proposal && corrections.TryGetValue(proposal, out var correction) && correction.Lists.TryGetValue(element == Elements.VillageCode ? Said.Area : element, out var listed)) others.Add(new OtherValue(null, listed));
            // Only the lists that say something else; what they all say is the value itself.
            if (differ.TryGetValue(element, out var said))
                for (var i = 0; i < said.Length && i < origins.Records.Count; i++)
                    if (said[i] is { } other && other != value && lists.TryGetValue(origins.Records[i].Delivery, out var list)) others.Add(new OtherValue(list, other));
            values.Add(new PersonValue(element, shown, origins.DeliveryOf(element) is { } delivery ? lists.GetValueOrDefault(delivery) : null, by, said is not null, [.. others.Distinct()]));
        }
        return [.. values.Where(v => !Derived.Contains(v.Element))];
    }

    private static async Task<(List<PersonTime> Times, List<PersonDecile> Deciles)> Times(RegistrySession session, Guid id, DateTime known, bool full, CancellationToken cancellation)
    {
        var all = await session.Read($"""
            select lower(valid), upper(valid), kind, value, decile from (
                select l.valid, 'living' as kind, case when $3 then coalesce(l.address || ', ', '') || l.area else l.area end as value, 0 as decile from registry.living_known($2) l where l.person_id = $1
                union all select p.valid, 'participation', p.programme || ' (' || p.source || ')', 0 from registry.participation_known($2) p where p.person_id = $1
                union all select r.valid, 'ranking', r.ranking, r.decile from registry.ranking_known($2) r where r.person_id = $1) t
            order by lower(valid) desc, kind, value limit {MostTimes}
            """, r => (From: r.GetFieldValue<DateOnly>(0), To: r.IsDBNull(1) ? (DateOnly?)null : r.GetFieldValue<DateOnly>(1), Kind: r.GetString(2), Value: r.GetString(3), Decile: r.GetInt32(4)), cancellation, id, known, full);
        return ([.. all.Where(t => t.Kind != "ranking").Select(t => new PersonTime(t.From, t.To, t.Kind, t.Value))],
            [.. all.Where(t => t.Kind == "ranking").Select(t => new PersonDecile(t.Value, t.Decile, t.From, t.To)).OrderBy(d => d.Ranking, StringComparer.Ordinal).ThenByDescending(d => d.From)]);
    }

    /// <summary>What each moment of knowing changed, the latest first; a moment that changed nothing to be seen is left out.</summary>
    internal static IEnumerable<(PersonRow Of, IReadOnlyList<VersionChange> Changes)> Versions(IReadOnlyList<PersonRow> rows, bool full)
    {
        for (var i = 0; i < rows.Count && i < MostVersions; i++)
        {
            if (i + 1 == rows.Count)
            {
                yield return (rows[i], []);
                continue;
            }
            var (before, after) = (Said(rows[i + 1]), Said(rows[i]));
            var changes = before.Keys.Union(after.Keys).Where(e => before.GetValueOrDefault(e) != after.GetValueOrDefault(e))
                .Select(e => new VersionChange(e, Shown(e, before.GetValueOrDefault(e)), Shown(e, after.GetValueOrDefault(e)))).ToList();
            if (changes.Count > 0) yield return (rows[i], changes);
        }

        string? Shown(string element, string? value) => element == Proposing.Said.Family ? null : full ? value : Masked.Value(element, value);

        static Dictionary<string, string> Said(PersonRow row)
        {
            var said = row.Values().Where(v => v.Element != Elements.LastUpdate).ToDictionary(v => v.Element, v => v.Value, StringComparer.Ordinal);
            if (row.Family is { } family) said.Add(Proposing.Said.Family, family.ToString());
            return said;
        }
    }

    private static Task<List<PersonJoin>> Joins(RegistrySession session, Guid id, DateTime known, CancellationToken cancellation) => session.Read("""
        select happened_at, kind, (details->>'from')::uuid, true from registry.change where kind in ('merge', 'split') and details->>'into' = $1 and happened_at <= $2
        union all
        select happened_at, kind, (details->>'into')::uuid, false from registry.change where kind in ('merge', 'split') and details->>'from' = $1 and happened_at <= $2
        order by 1 desc limit 50
        """, r => new PersonJoin(r.GetFieldValue<DateTimeOffset>(0), r.GetString(1), r.GetGuid(2), r.GetBoolean(3)), cancellation, id.ToString(), known);

    private static string? Text(Npgsql.NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
