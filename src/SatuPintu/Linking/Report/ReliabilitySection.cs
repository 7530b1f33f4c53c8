using SatuPintu.Integration.Report;
using SatuPintu.Linkage.Evaluation;

namespace SatuPintu.Linking.Report;

/// <summary>Whether probabilities can be taken at their word: what the model expects, and beside it what labels or truth say.</summary>
internal static class ReliabilitySection
{
    /// <summary>Writes the section.</summary>
    public static void Write(Html page, LinkageReport report)
    {
        if (report.Reliability is { IsJudged: true } judged) Judged(page, judged);
        else
        {
            var counter = new Reliability.Counter();
            foreach (var pair in report.Result.Pairs) counter.Add(Math.Clamp(pair.Probability, 0, 1));
            Expected(page, counter.Unjudged());
        }
    }

    /// <summary>Observed against expected shares, for pairs that were judged.</summary>
    internal static void Judged(Html page, Reliability reliability)
    {
        PageFrame.Section(page, "reliability", "linkreport.reliability.how");
        page.Tag("p", Html.Both("linkreport.reliability.errors", ("pairs", Html.Number(reliability.Pairs)), ("ece", Html.Percent(reliability.ExpectedCalibrationError, 2)), ("brier", $"<span class=\"n\">{Numbers.Decimal(reliability.Brier, 4, Language.Indonesian)}</span>")));
        var bins = reliability.Bins.Where(b => b.Pairs > 0).ToList();
        Chart(page, reliability, bins);
        Tables.Fold(page);
        Tables.Begin(page, "reliability-table", Html.Both("linkreport.reliability.caption"), "numbers", "linkreport.probability", "linkreport.pairs", "linkreport.reliability.expected", "linkreport.reliability.observed", "linkreport.reliability.interval");
        foreach (var bin in bins)
            page.Raw($"<tr><th scope=\"row\">{Range(bin)}</th>{Html.Cell(bin.Pairs)}<td>{PageFrame.Share(bin.MeanProbability, 2)}</td><td>{PageFrame.Share(bin.Share, 2)}</td><td>{PageFrame.Share(bin.ShareInterval.Low, 2)} – {PageFrame.Share(bin.ShareInterval.High, 2)}</td></tr>");
        Tables.End(page);
        Tables.Unfold(page);
        page.Raw("</section>");
    }

    private static void Chart(Html page, Reliability reliability, List<ReliabilityBin> bins)
    {
        var least = bins.Min(b => Math.Min(b.MeanProbability, b.ShareInterval.Low));
        var low = Math.Max(0, Math.Floor((least - 1e-9) * 5) / 5);
        var marks = Enumerable.Range(0, (int)Math.Round((1 - low) * 10) + 1).Select(i => low + (i / 10.0)).Where((_, i) => low > 0.35 || i % 2 == 0).Select(v => (v, Numbers.Percent(v, 0, Language.Indonesian))).ToList();
        var plot = new Plot((low, 1), (low, 1), 300);
        plot.AxisY(Catalogue.Find("linkreport.axis.observed"), marks);
        plot.AxisX(Catalogue.Find("linkreport.axis.expected"), marks);
        plot.Segment((low, low), (1, 1), "diagonal");
        var middle = low + ((1 - low) * 0.1);
        plot.Text(plot.X(middle) + 8, plot.Y(middle) + 8, "start", Catalogue.Find("linkreport.reliability.diagonal"), "");
        foreach (var bin in bins) plot.Segment((bin.MeanProbability, bin.ShareInterval.Low), (bin.MeanProbability, bin.ShareInterval.High), "whisker");
        plot.Curve([.. bins.Select(b => (b.MeanProbability, b.Share))], "precision", square: false);
        page.Raw("<figure class=\"drawing square\">").Tag("figcaption", Html.Both("linkreport.reliability.caption"))
            .Raw(plot.Svg(PageFrame.Label("linkreport.reliability.label", language => [("ece", Numbers.Percent(reliability.ExpectedCalibrationError, 2, language))])))
            .Raw("</figure>");
    }

    private static void Expected(Html page, Reliability reliability)
    {
        PageFrame.Section(page, "reliability", "linkreport.reliability.expected_how");
        page.Say("p", "linkreport.reliability.unjudged");
        var bins = reliability.Bins.Where(b => b.Pairs > 0).ToList();
        var most = bins.Count == 0 ? 1 : bins.Max(b => b.Pairs);
        page.Raw("<figure class=\"chart\">").Tag("figcaption", Html.Both("linkreport.reliability.expected_caption")).Raw("<ul class=\"weights bins\">");
        foreach (var bin in bins)
            page.Raw($"<li><span class=\"name\">{Range(bin)}</span>{ModelSection.Bar(0, bin.Pairs, (0, most), "for")}<b>{Html.Both("linkreport.reliability.bin", ("pairs", Html.Number(bin.Pairs)), ("share", PageFrame.Share(bin.MeanProbability, bin.From >= 0.999 ? 3 : 1)))}</b></li>");
        page.Raw("</ul></figure>");
        Tables.Fold(page);
        Tables.Begin(page, "reliability-table", Html.Both("linkreport.reliability.expected_caption"), "numbers small", "linkreport.probability", "linkreport.pairs", "linkreport.reliability.expected", "linkreport.reliability.wrong");
        foreach (var bin in bins)
            page.Raw($"<tr><th scope=\"row\">{Range(bin)}</th>{Html.Cell(bin.Pairs)}<td>{PageFrame.Share(bin.MeanProbability, 2)}</td>{Html.Cell(bin.Pairs * (1 - bin.MeanProbability), 1)}</tr>");
        Tables.End(page);
        Tables.Unfold(page);
        page.Raw("</section>");
    }

    private static string Range(ReliabilityBin bin) => $"<span class=\"n\">{PageFrame.ProbabilityText(bin.From)}</span> – <span class=\"n\">{PageFrame.ProbabilityText(bin.To)}</span>";
}
