using SatuPintu.Integration;
using SatuPintu.Linkage.Engine;

namespace SatuPintu.Linking;

/// <summary>A run that was stopped after it had put down what it had scored; the same command goes on with it.</summary>
public sealed class LinkStopped : OperationCanceledException
{
    /// <summary>Makes the exception.</summary>
    public LinkStopped(Exception cause, CancellationToken token)
        : base(cause.Message, cause, token)
    {
    }
}

/// <summary>A linkage whose lists are read: all that the engine is given, and where its result will stand.</summary>
internal sealed class LinkWork : IDisposable
{
    private readonly LinkCommand command;
    private readonly StageClock clock;
    private readonly EngineStages stages;
    private readonly RunStore store;
    private readonly DiskRoom room;
    private readonly CancellationToken cancellation;

    private LinkWork(LinkCommand command, StageClock clock, EngineStages stages, OutputFolder folder, RunStore store, DiskRoom room, CancellationToken cancellation)
    {
        this.command = command;
        this.clock = clock;
        this.stages = stages;
        this.store = store;
        this.room = room;
        this.cancellation = cancellation;
        Folder = folder;
    }

    /// <summary>What was read from the lists.</summary>
    public required LinkPlan Plan { get; init; }

    /// <summary>The lists.</summary>
    public required IReadOnlyList<LinkInput> Inputs { get; init; }

    /// <summary>The records.</summary>
    public required LinkRecords Records { get; init; }

    /// <summary>What the engine is told.</summary>
    public required LinkageOptions Options { get; init; }

    /// <summary>Where the result is written.</summary>
    public OutputFolder Folder { get; }

    /// <summary>Opens the lists, shows what they are, and reads them; null where the user said no.</summary>
    public static LinkWork? Begin(LinkCommand command, StageClock clock, IProgress<StageProgress>? progress, Func<IReadOnlyList<OpenedList>, LinkPlan, bool>? confirm, Action<int>? resumed, CancellationToken cancellation)
    {
        var choices = LinkChoices.Of(command);
        var folder = OutputFolder.Open(command.Out, command.Overwrite);
        try
        {
            string[] paths = command.Right is { } other ? [command.Left, other] : [command.Left];
            var (heads, plan) = clock.Run("recognise", () =>
            {
                var opened = SideBySide(paths, (path, _) => ListHead.Open(path, progress, cancellation), cancellation);
                return (opened, MakePlan(choices, opened, command.Settings ?? ""));
            });
            if (confirm is not null && !confirm([.. heads.Select(h => new OpenedList(h.Path, h.Sample.Format))], plan))
            {
                folder.Dispose();
                return null;
            }

            var (records, inputs) = clock.Run("read", () =>
            {
                var read = SideBySide(heads, (head, i) =>
                {
                    var rows = ListRows.Read(head, plan.Settings, (ListSide)i, progress, cancellation);
                    return (Rows: rows, Input: LinkInput.Of(head, rows, (ListSide)i, heads.Length == 2));
                }, cancellation);
                return (LinkRecords.Of(plan.Settings, read[0].Rows, read.Length == 2 ? read[1].Rows : null, cancellation), read.Select(r => r.Input).ToList());
            });

            var stages = new EngineStages(progress);
            var store = new RunStore(folder.Destination, resumed);
            var room = new DiskRoom(folder.Destination);
            var options = choices.Options(plan.Settings) with
            {
                Progress = stages.Report,
                Store = store,
                Spill = room,
                Memory = MemoryLimit.OfHeap(command.Memory),
                // Nobody looks at what stood in the lists again but who wants to see values in the report.
                UseUp = !command.ShowValues,
            };
            if (command.Adjust is { } adjust) options = adjust(options);
            if (command.Labels is { } labels) options = options with { Labels = LabelsFile.Read(labels, records, cancellation) };
            return new LinkWork(command, clock, stages, folder, store, room, cancellation) { Plan = plan, Inputs = inputs, Records = records, Options = options };
        }
        catch (Exception e)
        {
            folder.Dispose();
            if (command.Memory is { } limit && MemoryLimit.IsOut(e)) throw MemoryLimit.TooLow(limit, MemoryLimit.OfLists(command), e);
            throw;
        }
    }

    /// <summary>Runs the engine; what it refuses is said in words.</summary>
    public T Run<T>(Func<LinkageOptions, T> engine)
    {
        try
        {
            return OutputErrors.Guard(Folder.Destination, () => engine(Options));
        }
        catch (Exception e) when (command.Memory is { } limit && MemoryLimit.IsOut(e))
        {
            throw MemoryLimit.TooLow(limit, MemoryLimit.OfLists(command), e);
        }
        catch (AggregateException e) when (e.Flatten().InnerExceptions.OfType<LinkageException>().FirstOrDefault() is { } inner)
        {
            throw LinkLists.Explain(inner, command, Plan.Settings);
        }
        catch (LinkageException e)
        {
            throw LinkLists.Explain(e, command, Plan.Settings);
        }
        catch (OperationCanceledException e) when (store.HoldsParts)
        {
            throw new LinkStopped(e, cancellation);
        }
    }

    /// <summary>What the stages cost, those of the engine among them.</summary>
    public IReadOnlyList<StageCost> Costs(IReadOnlyList<StageTime> engine) => [.. clock.Costs, .. stages.Costs(engine)];

    /// <summary>Puts the result in its place; what was put down for going on is not wanted any more.</summary>
    public void Commit()
    {
        Folder.Commit();
        store.Remove();
    }

    /// <summary>Lets go of the folders; a result that is not in its place is removed.</summary>
    public void Dispose()
    {
        room.Dispose();
        store.Dispose();
        Folder.Dispose();
    }

    /// <summary>Finds what to read: what is stated, and the rest from headings and content.</summary>
    private static LinkPlan MakePlan(LinkChoices choices, ListHead[] heads, string settingsFile)
    {
        var left = heads[0];
        var right = heads.Length == 2 ? heads[1] : null;
        var stated = LinkColumns.Resolve(choices.Stated, (left.Path, left.Headings), right is null ? null : (right.Path, right.Headings));
        var plan = FieldRecogniser.Plan(stated, left.Sample, right?.Sample);
        if (plan.Settings.Blocking is { } blocking) LinkSettingsFile.RequireBlocking(blocking, [.. plan.Settings.Fields!.Select(f => f.Name)], settingsFile);
        return plan;
    }

    private static TResult[] SideBySide<T, TResult>(IReadOnlyList<T> items, Func<T, int, TResult> work, CancellationToken cancellation)
    {
        var results = new TResult[items.Count];
        Parallel.For(0, items.Count, new ParallelOptions { CancellationToken = cancellation }, i => results[i] = work(items[i], i));
        return results;
    }
}
