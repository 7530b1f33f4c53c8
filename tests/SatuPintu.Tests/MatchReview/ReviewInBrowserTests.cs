using Microsoft.Playwright;
using SatuPintu.Access.Accounts;
using SatuPintu.Audit;
using SatuPintu.Server.Access;
using SatuPintu.Storage;
using SatuPintu.Tests.Deliveries;
using SatuPintu.Tests.Server;

namespace SatuPintu.Tests.MatchReview;

/// <summary>The review in a real browser: pairs decided by the keyboard alone, with and without a script, and a day's work seen and a decision taken back.</summary>
public sealed class ReviewInBrowserTests(ReviewDesk world) : IClassFixture<ReviewDesk>
{
    private const int Pairs = 20;

    [Fact]
    public async Task Twenty_pairs_are_decided_by_the_keyboard_alone_and_the_coordinator_takes_one_back()
    {
        await using var browser = await Chromium.Open();
        await using var server = await RunningServer.Start(o => o with { Data = world.Desk["data"] },
            services => services.AddRegistry(world.Database, new RegistryPlace(world.Desk["data"], world.Desk["keys"], null, null), world.Desk.Keys, stop => AuditLog.Seal(world.Database, TestServices.SealKey, stop)));
        var steward = await SignedIn("tik", "steward", 1280, script: false);
        await steward.Go(server.Url + "/tinjauan");
        // The button that begins has the keyboard.
        await steward.Locator("button:focus").WaitForAsync();
        await steward.Keyboard.PressAsync("Enter");
        for (var i = 0; i < Pairs; i++)
        {
            await steward.Arrived(url => Guid.TryParse(new Uri(url).Segments[^1], out _));
            // The first answer has the keyboard: the first is kept as it is, others by an arrow.
            await steward.Locator("input[type=radio]:focus").WaitForAsync();
            await steward.Keyboard.PressAsync(i % 3 == 0 ? "Space" : "ArrowDown");
            if (i % 3 == 2) await steward.Keyboard.PressAsync("ArrowDown");
            var before = steward.Url;
            await steward.Keyboard.PressAsync("Enter");
            await steward.Arrived(url => url != before);
        }
        var said = await world.Desk.Lines("select verdict, count(*) from registry.review_opinion group by 1 order by 1");
        said.ShouldBe(["different|7", "same|7", "unsure|6"]);
        (await steward.ContentAsync()).Length.ShouldBeLessThan(60_000);

        var coordinator = await SignedIn("koor", "coordinator", 360, script: true);
        foreach (var path in new[] { "/tinjauan", "/tinjauan?keadaan=visit", "/tinjauan/kerja" })
        {
            await coordinator.Go(server.Url + path);
            await PagesInBrowserTests.Accessible(coordinator, path);
        }
        (await coordinator.Locator("tr", new PageLocatorOptions { HasText = "Petugas tik" }).First.InnerTextAsync()).ShouldContain("7");
        await coordinator.GetByLabel(Catalogue.Say(Language.Indonesian, "match.work.undo.why")).FillAsync("Keliru memilih jawaban");
        await coordinator.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = Catalogue.Say(Language.Indonesian, "match.work.undo"), Exact = true }).ClickAsync();
        (await coordinator.InnerTextAsync("main")).ShouldContain(Catalogue.Say(Language.Indonesian, "match.work.undone"));

        var pair = await world.Desk.Ask<Guid>("select pair_id from registry.review_pair p where stands and state = 'open' and effects <> '{}' and not exists (select from registry.review_opinion o where o.pair_id = p.pair_id) order by stakes desc limit 1");
        foreach (var page in new[] { coordinator, steward })
        {
            await page.Go($"{server.Url}/tinjauan/{pair}");
            if (page == coordinator) await PagesInBrowserTests.Accessible(page, page.Url);
            else await Pictures.Take(page, "tinjauan", 2600);
        }

        await Guide(steward, server.Url);

        // What joining would make is seen before it is done.
        await steward.Go($"{server.Url}/tinjauan/{pair}");
        await steward.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = Catalogue.Say(Language.Indonesian, "match.preview") }).ClickAsync();
        (await steward.Locator("table").CountAsync()).ShouldBe(2);

        async Task<IPage> SignedIn(string name, string role, int width, bool script)
        {
            await AddAccount.Run(world.Database, SatuPintu.Access.Actor.System, new AddAccountCommand(name, "Petugas " + name, DeliveryTest.Password, [new HeldRole(role, "3672", "dinsos")]));
            var context = await browser.Window(width, script);
            await context.AddCookiesAsync([new Cookie { Name = "satupintu-masuk", Value = (await SignIn.Run(world.Database, name, DeliveryTest.Password)).Secret!, Url = server.Url }]);
            return await context.NewPageAsync();
        }
    }

    /// <summary>What the guides show of a registry with five lists in it.</summary>
    private async Task Guide(IPage page, string url)
    {
        if (!Pictures.AreTaken) return;
        var person = await world.Desk.Ask<Guid>("select person_id from registry.record r join registry.person p using (person_id) where p.family_id is not null group by person_id having count(*) > 2 order by person_id limit 1");
        var family = await world.Desk.Ask<Guid>($"select family_id from registry.person where person_id = '{person}'");
        var village = await world.Desk.Ask<string>("select area from registry.figure where kind = 'gap' and a = 'in_p3ke_not_dtks' and length(area) = 10 order by value desc, area limit 1");
        foreach (var (path, name, height) in new[]
        {
            ("/tinjauan/kerja", "tinjauan-kerja", 1200), ("/dasbor?wilayah=3672", "dasbor", 1400), ($"/dasbor/celah/in_p3ke_not_dtks?wilayah={village}", "dasbor-celah", 1000),
            ("/dasbor/peta?wilayah=3672", "dasbor-peta", 1100), ($"/orang/{person}", "orang", 1500), ($"/keluarga/{family}", "keluarga", 1300), ("/pekerjaan", "pekerjaan", 700),
        })
        {
            await page.Go(url + path);
            await Pictures.Take(page, name, height);
        }
    }
}
