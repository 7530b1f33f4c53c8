using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SatuPintu.Tests.Integration;

namespace SatuPintu.Tests.Server;

/// <summary>The whole way of a list in a real browser: sent, its columns corrected, checked, accepted, merged; persons looked at, and the look found in the audit log.</summary>
public sealed partial class DeliveryInBrowserTests : DeskInBrowser
{
    private const int Persons = 60;
    private const string Purpose = "Verifikasi penerima bantuan atas permintaan kelurahan";
    private Language language;
    private int width;
    private bool script;

    [Theory]
    [InlineData(1280, Language.Indonesian, false)]
    [InlineData(360, Language.English, true)]
    public async Task A_list_goes_its_whole_way_and_its_persons_are_looked_at(int width, Language language, bool script)
    {
        (this.width, this.language, this.script) = (width, language, script);
        var producer = await Open("ani", "producer", "dinsos");
        var steward = await Open("wali", "steward", "dinsos");

        // The producer sends a list with a heading that nobody knows and says what it is.
        var first = await Send(producer, List(Persons), "2026-05-29");
        await Reached(producer, first, "delivery.columns.right");
        await Looked(producer);
        var column = producer.GetByLabel("asalnya", new PageGetByLabelOptions { Exact = true });
        (await column.InputValueAsync()).ShouldBe("");
        await column.SelectOptionAsync("place_of_birth");
        await Press(producer, "delivery.columns.right");
        await Reached(producer, first, "delivery.check");
        (await producer.GetByLabel("asalnya", new PageGetByLabelOptions { Exact = true }).InputValueAsync()).ShouldBe("place_of_birth");

        // The steward sees the quality, returns it without a reason and is told, then accepts it and sees the merge.
        await Reached(steward, first, "delivery.check");
        (await Text(steward)).ShouldContain(Say("delivery.dimension.completeness"));
        await Looked(steward);
        await Press(steward, "delivery.return");
        (await steward.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldContain(Say("delivery.note_needed"));
        await Looked(steward);
        await Press(steward, "delivery.accept");
        await Reached(steward, first, "delivery.merge");
        (await steward.Locator("tr", new PageLocatorOptions { HasText = Say("delivery.merged.new") }).First.InnerTextAsync()).ShouldContain($"{Persons}");
        await Looked(steward);

        // The next one with the same columns is not asked about again; it stands beside the first, and goes back with its rows.
        var second = await Send(producer, List(Persons + 3, "1234"), "2026-06-29");
        await Reached(steward, second, "delivery.check");
        await Pictures.Take(steward, "kiriman", 1300);
        (await Row(steward, "delivery.difference.added")).ShouldContain("3");
        (await Row(steward, "delivery.difference.changed")).ShouldContain("1");
        (await steward.Locator("table", new PageLocatorOptions { HasText = Say("delivery.dimension.completeness") }).InnerTextAsync()).ShouldContain("%");
        await Looked(steward);
        await steward.Locator("textarea").FillAsync("NIK baris 8 kurang angkanya");
        await Press(steward, "delivery.return");
        await Reached(producer, second, "delivery.download");
        (await Text(producer)).ShouldContain("NIK baris 8 kurang angkanya");
        await Looked(producer);
        var rows = await producer.RunAndWaitForDownloadAsync(() => producer.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = Say("delivery.download") }).ClickAsync());
        var csv = await File.ReadAllLinesAsync(await rows.PathAsync(), TestContext.Current.CancellationToken);
        csv.Length.ShouldBe(2);
        csv[1].ShouldContain("1234");

        // A person is masked until somebody says what for.
        await steward.Go(Server.Url + "/orang");
        await Looked(steward);
        await steward.GetByLabel(Say("persons.number")).FillAsync(SmallLists.Nik(0));
        await Press(steward, "persons.search");
        await Looked(steward);
        (await Text(steward)).ShouldNotContain(SmallLists.Nik(0));
        await steward.Locator("tbody a").ClickAsync();
        await Looked(steward);
        var shown = await Text(steward);
        shown.ShouldNotContain(SmallLists.Nik(0));
        shown.Contains(SmallLists.Name(0), StringComparison.OrdinalIgnoreCase).ShouldBeFalse("masked");
        await Press(steward, "person.show");
        (await Text(steward)).Contains(SmallLists.Nik(0), StringComparison.Ordinal).ShouldBeFalse("no purpose was stated");
        await steward.GetByLabel(Say("person.purpose.label")).FillAsync(Purpose);
        await Press(steward, "person.show");
        shown = await Text(steward);
        shown.ShouldContain(SmallLists.Nik(0));
        shown.Contains(SmallLists.Name(0), StringComparison.OrdinalIgnoreCase).ShouldBeTrue("in full");
        await Looked(steward);
        var person = new Uri(steward.Url).Segments[^1];

        var auditor = await Open("periksa", "auditor", "*");
        await auditor.Go($"{Server.Url}/audit?Doing=person.seen_full");
        var trace = await auditor.Locator("tbody tr").AllInnerTextsAsync();
        trace.Count.ShouldBe(1);
        trace[0].ShouldContain(Purpose);
        trace[0].ShouldContain(person);
        await Looked(auditor);
        await Pictures.Take(auditor, "audit");
        await auditor.Go($"{Server.Url}/kiriman/{second}");
        (await auditor.Locator("main button").CountAsync()).ShouldBe(0, "an auditor decides nothing");
    }

    private Task<IPage> Open(string name, string role, string agency) => SignedIn(name, role, "3672", agency, width, script, language);

    private async Task<string> Send(IPage page, string list, string asOf)
    {
        await page.Go(Server.Url + "/kirim");
        await page.GetByLabel(Say("send.source")).SelectOptionAsync("dtks-dinsos");
        await page.GetByLabel(Say("send.as_of")).FillAsync(asOf);
        await page.GetByLabel(Say("send.file"), new PageGetByLabelOptions { Exact = true }).SetInputFilesAsync(new FilePayload { Name = "daftar.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(list) });
        await Pictures.Take(page, "kirim");
        await Press(page, "send.send");
        await page.Arrived("/kiriman/");
        return new Uri(page.Url).Segments[^1];
    }

    /// <summary>Opens a delivery again and again, as somebody does who waits, until its page says something.</summary>
    private async Task Reached(IPage page, string delivery, string key)
    {
        for (var i = 0; ; i++)
        {
            await page.Go($"{Server.Url}/kiriman/{delivery}?segarkan=tidak");
            if ((await Text(page)).Contains(Say(key), StringComparison.Ordinal)) return;
            i.ShouldBeLessThan(120, await Text(page));
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>No wider than the screen, nothing wrong for those who cannot see it, no personal data in the address, and light.</summary>
    private async Task Looked(IPage page)
    {
        NumberInAddress().IsMatch(page.Url).ShouldBeFalse(page.Url);
        System.Text.Encoding.UTF8.GetByteCount(await page.ContentAsync()).ShouldBeLessThan(150_000, page.Url);
        if (!script) return;
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, page.Url);
        await PagesInBrowserTests.Accessible(page, page.Url);
    }

    private Task Press(IPage page, string key) => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = Say(key), Exact = true }).ClickAsync();

    private Task<string> Row(IPage page, string key) => page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { Has = page.GetByRole(AriaRole.Rowheader, new PageGetByRoleOptions { Name = Say(key), Exact = true }) }).First.InnerTextAsync();

    private static Task<string> Text(IPage page) => page.Locator("main").InnerTextAsync();

    private string Say(string key) => Catalogue.Say(language, key);

    /// <summary>A list whose place of birth stands under a heading of its own; with a NIK, that of the seventh person is replaced.</summary>
    private static string List(int persons, string? nik = null)
    {
        var list = SmallLists.Dtks(persons).Replace("tempat_lahir", "asalnya", StringComparison.Ordinal);
        return nik is null ? list : list.Replace($"D00006,{SmallLists.Nik(6)}", $"D00006,{nik}", StringComparison.Ordinal);
    }

    [GeneratedRegex("[0-9]{16}", RegexOptions.None, 1000)]
    private static partial Regex NumberInAddress();
}
