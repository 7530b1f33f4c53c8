using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SatuPintu.Server.SignIn;

namespace SatuPintu.Server.Providers;

/// <summary>What a provider says of itself (OpenID Connect Discovery 1.0).</summary>
/// <param name="Authorize">Where browsers go.</param>
/// <param name="Token">Where a code is exchanged.</param>
/// <param name="Keys">Where its keys are.</param>
/// <param name="TakesBasic">Whether the secret goes in the header; else it goes in the form.</param>
/// <param name="NamesItself">Whether its answers name the issuer (RFC 9207).</param>
internal sealed record ProviderPlaces(Uri Authorize, Uri Token, Uri Keys, bool TakesBasic, bool NamesItself);

/// <summary>One provider of sign-in, as this service talks to it.</summary>
internal sealed class Provider(ProviderSettings settings, HttpClient http) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private readonly SemaphoreSlim reading = new(1);
    private (ProviderPlaces Places, IReadOnlyList<SigningKey> Keys, DateTimeOffset At)? known;

    /// <summary>Its settings.</summary>
    public ProviderSettings Settings => settings;

    /// <inheritdoc/>
    public void Dispose() => reading.Dispose();

    /// <summary>Where it is.</summary>
    /// <exception cref="ProviderRefusal">It does not say, or says what cannot be.</exception>
    public async Task<ProviderPlaces> Places(CancellationToken cancellation) => (await Know(false, cancellation)).Places;

    /// <summary>Exchanges a code for tokens and checks the one that says who it is.</summary>
    /// <param name="code">What the browser brought.</param>
    /// <param name="verifier">What only the sender of the browser knows (RFC 7636).</param>
    /// <param name="nonce">What the token must carry.</param>
    /// <param name="back">The address that the browser came back to.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>What the ID token says.</returns>
    /// <exception cref="ProviderRefusal">The provider refuses, or its token is not taken.</exception>
    public async Task<JsonElement> Exchange(string code, string verifier, string nonce, string back, CancellationToken cancellation)
    {
        var places = await Places(cancellation);
        var fields = new Dictionary<string, string> { ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = back, ["code_verifier"] = verifier };
        using var request = new HttpRequestMessage(HttpMethod.Post, places.Token);
        // Both are written as in a form before they are joined (RFC 6749, section 2.3.1).
        if (places.TakesBasic) request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{FormText(settings.ClientId)}:{FormText(settings.ClientSecret!)}")));
        else (fields["client_id"], fields["client_secret"]) = (settings.ClientId, settings.ClientSecret!);
        request.Content = new FormUrlEncodedContent(fields);
        var answer = await Ask(request, "token_endpoint", cancellation);
        if (Json.Text(answer, "id_token") is not { } token) throw new ProviderRefusal("no_id_token");
        return await IdToken.Check(token, new WantedToken(settings.Issuer, settings.ClientId, nonce, Json.Text(answer, "access_token")), async anew => (await Know(anew, cancellation)).Keys, DateTimeOffset.UtcNow);
    }

    private static string FormText(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);

    private async Task<(ProviderPlaces Places, IReadOnlyList<SigningKey> Keys, DateTimeOffset At)> Know(bool anew, CancellationToken cancellation)
    {
        var asked = DateTimeOffset.UtcNow;
        if (!anew && known is { } fresh && fresh.At > asked - Kept) return fresh;
        await reading.WaitAsync(cancellation);
        try
        {
            // Somebody else may have read it while this one waited.
            if (known is { } read && read.At > (anew ? asked : asked - Kept)) return read;
            var places = await Discover(cancellation);
            using var request = new HttpRequestMessage(HttpMethod.Get, places.Keys);
            var keys = SigningKey.Read(await Ask(request, "keys", cancellation));
            return (known = (places, keys, DateTimeOffset.UtcNow)).Value;
        }
        catch (JsonException e)
        {
            throw new ProviderRefusal("keys", e);
        }
        finally
        {
            reading.Release();
        }
    }

    private async Task<ProviderPlaces> Discover(CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, settings.Issuer.TrimEnd('/') + "/.well-known/openid-configuration");
        var said = await Ask(request, "discovery", cancellation);
        if (Json.Text(said, "issuer") != settings.Issuer) throw new ProviderRefusal("discovery_issuer");
        var methods = Json.Texts(said, "token_endpoint_auth_methods_supported");
        var takesBasic = methods.Count == 0 || methods.Contains("client_secret_basic", StringComparer.Ordinal);
        if (!takesBasic && !methods.Contains("client_secret_post", StringComparer.Ordinal)) throw new ProviderRefusal("discovery_secret");
        return new ProviderPlaces(Place(said, "authorization_endpoint"), Place(said, "token_endpoint"), Place(said, "jwks_uri"), takesBasic, Json.IsTrue(said, "authorization_response_iss_parameter_supported"));
    }

    private static Uri Place(JsonElement said, string name) =>
        Uri.TryCreate(Json.Text(said, name), UriKind.Absolute, out var place) && SettingsFile.IsSafe(place) ? place : throw new ProviderRefusal("discovery_" + name);

    private async Task<JsonElement> Ask(HttpRequestMessage request, string what, CancellationToken cancellation)
    {
        try
        {
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            using var answer = await http.SendAsync(request, cancellation);
            if (!answer.IsSuccessStatusCode) throw new ProviderRefusal(what);
            return Json.Parse(await answer.Content.ReadAsByteArrayAsync(cancellation));
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || e is OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            throw new ProviderRefusal(what, e);
        }
    }
}

/// <summary>All providers of the settings, by name.</summary>
internal sealed class ProviderList : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = 512 * 1024,
    };

    private readonly Dictionary<string, Provider> all;

    /// <summary>Talks to none yet.</summary>
    public ProviderList(ServerOptions options) => all = options.WaysIn.Providers.ToDictionary(p => p.Name, p => new Provider(p, http), StringComparer.Ordinal);

    /// <summary>The one of a name; null where there is none.</summary>
    public Provider? Find(string name) => all.GetValueOrDefault(name);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var provider in all.Values) provider.Dispose();
        http.Dispose();
    }
}
