namespace SatuPintu.Integration.Report;

/// <summary>Who is missing where: a card for each gap, and the counts by district.</summary>
internal static class GapSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(Html page, ReportModel model)
    {
        page.Raw("<section aria-labelledby=\"kesenjangan\">").Raw($"<h2 id=\"kesenjangan\">{Html.Both("report.gaps")}</h2>").Say("p", "report.gaps.intro");
        var computed = model.Gaps.Where(g => g.NotComputed is null).ToList();
        if (computed.Count > 0)
        {
            page.Raw("<ul class=\"cards\">");
            foreach (var gap in computed)
                page.Raw($"<li><h3>{Html.Both(gap.Name)}</h3><strong>{Html.Number(gap.Total)}</strong><p>{Html.Both(gap.Explanation)}</p></li>");
            page.Raw("</ul>");
            ByDistrict(page, computed);
        }
        NotComputed(page, model.Gaps);
        ByLists(page, model);
        page.Raw("</section>");
    }

    private static void ByDistrict(Html page, IReadOnlyList<ReportGap> gaps)
    {
        var districts = gaps.SelectMany(g => g.Districts.Select(d => d.District)).Distinct(StringComparer.Ordinal).OrderBy(d => d.Length == 0).ToList();
        if (districts.Count == 0) return;
        page.Raw("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"tabel-kesenjangan\"><table class=\"numbers\">")
            .Tag("caption", Html.Both("report.gaps.caption"), "id=\"tabel-kesenjangan\"")
            .Raw($"<thead><tr><th scope=\"col\">{Html.Both("report.district")}</th>{string.Concat(gaps.Select(g => $"<th scope=\"col\">{Html.Both(g.Name)}</th>"))}</tr></thead><tbody>");
        foreach (var district in districts)
            page.Raw($"<tr><th scope=\"row\">{(district.Length == 0 ? Html.Both("report.unknown_district") : Html.AreaName(district))}</th>{string.Concat(gaps.Select(g => Html.Cell(g.Districts.FirstOrDefault(d => d.District == district).Count)))}</tr>");
        page.Raw($"</tbody><tfoot><tr><th scope=\"row\">{Html.Both("report.total")}</th>{string.Concat(gaps.Select(g => Html.Cell(g.Total)))}</tr></tfoot></table></div>");
    }

    private static void NotComputed(Html page, IReadOnlyList<ReportGap> gaps)
    {
        var missing = gaps.Where(g => g.NotComputed is not null).ToList();
        if (missing.Count == 0) return;
        page.Say("h3", "report.gaps.not_computed").Raw("<ul class=\"plain\">");
        foreach (var gap in missing) page.Raw($"<li>{Html.Both(gap.Name)}. {Html.Both(gap.NotComputed!)}</li>");
        page.Raw("</ul>");
    }

    private static void ByLists(Html page, ReportModel model)
    {
        if (model.PersonsByLists.Count == 0) return;
        page.Raw("<div class=\"wide\"><table class=\"numbers small\">")
            .Tag("caption", Html.Both("report.by_lists"))
            .Raw($"<thead><tr><th scope=\"col\">{Html.Both("report.by_lists.count")}</th><th scope=\"col\">{Html.Both("report.persons")}</th><th scope=\"col\">{Html.Both("report.share")}</th></tr></thead><tbody>");
        for (var i = 0; i < model.PersonsByLists.Count; i++)
            page.Raw($"<tr><th scope=\"row\">{Html.Both(i == 0 ? "report.by_lists.one" : "report.by_lists.row", ("count", i + 1))}</th>{Html.Cell(model.PersonsByLists[i])}<td>{Html.Percent(model.Persons == 0 ? double.NaN : (double)model.PersonsByLists[i] / model.Persons)}</td></tr>");
        page.Raw("</tbody></table></div>");
    }
}
