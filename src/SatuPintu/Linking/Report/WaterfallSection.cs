using SatuPintu.Integration.Report;
using SatuPintu.Linkage.Engine;

namespace SatuPintu.Linking.Report;

/// <summary>Sample pairs: from the prior, field by field, to the weight of the pair.</summary>
internal static class WaterfallSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(Html page, LinkageReport report)
    {
        PageFrame.Section(page, "waterfall", "linkreport.waterfall.how");
        if (!report.ShowValues) page.Say("p", "linkreport.waterfall.no_values");
        var samples = SamplePairs.Choose(report);
        if (samples.Count == 0) page.Say("p", "linkreport.waterfall.none");
        page.Raw("<div class=\"samples\">");
        for (var i = 0; i < samples.Count; i++) Pair(page, report, samples[i], i + 1);
        page.Raw("</div></section>");
    }

    private static void Pair(Html page, LinkageReport report, SamplePairs.Sample sample, int number)
    {
        var pair = sample.Pair;
        var why = report.Result.Explain(pair.A, pair.B);
        var goal = PageFrame.Bits(report.MatchAt);
        var (sums, range) = Sums(why, goal);
        page.Raw("<article class=\"sample\">").Tag("h3", Html.Both($"linkreport.sample.{sample.Why}"));
        page.Tag("p", Html.Both("linkreport.waterfall.pair", ("weight", PageFrame.Weight(why.Weight)), ("probability", PageFrame.NearlySure(why.Probability)),
            ("keys", why.Keys.Count == 0 ? "–" : string.Join("; ", why.Keys.Select(Html.Escape)))));
        if (report is { ShowValues: true, RecordName: { } record })
            page.Tag("p", Html.Both("linkreport.waterfall.records", ("a", Html.Escape(record(pair.A))), ("b", Html.Escape(record(pair.B)))));
        if (why.AgainstHousehold) page.Say("p", "linkreport.waterfall.against_household");

        page.Raw("<ul class=\"weights falls\">");
        Row(page, Html.Both("linkreport.waterfall.prior"), "", 0, why.PriorWeight, why.PriorWeight, "prior", range, goal);
        for (var i = 0; i < why.Fields.Count; i++)
        {
            var field = why.Fields[i];
            Row(page, Words.Say("linkreport.field", field.Field), $"{Level(field)}{Values(report, pair, field.Field)}", sums[i], sums[i + 1], field.Weight, field.Weight >= 0 ? "for" : "against", range, goal);
        }
        Row(page, $"<b>{Html.Both("linkreport.waterfall.total")}</b>", "", 0, why.Weight, why.Weight, "total", range, goal);
        page.Raw("</ul>");
        Tables.Fold(page);
        Table(page, why, sums, sample.Why, number);
        Tables.Unfold(page);
        page.Raw("</article>");
    }

    /// <summary>The weight after the prior and after each field, and the range that shows them all.</summary>
    private static (double[] Sums, (double From, double To) Range) Sums(PairExplanation why, double goal)
    {
        var sums = new double[why.Fields.Count + 1];
        sums[0] = why.PriorWeight;
        for (var i = 0; i < why.Fields.Count; i++) sums[i + 1] = sums[i] + (double.IsFinite(why.Fields[i].Weight) ? why.Fields[i].Weight : 0);
        double low = Math.Min(0, sums.Min()), high = Math.Max(goal, sums.Max());
        var edge = (high - low) * 0.02;
        return (sums, (low - edge, high + edge));
    }

    private static void Row(Html page, string name, string detail, double from, double to, double weight, string kind, (double From, double To) range, double goal) =>
        page.Raw($"<li><span class=\"name\">{name}{(detail.Length == 0 ? "" : $"<small>{detail}</small>")}</span>{ModelSection.Bar(from, to, range, kind, goal)}<b>{PageFrame.Weight(weight)}</b></li>");

    private static string Level(FieldWeight field) =>
        Words.Say("linkreport.level", field.Level) + (field.Given is null ? "" : " · " + Html.Both("linkreport.waterfall.given", ("field", Words.Say("linkreport.field", field.Given))));

    private static string Values(LinkageReport report, ScoredPair pair, string name)
    {
        if (!report.ShowValues) return "";
        var fields = report.Result.Records.Fields;
        for (var i = 0; i < fields.Count; i++)
            if (fields[i].Name == name) return $"<br><q>{Value(pair.A, i)}</q> · <q>{Value(pair.B, i)}</q>";
        return "";

        string Value(int record, int field) => Html.Escape(report.Value is { } value ? value(record, field) : fields[field].Values.Text(fields[field].Codes[record]));
    }

    private static void Table(Html page, PairExplanation why, double[] sums, string sample, int number)
    {
        Tables.Begin(page, $"pair-{number}", Html.Both("linkreport.waterfall.caption", ("sample", Html.Both($"linkreport.sample.{sample}"))), "numbers parameters",
            "linkreport.model.field", "linkreport.model.level", "linkreport.model.m", "linkreport.waterfall.u", "linkreport.model.weight", "linkreport.waterfall.sum");
        page.Raw($"<tr><th scope=\"row\">{Html.Both("linkreport.waterfall.prior")}</th><td class=\"t\">–</td><td>–</td><td>–</td><td>{PageFrame.Weight(why.PriorWeight)}</td><td>{PageFrame.Weight(why.PriorWeight)}</td></tr>");
        for (var i = 0; i < why.Fields.Count; i++)
        {
            var field = why.Fields[i];
            page.Raw($"<tr><th scope=\"row\">{Words.Say("linkreport.field", field.Field)}</th><td class=\"t\">{Level(field)}</td><td>{PageFrame.SmallPercent(field.M)}</td><td>{PageFrame.SmallPercent(field.U)}</td><td>{PageFrame.Weight(field.Weight)}</td><td>{PageFrame.Weight(sums[i + 1])}</td></tr>");
        }
        Tables.End(page);
    }
}
