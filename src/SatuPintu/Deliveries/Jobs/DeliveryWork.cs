using System.Diagnostics;
using SatuPintu.Access;
using SatuPintu.Dashboard.Keeping;
using SatuPintu.Deliveries.Checking;
using SatuPintu.Deliveries.Merging;
using SatuPintu.MatchReview;
using SatuPintu.People;
using SatuPintu.Sources;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Deliveries.Jobs;

/// <summary>The steps of the work on a delivery.</summary>
internal sealed class DeliveryWork(RegistryDatabase database, KeyRing keys, DeliveryFiles files, CheckedLists lists, Action<Guid, StageProgress> report)
{
    /// <summary>The registry.</summary>
    public RegistryDatabase Database => database;

    /// <summary>The lists that are held.</summary>
    public CheckedLists Lists => lists;

    /// <summary>Recognises the columns. Where the same headings came before and somebody has looked at them, that holds again; else somebody is waited for.</summary>
    public async Task Recognise(Guid id, CancellationToken cancellation)
    {
        var delivery = await database.In(Actor.System, s => Delivered.Find(s, id, cancellation), cancellation);
        var table = lists.Read(delivery, Report(id), cancellation);
        var found = RecognisedColumns.Of(ColumnRecogniser.Look(delivery.Defined(), table), table);
        await database.In(Actor.System, async session =>
        {
            var present = await DeliveryStates.Lock(session, id, cancellation);
            if (present.State != "received") return;
            await DeliveryStates.Add(session, id, present, "recognised", details: found, cancellation: cancellation);
            if (await RecognisedColumns.AsBefore(session, delivery, found, cancellation) is { } mapping)
                await DeliveryStates.Add(session, id, present with { Number = present.Number + 1 }, "mapped", details: new { mapping, asBefore = true }, cancellation: cancellation);
        }, cancellation);
    }

    /// <summary>Brings the list to the standard and checks it.</summary>
    public async Task Check(Guid id, CancellationToken cancellation)
    {
        var progress = Report(id);
        var (delivery, merged, standing, checking) = await database.In(Actor.System, async session =>
        {
            var present = await DeliveryStates.Lock(session, id, cancellation);
            await DeliveryStates.Add(session, id, present, "checking", cancellation: cancellation);
            var found = await Delivered.Find(session, id, cancellation);
            return (found, await Delivered.Merged(session, cancellation), await Standing.RecordsOf(session, found.Source, cancellation), present.Number + 1);
        }, cancellation);
        var cards = merged.Where(m => m.Source != delivery.Source).SelectMany(m => lists.Get(m, Empty, progress, cancellation).Cards).ToHashSet();
        var list = lists.Get(delivery, cards, progress, cancellation);
        var returned = ReturnedRows.Keep(files, keys, list, cancellation);
        await database.In(Actor.System, async session =>
        {
            var present = await DeliveryStates.Lock(session, id, cancellation);
            // Somebody may have withdrawn it meanwhile.
            if (present != new DeliveryState(checking, "checking")) return;
            var difference = await SourceRows.Keep(session, list, checking, standing, keys, progress, cancellation);
            var counts = list.Check.Counts;
            await session.Run("insert into registry.finding_count (delivery_id, checking, rule, severity, findings) select $1, $2, r, s, n from unnest($3::text[], $4::text[], $5::int[]) as f(r, s, n)", cancellation,
                id, checking, counts.Select(c => c.Rule).ToArray(), counts.Select(c => c.Severity.ToString().ToLowerInvariant()).ToArray(), counts.Select(c => c.Count).ToArray());
            await DeliveryStates.Add(session, id, present, "checked", details: new
            {
                difference,
                returned,
                unusable = list.Check.Unusable.Count(u => u),
                checking,
                seconds = progress.Seconds,
                quality = list.Check.Quality.GroupBy(q => q.Dimension).Select(d => new { dimension = d.Key.ToString().ToLowerInvariant(), @checked = d.Sum(q => (long)q.Checked), failed = d.Sum(q => (long)q.Failed) }),
            }, cancellation: cancellation);
            await session.Trace("delivery.checked", id.ToString(), details: new { difference, returned }, cancellation: cancellation);
        }, cancellation);
    }

    /// <summary>Links the list with all others and merges it into the registry.</summary>
    public async Task Merge(Guid id, CancellationToken cancellation)
    {
        var progress = Report(id);
        var (delivery, others, standing) = await database.In(Actor.System, async session =>
        {
            var present = await DeliveryStates.Lock(session, id, cancellation);
            if (present.State == "accepted") await DeliveryStates.Add(session, id, present, "linking", cancellation: cancellation);
            var found = await Delivered.Find(session, id, cancellation);
            var merged = (await Delivered.Merged(session, cancellation)).Where(m => m.Source != found.Source).ToList();
            return (found, merged, await Standing.Read(session, [found.Source, .. merged.Select(m => m.Source)], cancellation));
        }, cancellation);
        var inOrder = InOrder(others.Append(delivery), progress, cancellation);
        var plan = MergePlan.Make(inOrder, standing, SurvivorshipRules.Load(null), progress, cancellation);
        await database.In(Actor.System, async session =>
        {
            var present = await DeliveryStates.Lock(session, id, cancellation);
            if (present.State != "linking") return;
            var change = Guid.CreateVersion7();
            await session.Run("insert into registry.change (change_id, kind, delivery_id) values ($1, 'load', $2)", cancellation, change, id);
            var writer = new MergeWriter(session, plan, standing, delivery, change, keys);
            var counts = await writer.Write(progress, cancellation);
            await PairsInDoubt.Write(session, plan, change, keys, cancellation);
            await DeliveryStates.Add(session, id, present, "merged", details: new { counts, change, seconds = progress.Seconds }, cancellation: cancellation);
            progress.Report(new StageProgress("write_figures", "", 0, 100));
            await Figures.Keep(session, change, cancellation);
            await session.Trace("delivery.merged", id.ToString(), details: new { counts, change }, cancellation: cancellation);
        }, cancellation);
        lists.Replace(delivery.Source, id);
    }

    /// <summary>The lists that stand in the registry, in the order in which they are linked.</summary>
    public async Task<IReadOnlyList<CheckedList>> Present(CancellationToken cancellation) =>
        InOrder(await database.In(Actor.System, s => Delivered.Merged(s, cancellation), cancellation), progress: null, cancellation);

    private IReadOnlyList<CheckedList> InOrder(IEnumerable<Delivered> deliveries, IProgress<StageProgress>? progress, CancellationToken cancellation) =>
        [.. deliveries.OrderBy(d => d.SourceSince).ThenBy(d => d.Source, StringComparer.Ordinal).Select(d => lists.Get(d, Empty, progress, cancellation))];

    /// <summary>Puts a delivery down as failed, with what is to be said of it.</summary>
    public Task Fail(Guid id, UserError why, CancellationToken cancellation) => database.In(Actor.System, async session =>
    {
        var present = await DeliveryStates.Lock(session, id, cancellation);
        await DeliveryStates.Add(session, id, present, "failed", details: new { error = new { key = why.Key, id = why.In(Language.Indonesian), en = why.In(Language.English) } }, cancellation: cancellation);
        await session.Trace("delivery.failed", id.ToString(), details: new { why = why.Key }, cancellation: cancellation);
    }, cancellation);

    private static readonly IReadOnlySet<long> Empty = new HashSet<long>();

    private Progress Report(Guid delivery) => new(now => report(delivery, now));

    /// <summary>Passes on how far the work is, and takes the time of its stages.</summary>
    private sealed class Progress(Action<StageProgress> told) : IProgress<StageProgress>
    {
        private readonly Dictionary<string, double> seconds = new(StringComparer.Ordinal);
        private readonly Stopwatch clock = Stopwatch.StartNew();
        private readonly Lock turn = new();
        private string? stage;

        /// <summary>Seconds by stage so far.</summary>
        public IReadOnlyDictionary<string, double> Seconds
        {
            get
            {
                lock (turn)
                {
                    End();
                    return seconds.ToDictionary(s => s.Key, s => Math.Round(s.Value, 2), StringComparer.Ordinal);
                }
            }
        }

        public void Report(StageProgress value)
        {
            lock (turn)
                if (value.Stage != stage)
                {
                    End();
                    stage = value.Stage;
                }
            told(value);
        }

        private void End()
        {
            var of = stage ?? "begin";
            seconds[of] = seconds.GetValueOrDefault(of) + clock.Elapsed.TotalSeconds;
            clock.Restart();
        }
    }
}
