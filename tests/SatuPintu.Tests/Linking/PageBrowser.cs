using Microsoft.Playwright;

namespace SatuPintu.Tests.Linking;

/// <summary>A real browser that notes whatever a page does wrong.</summary>
internal sealed class PageBrowser : IAsyncDisposable
{
    private readonly Chromium browser;

    private PageBrowser(Chromium browser) => this.browser = browser;

    /// <summary>Messages, errors and requests outside.</summary>
    public List<string> Trouble { get; } = [];

    /// <summary>Starts the browser; the test is skipped where there is none.</summary>
    public static async Task<PageBrowser> Start() => new(await Chromium.Open());

    /// <summary>Opens a file.</summary>
    public async Task<IPage> Open(string file, int width, int height, bool script = true)
    {
        var window = await browser.Window(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = height }, JavaScriptEnabled = script, BypassCSP = true });
        var page = await window.NewPageAsync();
        page.Console += (_, message) => Trouble.Add(message.Text);
        page.PageError += (_, message) => Trouble.Add(message);
        page.Request += (_, request) => { if (!request.Url.StartsWith("file:", StringComparison.Ordinal)) Trouble.Add(request.Url); };
        await page.GotoAsync("file://" + file);
        return page;
    }

    /// <summary>Fails where the page is not accessible; the test is skipped where the checker is missing.</summary>
    public static async Task Accessible(IPage page)
    {
        var axe = Repository.File("node_modules/axe-core/axe.min.js");
        if (!File.Exists(axe)) Assert.Skip("axe-core is not installed; run 'make setup'.");
        await page.EvaluateAsync(await File.ReadAllTextAsync(axe));
        var violations = await page.EvaluateAsync<string[]>("axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 5).join(' | ')))");
        violations.ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
    }
}
