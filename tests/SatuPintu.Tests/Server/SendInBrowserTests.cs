using System.Collections.Concurrent;
using System.Text;
using Microsoft.Playwright;
using SatuPintu.Access;
using SatuPintu.Tests.Deliveries;

namespace SatuPintu.Tests.Server;

/// <summary>The pages of agencies, sources and deliveries in a real browser, with and without a script.</summary>
public sealed class SendInBrowserTests : DeskInBrowser
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_producer_sends_a_list_with_and_without_a_script(bool script)
    {
        var page = await SignedIn("ani", "producer", "3672", "dinsos", 360, script);
        var trouble = new List<string>();
        page.Console += (_, message) => trouble.Add(message.Text);
        await page.Go(Server.Url + "/kirim");
        if (script) await Looked(page, 360);
        var content = Content(200_000);
        await Fill(page, content);
        await page.Locator("main button").ClickAsync();
        await page.Arrived("/kiriman/");
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Setoran diterima.");
        if (script) await Looked(page, 360);
        Desk.Content(Guid.Parse(new Uri(page.Url).Segments[^1])).ShouldBe(content);
        await page.Go(Server.Url + "/kiriman");
        (await page.Locator("main").InnerTextAsync()).ShouldContain("daftar.csv");
        if (script) await Looked(page, 360);
        // A picture is refused where it was chosen, and the fields stay as they were.
        await page.Go(Server.Url + "/kirim");
        await Fill(page, [0x89, (byte)'P', (byte)'N', (byte)'G', 1, 2, 3]);
        await page.Locator("main button").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("gambar");
        (await page.GetByLabel("Keadaan per").InputValueAsync()).ShouldBe("2025-06-01");
        if (script) await Looked(page, 360);
        trouble.Where(t => !t.Contains("422", StringComparison.Ordinal) && !t.Contains("400", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lost_connection_and_a_closed_page_cost_one_piece()
    {
        var page = await SignedIn("ani", "producer", "3672", "dinsos", 1280, script: true);
        var offsets = new ConcurrentQueue<string>();
        var isCut = true;
        await page.RouteAsync("**/uploads/*", async route =>
        {
            var offset = route.Request.Headers.GetValueOrDefault("upload-offset");
            if (offset is not null) offsets.Enqueue(offset);
            // The second piece never arrives as long as the connection is cut.
            if (isCut && offset is not (null or "0")) await route.AbortAsync();
            else await route.ContinueAsync();
        });
        await page.Go(Server.Url + "/kirim");
        var content = Content(11 << 20);
        var file = Desk.PathOf("daftar.csv");
        await File.WriteAllBytesAsync(file, content, TestContext.Current.CancellationToken);
        await FillFrom(page, file);
        await page.Locator("main button").ClickAsync();
        await Until(() => offsets.Count(o => o != "0") >= 2);
        await page.ReloadAsync();
        offsets.Clear();
        isCut = false;
        await FillFrom(page, file);
        await page.Locator("main button").ClickAsync();
        await page.Arrived("/kiriman/");
        offsets.ShouldBe([$"{4 << 20}", $"{8 << 20}"]);
        Desk.Content(Guid.Parse(new Uri(page.Url).Segments[^1])).ShouldBe(content);
        (await Desk.Count("registry.delivery")).ShouldBe(1);
    }

    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task A_steward_registers_an_agency_and_its_source(int width)
    {
        var page = await SignedIn("wali", "steward", "", "*", width, script: false);
        await page.Go(Server.Url + "/instansi");
        await page.GetByLabel("Kode").FillAsync("disdik");
        await page.GetByLabel("Nama instansi").FillAsync("Dinas Pendidikan");
        await page.Locator("main button").ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("“disdik” ditambahkan.");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Dinas Pendidikan" }).ClickAsync();
        (await page.Locator("h1").InnerTextAsync()).ShouldBe("Dinas Pendidikan");
        await page.Go(Server.Url + "/sumber");
        await page.GetByLabel("Kode", new PageGetByLabelOptions { Exact = true }).FillAsync("siswa-miskin");
        await page.GetByLabel("Instansi").SelectOptionAsync("disdik");
        await page.GetByLabel("Judul sumber").FillAsync("Siswa miskin");
        await page.GetByLabel("Definisi (JSON)").FillAsync("{\n  \"id\": \"siswa-miskin\"\n  \"extends\": \"unknown\"\n}");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Tambah sumber" }).ClickAsync();
        (await page.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldContain("baris 3");
        await page.GetByLabel("Definisi (JSON)").FillAsync("{ \"id\": \"siswa-miskin\", \"extends\": \"unknown\" }");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Tambah sumber" }).ClickAsync();
        new Uri(page.Url).AbsolutePath.ShouldBe("/sumber/siswa-miskin");
        // Somebody else changes it meanwhile.
        await SatuPintu.Deliveries.Register.ChangeSource.Run(Desk.Database, Actor.System, new("siswa-miskin", 1, DeliveryTest.Form("Siswa", "3672", "{\"id\": \"siswa-miskin\"}")));
        await page.GetByLabel("Dasar hukum").FillAsync("Perpres 39/2019");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Simpan perubahan" }).ClickAsync();
        (await page.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldContain("sudah diubah orang lain");
        foreach (var path in new[] { "/instansi", "/instansi/disdik", "/sumber", "/sumber/siswa-miskin" })
        {
            var looking = await SignedIn("lihat" + path.Replace('/', '-'), "steward", "", "*", width, script: true);
            await looking.Go(Server.Url + path);
            await Looked(looking, width);
        }
    }

    private static async Task Fill(IPage page, byte[] content)
    {
        await page.GetByLabel("Sumber data").SelectOptionAsync("dtks-dinsos");
        await page.GetByLabel("Keadaan per").FillAsync("2025-06-01");
        await page.GetByLabel("Berkas").SetInputFilesAsync(new FilePayload { Name = "daftar.csv", MimeType = "text/csv", Buffer = content });
    }

    private static async Task FillFrom(IPage page, string file)
    {
        await page.GetByLabel("Sumber data").SelectOptionAsync("dtks-dinsos");
        await page.GetByLabel("Keadaan per").FillAsync("2025-06-01");
        await page.GetByLabel("Berkas").SetInputFilesAsync(file);
    }

    private static async Task Looked(IPage page, int width)
    {
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, page.Url);
        await PagesInBrowserTests.Accessible(page, page.Url);
    }

    private static async Task Until(Func<bool> holds)
    {
        for (var i = 0; !holds(); i++)
        {
            i.ShouldBeLessThan(600);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static byte[] Content(int size)
    {
        var text = new StringBuilder("NIK;NAMA\n");
        while (text.Length < size) text.Append("3672041505800003;WARGA ").Append(text.Length).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
