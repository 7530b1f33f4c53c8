using System.Text;
using SatuPintu.Integration.Report;
using SatuPintu.Linkage.Engine;

namespace SatuPintu.Linking.Report;

/// <summary><c>report.html</c> of a linkage: one page that needs nothing beside it. It holds no value of a person unless asked to.</summary>
public static class LinkageReportPage
{
    private static readonly string[] Sections = ["model", "waterfall", "histogram", "reliability", "blocking", "unlinkable", "completeness", "clusters"];

    /// <summary>Writes the page, as UTF-8; the stream stays open.</summary>
    public static void Write(Stream stream, LinkageReport report)
    {
        var page = new Html();
        var title = Catalogue.Find(report.Result.Records.IsLink ? "linkreport.title.link" : "linkreport.title.dedupe");
        var names = string.Join(" – ", report.Files.Select(f => f.Name));
        PageFrame.Begin(page, new LocalText($"{title.Id}: {names}", $"{title.En}: {names}"), title,
            Html.Both("linkreport.about", ("lists", string.Join(", ", report.Files.Select(f => Html.Escape(f.Name)))), ("date", Html.Date(report.When)), ("version", Html.Escape($"{ProgramVersion.Name} {report.Version}"))));
        Summary(page, report);
        Contents(page);
        ModelSection.Write(page, report.Result.Model, report.Result.Statistics);
        WaterfallSection.Write(page, report);
        ScoreSection.Write(page, report);
        ReliabilitySection.Write(page, report);
        BlockingSection.Write(page, report.Result.Statistics);
        RecordsSection.Unlinkable(page, report);
        RecordsSection.Completeness(page, report);
        ClustersSection.Write(page, report);
        Run(page, report);
        PageFrame.End(page, Html.Both(report.ShowValues ? "linkreport.footer_values" : "linkreport.footer"));
        stream.Write(Encoding.UTF8.GetBytes(page.ToString()));
    }

    /// <summary>The point of the expected accuracy at a threshold, or the nearest one; null where there is none.</summary>
    internal static ExpectedAccuracy? ExpectedAt(LinkageStatistics statistics, double threshold) =>
        statistics.Expected.Count == 0 ? null : statistics.Expected.MinBy(e => Math.Abs(e.Threshold - threshold));

    private static void Contents(Html page)
    {
        page.Raw($"<nav class=\"contents\" {Html.Label("linkreport.contents")}><ul>");
        foreach (var section in Sections) page.Raw($"<li><a href=\"#{section}\">{Html.Both($"linkreport.{section}")}</a></li>");
        page.Raw("</ul></nav>");
    }

    private static void Summary(Html page, LinkageReport report)
    {
        var result = report.Result;
        long joined = 0, apart = 0, review = 0;
        foreach (var pair in result.Pairs)
        {
            if (pair.Probability < report.MatchAt) review++;
            else if (result.EntityOf[pair.A] == result.EntityOf[pair.B]) joined++;
            else apart++;
        }
        page.Raw("<section aria-labelledby=\"summary\">").Raw($"<h2 id=\"summary\">{Html.Both("report.summary")}</h2><ul class=\"figures\">");
        if (result.Records.IsLink)
        {
            PageFrame.Figure(page, Html.Number(result.Records.LeftCount), Html.Both("linkreport.rows_left"));
            PageFrame.Figure(page, Html.Number(result.Records.Count - result.Records.LeftCount), Html.Both("linkreport.rows_right"));
            PageFrame.Figure(page, Html.Number(InBoth(result)), Html.Both("linkreport.in_both"));
        }
        else
        {
            PageFrame.Figure(page, Html.Number(result.Records.Count), Html.Both("linkreport.rows_list"));
            PageFrame.Figure(page, Html.Number(result.EntityCount), Html.Both("linkreport.entities"));
            PageFrame.Figure(page, Html.Number(result.Records.Count - result.EntityCount), Html.Both("linkreport.surplus"));
        }
        PageFrame.Figure(page, Html.Number(joined), Html.Both("linkreport.joined"));
        PageFrame.Figure(page, Html.Number(review), Html.Both("linkreport.review"));
        if (ExpectedAt(result.Statistics, report.MatchAt) is { } expected)
        {
            PageFrame.Figure(page, PageFrame.Share(expected.Precision), Html.Both("linkreport.expected_precision"));
            PageFrame.Figure(page, PageFrame.Share(expected.Recall), Html.Both("linkreport.expected_recall"));
        }
        page.Raw("</ul>").Tag("p", Html.Both("linkreport.summary_thresholds", ("match", PageFrame.Probability(report.MatchAt)), ("review", PageFrame.Probability(report.ReviewAt))));
        if (result.Records.IsLink) page.Say("p", result.Statistics.OneToOne ? "linkreport.one_to_one" : "linkreport.many");
        if (apart > 0) page.Tag("p", Html.Both("linkreport.kept_apart", ("pairs", Html.Number(apart))));
        page.Raw("</section>");
    }

    /// <summary>Entities with records of both lists.</summary>
    private static long InBoth(LinkageResult result)
    {
        var lists = new byte[result.EntityCount];
        for (var record = 0; record < result.EntityOf.Length; record++) lists[result.EntityOf[record]] |= (byte)(record < result.Records.LeftCount ? 1 : 2);
        return lists.LongCount(l => l == 3);
    }

    private static void Run(Html page, LinkageReport report)
    {
        var stages = report.Result.Statistics.Stages;
        if (stages.Count == 0) return;
        page.Raw("<section aria-labelledby=\"run\">").Raw($"<h2 id=\"run\">{Html.Both("linkreport.run")}</h2>").Say("p", "linkreport.run.how");
        Tables.Begin(page, "run-table", Html.Both("linkreport.run.caption"), "numbers small", "linkreport.run.stage", "linkreport.run.seconds");
        foreach (var stage in stages) page.Raw($"<tr><th scope=\"row\">{Words.Say("linkreport.stage", stage.Stage)}</th>{Html.Cell(stage.Seconds, 1)}</tr>");
        Tables.End(page);
        page.Raw("</section>");
    }
}
