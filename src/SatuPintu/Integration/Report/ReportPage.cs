using System.Reflection;
using System.Text;

namespace SatuPintu.Integration.Report;

/// <summary><c>report.html</c>: one page that needs nothing beside it, to print or to send.</summary>
internal static class ReportPage
{
    /// <summary>The page, as UTF-8.</summary>
    public static byte[] Render(ReportModel model)
    {
        var page = new Html();
        var regency = model.Regency.Length == 0 ? Catalogue.Find("report.unknown_regency") : new LocalText(model.Regency, model.Regency);
        var title = Catalogue.Say(Language.Indonesian, "report.title", ("regency", Html.AreaName(regency.Id)));
        var titleEn = Catalogue.Say(Language.English, "report.title", ("regency", Html.AreaName(regency.En)));
        page.Raw("<!doctype html>")
            .Raw($"<html lang=\"id\" data-title-id=\"{title}\" data-title-en=\"{titleEn}\">")
            .Raw("<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" content=\"noindex\">")
            .Raw($"<title>{title}</title>")
            .Raw($"<style>{Asset("report.css")}</style></head>")
            .Raw("<body>");
        Header(page, model, regency);
        page.Raw("<main id=\"isi\">");
        Summary(page, model);
        OverlapSection.Write(page, model);
        GapSection.Write(page, model);
        MapSection.Write(page, model);
        QualitySection.Write(page, model);
        LinkageSection.Write(page, model);
        Method(page);
        page.Raw("</main>");
        Footer(page, model);
        page.Raw($"<script>{Asset("report.js")}</script></body></html>");
        return Encoding.UTF8.GetBytes(page.ToString());
    }

    /// <summary>The names of the lists, as officers write them.</summary>
    public static string Lists(ReportModel model) => string.Join(", ", model.Sources.Select(s => Html.Escape(s.Label)));

    private static void Header(Html page, ReportModel model, LocalText regency)
    {
        page.Raw($"<a class=\"skip\" href=\"#isi\">{Html.Both("report.skip")}</a>")
            .Raw("<header class=\"top\"><div class=\"bar\">")
            .Say("p", "report.kind")
            .Raw($"<div class=\"switch\" role=\"group\" {Html.Label("report.language")} hidden><button type=\"button\" data-lang=\"id\" lang=\"id\" aria-pressed=\"true\">Indonesia</button><button type=\"button\" data-lang=\"en\" lang=\"en\" aria-pressed=\"false\">English</button></div>")
            .Raw("</div>")
            .Tag("h1", model.Regency.Length == 0 ? Html.Both(regency) : Html.AreaName(regency.Id))
            .Tag("p", Html.Both("report.about", ("lists", Lists(model)), ("date", Html.Date(model.AsOf))), "class=\"lead\"")
            .Raw("</header>");
    }

    private static void Summary(Html page, ReportModel model)
    {
        page.Raw("<section aria-labelledby=\"ringkasan\">").Raw($"<h2 id=\"ringkasan\">{Html.Both("report.summary")}</h2>");
        page.Raw("<ul class=\"figures\">");
        Figure(page, Html.Number(model.Sources.Sum(s => (long)s.Rows)), Html.Both("report.figure.rows", ("lists", Html.Number(model.Sources.Count))));
        Figure(page, Html.Number(model.Persons), Html.Both("report.figure.persons", ("families", Html.Number(model.Families))));
        if (model.Pairs.Count > 0)
        {
            var pair = model.Pairs[0];
            Figure(page, Html.Number(pair.Total.Linked), Html.Both("report.figure.both", ("a", Html.Escape(Upper(pair.A))), ("b", Html.Escape(Upper(pair.B))), ("nik", Html.Number(pair.Total.ByNik))));
        }
        Figure(page, Html.Number(model.Review), Html.Both("report.figure.review"));
        page.Raw("</ul>");
        if (model.Pairs.Count > 0) page.Tag("p", OverlapSection.Sentence(model.Pairs[0]));
        Sizes(page, model);
        page.Raw("</section>");
    }

    private static void Figure(Html page, string number, string label) => page.Raw($"<li><strong>{number}</strong><span>{label}</span></li>");

    private static void Sizes(Html page, ReportModel model)
    {
        page.Raw("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"tabel-daftar\"><table class=\"numbers\">")
            .Tag("caption", Html.Both("report.lists"), "id=\"tabel-daftar\"")
            .Raw($"<thead><tr><th scope=\"col\">{Html.Both("report.list")}</th><th scope=\"col\">{Html.Both("report.rows")}</th><th scope=\"col\">{Html.Both("report.persons")}</th><th scope=\"col\">{Html.Both("report.doubles")}</th><th scope=\"col\">{Html.Both("report.unusable")}</th></tr></thead><tbody>");
        foreach (var source in model.Sources)
            page.Raw($"<tr><th scope=\"row\">{Html.Escape(source.Label)}</th>{Html.Cell(source.Rows)}{Html.Cell(source.Rows - source.Doubles - source.Unusable)}{Html.Cell(source.Doubles)}{Html.Cell(source.Unusable)}</tr>");
        page.Raw("</tbody></table></div>");
    }

    private static void Method(Html page)
    {
        page.Raw("<section aria-labelledby=\"cara\">").Raw($"<h2 id=\"cara\">{Html.Both("report.method")}</h2><ol class=\"method\">");
        foreach (var step in (ReadOnlySpan<string>)["read", "standardise", "check", "link", "merge"]) page.Say("li", $"report.method.{step}");
        page.Raw("</ol>").Say("p", "report.method.privacy");
        page.Raw("<dl class=\"words\">");
        foreach (var word in (ReadOnlySpan<string>)["overlap", "nik", "decile", "gap"])
            page.Raw($"<dt>{Html.Both($"report.word.{word}")}</dt><dd>{Html.Both($"report.word.{word}.means")}</dd>");
        page.Raw("</dl></section>");
    }

    private static void Footer(Html page, ReportModel model) =>
        page.Raw("<footer>").Tag("p", Html.Both("report.footer", ("program", $"{ProgramVersion.Name} {ProgramVersion.Number}"), ("date", Html.Date(model.AsOf)))).Raw("</footer>");

    /// <summary>A source's id as officers write it.</summary>
    public static string Upper(string id) => id.ToUpperInvariant();

    /// <summary>A file that is built in, beside the code of a page.</summary>
    internal static string Asset(string name, string folder = "Integration/Report")
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{folder}/{name}") ?? throw new InvalidOperationException($"{name} is not built in.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
