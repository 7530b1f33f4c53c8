using Microsoft.Playwright;
using SatuPintu.Access;
using SatuPintu.Access.Accounts;
using SatuPintu.Tests.Storage;

namespace SatuPintu.Tests.Server;

/// <summary>What officers see once they are in, in a real browser and without a script.</summary>
public sealed class OfficersInBrowserTests
{
    private const string Password = "kuda merah di atas awan";

    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task An_administrator_signs_in_adds_a_user_and_finds_it_in_the_audit_log(int width)
    {
        await using var browser = await Chromium.Open();
        await using var registry = await TestRegistry.Make();
        await AddAccount.Run(registry.Database, Actor.System, new AddAccountCommand("sari", "Sari Administrator", Password, [new HeldRole("administrator", "", "*")]));
        await using var server = await RunningServer.Start(more: services => services.AddTestRegistry(registry));
        var context = await browser.Window(width);
        var page = await context.NewPageAsync();

        await page.Go(server.Url + "/pengguna");
        new Uri(page.Url).AbsolutePath.ShouldBe("/masuk");
        await page.GetByLabel("Nama pengguna").FillAsync("sari");
        if (width > 1000) await Pictures.Take(page, "masuk", 700);
        await page.GetByLabel("Kata sandi").FillAsync(Password);
        await page.Locator("main button").ClickAsync();
        new Uri(page.Url).AbsolutePath.ShouldBe("/pengguna", "back to where the door was met");
        await Looked();
        await page.GetByLabel("Nama pengguna").FillAsync("gerem");
        await page.GetByLabel("Nama lengkap").FillAsync("Operator Gerem");
        await page.GetByLabel("Kata sandi pertama").FillAsync(Password);
        await page.GetByLabel("Peran").SelectOptionAsync("village_operator");
        await page.GetByLabel("Wilayah").FillAsync("3672041001");
        await page.Locator("main button").ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Pengguna gerem ditambahkan.");
        (await page.Locator("tr", new PageLocatorOptions { HasText = "gerem" }).InnerTextAsync()).ShouldContain("Operator desa/kelurahan · 3672041001");
        if (width > 1000) await Pictures.Take(page, "pengguna");
        await page.Go(server.Url + "/audit?Doing=account.added");
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Sari Administrator");
        await Looked();
        await page.Go(server.Url + "/akun");
        await Looked();
        await page.Go(server.Url + "/pekerjaan");
        await Looked();
        await page.Go(server.Url + "/akun");
        await page.Locator("main button").Last.ClickAsync();
        (await page.Locator("header").InnerTextAsync()).ShouldNotContain("Sari");

        async Task Looked()
        {
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, page.Url);
            await PagesInBrowserTests.Accessible(page, page.Url);
        }
    }
}
