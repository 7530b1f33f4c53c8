using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SatuPintu.Server.Assets;
using SatuPintu.Server.SignIn;

namespace SatuPintu.Tests.Server;

/// <summary>The pages over HTTP, without a browser.</summary>
public sealed class PagesTests
{
    private const string English = "satupintu-bahasa=en";

    [Theory]
    [InlineData("/", "Satu pintu untuk semua", "One door for every")]
    [InlineData("/masuk", "Nama pengguna", "User name")]
    [InlineData("/pengumpulan", "Menerima daftar", "Takes the lists")]
    [InlineData("/penyebarluasan", "Membagikan hasilnya", "Shares the result")]
    [InlineData("/status", "Layanan berjalan", "The service runs")]
    [InlineData("/tidak-ada", "Halaman tidak ditemukan", "Page not found")]
    [InlineData("/uji/larangan", "Anda tidak berwenang", "You may not see this")]
    [InlineData("/uji/rusak", "Terjadi kesalahan pada layanan", "Something went wrong")]
    public async Task Every_page_speaks_both_languages_and_leads_to_itself_in_the_other(string path, string indonesian, string english)
    {
        await using var server = await RunningServer.Start(routes: TestRoutes.Add);
        // A browser set to English does not decide: the officer's choice does.
        var first = await server.Text(path, ("Accept-Language", "en"));
        first.ShouldContain("<html lang=\"id\">");
        first.ShouldContain(indonesian);
        first.ShouldContain($"href=\"/bahasa/en?kembali={Uri.EscapeDataString(path)}\"");
        first.ShouldNotContain("<script", Case.Insensitive);
        var second = await server.Text(path, ("Cookie", English));
        second.ShouldContain("<html lang=\"en\">");
        second.ShouldContain(english);
        second.ShouldContain("href=\"/bahasa/id?");
    }

    [Theory]
    [InlineData("en", "/masuk", "/masuk")]
    [InlineData("id", "/status?a=1", "/status?a=1")]
    [InlineData("en", "//lain.contoh.org", "/")]
    [InlineData("en", "/\\lain.contoh.org", "/")]
    [InlineData("en", "https://lain.contoh.org", "/")]
    [InlineData("en", "", "/")]
    public async Task The_switch_remembers_the_language_and_stays_on_this_site(string code, string back, string leads)
    {
        await using var server = await RunningServer.Start();
        using var answer = await server.Get($"/bahasa/{code}?kembali={Uri.EscapeDataString(back)}");
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.ShouldBe(leads);
        answer.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem().ShouldStartWith($"satupintu-bahasa={code};");
    }

    [Fact]
    public async Task The_first_page_and_its_style_are_small_over_the_wire()
    {
        await using var server = await RunningServer.Start();
        var bytes = 0;
        foreach (var path in (string[])["/", server.App.Services.GetRequiredService<StyleSheet>().Path])
        {
            using var answer = await server.Get(path, ("Accept-Encoding", "br"));
            answer.Content.Headers.ContentEncoding.ShouldBe(["br"]);
            bytes += (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length + answer.Headers.ToString().Length;
        }
        bytes.ShouldBeLessThan(8 * 1024);
        TestContext.Current.TestOutputHelper!.WriteLine($"{bytes} bytes");
    }

    [Fact]
    public async Task Sign_in_says_plainly_that_it_is_not_set_up()
    {
        await using var server = await RunningServer.Start();
        using var answer = await server.Send("/masuk", null, ("UserName", "siti"), ("Password", "rahasia-sekali"));
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        page.ShouldContain("Masuk belum disiapkan");
        page.ShouldContain("value=\"siti\"");
        page.ShouldNotContain("rahasia-sekali");
    }

    [Fact]
    public async Task What_is_missing_is_said_at_the_top_and_at_its_field()
    {
        await using var server = await RunningServer.Start();
        using var answer = await server.Send("/masuk", English, ("UserName", " "), ("Password", new string('x', 300)));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        page.ShouldContain("<title>To correct: Sign in");
        page.ShouldContain("autofocus");
        page.ShouldContain("<a href=\"#f-UserName\">Enter your user name</a>");
        page.ShouldContain("aria-describedby=\"f-UserName-petunjuk f-UserName-galat\" aria-invalid=\"true\"");
        page.ShouldContain("at most 256 characters");
    }

    [Fact]
    public async Task Another_area_can_bring_its_own_sign_in()
    {
        await using var server = await RunningServer.Start(more: services => services.AddSingleton<ISignIn, OneOfficer>());
        using var wrong = await server.Send("/masuk", null, ("UserName", "siti"), ("Password", "salah"));
        (await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("Nama pengguna atau kata sandi salah");
        using var right = await server.Send("/masuk", null, ("UserName", "siti"), ("Password", "benar"));
        right.Headers.Location!.OriginalString.ShouldBe("/akun");
    }

    [Fact]
    public async Task Components_are_shown_to_developers_only()
    {
        await using var server = await RunningServer.Start(o => o with { Development = false });
        (await server.Get("/komponen")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_page_asks_again_by_itself_until_its_reader_stops_that()
    {
        await using var server = await RunningServer.Start();
        using var asking = await server.Get("/komponen");
        asking.Headers.GetValues("Refresh").ShouldBe(["30"]);
        using var stopped = await server.Get("/komponen?segarkan=tidak");
        stopped.Headers.Contains("Refresh").ShouldBeFalse();
    }

    private sealed class OneOfficer : ISignIn
    {
        public ValueTask<SignInAnswer> SignIn(Microsoft.AspNetCore.Http.HttpContext context, string userName, string password) =>
            new(password == "benar" ? SignInAnswer.Welcome : SignInAnswer.Refused);
    }
}
