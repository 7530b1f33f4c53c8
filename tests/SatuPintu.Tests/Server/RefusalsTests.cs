using System.Net;
using SatuPintu.Server.Security;

namespace SatuPintu.Tests.Server;

/// <summary>What is turned away, and the page that says so.</summary>
public sealed class RefusalsTests
{
    private const string English = "satupintu-bahasa=en";

    [Fact]
    public async Task A_form_without_its_token_is_refused_with_a_page()
    {
        await using var server = await RunningServer.Start();
        using var answer = await server.Client.PostAsync("/masuk", new FormUrlEncodedContent([new("UserName", "siti")]), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("kedaluwarsa");
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused_with_a_page()
    {
        await using var server = await RunningServer.Start();
        using var content = new FormUrlEncodedContent([new("UserName", new string('x', 70_000))]);
        using var answer = await server.Client.PostAsync("/masuk", content, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("Kiriman terlalu besar");
    }

    [Fact]
    public async Task A_fault_shows_its_number_and_nothing_else()
    {
        await using var server = await RunningServer.Start(routes: TestRoutes.Add);
        using var answer = await server.Get("/uji/rusak");
        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        page.ShouldMatch("<code>[0-9a-f]{32}</code>");
        page.ShouldNotContain("rahasia");
        page.ShouldNotContain("InvalidOperation");
    }

    [Fact]
    public async Task Too_many_attempts_get_a_page_in_the_readers_language_and_a_time_to_wait()
    {
        await using var server = await RunningServer.Start(o => o with { SignInsPerMinute = 2 });
        for (var i = 0; i < 2; i++) (await server.Send("/masuk", null, ("UserName", "siti"), ("Password", "x"))).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        using var answer = await server.Send("/masuk", English, ("UserName", "siti"), ("Password", "x"));
        answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 60);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("Too many requests");
        // Reading stays open to the others behind the same address.
        (await server.Get("/masuk")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Too_many_requests_are_refused_and_the_refusal_is_a_page()
    {
        await using var server = await RunningServer.Start(o => o with { RequestsPerMinute = 6 });
        for (var i = 0; i < 3; i++) (await server.Get("/")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var answer = await server.Get("/");
        answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("Terlalu banyak permintaan");
    }

    [Theory]
    [InlineData("10.1.2.3", "10.1.2.3")]
    [InlineData("::ffff:10.1.2.3", "10.1.2.3")]
    [InlineData("2001:db8:1:2:3::4", "20010DB800010002")]
    public void A_limit_counts_an_address_or_its_network(string address, string counted) => RequestLimits.Counted(IPAddress.Parse(address)).ShouldBe(counted);
}
