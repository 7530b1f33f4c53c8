using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using SatuPintu.Access;
using SatuPintu.Access.Accounts;
using SatuPintu.Audit;
using SatuPintu.Deliveries;
using SatuPintu.Deliveries.Register;
using SatuPintu.Storage;
using SatuPintu.Tests.Deliveries;
using SatuPintu.Tests.Integration;

namespace SatuPintu.Tests.Server;

/// <summary>The whole service, ended by force while a list comes in, with its database; started anew it goes on.</summary>
public sealed class KilledWhileSendingTests : IDisposable
{
    private readonly TempFolder temp = new();
    private readonly int port = FreePort();

    // The embedded database of root runs as another user, who must be able to pass through.
    public KilledWhileSendingTests()
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(temp.Root, File.GetUnixFileMode(temp.Root) | UnixFileMode.OtherExecute | UnixFileMode.GroupExecute);
    }

    public void Dispose() => temp.Dispose();

    [Fact]
    public async Task What_was_safe_stays_and_one_delivery_comes_of_it()
    {
        var place = new RegistryPlace(temp["data"], temp["keys"], null, null);
        string secret;
        await using (var registry = await Registry.Open(place, share: false))
        {
            await registry.Prepare();
            await AddAgency.Run(registry.Database, Actor.System, new AddAgencyCommand("dinsos", "Dinas Sosial"));
            await AddSource.Run(registry.Database, Actor.System, new AddSourceCommand("dtks", "dinsos", DeliveryTest.Form()));
            await AddAccount.Run(registry.Database, Actor.System, new AddAccountCommand("ani", "Ani", DeliveryTest.Password, [new HeldRole("producer", "3672", "dinsos")]));
            secret = (await SatuPintu.Access.Accounts.SignIn.Run(registry.Database, "ani", DeliveryTest.Password)).Secret!;
        }
        var content = Encoding.UTF8.GetBytes("NIK;NAMA\n" + string.Concat(Enumerable.Range(0, 60_000).Select(i => $"3672041505800003;WARGA {i}\n")));
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        client.DefaultRequestHeaders.Add("Cookie", "satupintu-masuk=" + secret);
        client.DefaultRequestHeaders.Add("X-Requested-With", "uji");
        string path;
        using (var first = await Serve(client))
        {
            using var begun = await client.PostAsJsonAsync("/api/v1/deliveries", new { source = "dtks", fileName = "a.csv", size = content.Length, asOf = "2025-06-01" }, TestContext.Current.CancellationToken);
            begun.StatusCode.ShouldBe(HttpStatusCode.Created);
            path = begun.Headers.Location!.OriginalString;
            // Half of it comes, then nothing more, and the service is ended in the middle of the request.
            var held = new TaskCompletionSource();
            var sending = client.SendAsync(Piece(path, 0, new Stalling(content[..(content.Length / 2)], held.Task)), TestContext.Current.CancellationToken);
            var file = temp[$"data/uploads/{path.Split('/')[^1]}.sealed"];
            while (!File.Exists(file) || new FileInfo(file).Length < content.Length / 3) await Task.Delay(20, TestContext.Current.CancellationToken);
            first.Kill();
            await first.WaitForExitAsync(TestContext.Current.CancellationToken);
            held.SetResult();
            await Should.ThrowAsync<HttpRequestException>(() => sending);
        }
        using (var second = await Serve(client))
        {
            using var state = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), TestContext.Current.CancellationToken);
            var safe = int.Parse(state.Headers.GetValues("Upload-Offset").Single(), null);
            safe.ShouldBeInRange(content.Length / 4, content.Length / 2);
            using (var rest = await client.SendAsync(Piece(path, safe, new MemoryStream(content[safe..])), TestContext.Current.CancellationToken)) rest.StatusCode.ShouldBe(HttpStatusCode.NoContent);
            using var done = await client.PostAsync(path + "/finish", null, TestContext.Current.CancellationToken);
            done.StatusCode.ShouldBe(HttpStatusCode.Created);
            second.Kill();
            await second.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        await using (var registry = await Registry.Open(place, share: false))
        {
            var page = await ListDeliveries.Run(registry.Database, Actor.System, 1);
            page.Found.ShouldBe(1);
            await using var list = new DeliveryFiles(place, registry.Keys).OpenList(page.Deliveries[0].Id);
            using var copy = new MemoryStream();
            await list.CopyToAsync(copy, TestContext.Current.CancellationToken);
            copy.ToArray().ShouldBe(content);
            (await AuditLog.Verify(registry)).IsWhole.ShouldBeTrue();
        }
        // Nothing in the whole data folder, the database with its logs and what was cut off included, holds the number.
        foreach (var file in Directory.EnumerateFiles(temp["data"], "*", SearchOption.AllDirectories))
            (await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).AsSpan().IndexOf("3672041505800003"u8).ShouldBe(-1, file);
    }

    private async Task<Process> Serve(HttpClient client)
    {
        var process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "SatuPintu.Cli"), ["serve", "--data", temp["data"], "--keys", temp["keys"], "--url", client.BaseAddress!.OriginalString.TrimEnd('/')]) { UseShellExecute = false })!;
        for (var i = 0; ; i++)
        {
            process.HasExited.ShouldBeFalse();
            i.ShouldBeLessThan(1200);
            try
            {
                using var live = await client.GetAsync("/health/live", TestContext.Current.CancellationToken);
                return process;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }
    }

    private static HttpRequestMessage Piece(string path, long offset, Stream content)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, path) { Content = new StreamContent(content) { Headers = { ContentType = new("application/offset+octet-stream") } } };
        request.Headers.Add("Upload-Offset", $"{offset}");
        request.Headers.TransferEncodingChunked = true;
        return request;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>A file whose reading stands still at its end until it is let go.</summary>
    private sealed class Stalling(byte[] content, Task held) : MemoryStream(content)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position == Length) await held;
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
