using SatuPintu.Integration;
using SatuPintu.Linkage.Engine;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Linking;

/// <summary>What to link, and where the result goes.</summary>
public sealed record LinkCommand
{
    /// <summary>The left list; the only one where doubles are sought.</summary>
    public required string Left { get; init; }

    /// <summary>The right list; null to find the doubles in the left.</summary>
    public string? Right { get; init; }

    /// <summary>The folder of the result.</summary>
    public required string Out { get; init; }

    /// <summary>A file of settings, or null to recognise and choose everything.</summary>
    public string? Settings { get; init; }

    /// <summary>A file with the parameters of an earlier run to use, or null to estimate them.</summary>
    public string? Model { get; init; }

    /// <summary>A file of judged pairs to learn from, or null.</summary>
    public string? Labels { get; init; }

    /// <summary>Probability from which a pair is reported; null for what settings or model say.</summary>
    public double? ReviewAt { get; init; }

    /// <summary>Probability from which a pair is joined; null for what settings or model say.</summary>
    public double? MatchAt { get; init; }

    /// <summary>Whether the report shows the values of its sample pairs, which are personal data.</summary>
    public bool ShowValues { get; init; }

    /// <summary>Whether a folder that is not an untouched earlier result may be set aside.</summary>
    public bool Overwrite { get; init; }
}

/// <summary>A list as it was opened, for the user to see before it is used.</summary>
/// <param name="Path">The path as given.</param>
/// <param name="Format">How the file is read, in words.</param>
public sealed record OpenedList(string Path, string Format);

/// <summary>What was linked and where it stands.</summary>
/// <param name="Folder">The folder of the result, as a full path.</param>
/// <param name="Plan">What was read.</param>
/// <param name="Options">What the engine was told.</param>
/// <param name="Result">What it found.</param>
/// <param name="Costs">What each stage cost.</param>
public sealed record LinkOutcome(string Folder, LinkPlan Plan, LinkageOptions Options, LinkageResult Result, IReadOnlyList<StageCost> Costs)
{
    /// <summary>Pairs that were joined.</summary>
    public long Matched => Result.Pairs.LongCount(p => p.Probability >= Options.MatchAt);
}

/// <summary>Links two lists, or finds the doubles in one: recognise, read, link, write.</summary>
public static class LinkLists
{
    /// <summary>Runs the linkage and writes the result.</summary>
    /// <param name="command">What to do.</param>
    /// <param name="progress">Told how far each stage is.</param>
    /// <param name="confirm">Shown the lists and what will be read from them; false stops here, with nothing written.</param>
    /// <param name="cancellation">Stops the run; nothing of it is left behind.</param>
    /// <returns>What was found, or null when <paramref name="confirm"/> said no.</returns>
    /// <exception cref="UserError">An input cannot be used, or the output cannot be written.</exception>
    public static LinkOutcome? Run(LinkCommand command, IProgress<StageProgress>? progress, Func<IReadOnlyList<OpenedList>, LinkPlan, bool>? confirm, CancellationToken cancellation) =>
        Run(command, LinkageEngine.Run, progress, confirm, cancellation);

    /// <summary>Runs the linkage with an engine.</summary>
    internal static LinkOutcome? Run(LinkCommand command, Func<RecordTable, LinkageOptions, CancellationToken, LinkageResult> engine,
        IProgress<StageProgress>? progress, Func<IReadOnlyList<OpenedList>, LinkPlan, bool>? confirm, CancellationToken cancellation)
    {
        var clock = new StageClock(progress, cancellation);
        var choices = LinkChoices.Of(command);
        using var folder = OutputFolder.Open(command.Out, command.Overwrite);
        string[] paths = command.Right is { } other ? [command.Left, other] : [command.Left];

        var (heads, plan) = clock.Run("recognise", () =>
        {
            var opened = SideBySide(paths, (path, _) => ListHead.Open(path, progress, cancellation), cancellation);
            return (opened, Plan(choices, opened, command.Settings ?? ""));
        });
        if (confirm is not null && !confirm([.. heads.Select(h => new OpenedList(h.Path, h.Sample.Format))], plan)) return null;

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
        var options = choices.Options(plan.Settings) with { Progress = stages.Report };
        if (command.Labels is { } labels) options = options with { Labels = LabelsFile.Read(labels, records, cancellation) };
        var result = Link(() => engine(records.Table, options, cancellation), command, plan.Settings);
        var costs = (IReadOnlyList<StageCost>)[.. clock.Costs, .. stages.Costs(result.Statistics.Stages)];
        options = options with { Progress = null };

        var run = new LinkRun(command, plan, inputs, records, options, result);
        return clock.Run("write", () =>
        {
            var write = clock.Seconds;
            run.WriteTables(folder, cancellation);
            IReadOnlyList<StageCost> all = [.. costs, new StageCost("write", clock.Seconds - write, StageClock.PeakMegabytes())];
            folder.Write(SummaryFile.Name, s => LinkSummaryFile.Write(s, run, folder.Written(), all, clock.Seconds));
            cancellation.ThrowIfCancellationRequested();
            folder.Commit();
            return new LinkOutcome(folder.Destination, plan, options, result, all);
        });
    }

    /// <summary>Finds what to read: what is stated, and the rest from headings and content.</summary>
    private static LinkPlan Plan(LinkChoices choices, ListHead[] heads, string settingsFile)
    {
        var left = heads[0];
        var right = heads.Length == 2 ? heads[1] : null;
        var stated = LinkColumns.Resolve(choices.Stated, (left.Path, left.Headings), right is null ? null : (right.Path, right.Headings));
        var plan = FieldRecogniser.Plan(stated, left.Sample, right?.Sample);
        if (plan.Settings.Blocking is { } blocking) LinkSettingsFile.RequireBlocking(blocking, [.. plan.Settings.Fields!.Select(f => f.Name)], settingsFile);
        return plan;
    }

    private static LinkageResult Link(Func<LinkageResult> run, LinkCommand command, LinkSettings settings)
    {
        try
        {
            return run();
        }
        catch (AggregateException e) when (e.Flatten().InnerExceptions.OfType<LinkageException>().FirstOrDefault() is { } inner)
        {
            throw Explain(inner, command, settings);
        }
        catch (LinkageException e)
        {
            throw Explain(e, command, settings);
        }
    }

    /// <summary>What the engine refuses, in words.</summary>
    internal static UserError Explain(LinkageException e, LinkCommand command, LinkSettings settings)
    {
        var fields = string.Join(", ", settings.Fields!.Select(f => f.Name));
        return e.Reason switch
        {
            "no_field" => new UserError(ExitCode.Input, "linking.no_field", e, ("fields", fields)),
            "unknown_field" => new UserError(ExitCode.Usage, "linking.blocking_field", e, ("file", command.Settings ?? ""), ("part", e.Detail), ("nearest", Nearest.Of(e.Detail, settings.Fields!.Select(f => f.Name))), ("fields", fields)),
            "other_model" => new UserError(ExitCode.Usage, "linking.other_model", e, ("file", command.Model ?? LinkModelFile.Name), ("field", e.Detail), ("fields", fields)),
            _ => new UserError(ExitCode.Input, "linking.refused", e, ("reason", e.Reason), ("detail", e.Detail)),
        };
    }

    private static TResult[] SideBySide<T, TResult>(IReadOnlyList<T> items, Func<T, int, TResult> work, CancellationToken cancellation)
    {
        var results = new TResult[items.Count];
        Parallel.For(0, items.Count, new ParallelOptions { CancellationToken = cancellation }, i => results[i] = work(items[i], i));
        return results;
    }
}
