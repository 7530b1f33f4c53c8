using Microsoft.Playwright;
using SatuPintu.Integration;

namespace SatuPintu.Tests.Integration;

/// <summary>The report in a real browser: language switch, phone and paper, nothing from outside, readable for all.</summary>
public sealed class ReportPageTests : IAsyncLifetime
{
    private readonly TempFolder temp = new();
    private readonly List<string> trouble = [];
    private Chromium? browser;

    public async ValueTask InitializeAsync()
    {
        browser = await Chromium.Open();
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        temp.Dispose();
    }

    [Fact]
    public async Task The_report_reads_well_in_both_languages_on_every_size_and_asks_nothing_from_outside()
    {
        var page = await Open(1280, 900);
        (await page.TitleAsync()).ShouldContain("Laporan integrasi data kemiskinan");
        (await page.Locator("h2").First.InnerTextAsync()).ShouldBe("Ringkasan");
        var headings = await page.EvaluateAsync<int[]>("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])");
        headings[0].ShouldBe(1);
        headings.Skip(1).ShouldAllBe(level => level > 1);
        for (var i = 1; i < headings.Length; i++) (headings[i] - headings[i - 1]).ShouldBeLessThanOrEqualTo(1);
        await Accessible(page);

        (await page.GetByText("1.200", new PageGetByTextOptions { Exact = true }).CountAsync()).ShouldBeGreaterThan(0);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "English" }).ClickAsync();
        (await page.Locator("html").GetAttributeAsync("lang")).ShouldBe("en");
        (await page.TitleAsync()).ShouldContain("Report on the integration");
        (await page.Locator("h2").First.InnerTextAsync()).ShouldBe("Summary");
        (await page.GetByText("1,200", new PageGetByTextOptions { Exact = true }).CountAsync()).ShouldBeGreaterThan(0);
        (await page.Locator("body").InnerTextAsync()).ShouldNotContain("Ringkasan");
        await Accessible(page);

        await page.SetViewportSizeAsync(390, 844);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);
        await Accessible(page);

        var paper = await page.PdfAsync(new PagePdfOptions { Format = "A4" });
        paper.Length.ShouldBeGreaterThan(10_000);
        trouble.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_script_the_report_is_indonesian_and_whole()
    {
        var window = await browser!.Window(new BrowserNewContextOptions { JavaScriptEnabled = false });
        var page = await window.NewPageAsync();
        await page.GotoAsync(Report());
        (await page.Locator("h2").First.InnerTextAsync()).ShouldBe("Ringkasan");
        (await page.GetByRole(AriaRole.Button).CountAsync()).ShouldBe(0);
        (await page.Locator("body").InnerTextAsync()).ShouldNotContain("Summary");
    }

    private async Task<IPage> Open(int width, int height)
    {
        var window = await browser!.Window(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = height } });
        var page = await window.NewPageAsync();
        page.Console += (_, message) => trouble.Add(message.Text);
        page.PageError += (_, message) => trouble.Add(message);
        page.Request += (_, request) => { if (!request.Url.StartsWith("file:", StringComparison.Ordinal)) trouble.Add(request.Url); };
        await page.GotoAsync(Report());
        return page;
    }

    private static async Task Accessible(IPage page)
    {
        var axe = Repository.File("node_modules/axe-core/axe.min.js");
        if (!File.Exists(axe)) Assert.Skip("axe-core is not installed; run 'make setup'.");
        await page.EvaluateAsync(await File.ReadAllTextAsync(axe));
        var violations = await page.EvaluateAsync<string[]>("axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 5).join(' | ')))");
        violations.ShouldBeEmpty();
    }

    private string Report()
    {
        var result = Integrate.Run(new IntegrateCommand
        {
            Sources = [new("dtks", temp.File("dtks.csv", SmallLists.Dtks(1200))), new("p3ke", temp.File("p3ke.csv", SmallLists.P3ke(1200))), new("pkh", temp.File("pkh.csv", SmallLists.Pkh(1200)))],
            Out = temp["hasil"],
            AsOf = new DateOnly(2026, 6, 1),
        }, null, null, CancellationToken.None)!;
        return "file://" + Path.Combine(result.Folder, "report.html");
    }
}
