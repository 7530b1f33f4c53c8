using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SatuPintu.Tests.Server;

/// <summary>What programs ask.</summary>
public sealed class InterfaceTests
{
    [Fact]
    public async Task The_version_is_told()
    {
        await using var server = await RunningServer.Start();
        var answer = JsonDocument.Parse(await server.Text("/api/v1/version")).RootElement;
        answer.GetProperty("name").GetString().ShouldBe("SatuPintu");
        answer.GetProperty("version").GetString().ShouldBe(ProgramVersion.Number);
    }

    [Fact]
    public async Task The_interface_describes_itself()
    {
        await using var server = await RunningServer.Start();
        var document = JsonDocument.Parse(await server.Text("/openapi/v1.json", ("Accept-Language", "en"))).RootElement;
        document.GetProperty("openapi").GetString()!.ShouldStartWith("3.1");
        document.GetProperty("info").GetProperty("title").GetString().ShouldBe("SatuPintu");
        document.GetProperty("paths").EnumerateObject().Select(p => p.Name).ShouldContain("/api/v1/version");
        document.GetProperty("paths").GetProperty("/api/v1/version").GetProperty("get").GetProperty("summary").GetString().ShouldBe(Catalogue.Find("server.api.version").En);
        document.GetProperty("paths").GetProperty("/api/v1/accounts").GetProperty("get").GetProperty("security")[0].GetProperty("token")[0].GetString().ShouldBe("accounts:read");
        document.GetProperty("components").GetProperty("securitySchemes").GetProperty("token").GetProperty("scheme").GetString().ShouldBe("bearer");
    }

    [Theory]
    [InlineData("/api/tidak-ada", "", 404, "Halaman tidak ditemukan")]
    [InlineData("/api/tidak-ada", "en-GB,en;q=0.9,id;q=0.5", 404, "Page not found")]
    [InlineData("/api/tidak-ada", "id,en;q=0.9", 404, "Halaman tidak ditemukan")]
    [InlineData("/api/uji/rusak", "en", 500, "Something went wrong in the service")]
    [InlineData("/api/uji/larangan", "fr", 403, "Anda tidak berwenang")]
    public async Task Errors_are_problem_details_in_the_callers_language(string path, string languages, int status, string title)
    {
        await using var server = await RunningServer.Start(routes: TestRoutes.Add);
        using var answer = await server.Get(path, ("Accept-Language", languages));
        ((int)answer.StatusCode).ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        text.ShouldNotContain("rahasia");
        var problem = JsonDocument.Parse(text).RootElement;
        problem.GetProperty("title").GetString().ShouldBe(title);
        problem.GetProperty("status").GetInt32().ShouldBe(status);
        problem.GetProperty("traceId").GetString()!.Length.ShouldBe(32);
    }

    [Fact]
    public async Task A_call_beyond_the_limit_is_a_problem_too()
    {
        await using var server = await RunningServer.Start(o => o with { RequestsPerMinute = 2 });
        await server.Get("/api/v1/version");
        using var answer = await server.Get("/api/v1/version");
        answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Ready_asks_every_check_and_live_asks_none()
    {
        await using var server = await RunningServer.Start(more: s => s.AddHealthChecks().AddCheck("basis-data", () => HealthCheckResult.Unhealthy("kata sandi basis data salah")));
        using var live = await server.Get("/health/live");
        live.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var ready = await server.Get("/health/ready");
        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("{\"status\":\"failed\",\"checks\":{\"keys\":\"ok\",\"basis-data\":\"failed\"}}");
        (await server.Text("/status")).ShouldContain("Gagal");
    }
}
