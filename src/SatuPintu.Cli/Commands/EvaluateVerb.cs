using System.CommandLine;
using SatuPintu.Integration.Truth;
using SatuPintu.Linkage.Evaluation;
using SatuPintu.Linking.Truth;

namespace SatuPintu.Cli.Commands;

/// <summary><c>satupintu evaluate</c>: how well an integration or a linkage found who is who.</summary>
internal static class EvaluateVerb
{
    /// <summary>Makes the verb.</summary>
    public static Command Make(Shell shell)
    {
        var folder = new Argument<string>("DIR") { Description = shell.Text("evaluate.folder") };
        var truth = new Option<string>("--truth") { Description = shell.Text("evaluate.truth"), HelpName = "FILE", Required = true };
        var json = new Option<bool>("--json") { Description = shell.Text("evaluate.json") };
        var report = new Option<string>("--report") { Description = shell.Text("evaluate.report"), HelpName = "FILE.html" };
        var verb = new Command("evaluate", shell.Text("evaluate.verb")) { folder, truth, json, report };
        verb.SetAction(parsed =>
        {
            var (of, by, asJson, page) = (parsed.GetValue(folder)!, parsed.GetValue(truth)!, parsed.GetValue(json), parsed.GetValue(report));
            if (EvaluateLinkage.Takes(of)) return LinkageEvaluationTables.Run(shell, of, by, asJson, page);
            if (page is not null && File.Exists(Path.Combine(of, "links.csv"))) throw new UserError(ExitCode.Usage, "evaluate.report_not_here", ("folder", of));
            var evaluation = EvaluateLinks.Run(of, by, shell.Stop);
            if (asJson) EvaluationJson.Write(shell.Output, evaluation);
            else Print(shell, evaluation);
            return (int)ExitCode.Done;
        });
        return verb;
    }

    private static void Print(Shell shell, LinkEvaluation evaluation)
    {
        shell.Say("evaluate.compared", ("records", shell.Number(evaluation.Records)), ("sources", string.Join(", ", evaluation.Sources)), ("unused", shell.Number(evaluation.Unused)));
        Pairs(shell, shell.Text("evaluate.pairs"), Scopes(shell, evaluation));
        var all = evaluation.Pairs.Clusters;
        shell.Output.WriteLine();
        shell.Say("evaluate.clusters", ("exact", shell.Number(all.Exact)), ("true", shell.Number(all.True)), ("share", Share(shell, (double)all.Exact / all.True)),
            ("exact_many", shell.Number(all.ExactOfMany)), ("true_many", shell.Number(all.TrueOfMany)), ("share_many", Share(shell, (double)all.ExactOfMany / all.TrueOfMany)));
        if (evaluation.Sources.Count > 1)
            Pairs(shell, shell.Text("evaluate.by_district"), Districts(shell, evaluation));
        Overlap(shell, evaluation.Overlap);
        Gaps(shell, evaluation.Gaps);
        if (evaluation.GapsNotJudged.Count > 0) shell.Say("evaluate.not_judged", ("gaps", string.Join(", ", evaluation.GapsNotJudged)));
    }

    private static List<(string, PairCounts)> Scopes(Shell shell, LinkEvaluation evaluation)
    {
        var sources = evaluation.Sources;
        var scopes = new List<(string, PairCounts)>();
        for (var a = 0; a < sources.Count; a++) scopes.Add((shell.Text("evaluate.within", ("a", sources[a])), evaluation.Pairs.Between(a, a)));
        for (var a = 0; a < sources.Count; a++)
            for (var b = a + 1; b < sources.Count; b++) scopes.Add((shell.Text("evaluate.between", ("a", sources[a]), ("b", sources[b])), evaluation.Pairs.Between(a, b)));
        if (sources.Count > 2) scopes.Add((shell.Text("evaluate.across"), evaluation.Pairs.AcrossLists));
        scopes.Add((shell.Text("evaluate.overall"), evaluation.Pairs.Overall));
        return scopes;
    }

    private static List<(string, PairCounts)> Districts(Shell shell, LinkEvaluation evaluation)
    {
        var rows = evaluation.Districts.Select((d, i) => (d, evaluation.Pairs.AcrossListsIn(i))).ToList();
        // Pairs of two districts stand in no district's row, and most of those joined are wrong.
        rows.Add((shell.Text("evaluate.two_districts"), evaluation.Pairs.AcrossLists - rows.Aggregate(default(PairCounts), (sum, row) => sum + row.Item2)));
        return rows;
    }

    internal static void Pairs(Shell shell, string title, List<(string Name, PairCounts Counts)> scopes) => TextGrid.Write(shell.Output,
        [title, shell.Text("evaluate.precision"), shell.Text("evaluate.recall"), shell.Text("evaluate.f1"), shell.Text("evaluate.joined"), shell.Text("evaluate.belong")],
        scopes.Select(s => (string[])[s.Name, WithInterval(shell, s.Counts.Precision, s.Counts.PrecisionInterval), WithInterval(shell, s.Counts.Recall, s.Counts.RecallInterval),
            Four(shell, s.Counts.F1), shell.Number(s.Counts.Joined), shell.Number(s.Counts.Belong)]));

    /// <summary>The first pair of lists by district, which is the published table; the other pairs in all. The JSON has every pair by district.</summary>
    private static void Overlap(Shell shell, IReadOnlyList<OverlapEvaluation> overlap)
    {
        if (overlap.Count == 0) return;
        var (a, b) = (overlap[0].SourceA, overlap[0].SourceB);
        OverlapTable(shell, $"{shell.Text("evaluate.overlap")}: {a}, {b}",
            overlap.Where(o => o.SourceA == a && o.SourceB == b).Select(o => (o.District.Length == 0 ? shell.Text("evaluate.whole") : o.District, o)));
        var others = overlap.Where(o => o.District.Length == 0 && (o.SourceA != a || o.SourceB != b)).ToList();
        if (others.Count > 0)
            OverlapTable(shell, shell.Text("evaluate.overlap_other"), others.Select(o => (shell.Text("evaluate.between", ("a", o.SourceA), ("b", o.SourceB)), o)));
    }

    private static void OverlapTable(Shell shell, string title, IEnumerable<(string Name, OverlapEvaluation Overlap)> rows) => TextGrid.Write(shell.Output,
        [title, shell.Text("evaluate.linked"), shell.Text("evaluate.true"), shell.Text("evaluate.deviation")],
        rows.Select(r => (string[])[r.Name, shell.Number(r.Overlap.Linked), shell.Number(r.Overlap.Truth), (r.Overlap.Deviation > 0 ? "+" : "") + Share(shell, r.Overlap.Deviation)]));

    private static void Gaps(Shell shell, IReadOnlyList<GapEvaluation> gaps)
    {
        if (gaps.Count == 0) return;
        TextGrid.Write(shell.Output,
            [shell.Text("evaluate.gaps"), shell.Text("evaluate.plain_precision"), shell.Text("evaluate.plain_recall"), shell.Text("evaluate.listed"), shell.Text("evaluate.belong")],
            gaps.Select(g => (string[])[g.Gap, Four(shell, g.Precision), Four(shell, g.Recall), shell.Number(g.Listed), shell.Number(g.Truth)]));
    }

    internal static string WithInterval(Shell shell, double share, Interval interval) =>
        double.IsNaN(share) ? "-" : $"{Four(shell, share)} ({Four(shell, interval.Low)}-{Four(shell, interval.High)})";

    internal static string Four(Shell shell, double share) => double.IsNaN(share) ? "-" : shell.Number(share, 4);

    internal static string Share(Shell shell, double share) => double.IsNaN(share) ? "-" : Numbers.Percent(share, 2, shell.Language);
}
