using System.Text;
using Microsoft.Playwright;
using SatuPintu.Access;
using SatuPintu.Deliveries;
using SatuPintu.Deliveries.Deciding;
using SatuPintu.Tests.Integration;

namespace SatuPintu.Tests.Server;

/// <summary>The way of a coordinator on a phone: from the regency down to the names of a village, which she takes away; and the auditor who sees that she did.</summary>
public sealed class DashboardInBrowserTests : DeskInBrowser
{
    private const string Purpose = "Musyawarah kelurahan tentang warga yang belum terdata", Gap = "in_p3ke_not_dtks", District = "367206", Village = "3672061003";
    private const int Persons = 120, InDtks = 30;

    [Fact]
    public async Task A_coordinator_goes_from_the_regency_to_the_names_of_a_village_takes_them_and_the_auditor_sees_it()
    {
        await Taken("dtks-dinsos", SmallLists.Dtks(InDtks));
        await Taken("p3ke", SmallLists.P3ke(Persons));
        var missing = (Persons / 2) - (InDtks / 2);
        var coordinator = await SignedIn("koordinator", "coordinator", "3672", "*", 360, script: true);
        await coordinator.Go(Server.Url + "/akun");
        await coordinator.Locator("header").GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Dasbor" }).ClickAsync();
        await Looked(coordinator);
        (await Text(coordinator)).ShouldContain($"{Persons / 2 + InDtks / 2}");
        await Pictures.Take(coordinator, "dasbor-ponsel", 1100);

        await coordinator.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Ada di P3KE, tidak ada di DTKS", Exact = true }).ClickAsync();
        await Looked(coordinator);
        (await Text(coordinator)).ShouldContain($"{missing}");
        foreach (var area in new[] { District, Village })
        {
            await coordinator.Locator($"tbody a[href*='wilayah={area}']").ClickAsync();
            await Looked(coordinator);
        }
        var names = coordinator.Locator("tbody tr");
        (await names.CountAsync()).ShouldBe(25);
        (await Text(coordinator)).Contains(SmallLists.Name(InDtks), StringComparison.OrdinalIgnoreCase).ShouldBeFalse("masked");
        await coordinator.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = Say("persons.more") }).ClickAsync();
        await Looked(coordinator);
        (await names.CountAsync()).ShouldBe(missing - 25);

        // Without a purpose nothing is given out.
        await coordinator.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = Say("dashboard.download"), Exact = true }).ClickAsync();
        (await coordinator.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldContain("10");
        await Looked(coordinator);
        await coordinator.GetByLabel(Say("dashboard.purpose.label")).FillAsync(Purpose);
        var taken = await coordinator.RunAndWaitForDownloadAsync(() => coordinator.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = Say("dashboard.download"), Exact = true }).ClickAsync());
        taken.SuggestedFilename.ShouldBe($"{Gap}-{Village}.csv");
        var csv = await File.ReadAllLinesAsync(await taken.PathAsync(), TestContext.Current.CancellationToken);
        csv.Length.ShouldBe(missing + 1);
        csv.ShouldContain(l => l.Contains(SmallLists.Name(InDtks).ToUpperInvariant(), StringComparison.Ordinal), "names are in full");
        csv.ShouldAllBe(l => !l.Contains(SmallLists.Nik(InDtks), StringComparison.Ordinal), "numbers are not");

        var auditor = await SignedIn("periksa", "auditor", "3672", "*", 360, script: true);
        await auditor.Go($"{Server.Url}/audit?Doing=gap.exported");
        var trace = (await auditor.Locator("tbody tr").AllInnerTextsAsync()).ShouldHaveSingleItem();
        foreach (var part in new[] { "koordinator", $"{Gap}/{Village}", Purpose, $"{missing}" }) trace.ShouldContain(part);
        // She herself sees how many there are, and nobody's name.
        await auditor.Go($"{Server.Url}/dasbor/celah/{Gap}?wilayah={Village}&nama=ya");
        await Looked(auditor);
        (await Text(auditor)).ShouldContain($"{missing}");
        (await auditor.Locator("tbody").CountAsync()).ShouldBe(0);
        (await auditor.Locator("main form[method=post]").CountAsync()).ShouldBe(0);

        // Every other page, as she sees it; and as it was before the second list came.
        foreach (var page in new[] { "/dasbor/kemiskinan", "/dasbor/peta?wilayah=3672", "/dasbor/sumber", "/dasbor/unduh?tabel=irisan", "/dasbor/unduh?tabel=mutu", "/dasbor/ciri", "/dasbor/unduh?tabel=ciri&ciri=lighting", "/dasbor?wilayah=367206" })
        {
            await coordinator.Go(Server.Url + page);
            await Looked(coordinator);
        }
        await coordinator.Go(Server.Url + "/dasbor");
        await coordinator.Locator(".chips a[href*='per=']").Last.ClickAsync();
        await Looked(coordinator);
        (await coordinator.Locator(".figures").InnerTextAsync()).ShouldContain($"{InDtks}");
        (await Text(coordinator)).ShouldContain("Keadaan per");

        // The map goes back in time by its slider, which the keyboard moves too.
        await coordinator.Go(Server.Url + "/dasbor/peta?wilayah=3672");
        await coordinator.GetByRole(AriaRole.Slider).FocusAsync();
        await coordinator.Keyboard.PressAsync("Home");
        await coordinator.Arrived("per=");
        (await Text(coordinator)).ShouldContain("Keadaan per");
        (await coordinator.GetByRole(AriaRole.Slider).GetAttributeAsync("value")).ShouldBe(await coordinator.GetByRole(AriaRole.Slider).GetAttributeAsync("min"));
        await Looked(coordinator);
        // Without a script the button sends it; what the service never sent is brought to the nearest.
        await coordinator.Go(Server.Url + "/dasbor/peta?wilayah=3672&langkah=0&sampai=besok");
        coordinator.Url.ShouldNotContain("per=");

        // Boundaries come by code and by name, and the map is drawn.
        var administrator = await SignedIn("admin", "administrator", "3672", "*", 360, script: true);
        await administrator.Go(Server.Url + "/dasbor/batas");
        await Looked(administrator);
        await Import(administrator, """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"nama":"Atlantis"},"geometry":null}]}""");
        (await administrator.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldContain("Atlantis");
        await Import(administrator, """
            {"type":"FeatureCollection","features":[
                {"type":"Feature","properties":{"kode":"36.72.06.1003"},"geometry":{"type":"Polygon","coordinates":[[[106,-6],[106.1,-6],[106.1,-6.1],[106,-6]]]}},
                {"type":"Feature","properties":{"nama":"TEGAL RATU","kecamatan":"Ciwandan"},"geometry":{"type":"MultiPolygon","coordinates":[[[[106.1,-6],[106.2,-6],[106.2,-6.1],[106.1,-6]]]]}}]}
            """);
        await Looked(administrator);
        (await Text(administrator)).ShouldContain("2 batas wilayah");
        await coordinator.Go($"{Server.Url}/dasbor/peta?wilayah=3672&ukuran=celah-{Gap}");
        await Looked(coordinator);
        (await coordinator.Locator(".map path").CountAsync()).ShouldBe(2);
        (await coordinator.Locator(".map path.q0").CountAsync()).ShouldBe(1, "all of the gap live in one village");
    }

    private async Task Import(IPage page, string json)
    {
        await page.GetByLabel(Say("boundary.file"), new PageGetByLabelOptions { Exact = true }).SetInputFilesAsync(new FilePayload { Name = "batas.geojson", MimeType = "application/geo+json", Buffer = Encoding.UTF8.GetBytes(json) });
        await page.GetByLabel(Say("boundary.regency")).FillAsync("3672");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = Say("boundary.import") }).ClickAsync();
    }

    /// <summary>A list delivered and merged, as the service does it.</summary>
    private async Task Taken(string source, string list)
    {
        await Desk.Registry.AsOwner($$"""insert into registry.source (source, agency, title, area, definition) values ('{{source}}', 'dinsos', '{{source}}', '3672', '{"id":"{{source}}"}') on conflict do nothing""");
        var producer = (await Desk.Officer("produsen" + source.Length, "producer", "3672", "dinsos")).Actor;
        var id = (await Desk.Deliver(producer, Encoding.UTF8.GetBytes(list), source)).Delivery;
        await Reached("recognised");
        await DecideOnDelivery.Map(Desk.Database, Actor.System, id, (await State()).Number, new Dictionary<string, string?>());
        await Reached("checked");
        await DecideOnDelivery.Accept(Desk.Database, Actor.System, id, (await State()).Number, null);
        await Reached("merged");

        Task<DeliveryState> State() => Desk.Database.In(Actor.System, s => DeliveryStates.Present(s, id, default));

        async Task Reached(string state)
        {
            for (var i = 0; (await State()).State != state; i++)
            {
                i.ShouldBeLessThan(240, (await State()).State);
                await Task.Delay(250, TestContext.Current.CancellationToken);
            }
        }
    }

    private static async Task Looked(IPage page)
    {
        Encoding.UTF8.GetByteCount(await page.ContentAsync()).ShouldBeLessThan(60_000, page.Url);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(360, page.Url);
        await PagesInBrowserTests.Accessible(page, page.Url);
    }

    private static Task<string> Text(IPage page) => page.Locator("main").InnerTextAsync();

    private static string Say(string key) => Catalogue.Say(Language.Indonesian, key);
}
