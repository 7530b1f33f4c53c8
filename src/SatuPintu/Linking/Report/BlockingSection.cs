using SatuPintu.Integration.Report;
using SatuPintu.Linkage.Engine;

namespace SatuPintu.Linking.Report;

/// <summary>Which pairs were compared at all: the blocking keys and what each brought.</summary>
internal static class BlockingSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(Html page, LinkageStatistics statistics)
    {
        PageFrame.Section(page, "blocking", "linkreport.blocking.how");
        page.Raw("<ul class=\"figures\">");
        PageFrame.Figure(page, Html.Number(statistics.ScoredPairs), Html.Both("linkreport.blocking.scored_pairs"));
        PageFrame.Figure(page, PageFrame.Share(statistics.BlockingRecall), Html.Both("linkreport.blocking.recall_all"));
        PageFrame.Figure(page, Html.Number(statistics.Keys.Count), Html.Both("linkreport.blocking.keys"));
        page.Raw("</ul>");
        if (statistics.Keys.Count > 0)
        {
            Tables.Begin(page, "blocking-table", Html.Both("linkreport.blocking.caption"), "numbers",
                "linkreport.blocking.key", "linkreport.blocking.predicted", "linkreport.blocking.scored", "linkreport.blocking.alone", "linkreport.blocking.recall", "linkreport.blocking.split");
            foreach (var key in statistics.Keys)
                page.Raw($"<tr><th scope=\"row\">{Html.Escape(key.Name)}</th>{Html.Cell(key.Predicted)}{Html.Cell(key.Scored)}{Html.Cell(key.Alone)}<td>{PageFrame.Share(key.Recall)}</td>{Html.Cell(key.SplitBlocks)}</tr>");
            Tables.End(page);
        }
        page.Raw("</section>");
    }
}
