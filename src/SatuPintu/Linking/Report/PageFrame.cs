using System.Globalization;
using SatuPintu.Integration.Report;

namespace SatuPintu.Linking.Report;

/// <summary>What the pages of a linkage have in common: head, title, language switch, foot.</summary>
internal static class PageFrame
{
    /// <summary>Begins a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="window">Title of the window.</param>
    /// <param name="title">Title on the page.</param>
    /// <param name="lead">What it is about, as markup.</param>
    public static void Begin(Html page, LocalText window, LocalText title, string lead) =>
        page.Raw("<!doctype html>")
            .Raw($"<html lang=\"id\" data-title-id=\"{Html.Escape(window.Id)}\" data-title-en=\"{Html.Escape(window.En)}\">")
            .Raw("<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" content=\"noindex\">")
            .Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">")
            .Raw($"<title>{Html.Escape(window.Id)}</title>")
            .Raw($"<style>{ReportPage.Asset("report.css")}{ReportPage.Asset("linking.css", "Linking/Report")}</style></head><body>")
            .Raw($"<a class=\"skip\" href=\"#isi\">{Html.Both("report.skip")}</a>")
            .Raw("<header class=\"top\"><div class=\"bar\">")
            .Say("p", "linkreport.kind")
            .Raw($"<div class=\"switch\" role=\"group\" {Html.Label("report.language")} hidden><button type=\"button\" data-lang=\"id\" lang=\"id\" aria-pressed=\"true\">Indonesia</button><button type=\"button\" data-lang=\"en\" lang=\"en\" aria-pressed=\"false\">English</button></div>")
            .Raw("</div>")
            .Tag("h1", Html.Both(title))
            .Tag("p", lead, "class=\"lead\"")
            .Raw("</header><main id=\"isi\">");

    /// <summary>Ends a page.</summary>
    public static void End(Html page, string footer) =>
        page.Raw("</main><footer>").Tag("p", footer).Raw($"</footer><script>{ReportPage.Asset("report.js")}</script></body></html>");

    /// <summary>Begins a section with a sentence that says how to read it.</summary>
    public static Html Section(Html page, string id, string how) =>
        page.Raw($"<section aria-labelledby=\"{id}\"><h2 id=\"{id}\">{Html.Both($"linkreport.{id}")}</h2>").Tag("p", Html.Both(how), "class=\"how\"");

    /// <summary>As <see cref="Html.Label"/>, with arguments that each language writes its own way.</summary>
    public static string Label(string key, Func<Language, (string Name, object? Value)[]> arguments)
    {
        var id = Html.Escape(Catalogue.Say(Language.Indonesian, key, arguments(Language.Indonesian)));
        var en = Html.Escape(Catalogue.Say(Language.English, key, arguments(Language.English)));
        return $"aria-label=\"{id}\" data-id=\"{id}\" data-en=\"{en}\"";
    }

    /// <summary>One figure of a row of figures.</summary>
    public static void Figure(Html page, string number, string label) => page.Raw($"<li><strong>{number}</strong><span>{label}</span></li>");

    /// <summary>A share in per cent that says 100 % only of all.</summary>
    public static string Share(double share, int decimals = 1)
    {
        if (share >= 1) return Html.Percent(share, 0);
        return Html.Percent(Math.Min(share, 1 - Math.Pow(10, -decimals - 2)), decimals);
    }

    /// <summary>A probability in per cent; what would round to 100 % is said to be more than what is left.</summary>
    public static string NearlySure(double probability) =>
        probability > 0.999999 ? "<span class=\"n\">&gt; 99,9999 %</span>" : Share(probability, probability > 0.999 ? 4 : 2);

    /// <summary>A probability with as many decimals as it has, at most five: 0,9; 0,95; 0,999.</summary>
    public static string Probability(double probability) => $"<span class=\"n\">{ProbabilityText(probability)}</span>";

    /// <summary>As <see cref="Probability"/>, as text.</summary>
    public static string ProbabilityText(double probability) =>
        double.IsNaN(probability) ? "–" : probability.ToString("0.#####", CultureInfo.InvariantCulture).Replace('.', ',');

    /// <summary>A probability of a model in per cent, with two digits that count, however small it is.</summary>
    public static string SmallPercent(double share)
    {
        if (!(share > 0)) return Html.Percent(share, 0);
        var decimals = Math.Clamp(1 - (int)Math.Floor(Math.Log10(share * 100)), 1, 8);
        return share * 100 < 1e-8 ? "<span class=\"n\">&lt; 0,00000001 %</span>" : Html.Percent(share, decimals);
    }

    /// <summary>A weight in bits with its sign.</summary>
    public static string Weight(double bits) => $"<span class=\"n\">{WeightText(bits)}</span>";

    /// <summary>As <see cref="Weight"/>, as text.</summary>
    public static string WeightText(double bits)
    {
        if (double.IsNaN(bits)) return "–";
        var number = double.IsInfinity(bits) ? "∞" : Numbers.Decimal(Math.Abs(bits), 1, Language.Indonesian);
        return (number == "0,0" ? "" : bits > 0 ? "+" : "−") + number;
    }

    /// <summary>log2 of the odds of a probability, held within what a chart can show.</summary>
    public static double Bits(double probability)
    {
        var p = Math.Clamp(probability, 1e-6, 1 - 1e-6);
        return Math.Log2(p / (1 - p));
    }
}

/// <summary>Names the data gives, in words where the texts know them.</summary>
internal static class Words
{
    /// <summary>An id or a level ("equal, rare") in both languages, each part that the texts know in words, the others as they are.</summary>
    public static string Say(string area, string id) => Html.Both(Find(area, id));

    /// <summary>As <see cref="Say"/>, as text.</summary>
    public static LocalText Find(string area, string id)
    {
        var parts = id.Split(", ").Select(part => Part(area, part)).ToList();
        return new LocalText(string.Join(", ", parts.Select(p => p.Id)), string.Join(", ", parts.Select(p => p.En)));
    }

    private static LocalText Part(string area, string part)
    {
        var name = part.Replace(' ', '_');
        foreach (var key in (ReadOnlySpan<string>)[$"{area}.{name}", $"report.{area[(area.IndexOf('.', StringComparison.Ordinal) + 1)..]}.{name}"])
            if (Catalogue.Keys.Contains(key)) return Catalogue.Find(key);
        return new LocalText(part, part);
    }
}

/// <summary>Tables that scroll by themselves on a narrow screen.</summary>
internal static class Tables
{
    /// <summary>Begins a table; headings are keys of texts.</summary>
    public static void Begin(Html page, string id, string caption, string classes, params ReadOnlySpan<string> headings)
    {
        page.Raw($"<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"{id}\"><table class=\"{classes}\">").Tag("caption", caption, $"id=\"{id}\"").Raw("<thead><tr>");
        foreach (var heading in headings) page.Raw($"<th scope=\"col\">{Html.Both(heading)}</th>");
        page.Raw("</tr></thead><tbody>");
    }

    /// <summary>Ends it.</summary>
    public static void End(Html page) => page.Raw("</tbody></table></div>");

    /// <summary>Begins the table beside a chart, folded away.</summary>
    public static void Fold(Html page) => page.Raw($"<details><summary>{Html.Both("linkreport.as_table")}</summary>");

    /// <summary>Ends it.</summary>
    public static void Unfold(Html page) => page.Raw("</details>");
}
