using System.Text;
using Microsoft.Playwright;
using SatuPintu.Linkage.Evaluation;
using SatuPintu.Linking.Report;
using SatuPintu.Linking.Truth;
using SatuPintu.Tests.Integration;

namespace SatuPintu.Tests.Linking;

/// <summary>The report of a linkage: what stands in it, what must not, and how a real browser shows it.</summary>
public sealed class LinkageReportPageTests : IDisposable
{
    private static readonly string[] Sections = ["model", "waterfall", "histogram", "reliability", "blocking", "unlinkable", "completeness", "clusters"];

    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_section_stands_in_the_page_with_a_sentence_that_says_how_to_read_it(bool link)
    {
        var page = Page(MadeLinkage.Report(link));
        foreach (var section in Sections)
        {
            page.ShouldContain($"<h2 id=\"{section}\">");
            page.ShouldContain($"href=\"#{section}\"");
        }
        page.ShouldContain("daftar");
        page.ShouldContain("surname + date_of_birth");
        page.ShouldContain("bila ");
        page.ShouldContain(link ? "paling banyak satu baris" : "baris berlebih");
        page.ShouldNotContain("NaN", Case.Sensitive);
        page.ShouldNotContain("∞");
    }

    [Fact]
    public void Values_and_record_ids_are_shown_only_when_asked_for()
    {
        var silent = Page(MadeLinkage.Report());
        silent.ShouldNotContain("Xyz");
        silent.ShouldNotContain("Rahasia");
        silent.ShouldNotContain("rec-");
        silent.ShouldContain("Isian milik orang tidak ditampilkan");

        var open = Page(MadeLinkage.Report(showValues: true));
        open.ShouldContain("<q>Xyz");
        open.ShouldContain("rec-");
        open.ShouldContain("Simpan dan bagikan hanya kepada yang berhak");
        var asked = new List<(int, int)>();
        Page(MadeLinkage.Report() with { Value = (record, field) => { asked.Add((record, field)); return ""; } });
        asked.ShouldBeEmpty();
    }

    [Fact]
    public void Text_of_the_data_is_never_markup()
    {
        var report = MadeLinkage.Report(showValues: true) with { Value = (_, _) => MadeLinkage.Secret, RecordName = _ => "<script>x</script>" };
        var page = Page(report);
        page.ShouldContain("Rahasia&lt;b&gt;Wijaya");
        page.ShouldContain("daftar-a&lt;i&gt;.csv");
        page.ShouldNotContain("<b>Wijaya");
        page.ShouldNotContain("<script>x");
    }

    [Fact]
    public void Sample_pairs_are_of_different_kinds_and_each_is_shown_once()
    {
        var samples = SamplePairs.Choose(MadeLinkage.Report());
        samples.Count.ShouldBeInRange(3, 6);
        samples.Select(s => s.Why).ShouldBeUnique();
        samples.Select(s => (s.Pair.A, s.Pair.B)).ShouldBeUnique();
        samples.Single(s => s.Why == "just_joined").Pair.Probability.ShouldBeGreaterThanOrEqualTo(0.9f);
        samples.Single(s => s.Why == "near_miss").Pair.Probability.ShouldBeLessThan(0.9f);
        var report = MadeLinkage.Report();
        var surprising = samples.Single(s => s.Why == "surprising").Pair;
        report.Result.Explain(surprising.A, surprising.B).Fields.Min(f => f.Weight).ShouldBeLessThan(-2);
    }

    [Fact]
    public void A_run_without_pairs_or_parameters_still_makes_a_page()
    {
        var report = MadeLinkage.Report(people: 3);
        var result = report.Result;
        var empty = Page(report with
        {
            Result = new()
            {
                Records = result.Records,
                Model = result.Model with { Comparisons = [] },
                Pairs = [],
                EntityOf = [0, 1, 2, 3, 4, 5],
                EntityCount = 6,
                Explain = result.Explain,
                Statistics = result.Statistics with { Keys = [], Convergence = [], Completeness = [], LeftOut = [], Histogram = [], Expected = [], ClustersToLookAt = [], ClusterSizes = [0, 6], Stages = [] },
            },
        });
        foreach (var section in Sections) empty.ShouldContain($"<h2 id=\"{section}\">");
        empty.ShouldContain("Tidak ada pasangan");
    }

    [Fact]
    public void Without_judgements_the_page_says_that_truth_is_needed_and_with_them_it_sets_both_side_by_side()
    {
        Page(MadeLinkage.Report()).ShouldContain("diperlukan kunci kebenaran");
        var judged = Page(MadeLinkage.Report(reliability: Judged()));
        judged.ShouldNotContain("diperlukan kunci kebenaran");
        judged.ShouldContain("class=\"whisker\"");
        judged.ShouldContain("Selang 95");
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task The_report_reads_well_in_both_languages_on_every_size_and_asks_nothing_from_outside(bool link, bool judged)
    {
        await using var browser = await PageBrowser.Start();
        var page = await browser.Open(Save(MadeLinkage.Report(link, reliability: judged ? Judged() : null)), 1280, 900);
        (await page.TitleAsync()).ShouldContain(link ? "Pemadanan dua daftar" : "Pencarian data ganda");
        await ReadsWell(page, "Ringkasan", "Summary");
        browser.Trouble.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_script_the_report_is_indonesian_and_whole()
    {
        await using var browser = await PageBrowser.Start();
        var page = await browser.Open(Save(MadeLinkage.Report()), 1280, 900, script: false);
        (await page.Locator("h2").First.InnerTextAsync()).ShouldBe("Ringkasan");
        (await page.GetByRole(AriaRole.Button).CountAsync()).ShouldBe(0);
        (await page.Locator("svg").CountAsync()).ShouldBeGreaterThan(20);
        (await page.Locator("body").InnerTextAsync()).ShouldNotContain("Summary");
    }

    [Fact]
    public async Task The_page_of_an_evaluation_reads_well_too()
    {
        var folder = MadeFolder.Link(temp.Root);
        var evaluation = EvaluateLinkage.Run(folder, MadeFolder.Truth(temp.Root), TestContext.Current.CancellationToken);
        EvaluationPage.Write(temp["nilai.html"], evaluation);
        await using var browser = await PageBrowser.Start();
        var page = await browser.Open(temp["nilai.html"], 1280, 900);
        await ReadsWell(page, "Ringkasan", "Summary");
        browser.Trouble.ShouldBeEmpty();
    }

    private static async Task ReadsWell(IPage page, string summary, string summaryEn)
    {
        (await page.Locator("h2").First.InnerTextAsync()).ShouldBe(summary);
        var headings = await page.EvaluateAsync<int[]>("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])");
        headings[0].ShouldBe(1);
        for (var i = 1; i < headings.Length; i++) (headings[i] - headings[i - 1]).ShouldBeLessThanOrEqualTo(1);
        (await page.EvaluateAsync<string[]>("[...document.querySelectorAll('[id]')].map(e => e.id)")).ShouldBeUnique();
        await PageBrowser.Accessible(page);

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "English" }).ClickAsync();
        (await page.Locator("html").GetAttributeAsync("lang")).ShouldBe("en");
        (await page.Locator("h2").First.InnerTextAsync()).ShouldBe(summaryEn);
        (await page.Locator("body").InnerTextAsync()).ShouldNotContain(summary);
        (await page.Locator("svg .id").EvaluateAllAsync<bool[]>("all => all.map(e => getComputedStyle(e).display === 'none')")).ShouldAllBe(hidden => hidden);
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        await PageBrowser.Accessible(page);

        await page.SetViewportSizeAsync(390, 844);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);
        await PageBrowser.Accessible(page);
    }

    private static Reliability Judged()
    {
        var random = new Random(3);
        var counter = new Reliability.Counter();
        foreach (var pair in MadeLinkage.Result(true, 2500).Pairs) counter.Add(pair.Probability, random.NextDouble() < pair.Probability - 0.03);
        return counter.Judged();
    }

    private string Save(LinkageReport report)
    {
        using var file = File.Create(temp["report.html"]);
        LinkageReportPage.Write(file, report);
        return temp["report.html"];
    }

    private static string Page(LinkageReport report)
    {
        using var stream = new MemoryStream();
        LinkageReportPage.Write(stream, report);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
