using System.CommandLine;
using System.Globalization;
using SatuPintu.Linkage.Engine;
using SatuPintu.Linking;

namespace SatuPintu.Cli.Commands;

/// <summary><c>satupintu link</c> and <c>satupintu dedupe</c>: which records of two lists, or of one, are one person.</summary>
internal static class LinkVerb
{
    /// <summary>Makes the verb that links two lists.</summary>
    public static Command MakeLink(Shell shell)
    {
        var left = new Argument<string>("left") { Description = shell.Text("cli.link.left") };
        var right = new Argument<string>("right") { Description = shell.Text("cli.link.right") };
        return Complete(shell, new Command("link", shell.Text("cli.link")) { left, right }, left, right);
    }

    /// <summary>Makes the verb that finds the doubles in one list.</summary>
    public static Command MakeDedupe(Shell shell)
    {
        var list = new Argument<string>("list") { Description = shell.Text("cli.dedupe.list") };
        return Complete(shell, new Command("dedupe", shell.Text("cli.dedupe")) { list }, list, null);
    }

    private static Command Complete(Shell shell, Command verb, Argument<string> left, Argument<string>? right)
    {
        var folder = new Option<string>("--out") { Description = shell.Text("cli.link.out"), HelpName = shell.Text("cli.folder"), Required = true };
        var settings = new Option<string>("--settings") { Description = shell.Text("cli.link.settings"), HelpName = shell.Text("cli.file") };
        var model = new Option<string>("--model") { Description = shell.Text("cli.link.model"), HelpName = shell.Text("cli.file") };
        var labels = new Option<string>("--labels") { Description = shell.Text("cli.link.labels"), HelpName = shell.Text("cli.file") };
        var reviewAt = new Option<string>("--review-at") { Description = shell.Text("cli.link.review_at"), HelpName = shell.Text("cli.number") };
        var matchAt = new Option<string>("--match-at") { Description = shell.Text("cli.link.match_at"), HelpName = shell.Text("cli.number") };
        var partition = new Option<string>("--partition") { Description = shell.Text("cli.link.partition"), HelpName = shell.Text("cli.link.share") };
        var memory = new Option<string>("--memory") { Description = shell.Text("cli.link.memory"), HelpName = shell.Text("cli.size") };
        var columnsOnly = new Option<bool>("--columns-only") { Description = shell.Text("cli.integrate.columns_only") };
        var overwrite = new Option<bool>("--overwrite") { Description = shell.Text("cli.integrate.overwrite") };
        var showValues = new Option<bool>("--show-values") { Description = shell.Text("cli.link.show_values") };
        var index = new Option<string>("--index") { Description = shell.Text("cli.link.index"), HelpName = shell.Text("cli.folder") };
        var against = new Option<string>("--against") { Description = shell.Text("cli.link.against"), HelpName = shell.Text("cli.folder") };
        var keepIndex = new Option<bool>("--keep-index") { Description = shell.Text("cli.link.keep_index") };
        foreach (var option in new Option[] { folder, settings, model, labels, reviewAt, matchAt, partition, memory, columnsOnly, showValues, overwrite, index }) verb.Options.Add(option);
        // One new list is held against an index; two are linked first.
        foreach (var option in right is null ? new Option[] { against, keepIndex } : []) verb.Options.Add(option);
        verb.SetAction(parsed => Run(shell, new LinkCommand
        {
            Left = parsed.GetValue(left)!,
            Right = right is null ? null : parsed.GetValue(right),
            Out = parsed.GetValue(folder)!,
            Settings = parsed.GetValue(settings),
            Model = parsed.GetValue(model),
            Labels = parsed.GetValue(labels),
            ReviewAt = Number(reviewAt.Name, parsed.GetValue(reviewAt)),
            MatchAt = Number(matchAt.Name, parsed.GetValue(matchAt)),
            ShowValues = parsed.GetValue(showValues),
            Overwrite = parsed.GetValue(overwrite),
            Index = parsed.GetValue(index),
            Against = right is null ? parsed.GetValue(against) : null,
            KeepIndex = right is null && parsed.GetValue(keepIndex),
            Memory = MemoryLimit.Read(parsed.GetValue(memory)),
        }, ShareOf(parsed.GetValue(partition)), parsed.GetValue(columnsOnly)));
        return verb;
    }

    private static int Run(Shell shell, LinkCommand command, Share? share, bool columnsOnly)
    {
        MemoryLimit.Keep(command.Memory);
        if (share is not null && (command.Index ?? command.Against) is not null) throw new UserError(ExitCode.Usage, "linking.index.share");
        if (command.Against is not null) return RunAgainst(shell, command, columnsOnly);
        if (command.KeepIndex) throw new UserError(ExitCode.Usage, "linking.index.keep_what");
        LinkOutcome? outcome = null;
        ShareOutcome? part = null;
        using (var progress = new ProgressLine(shell, ProgressLine.OnTerminal))
        {
            if (share is { } one) part = LinkShares.Run(command, one, progress, Confirm, shell.Stop, Resumed);
            else outcome = LinkLists.Run(command, progress, Confirm, shell.Stop, Resumed);

            bool Confirm(IReadOnlyList<OpenedList> lists, LinkPlan plan)
            {
                progress.Pause();
                LinkTables.ShowPlan(shell, lists, plan);
                return !columnsOnly;
            }

            void Resumed(int parts)
            {
                progress.Pause();
                shell.Note("cli.link.resumed", ("parts", shell.Number(parts)));
            }
        }
        if (outcome is not null) LinkTables.ShowOutcome(shell, outcome);
        if (part is not null) LinkTables.ShowShare(shell, part);
        return (int)ExitCode.Done;
    }

    private static Share? ShareOf(string? text)
    {
        if (text is null) return null;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && int.TryParse(text.AsSpan(0, slash), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var of) && number >= 1 && number <= of
            ? new Share(number, of)
            : throw new UserError(ExitCode.Usage, "cli.link.partition_malformed", ("value", text));
    }

    private static int RunAgainst(Shell shell, LinkCommand command, bool columnsOnly)
    {
        AgainstOutcome? outcome;
        using (var progress = new ProgressLine(shell, ProgressLine.OnTerminal))
        {
            outcome = LinkAgainst.Run(command, progress, (list, plan, missing) =>
            {
                progress.Pause();
                LinkTables.ShowPlan(shell, [list], plan with { Settings = plan.Settings with { Fields = [.. plan.Settings.Fields!.Where(f => f.Left.Count > 0)] } });
                if (missing.Count > 0) shell.Note("cli.against.missing", ("fields", string.Join(", ", missing)));
                return !columnsOnly;
            }, shell.Stop);
        }
        if (outcome is not null) LinkTables.ShowAgainst(shell, outcome);
        return (int)ExitCode.Done;
    }

    private static double? Number(string option, string? text)
    {
        if (text is null) return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new UserError(ExitCode.Usage, "cli.link.number_malformed", ("option", option), ("value", text));
    }
}
