using System.Globalization;
using SatuPintu.Integration.Report;

namespace SatuPintu.Linking.Report;

/// <summary>The clusters: their sizes, and those that deserve a look.</summary>
internal static class ClustersSection
{
    private const int Most = 50;

    /// <summary>Writes the section.</summary>
    public static void Write(Html page, LinkageReport report)
    {
        PageFrame.Section(page, "clusters", "linkreport.clusters.how");
        Sizes(page, report);
        var doubtful = report.Result.Statistics.ClustersToLookAt;
        page.Say("h3", "linkreport.clusters.look");
        if (doubtful.Count == 0) page.Say("p", "linkreport.clusters.none");
        else
        {
            if (doubtful.Count > Most) page.Tag("p", Html.Both("linkreport.clusters.first", ("shown", Html.Number(Most)), ("all", Html.Number(doubtful.Count))));
            Tables.Begin(page, "clusters-table", Html.Both("linkreport.clusters.caption"), "numbers reasons", "linkreport.clusters.entity", "linkreport.clusters.records", "linkreport.clusters.weakest", "linkreport.clusters.why");
            foreach (var cluster in doubtful.Take(Most))
                page.Raw($"<tr><th scope=\"row\">{Html.Escape(report.EntityName?.Invoke(cluster.Entity) ?? cluster.Entity.ToString(CultureInfo.InvariantCulture))}</th>{Html.Cell(cluster.Records)}<td>{(double.IsNaN(cluster.WeakestLink) ? "–" : Html.Percent(cluster.WeakestLink, 2))}</td><td class=\"t\">{Words.Say("linkreport.clusters.why", cluster.Why)}</td></tr>");
            Tables.End(page);
        }
        page.Raw("</section>");
    }

    private static void Sizes(Html page, LinkageReport report)
    {
        var sizes = report.Result.Statistics.ClusterSizes;
        Tables.Begin(page, "sizes-table", Html.Both("linkreport.clusters.sizes"), "numbers small", "linkreport.clusters.size", "linkreport.clusters.count", "linkreport.share");
        var all = Math.Max(1, sizes.Sum());
        for (var size = 1; size < sizes.Count; size++)
            if (sizes[size] > 0)
                page.Raw($"<tr><th scope=\"row\">{(size == sizes.Count - 1 ? Html.Both("linkreport.clusters.or_more", ("size", Html.Number(size))) : Html.Number(size))}</th>{Html.Cell(sizes[size])}<td>{Html.Percent((double)sizes[size] / all, 2)}</td></tr>");
        Tables.End(page);
    }
}
