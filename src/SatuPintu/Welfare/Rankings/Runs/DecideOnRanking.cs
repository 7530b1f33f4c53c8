using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Welfare.Rankings.Runs;

/// <summary>What is decided on a ranking that is done: that its deciles hold, or that they do not. Whoever started it does not approve it.</summary>
public static class DecideOnRanking
{
    /// <summary>Approves it, so that the service enters its deciles; leaves <c>ranking.approved</c>.</summary>
    /// <param name="database">The registry.</param>
    /// <param name="actor">Who.</param>
    /// <param name="run">The ranking.</param>
    /// <param name="seen">Number of the state that was seen.</param>
    /// <param name="note">What is said with it.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="UserError">The actor may not or started it, it is in another state by now, or the ranking of a later day holds already.</exception>
    public static Task Approve(RegistryDatabase database, Actor actor, Guid run, int seen, string? note, CancellationToken cancellation = default) => Decide(database, actor, run, seen, "approve", "approved", note, async (session, found) =>
    {
        if (actor.User is null || found.StartedBy == actor.User) throw new UserError(ExitCode.Usage, "ranking.own");
        await session.Lock(Turn.RankedArea, found.Area, cancellation);
        var later = await session.One<DateTime?>("""
            select max(r.as_of)::timestamp from registry.ranking_run r join lateral (select state from registry.ranking_run_state t where t.run_id = r.run_id order by number desc limit 1) t on true
            where r.area = $1 and t.state in ('approved', 'entered') and r.as_of > $2
            """, cancellation, found.Area, found.AsOf);
        if (later is { } day) throw new UserError(ExitCode.Usage, "ranking.later_holds", ("day", day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
    }, cancellation);

    /// <summary>Rejects it, with the reason; leaves <c>ranking.rejected</c>.</summary>
    /// <inheritdoc cref="Approve"/>
    public static Task Reject(RegistryDatabase database, Actor actor, Guid run, int seen, string? note, CancellationToken cancellation = default) =>
        Decide(database, actor, run, seen, "reject", "rejected", note, (_, _) => Task.CompletedTask, cancellation);

    private static Task Decide(RegistryDatabase database, Actor actor, Guid run, int seen, string action, string next, string? note, Func<RegistrySession, RunRow, Task> check, CancellationToken cancellation) => database.In(actor, async session =>
    {
        var found = await RunRow.Lock(session, run, cancellation);
        // The same decision sent twice is one.
        if (found.Number == seen + 1 && found.State == next) return;
        if (found.Number != seen) throw new UserError(ExitCode.Usage, "ranking.stale");
        Actions.Require(actor, $"ranking.{action}", area: found.Area, state: found.State);
        await check(session, found);
        var why = DecisionNote.Of(note, required: next == "rejected");
        await found.Add(session, next, why, cancellation: cancellation);
        await session.Trace($"ranking.{next}", run.ToString(), why, new { found.Area, found.AsOf }, cancellation);
    }, cancellation);
}
