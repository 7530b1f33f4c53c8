using SatuPintu.Linking;

namespace SatuPintu.Cli;

/// <summary>What a linkage reads and what it found, as plain lines and tables.</summary>
internal static class LinkTables
{
    /// <summary>Shows which columns are compared as what, and which are not used and why.</summary>
    public static void ShowPlan(Shell shell, IReadOnlyList<OpenedList> lists, LinkPlan plan)
    {
        foreach (var list in lists) shell.Note("cli.link.lists", ("file", list.Path), ("format", list.Format));
        var isLink = lists.Count == 2;
        var settings = plan.Settings;
        shell.Note("cli.link.fields");
        for (var i = 0; i < settings.Fields!.Count; i++)
        {
            var field = settings.Fields[i];
            var key = plan.Origins[i] == FieldOrigin.Content ? "cli.link.field_by_content" : "cli.link.field";
            Line(shell, shell.Text(key, ("name", field.Name), ("kind", System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(field.Kind.ToString())),
                ("columns", Columns(isLink, string.Join(" + ", field.Left), string.Join(" + ", field.Right)))));
        }
        var row = shell.Text("cli.link.row_number");
        Line(shell, shell.Text("cli.link.id", ("columns", Columns(isLink, settings.Id?.Left ?? row, settings.Id?.Right ?? row))));
        var none = shell.Text("cli.link.none");
        Line(shell, shell.Text("cli.link.family", ("columns", Columns(isLink, settings.Family?.Left ?? none, settings.Family?.Right ?? none))));
        Line(shell, shell.Text("cli.link.thresholds", ("review", shell.Number(settings.ReviewAt ?? 0, 2)), ("match", shell.Number(settings.MatchAt ?? 0, 2))));
        if (plan.Unused.Count == 0) return;
        shell.Note("cli.link.unused");
        foreach (var group in plan.Unused.GroupBy(u => (u.Side, u.Why)))
        {
            var list = isLink ? Path.GetFileName(lists[(int)group.Key.Side].Path) + ": " : "";
            Line(shell, list + shell.Text("cli.link.unused_column", ("headings", string.Join(", ", group.Select(u => u.Heading))), ("why", shell.Text("linking.unused." + group.Key.Why))));
        }
    }

    /// <summary>Shows what was found.</summary>
    public static void ShowOutcome(Shell shell, LinkOutcome outcome)
    {
        var statistics = outcome.Result.Statistics;
        if (statistics.Keys.Count > 0)
        {
            TextGrid.Write(
                shell.Output,
                [shell.Text("cli.link.key"), shell.Text("cli.link.key_pairs"), shell.Text("cli.link.key_alone")],
                statistics.Keys.Select(k => new[] { k.Name, shell.Number(k.Scored), shell.Number(k.Alone) }));
            shell.Output.WriteLine();
            if (double.IsFinite(statistics.BlockingRecall)) shell.Say("cli.link.recall", ("recall", Numbers.Percent(statistics.BlockingRecall, 1, shell.Language)));
        }
        shell.Say("cli.link.found", ("records", shell.Number(outcome.Result.Records.Count)), ("pairs", shell.Number(outcome.Result.Pairs.LongLength)),
            ("matched", shell.Number(outcome.Matched)), ("entities", shell.Number(outcome.Result.EntityCount)));
        if (outcome.Result.Learned is { } learned)
        {
            shell.Say(learned.IsApplied ? "cli.link.learned" : "cli.link.learned_nothing", ("pairs", shell.Number(learned.Matches + learned.NonMatches)), ("aside", shell.Number(learned.SetAside)),
                ("without", shell.Number(learned.Without.LogLoss, 3)), ("with", shell.Number(learned.With.LogLoss, 3)));
        }
        shell.Say("cli.link.result", ("folder", outcome.Folder));
        if (outcome.IndexPath is { } index) shell.Say("cli.link.indexed", ("folder", index));
        shell.Note("cli.integrate.took", ("seconds", shell.Number(outcome.Costs.Sum(c => c.Seconds), 1)), ("megabytes", shell.Number((long)outcome.Costs.Max(c => c.PeakMegabytes))));
    }

    /// <summary>Shows what a new list came to against an index.</summary>
    public static void ShowAgainst(Shell shell, AgainstOutcome outcome)
    {
        shell.Say("cli.against.found", ("records", shell.Number(outcome.Records)), ("known", shell.Number(outcome.Known)), ("pairs", shell.Number(outcome.Increment.Pairs.Count)), ("matched", shell.Number(outcome.Matched)));
        shell.Say("cli.against.entities", ("joined", shell.Number(outcome.Joined)), ("entities", shell.Number(outcome.Increment.NewEntities)));
        if (outcome.Skipped > 0) shell.Say("cli.against.skipped", ("skipped", shell.Number(outcome.Skipped)));
        if (outcome.Increment.KeptApart.Count > 0) shell.Say("cli.against.apart", ("pairs", shell.Number(outcome.Increment.KeptApart.Count)));
        shell.Say("cli.link.result", ("folder", outcome.Folder));
        shell.Say(outcome.KeptIndex ? "cli.against.kept" : "cli.against.added", ("folder", outcome.IndexPath));
        shell.Note("cli.integrate.took", ("seconds", shell.Number(outcome.Costs.Sum(c => c.Seconds), 1)), ("megabytes", shell.Number((long)outcome.Costs.Max(c => c.PeakMegabytes))));
    }

    /// <summary>Shows what a share found.</summary>
    public static void ShowShare(Shell shell, ShareOutcome outcome)
    {
        shell.Say("cli.link.share_found", ("share", $"{outcome.Share.Number}/{outcome.Share.Of}"), ("compared", shell.Number(outcome.Compared)), ("pairs", shell.Number(outcome.Kept)));
        shell.Say("cli.link.share_result", ("folder", outcome.Folder));
        shell.Note("cli.integrate.took", ("seconds", shell.Number(outcome.Costs.Sum(c => c.Seconds), 1)), ("megabytes", shell.Number((long)outcome.Costs.Max(c => c.PeakMegabytes))));
    }

    private static string Columns(bool isLink, string left, string right) => isLink && left != right ? $"{left} ↔ {right}" : left;

    private static void Line(Shell shell, string text) => shell.Error.WriteLine("  " + text);
}
