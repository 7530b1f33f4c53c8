using SatuPintu.Access;
using SatuPintu.Deliveries.Merging;
using SatuPintu.Storage;

namespace SatuPintu.MatchReview;

/// <summary>Some records of one person, chosen to be parted from the rest.</summary>
/// <param name="Person">The person.</param>
/// <param name="Parted">The records that are somebody else's, as <see cref="RecordOfPerson.Id"/> names them.</param>
/// <param name="Why">Why.</param>
public sealed record SplitPersonCommand(Guid Person, IReadOnlyList<string> Parted, string? Why);

/// <summary>Two persons who are one.</summary>
/// <param name="Person">One person.</param>
/// <param name="Other">The other.</param>
/// <param name="Why">Why.</param>
public sealed record MergePersonsCommand(Guid Person, Guid Other, string? Why);

/// <summary>
/// Joins persons that are one, parts a person who is two, and takes either back. The decision holds for every later linkage; the service makes the persons a moment later. Leaves
/// <c>person.merge_decided</c>, <c>person.split_decided</c>, <c>match.undone</c>.
/// </summary>
public static class GroupPersons
{
    private const int ShortestWhy = 10, LongestWhy = 1000;

    /// <summary>Joins two persons.</summary>
    /// <exception cref="UserError">The actor may not, one of them is not there, or no reason is given.</exception>
    public static Task<Guid> Merge(RegistryDatabase database, Actor actor, MergePersonsCommand command, CancellationToken cancellation = default)
    {
        var why = Why(command.Why);
        if (command.Person == command.Other) throw new UserError(ExitCode.Usage, "grouping.one");
        return database.In(actor, async session =>
        {
            var (one, area) = await RecordsOf(session, command.Person, "grouping.merge", cancellation);
            var (other, otherArea) = await RecordsOf(session, command.Other, "grouping.merge", cancellation);
            var decision = new NewDecision("merge", JudgePair.Common(area, otherArea), why, [new PersonGroup(null, null, one), new PersonGroup(null, null, other)]);
            await decision.Put(session, [new Verdict(one[0], other[0], IsSame: true)], cancellation);
            await EndVerdicts(session, decision.Id, one, other, areSame: false, cancellation);
            await session.Trace("person.merge_decided", command.Person.ToString(), why, new { decision = decision.Id, other = command.Other, area }, cancellation);
            return decision.Id;
        }, cancellation);
    }

    /// <summary>Parts a person.</summary>
    /// <exception cref="UserError">The actor may not, nothing or everything is chosen, or no reason is given.</exception>
    public static Task<Guid> Split(RegistryDatabase database, Actor actor, SplitPersonCommand command, CancellationToken cancellation = default)
    {
        var why = Why(command.Why);
        return database.In(actor, async session =>
        {
            var (records, area) = await RecordsOf(session, command.Person, "grouping.split", cancellation);
            var parted = records.Where(r => command.Parted.Contains(RecordOfPerson.IdOf(r), StringComparer.Ordinal)).ToList();
            var rest = records.Except(parted).ToList();
            if (parted.Count == 0 || rest.Count == 0) throw new UserError(ExitCode.Usage, "grouping.choose");
            var decision = new NewDecision("split", area, why, [new PersonGroup(command.Person, null, rest), new PersonGroup(null, null, parted)]);
            await decision.Put(session, [.. parted.SelectMany(p => rest.Select(r => new Verdict(p, r, IsSame: false)))], cancellation);
            await EndVerdicts(session, decision.Id, parted, rest, areSame: true, cancellation);
            await session.Trace("person.split_decided", command.Person.ToString(), why, new { decision = decision.Id, records = parted.Count, area }, cancellation);
            return decision.Id;
        }, cancellation);
    }

    /// <summary>Takes a decision back: persons are as they were before it, and a pair is open again.</summary>
    /// <exception cref="UserError">The actor may not, or it was taken back already.</exception>
    public static Task<Guid> Undo(RegistryDatabase database, Actor actor, Guid decision, string? reason, CancellationToken cancellation = default)
    {
        var why = Why(reason);
        return database.In(actor, async session =>
        {
            // Two at once: the second waits, and then finds it undone.
            await session.Lock(Turn.Grouping, decision.ToString(), cancellation);
            var found = await session.Read("select kind, area, pair_id, groups::text, exists (select from registry.review_decision u where u.undoes = d.decision_id) from registry.review_decision d where decision_id = $1",
                r => (Kind: r.GetString(0), Area: r.GetString(1), Pair: r.IsDBNull(2) ? (Guid?)null : r.GetGuid(2), Groups: r.GetString(3), IsUndone: r.GetBoolean(4)), cancellation, decision);
            if (found is not [var undone]) throw new UserError(ExitCode.Usage, "grouping.unknown");
            if (undone.IsUndone || undone.Kind == "undo") throw new UserError(ExitCode.Usage, "grouping.undone");
            Actions.Require(actor, "grouping.undo", area: undone.Area);
            var undo = new NewDecision("undo", undone.Area, why, PersonGroup.Read(undone.Groups)) { Undoes = decision, Pair = undone.Pair };
            await undo.Put(session, [], cancellation);
            await session.Run("update registry.verdict set ended_by = null where ended_by = $1", cancellation, decision);
            await session.Run("update registry.verdict set ended_by = $2 where decision_id = $1 and ended_by is null", cancellation, decision, undo.Id);
            if (undone.Pair is { } pair)
            {
                await session.Run("insert into registry.review_opinion (pair_id, number, verdict, by, note) select $1, coalesce(max(number), 0) + 1, 'reopened', $2, $3 from registry.review_opinion where pair_id = $1", cancellation, pair, actor.User, why);
                await session.Run("update registry.review_pair set state = 'open', stands = true where pair_id = $1", cancellation, pair);
            }
            await session.Trace("match.undone", decision.ToString(), why, new { undo = undo.Id, kind = undone.Kind, area = undone.Area }, cancellation);
            return undo.Id;
        }, cancellation);
    }

    private static async Task<(List<RecordKey> Records, string Area)> RecordsOf(RegistrySession session, Guid person, string action, CancellationToken cancellation)
    {
        var area = await session.One<string>("select area from registry.person where person_id = $1", cancellation, person) ?? throw new UserError(ExitCode.Usage, "grouping.no_person");
        Actions.Require(session.Actor, action, area: area);
        var records = await session.Read("select source, record_key from registry.record where person_id = $1 order by source, record_key", r => new RecordKey(r.GetString(0), r.GetGuid(1)), cancellation, person);
        return records.Count > 0 ? (records, area) : throw new UserError(ExitCode.Usage, "grouping.no_person");
    }

    private static Task<int> EndVerdicts(RegistrySession session, Guid decision, IReadOnlyList<RecordKey> some, IReadOnlyList<RecordKey> others, bool areSame, CancellationToken cancellation) => session.Run("""
        update registry.verdict v set ended_by = $5 where ended_by is null and is_same = $6 and (
            (exists (select from unnest($1::text[], $2::uuid[]) n(s, k) where s = source_a and k = key_a) and exists (select from unnest($3::text[], $4::uuid[]) n(s, k) where s = source_b and k = key_b))
            or (exists (select from unnest($1::text[], $2::uuid[]) n(s, k) where s = source_b and k = key_b) and exists (select from unnest($3::text[], $4::uuid[]) n(s, k) where s = source_a and k = key_a)))
        """, cancellation, some.Select(r => r.Source).ToArray(), some.Select(r => r.Key).ToArray(), others.Select(r => r.Source).ToArray(), others.Select(r => r.Key).ToArray(), decision, areSame);

    private static string Why(string? why) => why?.Trim() is { Length: >= ShortestWhy and <= LongestWhy } said ? said : throw new UserError(ExitCode.Usage, "grouping.why", ("shortest", ShortestWhy), ("longest", LongestWhy));
}

/// <summary>A record of a person, to be chosen.</summary>
/// <param name="Id">What it is named by.</param>
/// <param name="Source">The source.</param>
/// <param name="Row">The row in the list.</param>
/// <param name="Probability">How sure it is that it is this person's.</param>
/// <param name="MatchedBy">By what it was found to.</param>
/// <param name="AsOf">The day of the list, ISO 8601.</param>
/// <param name="Agency">Who delivered it.</param>
public sealed record RecordOfPerson(string Id, string Source, int Row, double Probability, string MatchedBy, string AsOf, string Agency)
{
    internal static string IdOf(RecordKey record) => $"{record.Source} {record.Key:N}";
}
