using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SatuPintu.Cli;
using SatuPintu.Server;
using SatuPintu.Tests.Integration;

namespace SatuPintu.Tests.Server;

/// <summary>Starting, failing to start, stopping, and what is written on the way.</summary>
public sealed class ServeTests : IDisposable
{
    private readonly TempFolder temp = new();

    // The embedded database of root runs as another user, who must be able to pass through.
    public ServeTests()
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(temp.Root, File.GetUnixFileMode(temp.Root) | UnixFileMode.OtherExecute | UnixFileMode.GroupExecute);
    }

    public void Dispose() => temp.Dispose();

    [Theory]
    [InlineData("--url 8080", ExitCode.Usage, "tidak dapat dipahami")]
    [InlineData("--url ftp://127.0.0.1:8080", ExitCode.Usage, "tidak dapat dipahami")]
    [InlineData("--url http://127.0.0.1:8080/sub", ExitCode.Usage, "tidak dapat dipahami")]
    [InlineData("--url http://127.0.0.1:99999", ExitCode.Usage, "tidak dapat dipahami")]
    [InlineData("--url https://127.0.0.1:8443", ExitCode.Usage, "proxy")]
    [InlineData("--url http://satupintu.contoh.go.id:8080", ExitCode.Usage, "--host")]
    [InlineData("--url http://0.0.0.0:8080", ExitCode.Usage, "--host NAMA")]
    [InlineData("--url http://0.0.0.0:8080 --host http://x", ExitCode.Usage, "bukan nama layanan")]
    [InlineData("--proxy lain", ExitCode.Usage, "bukan alamat proxy")]
    [InlineData("--log xml", ExitCode.Usage, "xml")]
    [InlineData("--url http://192.0.2.1:8080", ExitCode.Output, "tidak memiliki alamat")]
    [InlineData("--lang en --url x", ExitCode.Usage, "is not understood")]
    public void What_cannot_be_served_is_said(string line, ExitCode code, string says)
    {
        var (ended, error) = Serve([.. line.Split(' '), "--data", temp["data"]]);
        error.ShouldContain(says);
        ended.ShouldBe((int)code);
    }

    [Fact]
    public void A_port_that_is_taken_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        var (code, error) = Serve(["--url", url, "--data", temp["data"]]);
        error.ShouldContain($"{url} sudah dipakai");
        code.ShouldBe((int)ExitCode.Output);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_named()
    {
        var file = temp.File("berkas", "isi");
        var (code, error) = Serve(["--url", "http://127.0.0.1:0", "--data", file]);
        error.ShouldContain("berkas");
        error.ShouldContain("--data");
        code.ShouldBe((int)ExitCode.Output);
    }

    [Fact]
    public async Task It_stops_soon_after_it_is_told_even_with_a_connection_open()
    {
        using var stop = new CancellationTokenSource();
        var address = new TaskCompletionSource<string>();
        var run = ServerHost.Run(new ServerOptions { Data = temp["data"], Url = "http://127.0.0.1:0" }, address.SetResult, stop.Token);
        using var client = new HttpClient();
        (await client.GetAsync(new Uri(await address.Task), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var start = Stopwatch.GetTimestamp();
        await stop.CancelAsync();
        await run;
        Stopwatch.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task Keys_lie_in_a_folder_only_its_owner_may_open()
    {
        Directory.CreateDirectory(temp["data/keys-web"]);
        await using var server = await RunningServer.Start(o => o with { Data = temp["data"] });
        await server.Get("/masuk");
        temp.Mode("data/keys-web").ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.GetFiles(temp["data/keys-web"], "key-*.xml").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_log_names_routes_and_holds_nothing_a_person_typed()
    {
        using var log = new Written();
        await using var server = await RunningServer.Start(more: s => s.AddLogging(l => l.AddProvider(log)), routes: TestRoutes.Add);
        await server.Get("/pengumpulan?nik=3603120101010001");
        await server.Get("/orang/3603120101010001");
        using (await server.Send("/masuk?cari=3603120101010001", null, ("UserName", "siti3603120101010001"), ("Password", "3603120101010001"))) { }
        await server.Client.PostAsync("/masuk?cari=3603120101010001", new FormUrlEncodedContent([new("UserName", "3603120101010001")]), TestContext.Current.CancellationToken);
        var text = string.Join('\n', log.Lines);
        text.ShouldContain("POST /masuk 503");
        text.ShouldContain("GET - 404");
        text.ShouldNotContain("3603120101010001");
    }

    [Fact]
    public void No_other_verb_loads_the_server()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows links files for administrators only.");
        // The command with a server that cannot be loaded.
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory))
        {
            var name = Path.GetFileName(file);
            if (name == "SatuPintu.Server.dll") temp.File(name, "");
            else if (name.StartsWith("SatuPintu.Cli", StringComparison.Ordinal)) File.Copy(file, temp[name]);
            else File.CreateSymbolicLink(temp[name], file);
        }
        using var process = Process.Start(new ProcessStartInfo(temp["SatuPintu.Cli"], ["version"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd().ShouldStartWith("SatuPintu ");
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
    }

    private (int Code, string Error) Serve(string[] arguments)
    {
        var error = new StringWriter();
        var code = CommandLine.Run(["serve", .. arguments, "--keys", temp["keys"]], TextWriter.Null, error);
        return (code, error.ToString());
    }

    private sealed class Written : ILoggerProvider, ILogger
    {
        public System.Collections.Concurrent.ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
