using System.Collections.Concurrent;
using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Welfare.Rankings.Runs;

/// <summary>Works on rankings one after the other: makes those that were started, and enters the deciles of those that were approved.</summary>
/// <remarks>
/// Each step ends in one transaction that holds all it wrote and the next state. Whatever kills the program in between leaves the ranking in the state before, and the
/// step is done again. One program works on a database at a time: the first that takes the lock.
/// </remarks>
public sealed class RankingJobs(RegistryDatabase database)
{
    private const int MostTries = 5;
    private readonly ConcurrentDictionary<Guid, int> tries = new();
    private readonly ConcurrentDictionary<Guid, long> progress = new();

    /// <summary>How many families of a ranking have been scored; null where it is not worked on.</summary>
    public long? Of(Guid run) => progress.TryGetValue(run, out var done) ? done : null;

    /// <summary>Does all there is to do.</summary>
    /// <returns>How many steps were done; none where another program is at work.</returns>
    public async Task<int> RunAll(CancellationToken cancellation)
    {
        if (await Next(cancellation) is null) return 0;
        // The lock goes with its connection, so it does not outlive a program that was killed.
        await using var turn = await database.TryLock(Turn.Rankings, cancellation);
        if (turn is null) return 0;
        var steps = 0;
        for (; await Next(cancellation) is var (run, state); steps++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!await Step(run, state, cancellation)) break;
        }
        return steps;
    }

    // Whether the next can be worked on; else a merge is waited for.
    private async Task<bool> Step(Guid run, string state, CancellationToken cancellation)
    {
        try
        {
            if (state == "approved") await EnterDeciles.Run(database, run, cancellation);
            else if (!await RankFamilies.Run(database, run, done => progress[run] = done, cancellation)) return false;
            tries.TryRemove(run, out _);
        }
        catch (UserError e) when (e.ExitCode is ExitCode.Input or ExitCode.Usage)
        {
            // The ranking itself cannot be made; trying again would not help.
            await Fail(run, e, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException && tries.AddOrUpdate(run, 1, (_, times) => times + 1) >= MostTries)
        {
            // What fails again and again must not keep others waiting; the log has the cause.
            await Fail(run, e as UserError ?? new UserError(ExitCode.Fault, "ranking.fault", e), cancellation);
            tries.TryRemove(run, out _);
            throw;
        }
        finally
        {
            progress.TryRemove(run, out _);
        }
        return true;
    }

    private Task Fail(Guid run, UserError why, CancellationToken cancellation) => database.In(Actor.System, async session =>
    {
        var present = await RunRow.Lock(session, run, cancellation);
        await present.Add(session, "failed", details: new { error = new { key = why.Key, id = why.In(Language.Indonesian), en = why.In(Language.English) } }, cancellation: cancellation);
        await session.Trace("ranking.failed", run.ToString(), details: new { why = why.Key }, cancellation: cancellation);
    }, cancellation);

    // What is approved before what is new, and an earlier day before a later one.
    private Task<(Guid Id, string State)?> Next(CancellationToken cancellation) => database.In(Actor.System, async session => (await session.Read("""
        select t.run_id, t.state from (select distinct on (run_id) run_id, state from registry.ranking_run_state order by run_id, number desc) t join registry.ranking_run r using (run_id)
        where t.state in ('waiting', 'running', 'approved') order by t.state <> 'approved', case t.state when 'approved' then r.as_of end, t.run_id limit 1
        """, r => ((Guid, string)?)(r.GetGuid(0), r.GetString(1)), cancellation)).FirstOrDefault(), cancellation);
}
