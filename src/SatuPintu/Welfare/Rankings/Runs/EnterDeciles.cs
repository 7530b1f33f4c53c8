using SatuPintu.Access;
using SatuPintu.Deliveries.Register;
using SatuPintu.Storage;

namespace SatuPintu.Welfare.Rankings.Runs;

/// <summary>
/// Enters the deciles of an approved run into the registry, as one change: what differs holds from the day of the run on, what was so before ends with that day, and what was believed
/// before stays in the table of the past. The run that held before is superseded. Leaves <c>ranking.entered</c>.
/// </summary>
internal static class EnterDeciles
{
    // Who has moved here brings the decile of the place before, which ends now. Persons who are known no more, since they were found to be others, get none.
    private const string Differences = """
        create temp table decile_diff on commit drop as
        with fresh as (
            select distinct on (m.person_id) m.person_id, f.decile, p.area
            from registry.ranking_family f cross join unnest(f.members) m(person_id) join registry.person p on p.person_id = m.person_id
            where f.run_id = $1 and f.decile is not null order by m.person_id, f.family_id
        ), now as (
            select n.person_id, n.valid, n.decile, n.area from registry.ranking n
            where n.ranking = $2 and upper_inf(n.valid) and (n.area like $3 || '%' or exists (select from fresh where fresh.person_id = n.person_id))
        )
        select coalesce(n.person_id, t.person_id) as person_id, lower(n.valid) as began, n.decile as old_decile, n.area as old_area, t.decile, t.area
        from now n full join fresh t on n.person_id = t.person_id
        where n.person_id is null or t.person_id is null or (n.decile, n.area) is distinct from (t.decile, t.area)
        """;

    /// <summary>Enters them.</summary>
    public static Task Run(RegistryDatabase database, Guid id, CancellationToken cancellation) => database.In(Actor.System, async session =>
    {
        var run = await RunRow.Lock(session, id, cancellation);
        if (run.State != "approved") return;
        await session.Run(Differences, cancellation, id, RegisterRules.OwnRanking, run.Area);
        var change = Guid.CreateVersion7();
        await session.Run("insert into registry.change (change_id, kind, why, details) values ($1, 'rank', 'approved', jsonb_build_object('run', $2::uuid))", cancellation, change, id);
        await session.Run("delete from registry.ranking n using decile_diff d where n.person_id = d.person_id and n.ranking = $1 and upper_inf(n.valid)", cancellation, RegisterRules.OwnRanking);
        await session.Run("""
            insert into registry.ranking (person_id, valid, recorded_from, ranking, decile, area, because)
                select person_id, daterange(began, $2), transaction_timestamp(), $1, old_decile, old_area, $3 from decile_diff where began is not null and began < $2
                union all
                select person_id, daterange(greatest($2, began), null), transaction_timestamp(), $1, decile, area, $3 from decile_diff where decile is not null
            """, cancellation, RegisterRules.OwnRanking, run.AsOf, change);
        var counts = (await session.Read("select count(*) filter (where began is null), count(*) filter (where began is not null and decile is not null), count(*) filter (where decile is null) from decile_diff",
            r => (Added: r.GetInt64(0), Changed: r.GetInt64(1), Ended: r.GetInt64(2)), cancellation))[0];
        var before = await session.Read("""
            select t.run_id from (select distinct on (run_id) run_id, state from registry.ranking_run_state order by run_id, number desc) t join registry.ranking_run r using (run_id) where t.state = 'entered' and r.area = $1
            """, r => r.GetGuid(0), cancellation, run.Area);
        foreach (var other in before) await (await RunRow.Lock(session, other, cancellation)).Add(session, "superseded", details: new { by = id }, cancellation: cancellation);
        await run.Add(session, "entered", details: new { change, counts.Added, counts.Changed, counts.Ended }, cancellation: cancellation);
        await session.Trace("ranking.entered", id.ToString(), details: new { change, counts.Added, counts.Changed, counts.Ended }, cancellation: cancellation);
    }, cancellation);
}
