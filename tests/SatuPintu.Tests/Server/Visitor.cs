using System.Net;

namespace SatuPintu.Tests.Server;

/// <summary>Somebody with a browser of their own: it keeps cookies, sends forms with their tokens, and follows a redirect only when asked to.</summary>
internal sealed class Visitor(string url) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(url) };
    // By name, for a host may run several services at several ports and cookies know no ports.
    private readonly Dictionary<string, string> cookies = new(StringComparer.Ordinal);

    /// <summary>The cookies that the browser holds, by name.</summary>
    public IDictionary<string, string> Cookies => cookies;

    public void Dispose() => client.Dispose();

    /// <summary>Opens an address.</summary>
    public Task<Answer> Get(string address) => Send(new HttpRequestMessage(HttpMethod.Get, address));

    /// <summary>Opens an address and follows where it leads, until an answer leads nowhere or to where the caller says.</summary>
    public async Task<Answer> Follow(string address, Func<string, bool>? until = null)
    {
        var answer = await Get(address);
        for (var i = 0; i < 12 && answer.To is { } to && until?.Invoke(to) != true; i++) answer = await Get(new Uri(new Uri(answer.From), to).AbsoluteUri);
        return answer;
    }

    /// <summary>Opens a page and sends its form.</summary>
    public async Task<Answer> Post(string page, string? handler = null, params (string Name, string Value)[] values)
    {
        var token = (await Get(page)).Text.Split("name=\"_formulir\" type=\"hidden\" value=\"")[1].Split('"')[0];
        return await Send(new HttpRequestMessage(HttpMethod.Post, handler is null ? page : page + "?handler=" + handler) { Content = new FormUrlEncodedContent([.. values.Select(v => KeyValuePair.Create(v.Name, v.Value)), KeyValuePair.Create("_formulir", token)]) });
    }

    private async Task<Answer> Send(HttpRequestMessage request)
    {
        using (request)
        {
            if (cookies.Count > 0) request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", cookies.Select(c => $"{c.Key}={c.Value}")));
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            foreach (var given in answer.Headers.TryGetValues("Set-Cookie", out var all) ? all : [])
            {
                var (name, value) = given.Split(';')[0].Split('=', 2) is [var n, var v] ? (n, v) : ("", "");
                if (value.Length == 0) cookies.Remove(name);
                else cookies[name] = value;
            }
            return new Answer(answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), answer.Headers.Location?.OriginalString, answer.RequestMessage!.RequestUri!.AbsoluteUri);
        }
    }
}

/// <summary>What came back.</summary>
/// <param name="Status">The status.</param>
/// <param name="Text">The page.</param>
/// <param name="To">Where it leads.</param>
/// <param name="From">The address that was asked.</param>
internal sealed record Answer(HttpStatusCode Status, string Text, string? To, string From);
