using SatuPintu.Integration.Report;
using SatuPintu.Linkage.Engine;

namespace SatuPintu.Linking.Report;

/// <summary>What each level of each comparison counts: bars of match weights, and m and u as a table.</summary>
internal static class ModelSection
{
    // A weight beyond this is drawn as long as this; its number says what it is.
    private const double Longest = 40;

    /// <summary>Writes the section.</summary>
    public static void Write(Html page, ModelParameters model, LinkageStatistics statistics)
    {
        PageFrame.Section(page, "model", "linkreport.model.how");
        page.Tag("p", Html.Both("linkreport.model.prior", ("prior", PageFrame.SmallPercent(model.Prior)), ("weight", PageFrame.Weight(Math.Log2(model.Prior / (1 - model.Prior))))));
        if (model.HouseholdPrior > 0) page.Tag("p", Html.Both("linkreport.model.household", ("prior", PageFrame.SmallPercent(model.HouseholdPrior))));
        if (statistics.Convergence.Count > 0)
            page.Tag("p", Html.Both("linkreport.model.rounds", ("rounds", Html.Number(statistics.Convergence.Count)), ("change", Scientific(statistics.Convergence[^1]))));
        else page.Say("p", "linkreport.model.given_model");
        LeftOut(page, statistics);

        var weights = model.Comparisons.SelectMany(Variants).SelectMany(v => v.Levels).Select(l => Drawn(l.Weight)).Append(0).ToList();
        var range = (From: weights.Min(), To: weights.Max());
        page.Raw("<div class=\"comparisons\">");
        foreach (var comparison in model.Comparisons) Chart(page, comparison, range);
        page.Raw("</div>");
        Tables.Fold(page);
        Table(page, model);
        Tables.Unfold(page);
        page.Raw("</section>");
    }

    /// <summary>The sets of levels of a comparison with when they hold.</summary>
    private static IEnumerable<(string? When, IReadOnlyList<LevelParameters> Levels)> Variants(ComparisonParameters comparison)
    {
        yield return (comparison.Given is null ? null : "linkreport.model.given_missing", comparison.Levels);
        if (comparison.LevelsIfGivenAgrees is { } agrees) yield return ("linkreport.model.given_agrees", agrees);
        if (comparison.LevelsIfGivenDiffers is { } differs) yield return ("linkreport.model.given_differs", differs);
    }

    private static string When(ComparisonParameters comparison, string when) => Html.Both(when, ("field", Words.Say("linkreport.field", comparison.Given!)));

    private static void Chart(Html page, ComparisonParameters comparison, (double From, double To) range)
    {
        page.Raw("<figure class=\"comparison\">").Tag("figcaption", $"{Words.Say("linkreport.field", comparison.Field)} <small>{Html.Both($"linkreport.kind.{comparison.Kind}")}{(comparison.Household ? ", " + Html.Both("linkreport.model.of_household") : "")}</small>");
        foreach (var (when, levels) in Variants(comparison))
        {
            if (when is not null) page.Tag("p", When(comparison, when), "class=\"when\"");
            page.Raw("<ul class=\"weights\">");
            foreach (var level in levels)
                page.Raw($"<li><span class=\"name\">{Words.Say("linkreport.level", level.Name)}</span>{Bar(0, Drawn(level.Weight), range, level.Weight >= 0 ? "for" : "against")}<b>{PageFrame.Weight(level.Weight)}</b></li>");
            page.Raw("</ul>");
        }
        page.Raw("</figure>");
    }

    /// <summary>A bar between two weights on a scale, with the line of no weight.</summary>
    internal static string Bar(double from, double to, (double From, double To) range, string kind, double? mark = null)
    {
        var (low, high) = (Math.Min(from, to), Math.Max(from, to));
        // Lengths in per cent and a middle that is a drawing of its own: rows of any height get bars of one thickness and unbroken lines.
        return $"<svg aria-hidden=\"true\">{Line("zero", 0)}<svg y=\"50%\" overflow=\"visible\"><rect class=\"{kind}\" x=\"{At(low)}\" y=\"-7\" width=\"{Html.Plain(Math.Max(0.2, Place(high) - Place(low)))}%\" height=\"14\"/></svg>"
            + $"{(mark is { } m ? Line("mark", m) : "")}</svg>";

        double Place(double weight) => (weight - range.From) / Math.Max(1e-9, range.To - range.From) * 100;

        string At(double weight) => Html.Plain(Place(weight)) + "%";

        string Line(string name, double weight) => $"<line class=\"{name}\" x1=\"{At(weight)}\" x2=\"{At(weight)}\" y1=\"0\" y2=\"100%\"/>";
    }

    /// <summary>A weight as far as it is drawn.</summary>
    internal static double Drawn(double weight) => double.IsNaN(weight) ? 0 : Math.Clamp(weight, -Longest, Longest);

    private static void Table(Html page, ModelParameters model)
    {
        var household = model.HouseholdPrior > 0;
        string[] headings = ["linkreport.model.field", "linkreport.model.level", "linkreport.model.m", .. household ? ["linkreport.model.s"] : Array.Empty<string>(), "linkreport.model.u", "linkreport.model.weight"];
        Tables.Begin(page, "model-table", Html.Both("linkreport.model.caption"), "numbers parameters", headings);
        page.Raw("</tbody>");
        foreach (var comparison in model.Comparisons)
            foreach (var (when, levels) in Variants(comparison))
            {
                page.Raw("<tbody>");
                var name = Words.Say("linkreport.field", comparison.Field) + (when is null ? "" : $"<br><small>{When(comparison, when)}</small>");
                for (var i = 0; i < levels.Count; i++)
                {
                    var level = levels[i];
                    var head = i == 0 ? $"<th scope=\"rowgroup\" rowspan=\"{levels.Count}\">{name}</th>" : "";
                    page.Raw($"<tr>{head}<td class=\"t\">{Words.Say("linkreport.level", level.Name)}</td><td>{PageFrame.SmallPercent(level.M)}</td>{(household ? $"<td>{PageFrame.SmallPercent(level.S)}</td>" : "")}<td>{PageFrame.SmallPercent(level.U)}</td><td>{PageFrame.Weight(level.Weight)}</td></tr>");
                }
                page.Raw("</tbody>");
            }
        page.Raw("</table></div>");
    }

    private static void LeftOut(Html page, LinkageStatistics statistics)
    {
        if (statistics.LeftOut.Count == 0) return;
        page.Say("p", "linkreport.model.left_out").Raw("<ul class=\"plain\">");
        foreach (var (field, why) in statistics.LeftOut) page.Raw($"<li>{Words.Say("linkreport.field", field)}: {Words.Say("linkreport.left_out", why)}</li>");
        page.Raw("</ul>");
    }

    // 0,00004 says more than 4E-05 to most readers.
    private static string Scientific(double change) => $"<span class=\"n\">{Numbers.Decimal(change, Math.Clamp(-(int)Math.Floor(Math.Log10(Math.Max(change, 1e-9))), 2, 9), Language.Indonesian)}</span>";
}
