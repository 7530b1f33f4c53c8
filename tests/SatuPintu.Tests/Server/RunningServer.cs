using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SatuPintu.Server;
using SatuPintu.Tests.Integration;

namespace SatuPintu.Tests.Server;

/// <summary>The server on a free port of this machine, and a client that follows and remembers nothing.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly TempFolder temp;

    private RunningServer(TempFolder temp, WebApplication app)
    {
        this.temp = temp;
        App = app;
        Url = app.Urls.First();
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = new Uri(Url) };
    }

    public WebApplication App { get; }

    public string Url { get; }

    public HttpClient Client { get; }

    /// <summary>Starts it.</summary>
    public static async Task<RunningServer> Start(Func<ServerOptions, ServerOptions>? change = null, Action<IServiceCollection>? more = null, Action<WebApplication>? routes = null)
    {
        var temp = new TempFolder();
        var options = new ServerOptions { Data = temp["data"], Url = "http://127.0.0.1:0", Development = true };
        var app = ServerHost.Build(change?.Invoke(options) ?? options, more);
        routes?.Invoke(app);
        await app.StartAsync();
        return new RunningServer(temp, app);
    }

    /// <summary>Asks for a path.</summary>
    public async Task<HttpResponseMessage> Get(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The text at a path.</summary>
    public async Task<string> Text(string path, params (string Name, string Value)[] headers)
    {
        using var answer = await Get(path, headers);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Sends the form of a page as a browser does: with its cookie and its token.</summary>
    public async Task<HttpResponseMessage> Send(string path, string? cookie = null, params (string Name, string Value)[] values)
    {
        using var form = await Get(path);
        var page = await form.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var token = page.Split("name=\"_formulir\" type=\"hidden\" value=\"")[1].Split('"')[0];
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new FormUrlEncodedContent([.. values.Select(v => KeyValuePair.Create(v.Name, v.Value)), KeyValuePair.Create("_formulir", token)]);
        request.Headers.Add("Cookie", form.Headers.GetValues("Set-Cookie").First().Split(';')[0] + (cookie is null ? "" : "; " + cookie));
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        // Disposed of while it runs, the server would block a thread until it has stopped, and the tests have few.
        await App.StopAsync();
        await App.DisposeAsync();
        temp.Dispose();
    }
}
