using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SatuPintu.Access;
using SatuPintu.Access.Accounts;
using SatuPintu.Access.Tokens;
using SatuPintu.Tests.Storage;

namespace SatuPintu.Tests.Server;

/// <summary>Programs at the interface: what a token opens, and what it does not.</summary>
public sealed class TokensTests
{
    private const string Password = "kuda merah di atas awan";

    [Fact]
    public async Task A_token_does_what_its_scopes_say_and_no_more()
    {
        await using var registry = await TestRegistry.Make();
        await using var server = await Start(registry);
        var sari = await Person(registry, "sari", new HeldRole("administrator", "", "*"), new HeldRole("coordinator", "3672", "*"));
        var read = await MakeToken.Run(registry.Database, sari, new MakeTokenCommand("skrip", ["accounts:read"], 30));
        (await Ask(server, HttpMethod.Get, "/api/v1/accounts", read.Secret)).Status.ShouldBe(HttpStatusCode.OK);
        var (status, problem) = await Ask(server, HttpMethod.Post, "/api/v1/accounts", read.Secret, new { userName = "citra", displayName = "Citra", password = Password });
        (status, problem.GetProperty("detail").GetString()!).ShouldBe((HttpStatusCode.Forbidden, Catalogue.Say(Language.English, "access.scope", ("scope", "accounts:write"))));
        // What asks for nothing in particular, and what no token does, stays closed; and a page knows no tokens.
        foreach (var path in new[] { "/api/uji/umum", "/api/uji/peran" }) (await Ask(server, HttpMethod.Get, path, read.Secret)).Status.ShouldBe(HttpStatusCode.Forbidden, path);
        (await Ask(server, HttpMethod.Get, "/api/uji/peran", null, null, ("Cookie", "satupintu-masuk=" + (await SignIn.Run(registry.Database, "sari", Password)).Secret))).Status.ShouldBe(HttpStatusCode.OK);
        (await Ask(server, HttpMethod.Get, "/api/uji/kunci", read.Secret)).Item2.GetProperty("detail").GetString().ShouldBe(Catalogue.Find("access.no_token").En);
        (await Ask(server, HttpMethod.Get, "/akun", read.Secret)).Status.ShouldBe(HttpStatusCode.Redirect);
        // The roles that its scopes do not need are left behind, for the database as well.
        var use = (await UseToken.Run(registry.Database, read.Secret)).SignedIn!;
        use.Actor.Grants.ShouldBe([new Grant("administrator", "*", "")]);

        var write = await MakeToken.Run(registry.Database, sari, new MakeTokenCommand("skrip lain", ["accounts:write", "accounts:read"], 30));
        (await Ask(server, HttpMethod.Post, "/api/v1/accounts", write.Secret, new { userName = "citra", displayName = "Citra", password = Password, roles = new[] { new { role = "verifier", area = "3672", agency = "*" } } })).Status.ShouldBe(HttpStatusCode.Created);
        (await Ask(server, HttpMethod.Post, "/api/v1/accounts", write.Secret, new { userName = "citra", displayName = "Citra", password = Password })).Status.ShouldBe(HttpStatusCode.Conflict);
        (await Ask(server, HttpMethod.Post, "/api/v1/accounts", write.Secret, new { userName = "dewi", displayName = "Dewi", password = "pendek" })).Item2.GetProperty("code").GetString().ShouldBe("password.short");
        (await Ask(server, HttpMethod.Post, "/api/v1/accounts", write.Secret, new { userName = "dewi", displayName = "Dewi", password = Password, roles = new object?[] { null } })).Item2.GetProperty("code").GetString().ShouldBe("account.role");
        (await Ask(server, HttpMethod.Post, "/api/v1/accounts", write.Secret, "not an object")).Status.ShouldBe(HttpStatusCode.BadRequest);
        // A role that ended opens nothing, whatever the token was made for.
        await registry.AsOwner("update access.grant_of set held = tstzrange(lower(held), clock_timestamp()) where role = 'administrator'");
        (await Ask(server, HttpMethod.Get, "/api/v1/accounts", write.Secret)).Item2.GetProperty("detail").GetString().ShouldBe(Catalogue.Find("access.may_not").En);
    }

    [Theory]
    [InlineData("update access.api_token set ends_at = now() - interval '1 second'", "token.expired")]
    [InlineData("update access.api_token set revoked_at = now()", "token.revoked")]
    [InlineData("update access.account set disabled = true", "token.unknown")]
    [InlineData("update access.api_token set secret_hash = sha256('x')", "token.unknown")]
    public async Task A_token_that_does_not_hold_is_told_why(string happened, string key)
    {
        await using var registry = await TestRegistry.Make();
        await using var server = await Start(registry);
        var token = await MakeToken.Run(registry.Database, await Person(registry, "sari", new HeldRole("administrator", "", "*")), new MakeTokenCommand("skrip", ["accounts:read"], 1));
        (await Ask(server, HttpMethod.Get, "/api/v1/accounts", token.Secret)).Status.ShouldBe(HttpStatusCode.OK);
        (await registry.AsOwner("select used_at is not null from access.api_token")).ShouldBe(true);
        (await registry.AsOwner($"select count(*) from access.api_token t where t::text like '%{token.Secret[10..]}%'")).ShouldBe(0L, "the secret stands nowhere");
        await registry.AsOwner(happened);
        using var answer = await Send(server, HttpMethod.Get, "/api/v1/accounts", token.Secret, null);
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().ShouldContain("invalid_token");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        (problem.GetProperty("detail").GetString(), problem.GetProperty("title").GetString()).ShouldBe((Catalogue.Find(key).En, Catalogue.Find("server.error.401.title").En));
    }

    [Fact]
    public async Task Whoever_shows_nothing_is_told_what_to_show_and_a_cookie_alone_changes_nothing()
    {
        await using var registry = await TestRegistry.Make();
        await using var server = await Start(registry);
        await Person(registry, "sari", new HeldRole("administrator", "", "*"));
        var (status, problem) = await Ask(server, HttpMethod.Get, "/api/v1/accounts", null);
        (status, problem.GetProperty("detail").GetString()).ShouldBe((HttpStatusCode.Unauthorized, Catalogue.Find("server.error.401.detail").En));
        var cookie = ("Cookie", "satupintu-masuk=" + (await SignIn.Run(registry.Database, "sari", Password)).Secret);
        var citra = new { userName = "citra", displayName = "Citra", password = Password };
        (await Ask(server, HttpMethod.Get, "/api/v1/accounts", null, null, cookie)).Status.ShouldBe(HttpStatusCode.OK);
        foreach (var headers in new[] { new[] { cookie }, [cookie, ("Sec-Fetch-Site", "cross-site"), ("X-Requested-With", "x")], [cookie, ("Sec-Fetch-Site", "same-site")] })
            (await Ask(server, HttpMethod.Post, "/api/v1/accounts", null, citra, headers)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await registry.AsOwner("select count(*) from access.account")).ShouldBe(1L);
        (await Ask(server, HttpMethod.Post, "/api/v1/accounts", null, citra, cookie, ("Sec-Fetch-Site", "same-origin"))).Status.ShouldBe(HttpStatusCode.Created);
        (await Ask(server, HttpMethod.Post, "/api/v1/accounts", null, citra with { userName = "dewi" }, cookie, ("X-Requested-With", "satupintu"))).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Accounts_are_listed_piece_by_piece_each_once()
    {
        await using var registry = await TestRegistry.Make();
        await using var server = await Start(registry);
        var sari = await Person(registry, "sari", new HeldRole("administrator", "", "*"));
        await registry.AsOwner("insert into access.account (user_name, normalized_name, display_name, security_stamp) select 'Orang-' || i, 'orang-' || i, 'x', '' from generate_series(1, 24) i");
        var token = (await MakeToken.Run(registry.Database, sari, new MakeTokenCommand("skrip", ["accounts:read"], 1))).Secret;
        var (names, after) = (new List<string>(), "");
        do
        {
            var page = (await Ask(server, HttpMethod.Get, $"/api/v1/accounts?limit=7{(after.Length == 0 ? "" : "&after=" + after)}", token)).Item2;
            names.AddRange(page.GetProperty("accounts").EnumerateArray().Select(a => a.GetProperty("userName").GetString()!));
            after = page.GetProperty("next").GetString() ?? "";
        }
        while (after.Length > 0);
        names.ShouldBe([.. Enumerable.Range(1, 24).Select(i => $"Orang-{i}").Append("sari").Order(StringComparer.Ordinal)]);
        foreach (var limit in new[] { "0", "201", "-1", "x" }) (await Ask(server, HttpMethod.Get, "/api/v1/accounts?limit=" + limit, token)).Status.ShouldBe(HttpStatusCode.BadRequest, limit);
    }

    [Fact]
    public async Task Tokens_that_cannot_be_are_not_made()
    {
        await using var registry = await TestRegistry.Make();
        var (sari, ani) = (await Person(registry, "sari"), await Person(registry, "ani"));
        var good = new MakeTokenCommand("skrip", ["accounts:read"], 365);
        var made = await MakeToken.Run(registry.Database, sari, good);
        made.EndsAt.ShouldBe(DateTime.UtcNow.AddDays(365), TimeSpan.FromMinutes(1));
        foreach (var (key, wrong) in new[] { ("token.taken", good), ("token.name", good with { Name = " " }), ("token.scopes", good with { Scopes = [] }), ("token.scopes", good with { Scopes = ["everything"] }), ("token.days", good with { Days = 366 }), ("token.days", good with { Days = 0 }) })
            (await Should.ThrowAsync<UserError>(() => MakeToken.Run(registry.Database, sari, wrong))).Key.ShouldBe(key);
        // A token makes no tokens, nor ends any.
        (await Should.ThrowAsync<UserError>(() => MakeToken.Run(registry.Database, sari with { Scopes = ["accounts:read"] }, good with { Name = "anak" }))).Key.ShouldBe("access.no_token");
        (await RevokeToken.Run(registry.Database, ani, made.Id)).ShouldBeFalse("it is somebody else's");
        (await RevokeToken.Run(registry.Database, sari, made.Id)).ShouldBeTrue();
        (await RevokeToken.Run(registry.Database, sari, made.Id)).ShouldBeFalse("it was revoked before");
        (await ListTokens.Run(registry.Database, sari, sari.User!.Value)).Single().State.ShouldBe("revoked");
        (await UseToken.Run(registry.Database, made.Secret)).Outcome.ShouldBe(TokenOutcome.Revoked);
        foreach (var nonsense in new[] { "", "satupintu_", made.Secret[..^1], made.Secret + "0", new string('é', made.Secret.Length) }) (await UseToken.Run(registry.Database, nonsense)).Outcome.ShouldBe(TokenOutcome.Unknown, nonsense);
    }

    private static Task<RunningServer> Start(TestRegistry registry) => RunningServer.Start(more: services => services.AddTestRegistry(registry), routes: app =>
    {
        app.MapGet("/api/uji/umum", () => "").RequireAuthorization();
        app.MapGet("/api/uji/peran", () => "").RequireAuthorization(policy => policy.RequireRole("administrator"));
        app.MapGet("/api/uji/kunci", () => "").RequireAuthorization("key.rotate");
    });

    private static async Task<Actor> Person(TestRegistry registry, string name, params HeldRole[] roles) =>
        new(await AddAccount.Run(registry.Database, Actor.System, new AddAccountCommand(name, name, Password, roles)), [.. roles.Select(r => r.AsGrant())]);

    private static async Task<(HttpStatusCode Status, JsonElement)> Ask(RunningServer server, HttpMethod method, string path, string? token, object? body = null, params (string Name, string Value)[] headers)
    {
        using var answer = await Send(server, method, path, token, body, headers);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (answer.StatusCode, text.StartsWith('{') ? JsonDocument.Parse(text).RootElement : default);
    }

    private static async Task<HttpResponseMessage> Send(RunningServer server, HttpMethod method, string path, string? token, object? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.AcceptLanguage.ParseAdd("en");
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        if (body is not null) request.Content = JsonContent.Create(body);
        return await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
