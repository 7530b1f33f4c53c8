using Microsoft.Playwright;

namespace SatuPintu.Tests.Server;

/// <summary>The pages in a real browser: readable for all in both languages, light and dark, on a phone and on a desk.</summary>
public sealed class PagesInBrowserTests : IAsyncLifetime
{
    private readonly List<string> trouble = [];
    private Chromium? browser;
    private RunningServer? server;

    public async ValueTask InitializeAsync()
    {
        browser = await Chromium.Open();
        server = await RunningServer.Start();
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        if (server is not null) await server.DisposeAsync();
    }

    [Theory]
    [InlineData("id", ColorScheme.Light, 360)]
    [InlineData("id", ColorScheme.Dark, 1280)]
    [InlineData("en", ColorScheme.Light, 1280)]
    [InlineData("en", ColorScheme.Dark, 360)]
    public async Task Every_page_and_component_is_accessible(string language, ColorScheme colours, int width)
    {
        var context = await Open(language, colours, width);
        foreach (var path in width == 360 ? (string[])["/komponen", "/", "/masuk", "/pengumpulan", "/status", "/tidak-ada"] : ["/komponen", "/"])
        {
            var page = await context.NewPageAsync();
            page.Console += (_, message) => { if (!message.Text.Contains("404", StringComparison.Ordinal)) trouble.Add(message.Text); };
            await page.Go(server!.Url + path);
            (await page.Locator("html").GetAttributeAsync("lang")).ShouldBe(language);
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, path);
            var headings = await page.EvaluateAsync<int[]>("[...document.querySelectorAll('main h1,main h2,main h3')].map(h => +h.tagName[1])");
            headings.Count(level => level == 1).ShouldBe(1, path);
            await Accessible(page, path);
            await page.CloseAsync();
        }
        trouble.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_language_switches_on_the_page_it_is_on_without_a_script()
    {
        var context = await Open(null, ColorScheme.Light, 360, script: false);
        var page = await context.NewPageAsync();
        await page.Go(server!.Url + "/pemeriksaan");
        (await page.Locator("h1").InnerTextAsync()).ShouldBe("Pemeriksaan");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "English" }).ClickAsync();
        new Uri(page.Url).AbsolutePath.ShouldBe("/pemeriksaan");
        (await page.Locator("h1").InnerTextAsync()).ShouldBe("Checking");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Bahasa Indonesia" }).ClickAsync();
        (await page.Locator("h1").InnerTextAsync()).ShouldBe("Pemeriksaan");
    }

    [Fact]
    public async Task A_form_that_needs_correcting_opens_at_its_errors_and_they_lead_to_the_fields()
    {
        var context = await Open(null, ColorScheme.Light, 360);
        var page = await context.NewPageAsync();
        await page.Go(server!.Url + "/masuk");
        await page.GetByLabel("Nama pengguna").FillAsync("siti");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Masuk" }).ClickAsync();
        (await page.EvaluateAsync<string>("document.activeElement.getAttribute('role')")).ShouldBe("alert");
        (await page.GetByLabel("Nama pengguna").InputValueAsync()).ShouldBe("siti");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        (await page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("f-Password");
        await Accessible(page, "/masuk");
    }

    [Fact]
    public async Task The_keyboard_meets_the_way_to_the_content_first_and_sees_where_it_is()
    {
        var context = await Open(null, ColorScheme.Light, 1280);
        var page = await context.NewPageAsync();
        await page.Go(server!.Url + "/");
        await page.Keyboard.PressAsync("Tab");
        (await page.EvaluateAsync<string>("document.activeElement.textContent")).ShouldBe("Langsung ke isi");
        (await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle")).ShouldBe("solid");
        await page.Keyboard.PressAsync("Enter");
        (await page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("isi");
    }

    private async Task<IBrowserContext> Open(string? language, ColorScheme colours, int width, bool script = true)
    {
        var context = await browser!.Window(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 800 }, ColorScheme = colours, JavaScriptEnabled = script });
        if (language is not null) await context.AddCookiesAsync([new Cookie { Name = "satupintu-bahasa", Value = language, Url = server!.Url }]);
        return context;
    }

    internal static async Task Accessible(IPage page, string path)
    {
        var axe = Repository.File("node_modules/axe-core/axe.min.js");
        if (!File.Exists(axe)) Assert.Skip("axe-core is not installed; run 'make setup'.");
        await page.EvaluateAsync(await File.ReadAllTextAsync(axe));
        var violations = await page.EvaluateAsync<string[]>("axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 5).join(' | ')))");
        violations.ShouldBeEmpty(path);
    }
}
