using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SatuPintu.Access;
using SatuPintu.Access.Accounts;
using SatuPintu.Audit;
using SatuPintu.Tests.Storage;

namespace SatuPintu.Tests.Server;

/// <summary>Signing in over HTTP, and what asks for it.</summary>
public sealed class OfficersTests
{
    private const string Password = "kuda merah di atas awan";
    private static readonly byte[] SealKey = new byte[32];
    // What is open to whoever is not signed in. Who else may open which page, WalkTests asks.
    private static readonly string[] Open = ["/Index", "/SignIn", "/SignInKey", "/SignInCode", "/Stage", "/Status", "/Components", "/Failure"];

    [Fact]
    public async Task Every_other_page_sends_to_sign_in_and_knows_where_to_go_after()
    {
        await using var registry = await TestRegistry.Make();
        await using var server = await Start(registry);
        var pages = server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(e => (Page: e.Metadata.GetMetadata<PageActionDescriptor>()?.ViewEnginePath, Pattern: e.RoutePattern.RawText!)).Where(e => e.Page is not null && !Open.Contains(e.Page)).Distinct().ToList();
        pages.Count.ShouldBeGreaterThan(40);
        foreach (var (page, pattern) in pages)
        {
            // An area, a gap and a number in the places of what the page is about.
            var path = "/" + Regex.Replace(pattern, @"\{[^}]*\}", m => m.Value.Contains(":guid", StringComparison.Ordinal) ? Guid.Empty.ToString() : m.Value.Contains(":length", StringComparison.Ordinal) ? "367204" : "dtks");
            using var answer = await Get(server, path, null);
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, page);
            answer.Headers.Location!.OriginalString.ShouldStartWith("/masuk?kembali=" + Uri.EscapeDataString(path), customMessage: page);
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
