using SatuPintu.Integration.Report;

namespace SatuPintu.Linking.Report;

/// <summary>What the records hold: those too empty to be linked, and how complete the fields are.</summary>
internal static class RecordsSection
{
    /// <summary>Writes the section on records that nothing could match.</summary>
    public static void Unlinkable(Html page, LinkageReport report)
    {
        PageFrame.Section(page, "unlinkable", "linkreport.unlinkable.how");
        page.Raw("<ul class=\"figures\">");
        var counts = report.Result.Statistics.Unlinkable;
        for (var list = 0; list < counts.Count; list++)
        {
            var rows = Rows(report, list);
            PageFrame.Figure(page, Html.Number(counts[list]), Html.Both("linkreport.unlinkable.of", ("rows", Html.Number(rows)), ("list", Name(report, list)), ("share", Html.Percent(rows == 0 ? double.NaN : (double)counts[list] / rows, 2))));
        }
        page.Raw("</ul></section>");
    }

    /// <summary>Writes the section on how complete the fields are.</summary>
    public static void Completeness(Html page, LinkageReport report)
    {
        var fields = report.Result.Statistics.Completeness;
        var link = report.Result.Records.IsLink;
        PageFrame.Section(page, "completeness", "linkreport.completeness.how");
        if (link) page.Raw($"<p class=\"legend\"><span><i class=\"first\"></i>{Name(report, 0)}</span><span><i class=\"second\"></i>{Name(report, 1)}</span></p>");
        page.Raw("<ul class=\"weights complete\">");
        foreach (var field in fields)
            page.Raw($"<li><span class=\"name\">{Words.Say("linkreport.field", field.Field)}</span><span class=\"two\">{Bar(field.Left, "first")}{(link ? Bar(field.Right, "second") : "")}</span><b>{PageFrame.Share(field.Left)}{(link ? "<br>" + PageFrame.Share(field.Right) : "")}</b></li>");
        page.Raw("</ul>");
        Tables.Fold(page);
        string[] lists = link ? ["linkreport.left", "linkreport.right"] : ["linkreport.list"];
        Tables.Begin(page, "completeness-table", Html.Both("linkreport.completeness.caption"), "numbers small", ["linkreport.model.field", .. lists, "linkreport.completeness.distinct"]);
        foreach (var field in fields)
            page.Raw($"<tr><th scope=\"row\">{Words.Say("linkreport.field", field.Field)}</th><td>{PageFrame.Share(field.Left)}</td>{(link ? $"<td>{PageFrame.Share(field.Right)}</td>" : "")}{Html.Cell(field.Distinct)}</tr>");
        Tables.End(page);
        Tables.Unfold(page);
        page.Raw("</section>");
    }

    private static string Bar(double share, string kind) =>
        $"<svg viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"track\" width=\"100\" height=\"10\"/><rect class=\"{kind}\" width=\"{Html.Plain(double.IsNaN(share) ? 0 : share * 100)}\" height=\"10\"/></svg>";

    private static long Rows(LinkageReport report, int list)
    {
        var records = report.Result.Records;
        return !records.IsLink ? records.Count : list == 0 ? records.LeftCount : records.Count - records.LeftCount;
    }

    private static string Name(LinkageReport report, int list) =>
        list < report.Files.Count ? Html.Escape(report.Files[list].Name) : Html.Both(list == 0 ? "linkreport.left" : "linkreport.right");
}
