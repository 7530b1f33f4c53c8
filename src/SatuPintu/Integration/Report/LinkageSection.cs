using SatuPintu.People;

namespace SatuPintu.Integration.Report;

/// <summary>How sure the matching is: what the model expects of itself, the spread of probabilities, its levels.</summary>
internal static class LinkageSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(Html page, ReportModel model)
    {
        var linkage = model.Linkage;
        page.Raw("<section aria-labelledby=\"yakin\">").Raw($"<h2 id=\"yakin\">{Html.Both("report.linkage")}</h2>").Say("p", "report.linkage.intro");
        page.Raw("<ul class=\"figures\">");
        Figure(page, Html.Percent(linkage.ExpectedPrecision), "report.linkage.precision");
        Figure(page, Html.Percent(linkage.ExpectedRecall), "report.linkage.recall");
        Figure(page, Html.Number(linkage.CandidatePairs), "report.linkage.candidates");
        Figure(page, Html.Number(model.Review), "report.linkage.review");
        page.Raw("</ul>");
        page.Say("p", "report.linkage.thresholds", ("match", Html.Percent(linkage.MatchAt)), ("review", Html.Percent(linkage.ReviewAt)), ("review_file", "<code>review.csv</code>"));
        Histogram(page, linkage);
        Levels(page, linkage);
        page.Raw("</section>");
    }

    private static void Figure(Html page, string number, string key) => page.Raw($"<li><strong>{number}</strong><span>{Html.Both(key)}</span></li>");

    private static void Histogram(Html page, LinkageSummary linkage)
    {
        var bins = linkage.Histogram;
        if (bins.Count == 0 || bins.All(b => b == 0)) return;
        var highest = bins.Max(b => Math.Log10(1 + b));
        page.Raw("<figure class=\"histogram\">").Tag("figcaption", Html.Both("report.linkage.histogram"));
        page.Raw($"<svg viewBox=\"0 0 400 120\" role=\"img\" {Html.Label("report.linkage.histogram_label", ("low", bins[0]), ("high", bins[^1]))}>");
        var width = 400.0 / bins.Count;
        for (var i = 0; i < bins.Count; i++)
        {
            var high = Math.Log10(1 + bins[i]) / highest * 112;
            var from = (double)i / bins.Count;
            var kind = from + 1e-9 >= linkage.MatchAt || i == bins.Count - 1 ? "match" : from + 1.0 / bins.Count > linkage.ReviewAt ? "doubt" : "apart";
            page.Raw($"<rect class=\"{kind}\" x=\"{Html.Plain((i * width) + 1)}\" y=\"{Html.Plain(120 - high)}\" width=\"{Html.Plain(width - 2)}\" height=\"{Html.Plain(high)}\"/>");
        }
        page.Raw($"</svg><p class=\"axis\" aria-hidden=\"true\"><span>{Html.Percent(0, 0)}</span><span>{Html.Percent(0.5, 0)}</span><span>{Html.Percent(1, 0)}</span></p>");
        page.Raw($"<p class=\"legend\"><span><i class=\"apart\"></i>{Html.Both("report.linkage.apart")}</span><span><i class=\"doubt\"></i>{Html.Both("report.linkage.doubt")}</span><span><i class=\"match\"></i>{Html.Both("report.linkage.match")}</span></p></figure>");
    }

    private static void Levels(Html page, LinkageSummary linkage)
    {
        if (linkage.Comparisons.Count == 0) return;
        page.Say("h3", "report.linkage.levels").Say("p", "report.linkage.levels_intro");
        page.Raw("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"tabel-bobot\"><table class=\"numbers levels\">")
            .Tag("caption", Html.Both("report.linkage.levels_caption"), "id=\"tabel-bobot\"")
            .Raw($"<thead><tr><th scope=\"col\">{Html.Both("report.linkage.field")}</th><th scope=\"col\">{Html.Both("report.linkage.level")}</th><th scope=\"col\">{Html.Both("report.linkage.m")}</th><th scope=\"col\">{Html.Both("report.linkage.u")}</th><th scope=\"col\">{Html.Both("report.linkage.weight")}</th></tr></thead>");
        foreach (var comparison in linkage.Comparisons)
        {
            page.Raw("<tbody>");
            for (var i = 0; i < comparison.Levels.Count; i++)
            {
                var level = comparison.Levels[i];
                var head = i == 0 ? $"<th scope=\"rowgroup\" rowspan=\"{comparison.Levels.Count}\">{Word("report.field", comparison.Field)}</th>" : "";
                page.Raw($"<tr>{head}<td>{Word("report.level", level.Level)}</td><td>{Html.Percent(level.M, 2)}</td><td>{Html.Percent(level.U, level.U is > 0 and < 0.0001 ? 4 : 2)}</td>{Html.Cell(Math.Log2(Math.Max(level.M, 1e-12) / Math.Max(level.U, 1e-12)), 1)}</tr>");
            }
            page.Raw("</tbody>");
        }
        page.Raw("</table></div>");
    }

    // Fields and levels are named by the model's file, a level in parts ("equal, rare"); those the texts know are said in words.
    private static string Word(string area, string id)
    {
        var parts = id.Split(", ").Select(part => $"{area}.{part.Replace(' ', '_')}" is var key && Catalogue.Keys.Contains(key) ? Catalogue.Find(key) : new LocalText(part, part)).ToList();
        return Html.Both(new LocalText(string.Join(", ", parts.Select(p => p.Id)), string.Join(", ", parts.Select(p => p.En))));
    }
}
