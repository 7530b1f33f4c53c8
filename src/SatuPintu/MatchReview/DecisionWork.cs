using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using SatuPintu.Access;
using SatuPintu.Deliveries.Checking;
using SatuPintu.Deliveries.Merging;
using SatuPintu.People;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.MatchReview;

/// <summary>Does what officers have decided: makes persons of records in other groups, each decision in one transaction.</summary>
/// <param name="database">The registry.</param>
/// <param name="keys">Its keys.</param>
/// <param name="present">Gives the lists that stand in the registry; asked by one at a time.</param>
internal sealed class DecisionWork(RegistryDatabase database, KeyRing keys, Func<CancellationToken, Task<IReadOnlyList<CheckedList>>> present)
{
    private const int MostTries = 5;
    private readonly ConcurrentDictionary<Guid, int> tries = new();

    /// <summary>The oldest decision that waits; null where none does.</summary>
    public Task<Guid?> Next(CancellationToken cancellation) => database.In(Actor.System, async session => (await session.Read("""
        select decision_id from registry.review_decision d where not exists (select from registry.review_applied a where a.decision_id = d.decision_id) order by decision_id limit 1
        """, r => (Guid?)r.GetGuid(0), cancellation)).FirstOrDefault(), cancellation);

    /// <summary>Does it. What fails again and again is put down as failed, so that others need not wait for it.</summary>
    public async Task Apply(Guid decision, CancellationToken cancellation)
    {
        try
        {
            var lists = await present(cancellation);
            await database.In(Actor.System, session => Apply(session, decision, lists, cancellation), cancellation);
            tries.TryRemove(decision, out _);
        }
        catch (Exception e) when (e is not OperationCanceledException && tries.AddOrUpdate(decision, 1, (_, times) => times + 1) >= MostTries)
        {
            await database.In(Actor.System, session => session.Run("insert into registry.review_applied (decision_id, outcome, error) values ($1, 'failed', $2)", cancellation, decision, (e as UserError)?.Key ?? e.GetType().Name), cancellation);
            tries.TryRemove(decision, out _);
            throw;
        }
    }

    /// <summary>What a decision would make of persons.</summary>
    public async Task<GroupingPreview> Preview(Actor actor, Guid person, Guid? other, IReadOnlyList<string> parted, CancellationToken cancellation)
    {
        var asked = await database.In(actor, async session =>
        {
            var records = await session.Read("select p.person_id, p.area, r.source, r.record_key from registry.person p join registry.record r using (person_id) where p.person_id = any ($1) order by r.source, r.record_key",
                r => (Person: r.GetGuid(0), Area: r.GetString(1), Key: new RecordKey(r.GetString(2), r.GetGuid(3))), cancellation, new[] { person, other ?? person });
            foreach (var id in new[] { person, other ?? person })
                if (!records.Any(r => r.Person == id)) throw new UserError(ExitCode.Usage, "grouping.no_person");
            foreach (var area in records.Select(r => r.Area).Distinct()) Actions.Require(actor, other is null ? "grouping.split" : "grouping.merge", area: area);
            await session.Trace("person.grouping_previewed", person.ToString(), details: new { other, records = parted.Count }, cancellation: cancellation);
            return records.Select(r => r.Key).ToList();
        }, cancellation);
        var chosen = asked.Where(r => parted.Contains(RecordOfPerson.IdOf(r), StringComparer.Ordinal)).ToList();
        if (other is null && (chosen.Count == 0 || chosen.Count == asked.Count)) throw new UserError(ExitCode.Usage, "grouping.choose");
        var lists = await present(cancellation);
        var found = await database.In(Actor.System, session => Regrouping.Read(session, asked, cancellation), cancellation);
        IReadOnlyList<PersonGroup> groups = other is null ? [new PersonGroup(person, null, [.. asked.Except(chosen)]), new PersonGroup(null, null, chosen)] : [found.Together()];
        return new GroupingPreview(Shown(found.Before), Shown(groups));

        IReadOnlyList<PreviewedPerson> Shown(IReadOnlyList<PersonGroup> parts)
        {
            var plan = found.Plan(lists, parts, SurvivorshipRules.Load(null), cancellation);
            using var persons = new PersonsToWrite(plan, found.Standing, keys);
            var concerned = Verdict.PlacesOf(asked, lists).Values.Select(r => plan.Linked.EntityOf[r.List][r.Row]).Where(e => e >= 0).Distinct().Order();
            return [.. concerned.Select(e => PreviewedPerson.Of(persons.Of(e), plan, e))];
        }
    }

    private async Task Apply(RegistrySession session, Guid id, IReadOnlyList<CheckedList> lists, CancellationToken cancellation)
    {
        var (kind, by, why, undoes, stated) = (await session.Read("select kind, by, why, undoes, groups::text from registry.review_decision where decision_id = $1",
            r => (r.GetString(0), r.IsDBNull(1) ? (Guid?)null : r.GetGuid(1), r.IsDBNull(2) ? null : r.GetString(2), r.IsDBNull(3) ? (Guid?)null : r.GetGuid(3), PersonGroup.Read(r.GetString(4))), cancellation, id))[0];
        var found = await Regrouping.Read(session, [.. stated.SelectMany(g => g.Records)], cancellation);
        var groups = kind switch
        {
            "same" or "merge" => found.Before.Count > 1 ? [found.Together()] : [],
            "split" => AreTogether(found, stated) ? stated : [],
            _ => await Undone(session, undoes!.Value, found, stated, cancellation),
        };
        if (groups.Count == 0)
        {
            await Done(session, id, "nothing", null, [], cancellation);
            return;
        }
        var plan = found.Plan(lists, groups, SurvivorshipRules.Load(null), cancellation);
        var change = Guid.CreateVersion7();
        var moved = plan.Joined.Select(j => (j.From, To: j.Into)).Concat(plan.Parted.Select(p => (p.From, To: p.New))).ToList();
        await session.Run("insert into registry.change (change_id, kind, by, why, details) values ($1, $2, $3, $4, $5)", cancellation, change, kind switch { "same" or "merge" => "merge", "split" => "split", _ => "undo" }, by, why,
            new NpgsqlParameter { Value = JsonSerializer.Serialize(new { decision = id, from = moved.Select(m => m.From).FirstOrDefault(), into = moved.Select(m => m.To).FirstOrDefault() }), NpgsqlDbType = NpgsqlDbType.Jsonb });
        await new MergeWriter(session, plan, found.Standing, null, change, keys).Write(progress: null, cancellation);
        await PairsInDoubt.Refresh(session, [.. found.Before.Select(g => g.Person).OfType<Guid>().Concat(plan.PersonIds).Distinct()], cancellation);
        await Done(session, id, "applied", change, found.Before, cancellation);
    }

    private static bool AreTogether(Regrouping found, IReadOnlyList<PersonGroup> groups)
    {
        var personOf = found.Before.SelectMany(g => g.Records.Select(r => (Record: r, g.Person))).ToDictionary(r => r.Record, r => r.Person);
        var persons = groups.Select(g => g.Records.Where(personOf.ContainsKey).Select(r => personOf[r]).ToHashSet()).ToList();
        return persons.Count == 2 && persons[0].Overlaps(persons[1]);
    }

    private static async Task<IReadOnlyList<PersonGroup>> Undone(RegistrySession session, Guid undoes, Regrouping found, IReadOnlyList<PersonGroup> stated, CancellationToken cancellation)
    {
        var (kind, outcome, before) = (await session.Read("select d.kind, a.outcome, a.before::text from registry.review_decision d join registry.review_applied a using (decision_id) where decision_id = $1",
            r => (r.GetString(0), r.GetString(1), PersonGroup.Read(r.GetString(2))), cancellation, undoes))[0];
        if (outcome == "applied") return before;
        // A delivery that came in between had joined them already: the second's record goes.
        return kind is "same" or "merge" && outcome == "nothing" && AreTogether(found, stated) ? [stated[1]] : [];
    }

    private static Task<int> Done(RegistrySession session, Guid decision, string outcome, Guid? change, IReadOnlyList<PersonGroup> before, CancellationToken cancellation) =>
        session.Run("insert into registry.review_applied (decision_id, outcome, change_id, before) values ($1, $2, $3, $4)", cancellation, decision, outcome, change, new NpgsqlParameter { Value = PersonGroup.Write(before), NpgsqlDbType = NpgsqlDbType.Jsonb });
}

/// <summary>What a decision would make of persons.</summary>
/// <param name="Before">The persons as they are.</param>
/// <param name="After">The persons as they would be.</param>
public sealed record GroupingPreview(IReadOnlyList<PreviewedPerson> Before, IReadOnlyList<PreviewedPerson> After);

/// <summary>A person as a decision would leave it.</summary>
/// <param name="Id">The id that the person has or would have.</param>
/// <param name="Values">What would be kept of the person, by element.</param>
/// <param name="Records">How many records would be the person's.</param>
/// <param name="FamilyMembers">How many would be in the family.</param>
/// <param name="Programmes">Who says that the person receives what.</param>
/// <param name="Deciles">Where sources rank the person.</param>
public sealed record PreviewedPerson(Guid Id, IReadOnlyDictionary<string, string> Values, int Records, int FamilyMembers, IReadOnlyList<string> Programmes, IReadOnlyList<string> Deciles)
{
    internal static PreviewedPerson Of(PersonToWrite person, MergePlan plan, int entity)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (element, value) in new[]
        {
            (Sources.Elements.FullName, person.Name), (Sources.Elements.Nik, person.Nik), (Sources.Elements.FamilyCard, person.Card), (Sources.Elements.DateOfBirth, person.Born?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            (Sources.Elements.PlaceOfBirth, person.BirthPlace), (Sources.Elements.Sex, person.Sex), (Sources.Elements.Relation, person.Relation), (Sources.Elements.MaritalStatus, person.MaritalStatus), (Sources.Elements.FullAddress, person.Address),
            (Sources.Elements.VillageCode, person.Area),
        }) if (!string.IsNullOrEmpty(value)) values.Add(element, value);
        return new PreviewedPerson(person.Id, values, plan.Linked.Members(entity).Length, plan.Persons.FamilyOf.Count(f => f == plan.Persons.FamilyOf[entity]),
            [.. person.Programmes.Select(p => $"{p.Programme} ({p.Source})")], [.. person.Rankings.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Source} {r.Decile}"))]);
    }
}
