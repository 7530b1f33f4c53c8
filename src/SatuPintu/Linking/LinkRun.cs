using SatuPintu.Integration;
using SatuPintu.Linkage.Engine;
using SatuPintu.Linkage.Evaluation;
using SatuPintu.Linking.Report;

namespace SatuPintu.Linking;

/// <summary>What the user decided, from the command line, the settings and the model, the first of which that says something holding.</summary>
/// <param name="Stated">The settings.</param>
/// <param name="Model">The model to use, or null.</param>
/// <param name="ReviewAt">Probability from which a pair is reported.</param>
/// <param name="MatchAt">Probability from which a pair is joined.</param>
internal sealed record LinkChoices(LinkSettings Stated, StoredModel? Model, double ReviewAt, double MatchAt)
{
    /// <summary>Gathers the choices.</summary>
    /// <exception cref="UserError">A file is not understood, or the thresholds do not fit each other.</exception>
    public static LinkChoices Of(LinkCommand command)
    {
        Require("--review-at", command.ReviewAt);
        Require("--match-at", command.MatchAt);
        LinkSettingsFile.RequireOrder(command.ReviewAt, command.MatchAt, "--review-at, --match-at");
        var settings = command.Settings is { } file ? LinkSettingsFile.Read(file) : new LinkSettings();
        var model = command.Model is { } stored ? LinkModelFile.Read(stored) : null;
        // Costs that are stated now say more than what an earlier run did.
        var earlier = settings.Costs is null ? model : null;
        var review = command.ReviewAt ?? settings.ReviewAt ?? earlier?.ReviewAt;
        var match = command.MatchAt ?? settings.MatchAt ?? earlier?.MatchAt;
        // A threshold that nobody stated gives way to the one that was.
        var options = new LinkageOptions { ReviewCost = settings.Costs };
        if (review is { } stated) options = options with { ReviewAt = stated };
        if (match is { } joined) options = options with { MatchAt = joined };
        var (reviewAt, matchAt) = (options.ReviewAt, options.MatchAt);
        LinkSettingsFile.RequireOrder(reviewAt, matchAt, command.Settings ?? "--review-at, --match-at");
        return new LinkChoices(settings with { ReviewAt = reviewAt, MatchAt = matchAt }, model, reviewAt, matchAt);
    }

    /// <summary>What the engine is told.</summary>
    public LinkageOptions Options(LinkSettings settings) => new()
    {
        Blocking = settings.Blocking,
        ReviewAt = ReviewAt,
        MatchAt = MatchAt,
        OneToOne = settings.OneToOne,
        Model = Model?.Parameters,
        Workers = Environment.ProcessorCount,
    };

    private static void Require(string option, double? value)
    {
        if (value is < 0 or > 1 or double.NaN) throw new UserError(ExitCode.Usage, "linking.threshold_option", ("option", option), ("value", value));
    }
}

/// <summary>A list as it was read.</summary>
/// <param name="Source">What the list is called in the result: <c>left</c>, <c>right</c> or <c>list</c>.</param>
/// <param name="Path">Its full path.</param>
/// <param name="Format">How it was read, in words.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its SHA-256 in hexadecimal.</param>
/// <param name="Rows">Its records.</param>
/// <param name="Ragged">Rows with fewer or more cells than the heading.</param>
internal sealed record LinkInput(string Source, string Path, string Format, long Bytes, string Sha256, int Rows, int Ragged)
{
    /// <summary>Takes the identity of a list.</summary>
    public static LinkInput Of(ListHead head, ListRows rows, ListSide side, bool isLink)
    {
        var name = Name(side, isLink);
        var file = InputFile.Of(name, head.Path);
        return new LinkInput(name, System.IO.Path.GetFullPath(head.Path), head.Sample.Format, file.Bytes, file.Sha256, rows.Keys.Count, rows.Ragged);
    }

    private static string Name(ListSide side, bool isLink) => !isLink ? "list" : side == ListSide.Left ? "left" : "right";
}

/// <summary>Everything a finished run knows, for the files that are written of it.</summary>
internal sealed record LinkRun(LinkCommand Command, LinkPlan Plan, IReadOnlyList<LinkInput> Inputs, LinkRecords Records, LinkageOptions Options, LinkageResult Result)
{
    /// <summary>Writes the tables and the model, the two large ones at the same time.</summary>
    public void WriteTables(OutputFolder folder, CancellationToken cancellation)
    {
        Parallel.Invoke(
            new ParallelOptions { CancellationToken = cancellation },
            () => folder.Write("pairs.csv", s => LinkFiles.WritePairs(s, Records, Result.Pairs, cancellation)),
            () => folder.Write("clusters.csv", s => LinkFiles.WriteClusters(s, Records, Result.EntityOf, cancellation)));
        folder.Write("report.html", s => LinkageReportPage.Write(s, new LinkageReport
        {
            Result = Result,
            Files = [.. Inputs.Select(i => new LinkageReportFile(Path.GetFileName(i.Path), i.Rows))],
            When = DateOnly.FromDateTime(DateTime.Today),
            MatchAt = Options.MatchAt,
            ReviewAt = Options.ReviewAt,
            ShowValues = Command.ShowValues,
            RecordName = Records.Id,
            EntityName = entity => $"E{entity + 1}",
            Reliability = OfLabels(),
        }));
        folder.Write(LinkModelFile.Name, s => LinkModelFile.Write(s, new StoredModel(Result.Model, Options.ReviewAt, Options.MatchAt)));
    }

    /// <summary>How often the pairs that somebody judged were right, by probability; null without labels.</summary>
    private Reliability? OfLabels()
    {
        if (Options.Labels.Count == 0) return null;
        // What was learned from a pair fits it all too well: each is judged by what the others teach.
        if (Result.Learned is { HeldOut: { Count: > 0 } heldOut }) return Reliability.Measure([.. heldOut.Select(p => p.Probability)], [.. heldOut.Select(p => p.IsMatch)]);
        var probabilities = Options.Labels.Select(l => Result.Explain(l.A, l.B).Probability).ToArray();
        return Reliability.Measure(probabilities, Options.Labels.Select(l => l.IsMatch).ToArray());
    }
}

/// <summary>Passes on how far the engine is, and notes the memory its stages took.</summary>
internal sealed class EngineStages(IProgress<StageProgress>? progress)
{
    private const int Steps = 100;
    private static readonly string[] Known = ["prepare", "block", "estimate", "score", "decide"];
    private readonly Lock gate = new();
    private readonly Dictionary<string, double> peaks = new(StringComparer.Ordinal);
    private string running = "";

    /// <summary>Told by the engine, from any thread.</summary>
    public void Report(EngineProgress now)
    {
        lock (gate)
        {
            if (now.Stage != running)
            {
                // A late word from a stage that is over does not bring it back.
                if (peaks.ContainsKey(now.Stage)) return;
                Close();
                running = now.Stage;
            }
        }
        // Only these have words to be shown by.
        if (Known.Contains(now.Stage, StringComparer.Ordinal)) progress?.Report(new StageProgress(now.Stage, "", (long)(now.Done * Steps), Steps));
    }

    /// <summary>What the stages cost.</summary>
    public IEnumerable<StageCost> Costs(IReadOnlyList<StageTime> times)
    {
        lock (gate) Close();
        return [.. times.Select(t => new StageCost(t.Stage, t.Seconds, peaks.TryGetValue(t.Stage, out var peak) ? peak : StageClock.PeakMegabytes()))];
    }

    private void Close()
    {
        if (running.Length > 0) peaks[running] = StageClock.PeakMegabytes();
    }
}
