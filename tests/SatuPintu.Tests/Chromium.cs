using Microsoft.Playwright;
using SatuPintu.Tests;

[assembly: AssemblyFixture(typeof(RunningChromium))]

namespace SatuPintu.Tests;

/// <summary>Windows of a real browser, Debian's Chromium, closed when disposed of. Who needs it is skipped where there is none.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private readonly IBrowser browser;
    private readonly List<IBrowserContext> windows = [];

    private Chromium(IBrowser browser) => this.browser = browser;

    public static async Task<Chromium> Open() => new(await (await TestContext.Current.GetFixture<RunningChromium>())!.Browser());

    /// <summary>A window of somebody else: with cookies of its own.</summary>
    public Task<IBrowserContext> Window(int width, bool script = true) =>
        Window(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 800 }, JavaScriptEnabled = script });

    /// <inheritdoc cref="Window(int, bool)"/>
    public async Task<IBrowserContext> Window(BrowserNewContextOptions options)
    {
        var window = await browser.NewContextAsync(options);
        windows.Add(window);
        return window;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var window in windows) await window.CloseAsync();
    }
}

internal static class PageMoves
{
    /// <summary>Waits until the page is at an address and there as a whole. The library's own wait misses the end of loading where it comes in the same moment as the address.</summary>
    public static async Task Arrived(this IPage page, Func<string, bool> there)
    {
        for (var i = 0; !there(page.Url) || !await IsWhole(page); i++)
        {
            i.ShouldBeLessThan(600, page.Url);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <inheritdoc cref="Arrived(IPage, Func{string, bool})"/>
    public static Task Arrived(this IPage page, string part) => page.Arrived(url => url.Contains(part, StringComparison.Ordinal));

    private static async Task<bool> IsWhole(IPage page)
    {
        try
        {
            return await page.EvaluateAsync<string>("document.readyState") == "complete";
        }
        catch (PlaywrightException)
        {
            // The page it was asked of has just gone.
            return false;
        }
    }

    /// <summary>Goes to an address. A page that asks again by itself, or answers a form, may be on its way at that very moment, and the browser then gives up one of the two ways.</summary>
    public static async Task<IResponse?> Go(this IPage page, string url)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await page.GotoAsync(url);
            }
            catch (PlaywrightException e) when (tries < 8 && (e.Message.Contains("net::ERR_ABORTED", StringComparison.Ordinal) || e.Message.Contains("interrupted by another navigation", StringComparison.Ordinal)))
            {
                await Task.Delay(500, TestContext.Current.CancellationToken);
            }
        }
    }
}

/// <summary>The browser, started by the first test that asks for it: to start one takes longer than most tests.</summary>
public sealed class RunningChromium : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";
    private readonly SemaphoreSlim starting = new(1);
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>The browser; a new one where the last has fallen.</summary>
    public async Task<IBrowser> Browser()
    {
        if (!File.Exists(Program)) Assert.Skip("Chromium is not installed.");
        await starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (browser is { IsConnected: true }) return browser;
            playwright ??= await Playwright.CreateAsync();
            return browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program, Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
        }
        finally
        {
            starting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        starting.Dispose();
    }
}
