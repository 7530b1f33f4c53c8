namespace SatuPintu.Integration.Report;

/// <summary>The quality of each list: five dimensions, and what is wrong most often.</summary>
internal static class QualitySection
{
    /// <summary>Writes the section.</summary>
    public static void Write(Html page, ReportModel model)
    {
        page.Raw("<section aria-labelledby=\"mutu\">").Raw($"<h2 id=\"mutu\">{Html.Both("report.quality")}</h2>").Say("p", "report.quality.intro");
        foreach (var source in model.Sources) Source(page, source);
        page.Raw("</section>");
    }

    private static void Source(Html page, ReportSource source)
    {
        page.Raw("<article class=\"list\">").Tag("h3", $"{Html.Escape(source.Label)} <small>{Html.Both(source.Name)}</small>");
        page.Tag("p", Html.Both("report.quality.list", ("agency", Html.Escape(source.Agency)), ("rows", Html.Number(source.Rows)), ("unusable", Html.Number(source.Unusable)), ("doubles", Html.Number(source.Doubles))));
        page.Raw("<ul class=\"scores\">");
        foreach (var dimension in source.Dimensions)
        {
            var width = double.IsNaN(dimension.Score) ? 0 : dimension.Score * 100;
            page.Raw($"<li><span class=\"name\">{Html.Both($"report.dimension.{dimension.Id}")}</span><svg viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"track\" width=\"100\" height=\"10\"/><rect class=\"score\" width=\"{Html.Plain(width)}\" height=\"10\"/></svg>"
                + $"<b>{(double.IsNaN(dimension.Score) ? Html.Both("report.quality.not_checked") : dimension.Failed == 0 ? Html.Percent(1, 0) : Html.Percent(Floor(dimension.Score)))}</b><small>{Html.Both("report.quality.failed", ("failed", Html.Number(dimension.Failed)), ("checked", Html.Number(dimension.Checked)))}</small></li>");
        }
        page.Raw("</ul>");
        if (source.Problems.Count > 0)
        {
            page.Raw($"<table><caption>{Html.Both("report.quality.problems", ("list", Html.Escape(source.Label)))}</caption><thead><tr><th scope=\"col\">{Html.Both("report.quality.problem")}</th><th scope=\"col\">{Html.Both("report.quality.element")}</th><th scope=\"col\" class=\"r\">{Html.Both("report.rows")}</th></tr></thead><tbody>");
            foreach (var problem in source.Problems)
                page.Raw($"<tr><td>{Html.Both(problem.Text)}</td><td>{Html.Both(problem.Element)}</td>{Html.Cell(problem.Count)}</tr>");
            page.Raw("</tbody></table>");
        }
        page.Raw("</article>");
    }

    // 99.97 % is not shown as 100 %: only a list without a failure has earned that.
    private static double Floor(double score) => Math.Floor(score * 1000) / 1000;
}
