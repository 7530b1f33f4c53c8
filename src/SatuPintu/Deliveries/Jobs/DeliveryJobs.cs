using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using SatuPintu.Access;
using SatuPintu.Dashboard.Keeping;
using SatuPintu.Deliveries.Checking;
using SatuPintu.MatchReview;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Deliveries.Jobs;

/// <summary>How far the work on a delivery is.</summary>
/// <param name="Stage">Id of the stage.</param>
/// <param name="Done">Hundredths of the whole.</param>
public readonly record struct JobProgress(string Stage, int Done);

/// <summary>
/// Works on deliveries one after the other: recognises the columns of those that came, checks those that are mapped, links and merges those that are accepted;
/// does what officers decide on matches; and counts the figures again where neither did.
/// </summary>
/// <remarks>
/// Each step ends in one transaction that holds all it wrote and the next state. Whatever kills the program in between leaves the delivery in the state before, and the
/// step is done again. One program works on a database at a time: the first that takes the lock.
/// </remarks>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A semaphore that nobody waits for by its handle holds nothing that has to be let go.")]
public sealed class DeliveryJobs
{
    private const int MostTries = 5;

    // Counting takes at most this part of the time: of a large registry it takes a while, and corrections come all day.
    private const int RestsPerCount = 10;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<Guid, int> tries = new();
    private readonly ConcurrentDictionary<Guid, JobProgress> progress = new();
    private readonly SemaphoreSlim turn = new(1);
    private readonly DeliveryWork work;
    private readonly DecisionWork decisions;
    private long countFrom;

    /// <summary>The jobs of one registry.</summary>
    /// <param name="database">The registry.</param>
    /// <param name="keys">Its keys.</param>
    /// <param name="files">Its files.</param>
    public DeliveryJobs(RegistryDatabase database, KeyRing keys, DeliveryFiles files)
    {
        work = new DeliveryWork(database, keys, files, new CheckedLists(keys, files), Report);
        decisions = new DecisionWork(database, keys, work.Present);
    }

    /// <summary>How far the work on a delivery is; null where none is done.</summary>
    public JobProgress? Of(Guid delivery) => progress.TryGetValue(delivery, out var now) ? now : null;

    /// <summary>Does all there is to do.</summary>
    /// <returns>How many steps were done; none where another program is at work.</returns>
    public async Task<int> RunAll(CancellationToken cancellation)
    {
        if (await Next(cancellation) is null && await decisions.Next(cancellation) is null && !await MayCount(cancellation)) return 0;
        // The lock goes with its connection, so it does not outlive a program that was killed.
        await using var held = await work.Database.TryLock(Turn.Deliveries, cancellation);
        if (held is null) return 0;
        var steps = 0;
        var delivered = false;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            await turn.WaitAsync(cancellation);
            try
            {
                // Decisions first: they take a moment, and an officer looks on.
                if (await decisions.Next(cancellation) is { } decision) await decisions.Apply(decision, cancellation);
                else if (await Next(cancellation) is var (delivery, state))
                {
                    await Step(delivery, state, cancellation);
                    delivered = true;
                }
                else break;
            }
            finally
            {
                turn.Release();
            }
            steps++;
        }
        if (delivered) work.Lists.Rest();
        if (await MayCount(cancellation))
        {
            var began = Stopwatch.GetTimestamp();
            if (await Figures.CatchUp(work.Database, cancellation)) steps++;
            var ended = Stopwatch.GetTimestamp();
            countFrom = ended + RestsPerCount * (ended - began);
        }
        return steps;
    }

    private async Task<bool> MayCount(CancellationToken cancellation) => Stopwatch.GetTimestamp() >= countFrom && await Figures.AreDue(work.Database, cancellation);

    /// <summary>Shows what a decision would make of persons, without doing it.</summary>
    /// <param name="actor">Who asks; leaves <c>person.grouping_previewed</c>.</param>
    /// <param name="person">A person.</param>
    /// <param name="other">The one it would be joined to; null to part it.</param>
    /// <param name="parted">The records that would be parted from it.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="UserError">The actor may not, there is nothing to show, or a delivery is being worked on.</exception>
    public async Task<GroupingPreview> Preview(Actor actor, Guid person, Guid? other, IReadOnlyList<string> parted, CancellationToken cancellation = default)
    {
        if (!await turn.WaitAsync(LongestWait, cancellation)) throw new UserError(ExitCode.Usage, "grouping.busy");
        try
        {
            return await decisions.Preview(actor, person, other, parted, cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task Step(Guid delivery, string state, CancellationToken cancellation)
    {
        try
        {
            await (state switch
            {
                "received" => work.Recognise(delivery, cancellation),
                "mapped" or "checking" => work.Check(delivery, cancellation),
                _ => work.Merge(delivery, cancellation),
            });
            tries.TryRemove(delivery, out _);
        }
        catch (UserError e) when (e.ExitCode is ExitCode.Input or ExitCode.Usage)
        {
            // The delivery itself cannot be used; trying again would not help.
            await work.Fail(delivery, e, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException && tries.AddOrUpdate(delivery, 1, (_, times) => times + 1) >= MostTries)
        {
            // What fails again and again must not keep others waiting; the log has the cause.
            await work.Fail(delivery, e as UserError ?? new UserError(ExitCode.Fault, "delivery.fault", e), cancellation);
            // Whoever has it tried again has mended something: it is tried as often as the first time.
            tries.TryRemove(delivery, out _);
            throw;
        }
        finally
        {
            progress.TryRemove(delivery, out _);
        }
    }

    // The oldest first, and what is accepted before what is new: somebody waits for it.
    private Task<(Guid Id, string State)?> Next(CancellationToken cancellation) => work.Database.In(Actor.System, async session =>
        (await session.Read("""
            select t.delivery_id, t.state from (select distinct on (delivery_id) delivery_id, number, state, happened_at from registry.delivery_state order by delivery_id, number desc) t
            where t.state in ('received', 'mapped', 'checking', 'accepted', 'linking') order by t.state not in ('accepted', 'linking'), t.delivery_id limit 1
            """, r => ((Guid, string)?)(r.GetGuid(0), r.GetString(1)), cancellation)).FirstOrDefault(), cancellation);

    private void Report(Guid delivery, StageProgress now)
    {
        // Shares of the whole as they are on a list of a quarter of a million rows.
        (int From, int To) part = now.Stage switch
        {
            "read" => (0, 30),
            "standardise" => (30, 65),
            "check" => (65, 85),
            "keep" => (85, 100),
            "link" => (5, 35),
            "merge" => (35, 40),
            "write" => (40, 60),
            "write_records" => (60, 65),
            "write_persons" => (65, 80),
            "write_times" => (80, 90),
            "write_rest" => (90, 94),
            "write_figures" => (94, 100),
            _ => (0, 5),
        };
        var done = now.Total <= 0 ? 0 : Math.Clamp(now.Done / (double)now.Total, 0, 1);
        progress[delivery] = new JobProgress(now.Stage.Split('_')[0], (int)(part.From + (part.To - part.From) * done));
    }
}
