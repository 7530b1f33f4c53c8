using Microsoft.Playwright;
using SatuPintu.Tests.Welfare;
using SatuPintu.Tests.Welfare.Rankings;

namespace SatuPintu.Tests.Server;

/// <summary>The whole way of a ranking in a real browser: a model uploaded by one and approved by another, a run started, judged and approved, places shared out, a family's score explained.</summary>
public sealed class RankingInBrowserTests : DeskInBrowser
{
    private Language language;
    private int width;

    [Theory]
    [InlineData(360, Language.English)]
    [InlineData(1280, Language.Indonesian)]
    public async Task A_ranking_goes_its_whole_way_between_two_people(int width, Language language)
    {
        (this.width, this.language) = (width, language);
        using var files = new WelfareRun();
        RankingSamples.Fit(files);
        await RankingSamples.Fill(Desk.Database, 60);
        var steward = await SignedIn("wali", "steward", "3672", "dinsos", width, true, language);
        var authority = await SignedIn("standar", "standards_authority", "3672", "dinsos", width, true, language);

        // A file that is no model says so at its field; the model then comes with its card and stands as a draft.
        await steward.Go(Server.Url + "/pemeringkatan/model");
        await Looked(steward);
        await Upload(steward, "survey.csv");
        (await Errors(steward).InnerTextAsync()).ShouldContain(Catalogue.Say(language, "welfare.pmt.not_a_model", ("file", "survey.csv")));
        await Looked(steward);
        await Upload(steward, "model1.json");
        await steward.Locator("dl.facts").WaitForAsync();
        (await Text(steward)).ShouldContain(Say("ranking.model.own"));
        (await steward.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = Say("ranking_models.approve") }).CountAsync()).ShouldBe(0);
        await Looked(steward);
        await authority.Go(steward.Url);
        (await Text(authority)).ShouldContain("floorTanah");
        await Press(authority, "ranking_models.approve");
        (await Text(authority)).ShouldContain(Say("rankings.state.approved"));

        // A run, which the service makes meanwhile.
        await steward.Go(Server.Url + "/pemeringkatan");
        await Looked(steward);
        await Press(steward, "rankings.start");
        await steward.Locator("dl.facts").WaitForAsync();
        await Reached(steward, "rankings.state.done");
        (await Text(steward)).ShouldContain(Say("ranking.own"));
        await Looked(steward);
        await Press(steward, "rankings.share.do");
        (await Errors(steward).InnerTextAsync()).ShouldContain(Say("ranking.quota.share"));
        await steward.GetByLabel(Say("rankings.share.part")).FillAsync("40");
        await Press(steward, "rankings.share.do");
        (await steward.Locator("table", new PageLocatorOptions { HasText = Say("rankings.places") }).First.InnerTextAsync()).ShouldContain(Say("rankings.total"));
        await Looked(steward);
        await authority.Go(steward.Url);
        await Press(authority, "rankings.reject");
        (await Errors(authority).InnerTextAsync()).ShouldContain(Say("ranking.note_needed"));
        await Press(authority, "rankings.approve");
        await Reached(authority, "rankings.state.entered");
        await Looked(authority);
        await Pictures.Take(authority, "pemeringkatan", 1200);

        // Down to a village and a family, whose score is told in words.
        await steward.ReloadAsync();
        var run = steward.Url;
        await steward.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Ciwandan" }).First.ClickAsync();
        await Looked(steward);
        await steward.Locator("tbody a").First.ClickAsync();
        await Looked(steward);
        (await Text(steward)).ShouldContain(Say("rankings.within.yes"));
        await steward.Locator("tbody a").First.ClickAsync();
        await Looked(steward);
        var told = await Text(steward);
        told.ShouldContain(Say("score.why"));
        await Pictures.Take(steward, "skor", 1200);
        told.ShouldContain("W•");
        told.ShouldNotContain("Warga");
        (await steward.Locator("main ol li").CountAsync()).ShouldBeGreaterThan(5);

        // Again as of the day before: how families moved, as a file for whoever says what for.
        await steward.Go(run);
        await Press(steward, "rankings.repeat");
        await Reached(steward, "rankings.state.done");
        await steward.Locator("a[href*='/dari/']").First.ClickAsync();
        await Looked(steward);
        await Press(steward, "rankings.moves.download");
        (await Errors(steward).CountAsync()).ShouldBe(1, "no purpose was stated");
        await steward.GetByLabel(Say("dashboard.purpose.label")).FillAsync("Bahan rapat evaluasi triwulan");
        var download = await steward.RunAndWaitForDownloadAsync(() => Press(steward, "rankings.moves.download"));
        (await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken)).Length.ShouldBe(121);

        async Task Upload(IPage page, string name)
        {
            await page.GetByLabel(Say("ranking_models.file"), new PageGetByLabelOptions { Exact = true }).SetInputFilesAsync(files.Folder[name]);
            await page.GetByLabel(Say("ranking_models.card"), new PageGetByLabelOptions { Exact = true }).SetInputFilesAsync(files.Folder["model1.card.json"]);
            await Press(page, "ranking_models.send");
        }
    }

    /// <summary>Opens a page again and again, as somebody does who waits, until it says something.</summary>
    private async Task Reached(IPage page, string key)
    {
        var address = page.Url.Split('?')[0];
        for (var i = 0; ; i++)
        {
            await page.Go(address + "?segarkan=tidak");
            if ((await page.Locator("dl.facts").InnerTextAsync()).Contains(Say(key), StringComparison.Ordinal)) return;
            i.ShouldBeLessThan(60, await Text(page));
            await Task.Delay(300, TestContext.Current.CancellationToken);
        }
    }

    private async Task Looked(IPage page)
    {
        System.Text.Encoding.UTF8.GetByteCount(await page.ContentAsync()).ShouldBeLessThan(60_000, page.Url);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, page.Url);
        await PagesInBrowserTests.Accessible(page, page.Url);
    }

    private Task Press(IPage page, string key) => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = Say(key), Exact = true }).ClickAsync();

    private static ILocator Errors(IPage page) => page.Locator("[aria-labelledby='galat-judul']");

    private static Task<string> Text(IPage page) => page.Locator("main").InnerTextAsync();

    private string Say(string key) => Catalogue.Say(language, key);
}
