using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SatuPintu.Access;
using SatuPintu.Access.Accounts;
using SatuPintu.Access.Tokens;
using SatuPintu.Tests.Storage;

namespace SatuPintu.Tests.Server;

/// <summary>The pages that administer accounts, and those of one's own sessions and tokens.</summary>
public sealed partial class AccountPagesTests
{
    private const string Password = "kuda merah di atas awan";

    [Fact]
    public async Task A_form_sent_twice_is_taken_once_and_says_so()
    {
        await using var registry = await TestRegistry.Make();
        await using var server = await Start(registry);
        var cookie = await SignedIn(registry, "sari", new HeldRole("administrator", "", "*"));
        var ani = await Add(registry, "ani", new HeldRole("verifier", "3672", "*"));
        var (formCookie, form) = await Open(server, $"/pengguna/{ani}", cookie);
        (string, string)[] edit = [("Stamp", Stamp(form)), ("DisplayName", "Ani <b>Suryani</b>"), ("Email", "ani@dinsos.go.id")];
        using (var first = await Post(server, $"/pengguna/{ani}?handler=Edit", formCookie, form, edit)) first.Headers.Location!.OriginalString.ShouldBe($"/pengguna/{ani}?selesai=edited");
        using (var again = await Post(server, $"/pengguna/{ani}?handler=Edit", formCookie, form, [edit[0], ("DisplayName", "Bukan Ani"), edit[2]]))
        {
            again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            var page = await again.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            page.ShouldContain("Akun ini sudah berubah sejak halaman dibuka");
            page.ShouldContain("Ani &lt;b&gt;Suryani");
            page.ShouldNotContain("Bukan Ani");
        }
        // With what the page shows now, the same is taken.
        (formCookie, form) = await Open(server, $"/pengguna/{ani}", cookie);
        using (var wrong = await Post(server, $"/pengguna/{ani}?handler=Give", formCookie, form, [("Stamp", Stamp(form)), ("Role", "auditor"), ("Area", "367")])) wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using (var given = await Post(server, $"/pengguna/{ani}?handler=Give", formCookie, form, [("Stamp", Stamp(form)), ("Role", "auditor"), ("Area", "")])) given.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await registry.AsOwner($"select count(*) from access.grant_of where account_id = '{ani}'")).ShouldBe(2L);
        using var none = await Get(server, $"/pengguna/{Guid.NewGuid()}", cookie);
        none.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_administrator_of_a_city_sees_no_way_to_change_one_of_the_nation()
    {
        await using var registry = await TestRegistry.Make();
        await using var server = await Start(registry);
        var cookie = await SignedIn(registry, "kota", new HeldRole("administrator", "3672", "*"));
        var nation = await Add(registry, "pusat", new HeldRole("administrator", "", "*"));
        var (formCookie, form) = await Open(server, $"/pengguna/{nation}", cookie);
        form.ShouldNotContain("handler=Disable");
        form.ShouldNotContain("handler=Password");
        form.ShouldNotContain("handler=End");
        using var forged = await Post(server, $"/pengguna/{nation}?handler=Password", formCookie, form, [("Stamp", Stamp(form)), ("Password", "perahu kayu sembilan bulan")]);
        forged.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await SatuPintu.Access.Accounts.SignIn.Run(registry.Database, "pusat", Password)).Outcome.ShouldBe(SignInOutcome.SignedIn);
    }

    [Fact]
    public async Task Ones_own_sessions_and_tokens_are_ended_and_nobody_elses()
    {
        await using var registry = await TestRegistry.Make();
        await using var server = await Start(registry);
        var cookie = await SignedIn(registry, "ani", new HeldRole("producer", "3672", "dinsos"));
        var elsewhere = (await SatuPintu.Access.Accounts.SignIn.Run(registry.Database, "ani", Password)).Secret!;
        var other = await SignedIn(registry, "budi", new HeldRole("producer", "3672", "dinkes"));
        var (formCookie, form) = await Open(server, "/akun/sesi", cookie);
        SessionIds().Count(form).ShouldBe(1, "this one has no button");
        using (var ended = await Post(server, "/akun/sesi", formCookie, form, [("Ended", SessionIds().Match(form).Groups["id"].Value)])) ended.Headers.Location!.OriginalString.ShouldEndWith("selesai=ya");
        (await Sessions.Find(registry.Database, elsewhere)).ShouldBeNull();
        using (var foreign = await Post(server, "/akun/sesi", formCookie, form, [("Ended", Guid.ParseExact(other.Split('=')[1].Split('.')[0], "n").ToString())])) foreign.Headers.Location!.OriginalString.ShouldEndWith("selesai=sudah");
        (await Sessions.Find(registry.Database, other.Split('=')[1])).ShouldNotBeNull();

        (formCookie, form) = await Open(server, "/akun/token", cookie);
        form.ShouldContain("deliveries:write");
        form.ShouldNotContain("accounts:write", Case.Sensitive, "of no use to a producer");
        (string, string)[] make = [("Name", "Mesin setoran"), ("Scopes", "deliveries:write"), ("Scopes", "deliveries:read"), ("Days", "90")];
        using var made = await Post(server, "/akun/token", formCookie, form, make);
        var secret = Secrets().Match(await made.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Value;
        var use = await UseToken.Run(registry.Database, secret);
        (use.Outcome, string.Join(' ', use.SignedIn!.Actor.Scopes!)).ShouldBe((TokenOutcome.Holds, "deliveries:read deliveries:write"));
        using (var again = await Post(server, "/akun/token", formCookie, form, make)) again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        using (var nothing = await Post(server, "/akun/token", formCookie, form, [("Name", "x"), ("Days", "400")])) nothing.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (formCookie, form) = await Open(server, "/akun/token", cookie);
        Secrets().IsMatch(form).ShouldBeFalse("it is shown once");
        using (var revoked = await Post(server, "/akun/token?handler=Token", formCookie, form, [("Ended", SessionIds().Match(form).Groups["id"].Value)])) revoked.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await UseToken.Run(registry.Database, secret)).Outcome.ShouldBe(TokenOutcome.Revoked);
    }

    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task The_pages_work_in_a_browser_and_for_everybody(int width)
    {
        await using var browser = await Chromium.Open();
        await using var registry = await TestRegistry.Make();
        await using var server = await Start(registry);
        await Add(registry, "sari", new HeldRole("administrator", "", "*"));
        await Add(registry, "ani", new HeldRole("verifier", "3672", "dinsos"));
        await SatuPintu.Access.Accounts.SignIn.Run(registry.Database, "ani", Password);
        await SatuPintu.Access.Accounts.SignIn.Run(registry.Database, "sari", Password);
        var context = await browser.Window(width);
        var page = await context.NewPageAsync();
        await page.GotoAsync(server.Url + "/masuk?kembali=%2Fpengguna");
        await page.GetByLabel("Nama pengguna").FillAsync("sari");
        await page.GetByLabel("Kata sandi").FillAsync(Password);
        await page.Locator("main button").ClickAsync();
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "ani", Exact = true }).ClickAsync();
        await Looked();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Akhiri: Verifikator 3672" }).ClickAsync();
        await Says("Peran diakhiri.");
        await Looked();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Nonaktifkan" }).ClickAsync();
        await Says("Akun dinonaktifkan");
        await page.GetByLabel("Alamat surel").FillAsync("bukan surel");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Simpan" }).ClickAsync();
        await Says("Itu bukan alamat surel.");
        await Looked();
        await page.GotoAsync(server.Url + "/akun/sesi");
        await Looked();
        await page.GotoAsync(server.Url + "/akun/token");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Buat token" }).ClickAsync();
        await Looked();
        await page.GetByLabel("Nama token").FillAsync("Skrip");
        await page.GetByLabel("Melihat akun").CheckAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Buat token" }).ClickAsync();
        await Says("satupintu_");
        await Looked();

        async Task Says(string text) => (await page.Locator("main").InnerTextAsync()).ShouldContain(text);

        async Task Looked()
        {
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, page.Url);
            await PagesInBrowserTests.Accessible(page, page.Url);
        }
    }

    private static Task<RunningServer> Start(TestRegistry registry) => RunningServer.Start(o => o with { SignInsPerMinute = 1000 }, services => services.AddTestRegistry(registry));

    private static Task<Guid> Add(TestRegistry registry, string name, params HeldRole[] roles) => AddAccount.Run(registry.Database, Actor.System, new AddAccountCommand(name, name, Password, roles));

    private static async Task<string> SignedIn(TestRegistry registry, string name, params HeldRole[] roles)
    {
        await Add(registry, name, roles);
        return "satupintu-masuk=" + (await SatuPintu.Access.Accounts.SignIn.Run(registry.Database, name, Password)).Secret;
    }

    private static Task<HttpResponseMessage> Get(RunningServer server, string path, string cookie) => server.Get(path, ("Cookie", cookie));

    private static async Task<(string Cookie, string Form)> Open(RunningServer server, string path, string cookie)
    {
        using var answer = await Get(server, path, cookie);
        return (answer.Headers.GetValues("Set-Cookie").First().Split(';')[0] + "; " + cookie, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<HttpResponseMessage> Post(RunningServer server, string path, string cookie, string form, (string Name, string Value)[] values)
    {
        var token = form.Split("name=\"_formulir\" type=\"hidden\" value=\"")[1].Split('"')[0];
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([.. values.Select(v => KeyValuePair.Create(v.Name, v.Value)), KeyValuePair.Create("_formulir", token)]) };
        request.Headers.Add("Cookie", cookie);
        return await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static string Stamp(string form) => form.Split("name=\"Stamp\" value=\"")[1].Split('"')[0];

    [GeneratedRegex("name=\"Ended\" value=\"(?<id>[0-9a-f-]{36})\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SessionIds();

    [GeneratedRegex("satupintu_[0-9a-f]{64}", RegexOptions.None, 1000)]
    private static partial Regex Secrets();
}
