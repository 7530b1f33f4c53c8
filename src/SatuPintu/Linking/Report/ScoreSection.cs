using SatuPintu.Integration.Report;

namespace SatuPintu.Linking.Report;

/// <summary>How the weights of the pairs lie about the thresholds, and what the model expects of each threshold.</summary>
internal static class ScoreSection
{
    /// <summary>A point of precision and recall by threshold.</summary>
    internal readonly record struct Point(double Threshold, double Precision, double Recall);

    /// <summary>Writes the section.</summary>
    public static void Write(Html page, LinkageReport report)
    {
        PageFrame.Section(page, "histogram", "linkreport.histogram.how");
        Histogram(page, report);
        var expected = report.Result.Statistics.Expected;
        if (expected.Count > 0)
        {
            page.Say("h3", "linkreport.expected").Say("p", "linkreport.expected.how");
            Curves(page, [.. expected.Select(e => new Point(e.Threshold, e.Precision, e.Recall))], report.MatchAt, "linkreport.expected.label");
            Tables.Fold(page);
            Tables.Begin(page, "expected-table", Html.Both("linkreport.expected.caption"), "numbers small", "linkreport.threshold", "linkreport.pairs", "linkreport.precision", "linkreport.recall");
            foreach (var e in expected)
                page.Raw($"<tr><th scope=\"row\">{PageFrame.Probability(e.Threshold)}</th>{Html.Cell(e.Pairs)}<td>{PageFrame.Share(e.Precision, 2)}</td><td>{PageFrame.Share(e.Recall, 2)}</td></tr>");
            Tables.End(page);
            Tables.Unfold(page);
        }
        page.Raw("</section>");
    }

    /// <summary>Precision and recall by threshold, on a scale of odds: the step from 0.9 to 0.99 is as wide as that from 0.99 to 0.999.</summary>
    internal static void Curves(Html page, IReadOnlyList<Point> points, double matchAt, string label)
    {
        var drawn = points.Where(p => !double.IsNaN(p.Precision) && !double.IsNaN(p.Recall)).OrderBy(p => p.Threshold).ToList();
        if (drawn.Count < 2) return;
        double from = PageFrame.Bits(drawn[0].Threshold), to = PageFrame.Bits(drawn[^1].Threshold);
        var least = drawn.Min(p => Math.Min(p.Precision, p.Recall));
        var step = least > 0.96 ? 0.01 : least > 0.9 ? 0.02 : least > 0.75 ? 0.05 : 0.2;
        var low = Math.Max(0, 1 - (Math.Ceiling((1 - least + 1e-9) / step) * step));
        var plot = new Plot((from, to), (low, 1), right: 62);
        plot.AxisY(Catalogue.Find("linkreport.axis.share"), Enumerable.Range(0, (int)Math.Round((1 - low) / step) + 1).Select(i => low + (i * step)).Select(v => (v, Numbers.Percent(v, 0, Language.Indonesian))));
        plot.AxisX(Catalogue.Find("linkreport.axis.threshold"), new[] { 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999 }.Where(p => PageFrame.Bits(p) >= from - 1e-9 && PageFrame.Bits(p) <= to + 1e-9).Select(p => (PageFrame.Bits(p), PageFrame.ProbabilityText(p))));
        plot.Threshold(PageFrame.Bits(matchAt), Catalogue.Find("linkreport.match_at"), PageFrame.Bits(matchAt) > (from + to) / 2 ? "end" : "start");
        plot.Curve([.. drawn.Select(p => (PageFrame.Bits(p.Threshold), p.Recall))], "recall", square: true);
        plot.Curve([.. drawn.Select(p => (PageFrame.Bits(p.Threshold), p.Precision))], "precision", square: false);
        plot.NameEnds((to, drawn[^1].Precision, Catalogue.Find("linkreport.precision")), (to, drawn[^1].Recall, Catalogue.Find("linkreport.recall_short")));
        var at = drawn.MinBy(p => Math.Abs(p.Threshold - matchAt));
        page.Raw("<figure class=\"drawing\">").Raw(plot.Svg(PageFrame.Label(label, language => [("threshold", Numbers.Decimal(at.Threshold, 2, language)),
            ("precision", Numbers.Percent(at.Precision, 1, language)), ("recall", Numbers.Percent(at.Recall, 1, language))]))).Raw("</figure>");
    }

    private static void Histogram(Html page, LinkageReport report)
    {
        var bars = report.Result.Statistics.Histogram.Where(b => b.Pairs > 0).OrderBy(b => b.From).ToList();
        if (bars.Count == 0)
        {
            page.Say("p", "linkreport.histogram.none");
            return;
        }
        double match = PageFrame.Bits(report.MatchAt), review = PageFrame.Bits(report.ReviewAt);
        double from = Math.Min(bars[0].From, Math.Floor(review) - 1), to = Math.Max(bars[^1].From + 1, Math.Ceiling(match) + 1);
        var top = Math.Ceiling(Math.Log10(Math.Max(10, bars.Max(b => b.Pairs))));
        // One pair stands above the axis, so that it is seen: log10 of a half is the foot of the bars.
        var plot = new Plot((from, to), (Math.Log10(0.5), top + 0.15));
        var powers = Enumerable.Range(0, (int)top + 1).Where(p => top <= 5 || p % 2 == 0);
        plot.AxisY(Catalogue.Find("linkreport.axis.pairs_log"), powers.Select(p => ((double)p, Short(p))));
        foreach (var bar in bars)
            foreach (var (low, high, kind) in (ReadOnlySpan<(double, double, string)>)[(double.NegativeInfinity, review, "apart"), (review, match, "doubt"), (match, double.PositiveInfinity, "match")])
            {
                var (start, end) = (Math.Max(low, bar.From + 0.06), Math.Min(high, bar.From + 0.94));
                if (start < end) plot.Bar(start, end, Math.Log10(bar.Pairs), kind);
            }
        var step = to - from > 60 ? 20 : to - from > 30 ? 10 : 5;
        plot.AxisX(Catalogue.Find("linkreport.axis.weight"), Enumerable.Range((int)Math.Ceiling(from / step), (int)Math.Floor(to / step) - (int)Math.Ceiling(from / step) + 1).Select(i => ((double)i * step, (i < 0 ? "−" : "") + Math.Abs(i * step))));
        plot.Threshold(review, Catalogue.Find("linkreport.review_at"), "end");
        plot.Threshold(match, Catalogue.Find("linkreport.match_at"), "start");
        page.Raw("<figure class=\"drawing\">").Tag("figcaption", Html.Both("linkreport.histogram.caption"))
            .Raw(plot.Svg(Html.Label("linkreport.histogram.label", ("pairs", bars.Sum(b => b.Pairs)))));
        page.Raw($"<p class=\"legend\"><span><i class=\"apart\"></i>{Html.Both("linkreport.histogram.apart")}</span><span><i class=\"doubt\"></i>{Html.Both("linkreport.histogram.doubt")}</span><span><i class=\"match\"></i>{Html.Both("linkreport.histogram.match")}</span></p></figure>");
        Tables.Fold(page);
        Tables.Begin(page, "histogram-table", Html.Both("linkreport.histogram.caption"), "numbers small", "linkreport.axis.weight", "linkreport.pairs");
        foreach (var bar in bars) page.Raw($"<tr><th scope=\"row\">{Html.Both("linkreport.range", ("from", PageFrame.Weight(bar.From)), ("to", PageFrame.Weight(bar.From + 1)))}</th>{Html.Cell(bar.Pairs)}</tr>");
        Tables.End(page);
        Tables.Unfold(page);
    }

    // A power of ten as short as a mark on an axis must be.
    private static string Short(int power) => power switch
    {
        < 4 => Numbers.Whole((long)Math.Pow(10, power), Language.Indonesian),
        _ => "10" + string.Concat(power.ToString(System.Globalization.CultureInfo.InvariantCulture).Select(d => "⁰¹²³⁴⁵⁶⁷⁸⁹"[d - '0'])),
    };
}
