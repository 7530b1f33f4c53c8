using Microsoft.Playwright;
using SatuPintu.Audit;
using SatuPintu.Server.Access;
using SatuPintu.Tests.Deliveries;

namespace SatuPintu.Tests.Server;

/// <summary>A desk for deliveries, served, with a real browser before it.</summary>
public abstract class DeskInBrowser : IAsyncLifetime
{
    private Chromium? browser;
    private DeliveryTest? test;
    private RunningServer? server;

    private protected DeliveryTest Desk => test!;

    private protected RunningServer Server => server!;

    public async ValueTask InitializeAsync()
    {
        browser = await Chromium.Open();
        test = await DeliveryTest.Make();
        server = await RunningServer.Start(o => o with { Data = test.PathOf("data") }, services => services.AddRegistry(test.Database, test.Place, test.Keys, stop => AuditLog.Seal(test.Database, TestServices.SealKey, stop)));
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (browser is not null) await browser.DisposeAsync();
        if (server is not null) await server.DisposeAsync();
        if (test is not null) await test.DisposeAsync();
    }

    /// <summary>A window in which an officer has signed in.</summary>
    private protected async Task<IPage> SignedIn(string name, string role, string area, string agency, int width, bool script, Language language = Language.Indonesian)
    {
        var context = await browser!.Window(width, script);
        await context.AddCookiesAsync(
        [
            new Cookie { Name = "satupintu-masuk", Value = (await Desk.Officer(name, role, area, agency)).Secret, Url = Server.Url },
            new Cookie { Name = "satupintu-bahasa", Value = language == Language.English ? "en" : "id", Url = Server.Url },
        ]);
        return await context.NewPageAsync();
    }
}
