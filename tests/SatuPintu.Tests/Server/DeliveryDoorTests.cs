using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using SatuPintu.Access.Accounts;
using SatuPintu.Access.Tokens;
using SatuPintu.Audit;
using SatuPintu.Server.Access;
using SatuPintu.Tests.Deliveries;

namespace SatuPintu.Tests.Server;

/// <summary>Deliveries over HTTP: by the interface in pieces and at once, and by the form as it comes without a script.</summary>
public sealed class DeliveryDoorTests : IAsyncLifetime
{
    private const string Base = "/api/v1/deliveries";
    private static readonly byte[] List = Encoding.UTF8.GetBytes("NIK;NAMA\n" + string.Concat(Enumerable.Range(0, 9000).Select(i => $"3672041505800003;WARGA {i}\n")));
    private DeliveryTest test = null!;
    private RunningServer server = null!;
    private string cookie = "";

    public async ValueTask InitializeAsync()
    {
        test = await DeliveryTest.Make();
        cookie = "satupintu-masuk=" + (await test.Officer("ani")).Secret;
        server = await RunningServer.Start(o => o with { Data = test.PathOf("data") }, services => services.AddRegistry(test.Database, test.Place, test.Keys, stop => AuditLog.Seal(test.Database, TestServices.SealKey, stop)));
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await test.DisposeAsync();
    }

    [Fact]
    public async Task A_file_is_sent_in_pieces_and_delivered_once()
    {
        var id = await Begun();
        var path = $"{Base}/uploads/{id}";
        using (var first = await Call(HttpMethod.Patch, path, Piece(0, 1 << 17), ("Upload-Offset", "0"))) Said(first, HttpStatusCode.NoContent, 1 << 17);
        using (var wrong = await Call(HttpMethod.Patch, path, Piece(5, 10), ("Upload-Offset", "5"))) Said(wrong, HttpStatusCode.Conflict, 1 << 17);
        using (var state = await Call(HttpMethod.Head, path)) Said(state, HttpStatusCode.NoContent, 1 << 17);
        using (var early = await Call(HttpMethod.Post, path + "/finish")) await Refused(early, HttpStatusCode.Conflict, "upload.not_whole");
        using (var rest = await Call(HttpMethod.Patch, path, Piece(1 << 17, List.Length), ("Upload-Offset", $"{1 << 17}")))
        {
            Said(rest, HttpStatusCode.NoContent, List.Length);
            rest.Headers.GetValues("Upload-Complete").ShouldBe(["?1"]);
        }
        using var done = await Call(HttpMethod.Post, path + "/finish");
        done.StatusCode.ShouldBe(HttpStatusCode.Created);
        var delivery = (await done.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("delivery").GetGuid();
        test.Content(delivery).ShouldBe(List);
        using (var shown = await Call(HttpMethod.Get, done.Headers.Location!.OriginalString)) (await shown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("\"state\":\"received\"");
        using (var again = await Put()) again.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await test.Count("registry.delivery")).ShouldBe(1);
        var description = await server.Text("/openapi/v1.json");
        foreach (var part in new[] { Base, Base + "/uploads/{id}", Base + "/uploads/{id}/finish", "application/offset+octet-stream" }) description.ShouldContain($"\"{part}\"");
    }

    [Fact]
    public async Task What_is_wrong_with_a_call_is_a_problem_that_says_so()
    {
        var id = await Begun();
        var path = $"{Base}/uploads/{id}";
        using (var other = await Call(HttpMethod.Patch, path, new StringContent("x"), ("Upload-Offset", "0"))) other.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        using (var none = await Call(HttpMethod.Patch, path, Piece(0, 10))) none.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using (var huge = await Call(HttpMethod.Patch, path, new ByteArrayContent(new byte[(64 << 20) + 1]) { Headers = { ContentType = new("application/offset+octet-stream") } }, ("Upload-Offset", "0"), ("Expect", "100-continue"))) huge.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        using (var large = await Begin(new { source = "dtks-dinsos", fileName = "a.csv", size = 600L << 20, asOf = "2025-06-01" })) await Refused(large, HttpStatusCode.RequestEntityTooLarge, "upload.too_large");
        using (var long_ = await Begin(new { source = "dtks-dinsos", fileName = new string('x', 10_000), size = 5, asOf = "2025-06-01" })) long_.StatusCode.ShouldBe(HttpStatusCode.Created);
        using (var broken = await Call(HttpMethod.Post, Base, new StringContent("{", Encoding.UTF8, "application/json"))) broken.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using (var picture = await Put("%PDF-1.7"u8.ToArray())) await Refused(picture, HttpStatusCode.UnprocessableEntity, "reading.not_a_table.pdf");
        using (var gone = await Call(HttpMethod.Delete, path)) gone.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using (var state = await Call(HttpMethod.Head, path)) state.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using (var nobody = await server.Get($"{Base}/{Guid.NewGuid()}")) nobody.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_key_makes_a_request_one_and_another_sites_page_makes_none()
    {
        var body = new { source = "dtks-dinsos", fileName = "a.csv", size = List.Length, asOf = "2025-06-01" };
        using var first = await Begin(body, ("Idempotency-Key", "k-1"));
        using var again = await Begin(body, ("Idempotency-Key", "k-1"));
        (await again.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe(await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        using (var other = await Begin(new { source = "dtks-dinsos", fileName = "b.csv", size = 7, asOf = "2025-06-01" }, ("Idempotency-Key", "k-1"))) await Refused(other, HttpStatusCode.UnprocessableEntity, "upload.key_reused");
        using (var foreign = await Begin(body, ("Sec-Fetch-Site", "cross-site"))) foreign.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var bare = new HttpRequestMessage(HttpMethod.Post, Base) { Content = JsonContent.Create(body) };
        bare.Headers.Add("Cookie", cookie);
        using var unmarked = await server.Client.SendAsync(bare, TestContext.Current.CancellationToken);
        unmarked.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await test.Count("registry.upload")).ShouldBe(1);
    }

    [Fact]
    public async Task A_token_delivers_only_where_it_was_made_for_that()
    {
        var ani = (await Sessions.Find(test.Database, cookie.Split('=')[1]))!.Actor;
        foreach (var (scope, status) in new[] { ("deliveries:read", HttpStatusCode.Forbidden), ("sources:write", HttpStatusCode.Forbidden), ("deliveries:write", HttpStatusCode.Created) })
        {
            var token = await MakeToken.Run(test.Database, ani, new MakeTokenCommand(scope, [scope], 1));
            using var request = new HttpRequestMessage(HttpMethod.Put, Base + "?source=dtks-dinsos&asOf=2025-06-01&fileName=a.csv") { Content = new ByteArrayContent(List) };
            request.Content.Headers.ContentType = new("text/csv");
            request.Headers.Authorization = new("Bearer", token.Secret);
            request.Headers.ExpectContinue = true;
            using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(status, scope);
        }
        (await test.Count("registry.delivery")).ShouldBe(1);
    }

    [Fact]
    public async Task A_form_is_read_as_it_comes_and_only_from_whoever_opened_it()
    {
        using var page = await server.Get("/kirim", ("Cookie", cookie));
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("script-src 'self'; connect-src 'self'; default-src 'none'");
        var text = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var token = text.Split("name=\"_formulir\" type=\"hidden\" value=\"")[1].Split('"')[0];
        var cookies = page.Headers.GetValues("Set-Cookie").First().Split(';')[0] + "; " + cookie;
        using (var script = await server.Get("/aset/" + text.Split("src=\"/aset/")[1].Split('"')[0])) (script.StatusCode, script.Content.Headers.ContentType!.MediaType, script.Headers.CacheControl!.ToString()).ShouldBe((HttpStatusCode.OK, "text/javascript", "public, max-age=31536000, immutable"));
        using (var elsewhere = await server.Get("/kiriman", ("Cookie", cookie))) elsewhere.Headers.GetValues("Content-Security-Policy").Single().ShouldNotContain("script");

        using (var forged = await Form(cookies, "x", "2025-06-01", List)) forged.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using (var dateless = await Form(cookies, token, "", List)) (await Text(dateless)).ShouldContain("Isikan tanggal keadaan data.");
        using (var fileless = await Form(cookies, token, "2025-06-01", [], "")) (await Text(fileless)).ShouldContain("Pilih berkas yang akan dikirim.");
        using (var picture = await Form(cookies, token, "2025-06-01", [0x89, (byte)'P', (byte)'N', (byte)'G', 1, 2])) (await Text(picture)).ShouldContain("class=\"field wrong\"");
        test.Stored().Where(f => f.EndsWith(".sealed", StringComparison.Ordinal)).ShouldBeEmpty();
        using (var sent = await Form(cookies, token, "2025-06-01", List)) (sent.StatusCode, sent.Headers.Location!.OriginalString.Split('?')[1]).ShouldBe((HttpStatusCode.Redirect, "sudah=False"));
        using var twice = await Form(cookies, token, "2025-06-01", List);
        twice.Headers.Location!.OriginalString.ShouldEndWith("sudah=True");
        using (var shown = await server.Get(twice.Headers.Location.OriginalString, ("Cookie", cookie))) (await Text(shown)).ShouldContain("Berkas yang sama sudah diterima");
        (await test.Count("registry.delivery")).ShouldBe(1);
    }

    private async Task<Guid> Begun()
    {
        using var begun = await Begin(new { source = "dtks-dinsos", fileName = "a.csv", size = List.Length, asOf = "2025-06-01" });
        begun.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (await begun.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("upload").GetGuid();
    }

    private Task<HttpResponseMessage> Begin(object body, params (string, string)[] headers) => Call(HttpMethod.Post, Base, JsonContent.Create(body), headers);

    private Task<HttpResponseMessage> Put(byte[]? content = null) =>
        Call(HttpMethod.Put, Base + "?source=dtks-dinsos&asOf=2025-06-01&fileName=a.csv", new ByteArrayContent(content ?? List) { Headers = { ContentType = new("text/csv") } });

    private async Task<HttpResponseMessage> Call(HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("Cookie", cookie);
        request.Headers.Add("X-Requested-With", "uji");
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task<HttpResponseMessage> Form(string cookies, string token, string asOf, byte[] file, string name = "a.csv")
    {
        using var form = new MultipartFormDataContent { { new StringContent(token), "_formulir" }, { new StringContent("dtks-dinsos"), "Source" }, { new StringContent(asOf), "AsOf" } };
        form.Add(new ByteArrayContent(file) { Headers = { ContentType = new("text/csv"), ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "\"Upload\"", FileName = $"\"{name}\"" } } });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/kirim") { Content = form };
        request.Headers.Add("Cookie", cookies);
        return await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static ByteArrayContent Piece(int from, int to) => new(List[from..to]) { Headers = { ContentType = new("application/offset+octet-stream") } };

    private static void Said(HttpResponseMessage answer, HttpStatusCode status, long offset) => (answer.StatusCode, answer.Headers.GetValues("Upload-Offset").Single()).ShouldBe((status, $"{offset}"));

    private static Task<string> Text(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private static async Task Refused(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        answer.StatusCode.ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("code").GetString().ShouldBe(code);
    }
}
