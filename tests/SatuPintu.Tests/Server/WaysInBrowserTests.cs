using Microsoft.Playwright;
using SatuPintu.Access;
using SatuPintu.Access.Accounts;
using SatuPintu.Server.SignIn;
using SatuPintu.Tests.Storage;

namespace SatuPintu.Tests.Server;

/// <summary>The ways of signing in, in a real browser on a phone's screen; passkeys with an authenticator that the browser plays.</summary>
public sealed class WaysInBrowserTests
{
    private const string Password = "kuda merah di atas awan";
    private const int Width = 360;

    [Fact]
    public async Task A_passkey_is_added_lets_in_without_a_password_and_no_more_once_it_is_removed()
    {
        await using var stage = await Stage.Open();
        var page = stage.Page;
        var devices = await page.Context.NewCDPSessionAsync(page);
        await devices.SendAsync("WebAuthn.enable");
        await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new { protocol = "ctap2", transport = "internal", hasResidentKey = true, hasUserVerification = true, isUserVerified = true, automaticPresenceSimulation = true },
        });
        await stage.SignIn();
        (await page.Go(stage.Url + "/akun/dua-langkah"))!.Headers["content-security-policy"].ShouldNotContain("script-src");
        (await page.Go(stage.Url + "/akun/kunci"))!.Headers["content-security-policy"].ShouldContain("script-src 'self'; ");
        await stage.Looked();
        await page.GetByLabel("Nama kunci").FillAsync("Ponsel kantor");
        await page.Locator("form[data-passkey] button").ClickAsync();
        await page.GetByText("Hapus kunci Ponsel kantor").WaitForAsync();
        (await stage.Registry.AsOwner("select name from access.passkey")).ShouldBe("Ponsel kantor");
        await stage.SignOut();

        await page.Go(stage.Url + "/masuk/kunci");
        await stage.Looked();
        await page.Locator("form[data-passkey] button").ClickAsync();
        await page.Locator("header a[href='/akun']").WaitForAsync();
        (await page.Locator("header").InnerTextAsync()).ShouldContain("Sari");
        (await stage.Registry.AsOwner("select count(*) from audit.entry where action = 'session.started' and details->>'way' = 'passkey'")).ShouldBe(1L);

        await page.Go(stage.Url + "/akun/kunci");
        await page.GetByText("Hapus kunci Ponsel kantor").ClickAsync();
        await stage.SignOut();
        await page.Go(stage.Url + "/masuk/kunci");
        await page.Locator("form[data-passkey] button").ClickAsync();
        await page.GetByText("tidak dikenal").First.WaitForAsync();
        (await stage.Registry.AsOwner("select count(*) from audit.entry where action = 'session.refused' and details->>'at' = 'passkey'")).ShouldBe(1L);
    }

    [Fact]
    public async Task A_device_that_does_not_make_sure_of_its_owner_is_not_taken()
    {
        await using var stage = await Stage.Open();
        var devices = await stage.Page.Context.NewCDPSessionAsync(stage.Page);
        await devices.SendAsync("WebAuthn.enable");
        await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new { protocol = "ctap2", transport = "usb", hasResidentKey = true, hasUserVerification = false, isUserVerified = false, automaticPresenceSimulation = true },
        });
        await stage.SignIn();
        await stage.Page.Go(stage.Url + "/akun/kunci");
        await stage.Page.GetByLabel("Nama kunci").FillAsync("Kunci USB");
        await stage.Page.Locator("form[data-passkey] button").ClickAsync();
        await stage.Page.Locator("[data-trouble]:visible").WaitForAsync();
        (await stage.Registry.AsOwner("select count(*) from access.passkey")).ShouldBe(0L);
    }

    [Fact]
    public async Task The_pages_of_the_second_step_and_of_providers_are_for_everybody()
    {
        await using var stage = await Stage.Open();
        await stage.Page.Go(stage.Url + "/masuk?sebab=asing");
        (await stage.Page.Locator("main").InnerTextAsync()).ShouldContain("Masuk lewat Akun Kota");
        await stage.Looked();
        await stage.SignIn();
        await stage.Page.Go(stage.Url + "/akun/masuk");
        await stage.Looked();
        await stage.Page.Go(stage.Url + "/akun/dua-langkah");
        await stage.Looked();
        await stage.Page.Locator("main button").ClickAsync();
        (await stage.Page.EvaluateAsync<int>("document.querySelector('main img').naturalWidth")).ShouldBeGreaterThan(100, "the picture to scan");
        await stage.Looked();
        await stage.Page.Go(stage.Url + "/masuk/kode");
        await stage.Looked();
    }

    private sealed class Stage : IAsyncDisposable
    {
        private readonly RunningServer server;
        private readonly Chromium browser;

        private Stage(TestRegistry registry, RunningServer server, Chromium browser, IPage page)
        {
            (Registry, this.server, this.browser, Page) = (registry, server, browser, page);
            // A passkey is bound to a name, and an address in numbers is none.
            Url = server.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        }

        public TestRegistry Registry { get; }

        public IPage Page { get; }

        public string Url { get; }

        public static async Task<Stage> Open()
        {
            var browser = await Chromium.Open();
            var registry = await TestRegistry.Make();
            await AddAccount.Run(registry.Database, Actor.System, new AddAccountCommand("sari", "Sari", Password, [new HeldRole("auditor", "", "*")]));
            var provider = new ProviderSettings { Name = "kota", Display = "Akun Kota", Issuer = "https://sso.example", ClientId = "satupintu", ClientSecret = "x" };
            var server = await RunningServer.Start(o => o with { WaysIn = new WaysIn { Providers = [provider] } }, services => services.AddTestRegistry(registry));
            var context = await browser.Window(Width);
            return new Stage(registry, server, browser, await context.NewPageAsync());
        }

        public async Task SignIn()
        {
            await Page.Go(Url + "/masuk");
            await Page.GetByLabel("Nama pengguna").FillAsync("sari");
            await Page.GetByLabel("Kata sandi").FillAsync(Password);
            await Page.Locator("main button").ClickAsync();
            await Page.Locator("header a[href='/akun']").WaitForAsync();
        }

        public async Task SignOut()
        {
            await Page.Go(Url + "/akun");
            await Page.Locator("main button").Last.ClickAsync();
            (await Page.Locator("header").InnerTextAsync()).ShouldNotContain("Sari");
        }

        public async Task Looked()
        {
            (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(Width, Page.Url);
            await PagesInBrowserTests.Accessible(Page, Page.Url);
        }

        public async ValueTask DisposeAsync()
        {
            await browser.DisposeAsync();
            await server.DisposeAsync();
            await Registry.DisposeAsync();
        }
    }
}
