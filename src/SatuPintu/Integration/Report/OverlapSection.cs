namespace SatuPintu.Integration.Report;

/// <summary>Overlap by district: the table as it is published, what linkage finds beside it, and a chart.</summary>
internal static class OverlapSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(Html page, ReportModel model)
    {
        if (model.Pairs.Count == 0) return;
        var main = AsPublished(model.Pairs[0]);
        page.Raw("<section aria-labelledby=\"irisan\">").Raw($"<h2 id=\"irisan\">{Html.Both("report.overlap")}</h2>");
        page.Say("p", "report.overlap.intro");
        Table(page, main);
        Chart(page, main);
        if (model.Pairs.Count > 1) AllPairs(page, model);
        page.Raw("</section>");
    }

    /// <summary>What the pair comes to, in a sentence.</summary>
    public static string Sentence(ReportPair pair)
    {
        var total = pair.Total;
        return Html.Both("report.overlap.sentence",
            ("a", Html.Escape(ReportPage.Upper(pair.A))), ("b", Html.Escape(ReportPage.Upper(pair.B))),
            ("records_a", Html.Number(total.RecordsA)), ("records_b", Html.Number(total.RecordsB)),
            ("nik", Html.Number(total.ByNik)), ("linked", Html.Number(total.Linked)),
            ("share", Html.Percent(total.RecordsB == 0 ? double.NaN : (double)total.Linked / total.RecordsB)));
    }

    // The published table puts P3KE before DTKS.
    private static ReportPair AsPublished(ReportPair pair) => pair.B != "p3ke"
        ? pair
        : new ReportPair(pair.B, pair.A, [.. pair.Districts.Select(Turned)], Turned(pair.Total));

    private static ReportOverlap Turned(ReportOverlap o) => o with { RecordsA = o.RecordsB, RecordsB = o.RecordsA };

    private static void Table(Html page, ReportPair pair)
    {
        var (a, b) = (Html.Escape(ReportPage.Upper(pair.A)), Html.Escape(ReportPage.Upper(pair.B)));
        page.Raw("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"tabel-irisan\"><table class=\"numbers\">")
            .Tag("caption", Html.Both("report.overlap.caption", ("a", a), ("b", b)), "id=\"tabel-irisan\"")
            .Raw($"<thead><tr><td></td><th colspan=\"3\" scope=\"colgroup\">{Html.Both("report.overlap.published")}</th><th colspan=\"2\" scope=\"colgroup\" class=\"ours\">{Html.Both("report.overlap.ours")}</th></tr>")
            .Raw($"<tr><th scope=\"col\">{Html.Both("report.district")}</th><th scope=\"col\">{a}</th><th scope=\"col\">{b}</th><th scope=\"col\">{Html.Both("report.overlap.by_nik")}</th><th scope=\"col\" class=\"ours\">{Html.Both("report.overlap.linked")}</th><th scope=\"col\" class=\"ours\">{Html.Both("report.overlap.more")}</th></tr></thead><tbody>");
        foreach (var row in pair.Districts) Row(page, row, row.Name.Length == 0 ? Html.Both("report.unknown_district") : Html.AreaName(row.Name), "");
        page.Raw("</tbody><tfoot>");
        Row(page, pair.Total, Html.Both("report.total"), "");
        page.Raw("</tfoot></table></div>");
    }

    private static void Row(Html page, ReportOverlap row, string name, string attributes) =>
        page.Tag("tr", $"<th scope=\"row\">{name}</th>{Html.Cell(row.RecordsA)}{Html.Cell(row.RecordsB)}{Html.Cell(row.ByNik)}<td class=\"n ours\">{Numbers.Whole(row.Linked, Language.Indonesian)}</td><td class=\"n ours\">{Signed(row.Linked - row.ByNik)}</td>", attributes);

    private static string Signed(int difference) => (difference > 0 ? "+" : difference < 0 ? "−" : "") + Numbers.Whole(Math.Abs(difference), Language.Indonesian);

    private static void Chart(Html page, ReportPair pair)
    {
        var (a, b) = (ReportPage.Upper(pair.A), ReportPage.Upper(pair.B));
        var widest = pair.Districts.Count == 0 ? 1 : Math.Max(1, pair.Districts.Max(Persons));
        page.Raw("<figure class=\"chart\">").Tag("figcaption", Html.Both("report.overlap.chart", ("a", Html.Escape(a)), ("b", Html.Escape(b))));
        page.Raw($"<p class=\"legend\"><span><i class=\"only-a\"></i>{Html.Both("report.overlap.only", ("list", Html.Escape(a)))}</span><span><i class=\"both\"></i>{Html.Both("report.overlap.both")}</span><span><i class=\"only-b\"></i>{Html.Both("report.overlap.only", ("list", Html.Escape(b)))}</span></p><ul class=\"bars\">");
        foreach (var row in pair.Districts.Where(r => r.Name.Length > 0))
        {
            var (onlyA, onlyB) = (Math.Max(0, row.RecordsA - row.Linked), Math.Max(0, row.RecordsB - row.Linked));
            var scale = 1000.0 / widest;
            var label = Html.Label("report.overlap.bar",
                ("district", row.Name), ("a", a), ("b", b),
                ("only_a", onlyA), ("both", row.Linked), ("only_b", onlyB));
            page.Raw($"<li><span class=\"name\">{Html.AreaName(row.Name)}</span><svg viewBox=\"0 0 1000 22\" preserveAspectRatio=\"none\" role=\"img\" {label}>"
                + $"<rect class=\"only-a\" width=\"{Html.Plain(onlyA * scale)}\" height=\"22\"/><rect class=\"both\" x=\"{Html.Plain(onlyA * scale)}\" width=\"{Html.Plain(row.Linked * scale)}\" height=\"22\"/><rect class=\"only-b\" x=\"{Html.Plain((onlyA + row.Linked) * scale)}\" width=\"{Html.Plain(onlyB * scale)}\" height=\"22\"/></svg>"
                + $"<span class=\"values\">{Html.Number(onlyA)} · <b>{Html.Number(row.Linked)}</b> · {Html.Number(onlyB)}</span></li>");
        }
        page.Raw("</ul></figure>");
    }

    private static int Persons(ReportOverlap row) => Math.Max(row.RecordsA, row.Linked) + Math.Max(0, row.RecordsB - row.Linked);

    private static void AllPairs(Html page, ReportModel model)
    {
        page.Say("h3", "report.overlap.all_pairs");
        page.Raw("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"tabel-pasangan\"><table class=\"numbers\">")
            .Tag("caption", Html.Both("report.overlap.all_pairs_caption"), "id=\"tabel-pasangan\"")
            .Raw($"<thead><tr><th scope=\"col\">{Html.Both("report.overlap.pair")}</th><th scope=\"col\">{Html.Both("report.overlap.first")}</th><th scope=\"col\">{Html.Both("report.overlap.second")}</th><th scope=\"col\">{Html.Both("report.overlap.by_nik")}</th><th scope=\"col\" class=\"ours\">{Html.Both("report.overlap.linked")}</th></tr></thead><tbody>");
        foreach (var pair in model.Pairs)
            page.Raw($"<tr><th scope=\"row\">{Html.Escape(ReportPage.Upper(pair.A))} – {Html.Escape(ReportPage.Upper(pair.B))}</th>{Html.Cell(pair.Total.RecordsA)}{Html.Cell(pair.Total.RecordsB)}{Html.Cell(pair.Total.ByNik)}<td class=\"n ours\">{Numbers.Whole(pair.Total.Linked, Language.Indonesian)}</td></tr>");
        page.Raw("</tbody></table></div>");
    }
}
