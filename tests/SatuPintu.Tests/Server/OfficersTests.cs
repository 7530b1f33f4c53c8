using System.Net;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SatuPintu.Access;
using SatuPintu.Access.Accounts;
using SatuPintu.Audit;
using SatuPintu.Tests.Storage;

namespace SatuPintu.Tests.Server;

/// <summary>Signing in over HTTP, and every page asked for by every role.</summary>
public sealed class OfficersTests
{
    private const string Password = "kuda merah di atas awan";
    private static readonly byte[] SealKey = new byte[32];
    private static readonly string[] Everybody = ["coordinator", "steward", "standards_authority", "producer", "social_officer", "village_operator", "verifier", "programme_owner", "researcher", "auditor", "administrator"];

    // Page by page: whom it is open to; "" is whoever is not signed in. A page that is not named here fails the walk.
    private static readonly Dictionary<string, string[]> OpenTo = new(StringComparer.Ordinal)
    {
        ["/Index"] = ["", .. Everybody],
        ["/SignIn"] = ["", .. Everybody],
        ["/SignInKey"] = ["", .. Everybody],
        ["/Passkeys"] = Everybody,
        ["/SignInCode"] = ["", .. Everybody],
        ["/SignInWays"] = Everybody,
        ["/Stage"] = ["", .. Everybody],
        ["/Status"] = ["", .. Everybody],
        ["/Components"] = ["", .. Everybody],
        ["/Account"] = Everybody,
        ["/TwoSteps"] = Everybody,
        ["/Users"] = ["administrator"],
        ["/Audit"] = ["auditor", "administrator"],
        ["/Agencies"] = ["administrator", "steward", "producer"],
        ["/Agency"] = ["administrator", "steward"],
        ["/Sources"] = ["administrator", "steward", "producer"],
        ["/Source"] = ["administrator", "steward", "producer"],
        ["/Accounts/OneUser"] = ["administrator"],
        ["/Accounts/OwnSessions"] = Everybody,
        ["/Accounts/OwnTokens"] = Everybody,
        ["/Persons"] = ["coordinator", "steward", "social_officer", "village_operator", "verifier"],
        ["/Person"] = ["coordinator", "steward", "social_officer", "village_operator", "verifier"],
        ["/Jobs"] = ["administrator", "steward"],
        ["/Send"] = ["producer", "steward"],
        ["/Deliveries"] = ["administrator", "steward", "producer", "coordinator", "standards_authority", "auditor"],
        ["/Delivery"] = ["administrator", "steward", "producer", "coordinator", "standards_authority", "auditor"],
    };

    // The pages that show one thing, with the thing that the walk asks for.
    private static readonly Dictionary<string, string> Example = new(StringComparer.Ordinal) { ["/Stage"] = "/pengumpulan", ["/Agency"] = "/instansi/dinsos", ["/Source"] = "/sumber/dtks", ["/Delivery"] = "/kiriman/01990000-0000-7000-8000-000000000001", ["/Person"] = "/orang/01990000-0000-7000-8000-000000000002" };

    [Fact]
    public async Task Every_page_opens_to_its_roles_and_to_no_other()
    {
        await using var registry = await TestRegistry.Make();
        await using var server = await Start(registry);
        await registry.AsOwner("insert into registry.agency values ('dinsos', 'Dinas Sosial'); insert into registry.source (source, agency, title, area, definition) values ('dtks', 'dinsos', 'DTKS', '3672', '{}'); insert into registry.delivery values ('01990000-0000-7000-8000-000000000001', 'dtks', 'dinsos', '3672', 'a.csv', 1, '\\x01', '2025-01-01'); insert into registry.delivery_state (delivery_id, number, state) values ('01990000-0000-7000-8000-000000000001', 1, 'withdrawn'); insert into registry.person (person_id, recorded_from, area, because) values ('01990000-0000-7000-8000-000000000002', now(), '3672041001', '01990000-0000-7000-8000-000000000002')");
        var pages = server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(e => (Page: e.Metadata.GetMetadata<PageActionDescriptor>()?.ViewEnginePath, Path: "/" + e.RoutePattern.RawText!.Split('{')[0])).Where(e => e.Page is not (null or "/Failure")).Distinct().ToList();
        pages.Select(p => p.Page!).Distinct().Order().ShouldBe(OpenTo.Keys.Order(), "a page without a line in the table");
        var somebody = await Add(registry, "seseorang", "researcher");
        foreach (var role in Everybody.Prepend(""))
        {
            var cookie = role.Length == 0 ? null : await SignedIn(registry, server, role);
            foreach (var (page, path) in pages)
            {
                using var answer = await Get(server, page == "/Accounts/OneUser" ? $"/pengguna/{somebody}" : Example.GetValueOrDefault(page!, path), cookie);
                var wanted = OpenTo[page!].Contains(role) ? HttpStatusCode.OK : role.Length == 0 ? HttpStatusCode.Redirect : HttpStatusCode.Forbidden;
                answer.StatusCode.ShouldBe(wanted, $"{page} as {role}");
                if (wanted == HttpStatusCode.Redirect) answer.Headers.Location!.OriginalString.ShouldStartWith("/masuk");
            }
        }
    }

    [Fact]
    public async Task An_officer_signs_in_by_the_form_and_out_again()
    {
        await using var registry = await TestRegistry.Make();
        await using var server = await Start(registry);
        await Add(registry, "ani", "auditor");
        using (var wrong = await Send(server, "/masuk", null, ("UserName", "ani"), ("Password", "salah sekali"))) wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var right = await Send(server, "/masuk?kembali=%2Faudit", null, ("UserName", "ani"), ("Password", Password), ("kembali", "/audit"));
        (right.StatusCode, right.Headers.Location!.OriginalString).ShouldBe((HttpStatusCode.Redirect, "/audit"));
        var given = right.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("satupintu-masuk=", StringComparison.Ordinal));
        given.ShouldContain("httponly");
        given.ShouldContain("samesite=lax");
        var cookie = given.Split(';')[0];
        using (var audit = await Get(server, "/audit", cookie)) (await audit.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("session.started");
        using (var elsewhere = await Send(server, "/masuk", null, ("UserName", "ani"), ("Password", Password), ("kembali", "https://example.org/"))) elsewhere.Headers.Location!.OriginalString.ShouldBe("/akun");
        using (var signedOut = await Send(server, "/akun", cookie)) signedOut.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using (var after = await Get(server, "/akun", cookie)) after.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await AuditLog.Verify(registry.Database, SealKey, null)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task An_administrator_adds_a_user_and_is_told_what_is_wrong()
    {
        await using var registry = await TestRegistry.Make();
        await using var server = await Start(registry);
        var cookie = await SignedIn(registry, server, "administrator");
        using (var bad = await Send(server, "/pengguna", cookie, ("UserName", "citra"), ("DisplayName", "Citra"), ("Password", "pendek"), ("Role", "auditor")))
        {
            bad.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            (await bad.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("Kata sandi terlalu pendek");
        }
        using (var good = await Send(server, "/pengguna", cookie, ("UserName", "citra"), ("DisplayName", "Citra"), ("Password", Password), ("Role", "auditor"), ("Area", "3672"))) good.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await SatuPintu.Access.Accounts.SignIn.Run(registry.Database, "citra", Password)).Outcome.ShouldBe(SignInOutcome.SignedIn);
        // Without the form's own token nothing is done, whoever asks.
        using var request = new HttpRequestMessage(HttpMethod.Post, "/pengguna") { Content = new FormUrlEncodedContent([KeyValuePair.Create("UserName", "dewi")]) };
        request.Headers.Add("Cookie", cookie);
        using var forged = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        forged.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static Task<RunningServer> Start(TestRegistry registry) => RunningServer.Start(o => o with { SignInsPerMinute = 1000 }, services => services.AddTestRegistry(registry));

    private static Task<Guid> Add(TestRegistry registry, string name, string role) => AddAccount.Run(registry.Database, Actor.System, new AddAccountCommand(name, name, Password, [new HeldRole(role, "3672", "*")]));

    private static async Task<string> SignedIn(TestRegistry registry, RunningServer server, string role)
    {
        await Add(registry, $"uji.{role}", role);
        var result = await SatuPintu.Access.Accounts.SignIn.Run(registry.Database, $"uji.{role}", Password);
        return "satupintu-masuk=" + result.Secret;
    }

    private static async Task<HttpResponseMessage> Get(RunningServer server, string path, string? cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        return await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<HttpResponseMessage> Send(RunningServer server, string path, string? cookie, params (string Name, string Value)[] values)
    {
        using var form = await Get(server, path, cookie);
        var page = await form.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var token = page.Split("name=\"_formulir\" type=\"hidden\" value=\"")[1].Split('"')[0];
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([.. values.Select(v => KeyValuePair.Create(v.Name, v.Value)), KeyValuePair.Create("_formulir", token)]) };
        request.Headers.Add("Cookie", form.Headers.GetValues("Set-Cookie").First().Split(';')[0] + (cookie is null ? "" : "; " + cookie));
        return await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
