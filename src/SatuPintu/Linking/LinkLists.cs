using System.Globalization;
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

    /// <summary>The folder of an index to make of the result, or null.</summary>
    public string? Index { get; init; }

    /// <summary>The folder of an index whose records the list is linked to, or null.</summary>
    public string? Against { get; init; }

    /// <summary>Whether the index of <see cref="Against"/> stays as it is.</summary>
    public bool KeepIndex { get; init; }

    /// <summary>Whether a folder that is not an untouched earlier result may be set aside.</summary>
    public bool Overwrite { get; init; }

    /// <summary>The most memory to hold, in bytes; null for all there is.</summary>
    public long? Memory { get; init; }

    /// <summary>Has a last word on what the engine is told; for tests.</summary>
    internal Func<LinkageOptions, LinkageOptions>? Adjust { get; init; }
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
    /// <summary>The folder of the index that was made, as a full path; null where none was.</summary>
    public string? IndexPath { get; init; }

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
    /// <param name="cancellation">Stops the run; what was scored is put down beside the result to be, so that the same command goes on with it.</param>
    /// <param name="resumed">Told in how many parts pairs were found that an earlier run has scored.</param>
    /// <returns>What was found, or null when <paramref name="confirm"/> said no.</returns>
    /// <exception cref="UserError">An input cannot be used, or the output cannot be written.</exception>
    /// <exception cref="LinkStopped">The run was stopped and can go on.</exception>
    public static LinkOutcome? Run(LinkCommand command, IProgress<StageProgress>? progress, Func<IReadOnlyList<OpenedList>, LinkPlan, bool>? confirm, CancellationToken cancellation, Action<int>? resumed = null) =>
        Run(command, LinkageEngine.Run, progress, confirm, cancellation, resumed);

    /// <summary>Runs the linkage with an engine.</summary>
    internal static LinkOutcome? Run(LinkCommand command, Func<RecordTable, LinkageOptions, CancellationToken, LinkageResult> engine,
        IProgress<StageProgress>? progress, Func<IReadOnlyList<OpenedList>, LinkPlan, bool>? confirm, CancellationToken cancellation, Action<int>? resumed = null)
    {
        var clock = new StageClock(progress, cancellation);
        using var indexed = command.Index is { } wanted ? OutputFolder.Open(wanted, command.Overwrite) : null;
        using var work = LinkWork.Begin(command, clock, progress, confirm, resumed, cancellation);
        if (work is null) return null;
        if (indexed is not null && indexed.Destination == work.Folder.Destination) throw new UserError(ExitCode.Usage, "linking.index.same_folder", ("folder", command.Index));
        var result = work.Run(options => engine(work.Records.Table, options, cancellation));
        var costs = work.Costs(result.Statistics.Stages);
        var options = work.Options with { Progress = null, Store = null, Spill = null };

        var run = new LinkRun(command, work.Plan, work.Inputs, work.Records, options, result);
        return clock.Run("write", () =>
        {
            var write = clock.Seconds;
            run.WriteTables(work.Folder, cancellation);
            IReadOnlyList<StageCost> all = [.. costs, new StageCost("write", clock.Seconds - write, StageClock.PeakMegabytes())];
            work.Folder.Write(SummaryFile.Name, s => LinkSummaryFile.Write(s, run, work.Folder.Written(), all, clock.Seconds));
            if (indexed is not null) IndexFolder.Create(indexed, IndexedList.Of(run, cancellation));
            cancellation.ThrowIfCancellationRequested();
            work.Commit();
            indexed?.Commit();
            return new LinkOutcome(work.Folder.Destination, work.Plan, options, result, all) { IndexPath = indexed?.Destination };
        });
    }

    /// <summary>What the engine refuses, in words.</summary>
    internal static UserError Explain(LinkageException e, LinkCommand command, LinkSettings settings)
    {
        var fields = string.Join(", ", settings.Fields!.Select(f => f.Name));
        return e.Reason switch
        {
            "no_field" => new UserError(ExitCode.Input, "linking.no_field", e, ("fields", fields)),
            "unknown_field" => new UserError(ExitCode.Usage, "linking.blocking_field", e, ("file", command.Settings ?? ""), ("part", e.Detail), ("nearest", Nearest.Of(e.Detail, settings.Fields!.Select(f => f.Name))), ("fields", fields)),
            "too_many_fields" => new UserError(ExitCode.Usage, "linking.too_many_fields", e, ("count", settings.Fields!.Count), ("fields", fields)),
            "other_model" => new UserError(ExitCode.Usage, "linking.other_model", e, ("file", command.Model ?? LinkModelFile.Name), ("field", e.Detail), ("fields", fields)),
            "memory" => MemoryLimit.TooLow(command.Memory ?? 0, MemoryLimit.OfProcess(long.Parse(e.Detail, CultureInfo.InvariantCulture)), e),
            "share_other" => new UserError(ExitCode.Input, "linking.share_not_this", e, ("share", e.Detail)),
            _ => new UserError(ExitCode.Input, "linking.refused", e, ("reason", e.Reason), ("detail", e.Detail)),
        };
    }
}
