using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SatuPintu.Access;
using SatuPintu.Deliveries;
using SatuPintu.Deliveries.Deciding;
using SatuPintu.People.Search;
using SatuPintu.Tests.Integration;

namespace SatuPintu.Tests.Server;

/// <summary>A village operator finds somebody, looks at the family, proposes a correction; somebody else accepts it; the sheet is printed.</summary>
public sealed class PersonInBrowserTests : DeskInBrowser
{
    private const int Persons = 60;
    private const string Village = "3672061003", Purpose = "Verifikasi penerima bantuan atas permintaan kelurahan";
    private Language language;
    private int width;
    private bool script;

    [Theory]
    [InlineData(1280, Language.Indonesian, false)]
    [InlineData(360, Language.English, true)]
    public async Task Somebody_is_found_corrected_by_two_and_printed(int width, Language language, bool script)
    {
        (this.width, this.language, this.script) = (width, language, script);
        // One of the village is called as in many lists; the family has somebody elsewhere.
        await Merge(SmallLists.Dtks(Persons).Replace(SmallLists.Name(6), "Muhamad Hidayat", StringComparison.Ordinal).Replace(SmallLists.Name(7), "Mohamad Hidayat", StringComparison.Ordinal));
        var village = await SignedIn("operator", "village_operator", Village, "*", width, script, language);

        // Found as somebody types who heard the name; whoever lives elsewhere is not.
        await village.Go(Server.Url + "/orang");
        await village.GetByLabel(Say("persons.name")).FillAsync("mohamad hidayt");
        await Press(village, "persons.search");
        await Looked(village);
        (await village.Locator("tbody tr").CountAsync()).ShouldBe(1);
        await Pictures.Take(village, "cari-orang");
        await village.Locator("tbody a").ClickAsync();
        await Looked(village);
        var person = new Uri(village.Url).Segments[^1];
        (await village.Locator("svg.chart").CountAsync()).ShouldBe(1);
        await village.GetByLabel(Say("person.per.label")).FillAsync("2020-01-01");
        await Press(village, "person.per.show");
        (await Text(village)).ShouldContain(Catalogue.Say(language, "person.per.unknown", ("day", "2020-01-01")));
        await Looked(village);

        // The family, of which the operator sees whoever lives in the village.
        await village.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = Say("family.title"), Exact = true }).First.ClickAsync();
        await Looked(village);
        var family = new Uri(village.Url).Segments[^1];
        (await village.Locator("table").First.Locator("tbody tr").CountAsync()).ShouldBe(2);
        await village.GetByLabel(Say("person.purpose.label")).FillAsync(Purpose);
        await Press(village, "person.show");
        (await Text(village)).ShouldContain("MUHAMAD HIDAYAT");
        await Looked(village);

        // A correction: what is wrong first, then the form for that; what cannot be is said at the field.
        await village.Go($"{Server.Url}/orang/{person}/usulan");
        await Looked(village);
        await village.GetByLabel(Say("propose.what")).SelectOptionAsync("date_of_birth");
        await Press(village, "propose.choose");
        await village.GetByLabel(Say("propose.value")).FillAsync("2999-01-01");
        await village.GetByLabel(Say("propose.reason")).FillAsync("KTP dilihat saat kunjungan rumah");
        await Press(village, "propose.send");
        (await village.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldContain(Say("proposal.value"));
        await Looked(village);
        await village.GetByLabel(Say("propose.value")).FillAsync("1961-02-03");
        await Pictures.Take(village, "usulan");
        await Press(village, "propose.send");
        await village.Arrived("/usulan/");
        (await Text(village)).ShouldContain(Say("proposals.own.wait"));
        (await village.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = Say("proposal.accept.do") }).CountAsync()).ShouldBe(0, "nobody decides on their own");
        await Looked(village);
        var proposal = new Uri(village.Url).Segments[^1];

        // Somebody else accepts it; a second window that was opened before is told.
        var steward = await SignedIn("wali", "steward", "3672", "*", width, script, language);
        await steward.Go(Server.Url + "/usulan");
        await Looked(steward);
        await steward.Locator("tbody a").ClickAsync();
        await Looked(steward);
        var second = await steward.Context.NewPageAsync();
        await second.Go(steward.Url);
        (await Text(steward)).ShouldContain("1961-02-03");
        await Press(steward, "proposal.accept.do");
        (await Text(steward)).ShouldContain(Say("proposals.state.accepted"));
        await Looked(steward);
        await second.Locator("textarea").FillAsync("Tidak ada buktinya");
        await Press(second, "proposal.reject.do");
        (await second.GetByRole(AriaRole.Alert).First.InnerTextAsync()).ShouldContain(Say("proposal.stale"));

        // It stands on the person's page as a correction, with who looked; and on the sheet.
        await steward.Go($"{Server.Url}/orang/{person}");
        await steward.GetByLabel(Say("person.purpose.label")).FillAsync(Purpose);
        await Press(steward, "person.show");
        var row = await steward.Locator("tr", new PageLocatorOptions { HasText = "1961-02-03" }).First.InnerTextAsync();
        row.ShouldContain(Say("person.corrected"));
        row.ShouldContain(Say("person.lists_say"));
        await Looked(steward);
        await steward.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = Say("looks.title") }).First.ClickAsync();
        await steward.Arrived("/jejak");
        (await Text(steward)).ShouldContain("operator");
        (await Text(steward)).ShouldContain(Purpose);
        await Looked(steward);
        foreach (var path in new[] { $"/orang/{person}", $"/keluarga/{family}" })
        {
            await village.Go(Server.Url + path + "/lembar");
            await Looked(village);
            await village.GetByLabel(Say("sheet.purpose")).FillAsync(Purpose);
            await Press(village, "sheet.make");
            var sheet = await Text(village);
            sheet.ShouldContain("1961-02-03");
            sheet.ShouldContain(Purpose);
            (await village.Locator("svg.qr path").CountAsync()).ShouldBe(2);
            await Looked(village);
        }
        await village.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        (await village.Locator(".stages").IsVisibleAsync()).ShouldBeFalse("on paper");
        (await village.Locator(".stamp").IsVisibleAsync()).ShouldBeTrue();
        (await Desk.Database.In(Actor.System, s => s.One<long>("select count(*) from audit.entry where action = 'person.printed' and subject = $1 and purpose = $2", default, person, Purpose))).ShouldBe(2, "on the person's sheet and on the family's");
        (await Desk.Database.In(Actor.System, s => s.One<string>("select string_agg(action, ' ' order by number) from audit.entry where subject = $1 and action like 'proposal.%'", default, proposal))).ShouldBe("proposal.made proposal.accepted");
    }

    private async Task Merge(string list)
    {
        var (producer, _) = await Desk.Officer("ani");
        var id = (await Desk.Deliver(producer, Encoding.UTF8.GetBytes(list))).Delivery;
        await Reached("recognised");
        await DecideOnDelivery.Map(Desk.Database, Actor.System, id, (await State()).Number, new Dictionary<string, string?>());
        await Reached("checked");
        await DecideOnDelivery.Accept(Desk.Database, Actor.System, id, (await State()).Number, null);
        await Reached("merged");
        // The service does so within seconds.
        await Server.App.Services.GetRequiredService<PersonFinder>().Refresh(TestContext.Current.CancellationToken);

        Task<DeliveryState> State() => Desk.Database.In(Actor.System, s => DeliveryStates.Present(s, id, default));

        async Task Reached(string state)
        {
            for (var i = 0; (await State()).State != state; i++)
            {
                i.ShouldBeLessThan(300, (await State()).State);
                await Task.Delay(200, TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>No wider than the screen, nothing wrong for those who cannot see it, and light.</summary>
    private async Task Looked(IPage page)
    {
        Encoding.UTF8.GetByteCount(await page.ContentAsync()).ShouldBeLessThan(60_000, page.Url);
        if (!script) return;
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, page.Url);
        await PagesInBrowserTests.Accessible(page, page.Url);
    }

    private Task Press(IPage page, string key) => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = Say(key), Exact = true }).ClickAsync();

    private static Task<string> Text(IPage page) => page.Locator("main").InnerTextAsync();

    private string Say(string key) => Catalogue.Say(language, key);
}
