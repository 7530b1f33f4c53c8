using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using SatuPintu.Server.Assets;
using SatuPintu.Server.Security;

namespace SatuPintu.Tests.Server;

/// <summary>What every answer must carry, asked of every route there is.</summary>
public sealed class HeadersTests
{
    [Fact]
    public async Task Every_endpoint_answers_with_the_security_headers()
    {
        await using var server = await RunningServer.Start();
        var endpoints = server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        endpoints.Count.ShouldBeGreaterThan(8);
        foreach (var endpoint in endpoints)
        {
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"])
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), PathOf(endpoint.RoutePattern));
                using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
                ShouldBeGuarded(answer, $"{method} {endpoint.RoutePattern.RawText}");
            }
        }
    }

    [Theory]
    [InlineData("/tidak-ada", 404)]
    [InlineData("/api/tidak-ada", 404)]
    [InlineData("/uji/rusak", 500)]
    [InlineData("/uji/larangan", 403)]
    [InlineData("/api/uji/rusak", 500)]
    public async Task Failures_carry_them_too(string path, int status)
    {
        await using var server = await RunningServer.Start(routes: TestRoutes.Add);
        using var answer = await server.Get(path);
        ((int)answer.StatusCode).ShouldBe(status);
        ShouldBeGuarded(answer, path);
    }

    [Fact]
    public async Task A_name_that_is_not_ours_is_turned_away()
    {
        await using var server = await RunningServer.Start(o => o with { Hosts = ["satupintu.contoh.go.id"] });
        using var ours = await server.Get("/", ("Host", "satupintu.contoh.go.id"));
        ours.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var others = await server.Get("/", ("Host", "lain.contoh.org"));
        others.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ShouldBeGuarded(others, "other host");
    }

    [Fact]
    public async Task Behind_a_proxy_with_https_cookies_are_secure_and_the_browser_is_told_to_stay()
    {
        await using var server = await RunningServer.Start();
        using var plain = await server.Get("/masuk");
        plain.Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
        using var secure = await server.Get("/masuk", ("X-Forwarded-Proto", "https"));
        secure.Headers.GetValues("Strict-Transport-Security").ShouldBe([SecurityHeaders.Transport]);
        using var language = await server.Get("/bahasa/en", ("X-Forwarded-Proto", "https"));
        foreach (var answer in new[] { secure, language })
        {
            var cookie = answer.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem().ToLowerInvariant();
            cookie.ShouldContain("; secure");
            cookie.ShouldContain("; httponly");
            cookie.ShouldContain("; samesite=lax");
        }
    }

    [Fact]
    public async Task The_style_sheet_may_be_kept_for_ever_and_comes_packed()
    {
        await using var server = await RunningServer.Start();
        var path = server.App.Services.GetRequiredService<StyleSheet>().Path;
        (await server.Text("/")).ShouldContain($"href=\"{path}\"");
        using var plain = await server.Get(path);
        using var packed = await server.Get(path, ("Accept-Encoding", "gzip, br"));
        plain.Headers.CacheControl!.ToString().ShouldContain("immutable");
        plain.Content.Headers.ContentType!.MediaType.ShouldBe("text/css");
        packed.Content.Headers.ContentEncoding.ShouldBe(["br"]);
        packed.Content.Headers.ContentLength!.Value.ShouldBeLessThan(plain.Content.Headers.ContentLength!.Value / 2);
        using var other = await server.Get("/aset/0000000000000000.css");
        other.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        other.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    private static void ShouldBeGuarded(HttpResponseMessage answer, string what)
    {
        foreach (var (name, value) in SecurityHeaders.All) answer.Headers.GetValues(name).ShouldBe([value], $"{what}: {name}");
        answer.Headers.Contains("Server").ShouldBeFalse(what);
        if (answer.Content.Headers.ContentType?.MediaType != "text/css") answer.Headers.CacheControl!.NoStore.ShouldBeTrue(what);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [])
        {
            cookie.ShouldContain("httponly", Case.Insensitive, what);
            cookie.ShouldContain("samesite=lax", Case.Insensitive, what);
        }
    }

    private static string PathOf(RoutePattern pattern) =>
        "/" + string.Join('/', pattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p => p switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart { Name: "documentName" } => "v1",
            RoutePatternParameterPart { Name: "stage" } => "pengumpulan",
            _ => "x",
        }))));
}

/// <summary>Routes that fail, for the tests of what is said then.</summary>
internal static class TestRoutes
{
    /// <summary>Adds them.</summary>
    public static void Add(WebApplication app)
    {
        foreach (var root in (string[])["", "/api"])
        {
            app.MapGet(root + "/uji/rusak", string () => throw new InvalidOperationException("rahasia 3603120101010001"));
            app.MapGet(root + "/uji/larangan", () => Results.StatusCode(StatusCodes.Status403Forbidden));
        }
    }
}
