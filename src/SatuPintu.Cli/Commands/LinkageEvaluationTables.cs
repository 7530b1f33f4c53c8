using System.Globalization;
using SatuPintu.Linkage.Evaluation;
using SatuPintu.Linking.Report;
using SatuPintu.Linking.Truth;

namespace SatuPintu.Cli.Commands;

/// <summary>What <c>evaluate</c> prints of a linkage.</summary>
internal static class LinkageEvaluationTables
{
    /// <summary>Evaluates the folder of a linkage and prints what was found.</summary>
    public static int Run(Shell shell, string folder, string truth, bool json, string? page)
    {
        if (page is not null) Outside(folder, page);
        var evaluation = EvaluateLinkage.Run(folder, truth, shell.Stop);
        if (page is not null) EvaluationPage.Write(page, evaluation);
        if (json) LinkageEvaluationJson.Write(shell.Output, evaluation);
        else Print(shell, evaluation);
        if (page is not null) shell.Note("evaluate.report_written", ("file", page));
        return (int)ExitCode.Done;
    }

    private static void Outside(string folder, string page)
    {
        var within = Path.GetRelativePath(Path.GetFullPath(folder), Path.GetFullPath(page));
        if (!Path.IsPathRooted(within) && within.Split(Path.DirectorySeparatorChar)[0] != "..") throw new UserError(ExitCode.Usage, "evaluate.report_inside", ("file", page));
    }

    private static void Print(Shell shell, LinkageEvaluation evaluation)
    {
        shell.Say(evaluation.IsLink ? "evaluate.linking.compared.link" : "evaluate.linking.compared.dedupe", ("records", shell.Number(evaluation.Records)), ("unused", shell.Number(evaluation.Unused)));
        var scopes = new List<(string, PairCounts)>
        {
            (shell.Text("evaluate.linking.matched", ("threshold", Threshold(shell, evaluation.MatchAt))), evaluation.Matched),
            (shell.Text("evaluate.linking.clustered"), evaluation.Clustered),
        };
        if (evaluation.IsLink)
            for (var s = 0; s < evaluation.Sources.Count; s++) scopes.Add((shell.Text("evaluate.linking.within", ("a", evaluation.Sources[s])), evaluation.Clusters.Between(s, s)));
        EvaluateVerb.Pairs(shell, shell.Text("evaluate.pairs"), scopes);

        var all = evaluation.Clusters.Clusters;
        shell.Output.WriteLine();
        shell.Say("evaluate.clusters", ("exact", shell.Number(all.Exact)), ("true", shell.Number(all.True)), ("share", EvaluateVerb.Share(shell, (double)all.Exact / all.True)),
            ("exact_many", shell.Number(all.ExactOfMany)), ("true_many", shell.Number(all.TrueOfMany)), ("share_many", EvaluateVerb.Share(shell, (double)all.ExactOfMany / all.TrueOfMany)));
        var belong = evaluation.Reported.Belong;
        shell.Say("evaluate.linking.losses", ("belong", shell.Number(belong)),
            ("missed", shell.Number(evaluation.NeverReported)), ("missed_share", EvaluateVerb.Share(shell, (double)evaluation.NeverReported / belong)),
            ("review", shell.Number(evaluation.LeftInReview)), ("review_share", EvaluateVerb.Share(shell, (double)evaluation.LeftInReview / belong)));

        EvaluateVerb.Pairs(shell, shell.Text("evaluate.linking.by_threshold"), [.. evaluation.ByThreshold.Select(t => (Named(shell, evaluation, t.Threshold), t.Counts))]);
        Reliability(shell, evaluation.Reliability);
    }

    private static void Reliability(Shell shell, Reliability reliability)
    {
        if (reliability.Pairs == 0) return;
        TextGrid.Write(shell.Output,
            [shell.Text("evaluate.linking.reliability"), shell.Text("evaluate.linking.pairs"), shell.Text("evaluate.linking.expected"), shell.Text("evaluate.linking.observed")],
            reliability.Bins.Where(b => b.Pairs > 0).Select(b => (string[])[$"{Threshold(shell, b.From)}-{Threshold(shell, b.To)}", shell.Number(b.Pairs),
                EvaluateVerb.Four(shell, b.MeanProbability), EvaluateVerb.WithInterval(shell, b.Share, b.ShareInterval)]));
        shell.Output.WriteLine();
        shell.Say("evaluate.linking.calibration", ("ece", EvaluateVerb.Four(shell, reliability.ExpectedCalibrationError)), ("brier", EvaluateVerb.Four(shell, reliability.Brier)));
    }

    private static string Named(Shell shell, LinkageEvaluation evaluation, double threshold)
    {
        var text = Threshold(shell, threshold);
        return threshold == evaluation.MatchAt ? shell.Text("evaluate.linking.is_match_at", ("threshold", text))
            : threshold == evaluation.ReviewAt ? shell.Text("evaluate.linking.is_review_at", ("threshold", text)) : text;
    }

    // As many decimals as it has: 0.9, 0.95, 0.999.
    private static string Threshold(Shell shell, double threshold)
    {
        var plain = threshold.ToString("0.####", CultureInfo.InvariantCulture);
        return shell.Number(threshold, plain.Length - 1 - Math.Max(plain.IndexOf('.', StringComparison.Ordinal), plain.Contains('.', StringComparison.Ordinal) ? 0 : plain.Length - 1));
    }
}
