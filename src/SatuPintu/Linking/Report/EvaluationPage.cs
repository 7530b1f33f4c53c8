using System.Text;
using SatuPintu.Integration;
using SatuPintu.Integration.Report;
using SatuPintu.Linkage.Evaluation;
using SatuPintu.Linking.Truth;
using SatuPintu.Storage;

namespace SatuPintu.Linking.Report;

/// <summary>A page on a linkage that was compared with the truth: reliability, and precision and recall by threshold. Totals only.</summary>
public static class EvaluationPage
{
    /// <summary>Writes the page to a file.</summary>
    /// <exception cref="UserError">The file cannot be written.</exception>
    public static void Write(string file, LinkageEvaluation evaluation) => OutputErrors.Guard(file, () =>
    {
        using var stream = OwnerOnlyFile.Create(file);
        Write(stream, evaluation);
        return true;
    });

    /// <summary>Writes the page, as UTF-8; the stream stays open.</summary>
    public static void Write(Stream stream, LinkageEvaluation evaluation)
    {
        var page = new Html();
        var title = Catalogue.Find(evaluation.IsLink ? "linkreport.evaluation.title.link" : "linkreport.evaluation.title.dedupe");
        PageFrame.Begin(page, title, title, Html.Both("linkreport.evaluation.about", ("records", Html.Number(evaluation.Records)), ("version", Html.Escape($"{ProgramVersion.Name} {ProgramVersion.Number}"))));
        Summary(page, evaluation);
        ByThreshold(page, evaluation);
        if (evaluation.Reliability.IsJudged) ReliabilitySection.Judged(page, evaluation.Reliability);
        PageFrame.End(page, Html.Both("linkreport.evaluation.footer"));
        stream.Write(Encoding.UTF8.GetBytes(page.ToString()));
    }

    private static void Summary(Html page, LinkageEvaluation evaluation)
    {
        page.Raw("<section aria-labelledby=\"summary\">").Raw($"<h2 id=\"summary\">{Html.Both("report.summary")}</h2><p class=\"how\">{Html.Both("linkreport.evaluation.how")}</p>");
        Tables.Begin(page, "evaluation-table", Html.Both("linkreport.evaluation.caption"), "numbers", "linkreport.evaluation.of", "linkreport.precision", "linkreport.recall", "linkreport.f1", "linkreport.evaluation.joined", "linkreport.evaluation.belong");
        Row(page, Html.Both("linkreport.evaluation.matched", ("threshold", PageFrame.Probability(evaluation.MatchAt))), evaluation.Matched);
        Row(page, Html.Both("linkreport.evaluation.clustered"), evaluation.Clustered);
        Tables.End(page);
        var belong = Math.Max(1, evaluation.Reported.Belong);
        page.Raw("<ul class=\"figures\">");
        PageFrame.Figure(page, Html.Number(evaluation.NeverReported), Html.Both("linkreport.evaluation.never", ("share", Html.Percent((double)evaluation.NeverReported / belong, 2))));
        PageFrame.Figure(page, Html.Number(evaluation.LeftInReview), Html.Both("linkreport.evaluation.in_review", ("share", Html.Percent((double)evaluation.LeftInReview / belong, 2))));
        var clusters = evaluation.Clusters.Clusters;
        PageFrame.Figure(page, Html.Number(clusters.ExactOfMany), Html.Both("linkreport.evaluation.exact", ("true", Html.Number(clusters.TrueOfMany))));
        page.Raw("</ul></section>");
    }

    private static void ByThreshold(Html page, LinkageEvaluation evaluation)
    {
        PageFrame.Section(page, "thresholds", "linkreport.thresholds.how");
        ScoreSection.Curves(page, [.. evaluation.ByThreshold.Select(t => new ScoreSection.Point(t.Threshold, t.Counts.Precision, t.Counts.Recall))], evaluation.MatchAt, "linkreport.evaluation.label");
        Tables.Fold(page);
        Tables.Begin(page, "thresholds-table", Html.Both("linkreport.evaluation.by_threshold"), "numbers", "linkreport.threshold", "linkreport.precision", "linkreport.recall", "linkreport.f1", "linkreport.evaluation.joined", "linkreport.evaluation.belong");
        foreach (var at in evaluation.ByThreshold) Row(page, PageFrame.Probability(at.Threshold), at.Counts);
        Tables.End(page);
        Tables.Unfold(page);
        page.Raw("</section>");
    }

    private static void Row(Html page, string name, PairCounts counts) =>
        page.Raw($"<tr><th scope=\"row\">{name}</th><td>{WithInterval(counts.Precision, counts.PrecisionInterval)}</td><td>{WithInterval(counts.Recall, counts.RecallInterval)}</td><td>{PageFrame.Share(counts.F1, 2)}</td>{Html.Cell(counts.Joined)}{Html.Cell(counts.Belong)}</tr>");

    private static string WithInterval(double share, Interval interval) => double.IsNaN(share) ? "–"
        : $"{PageFrame.Share(share, 2)}<br><small>{PageFrame.Share(interval.Low, 2)} – {PageFrame.Share(interval.High, 2)}</small>";
}
