using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SatuPintu.Server.Providers;

/// <summary>What an ID token must say.</summary>
/// <param name="Issuer">Who made it.</param>
/// <param name="ClientId">Whom it is for.</param>
/// <param name="Nonce">What was sent along when the browser left.</param>
/// <param name="AccessToken">The access token that came with it; null where none came.</param>
internal sealed record WantedToken(string Issuer, string ClientId, string Nonce, string? AccessToken);

/// <summary>Checks ID tokens as OpenID Connect Core 1.0, section 3.1.3.7, asks, with RS256, PS256 or ES256.</summary>
internal static class IdToken
{
    private const int Longest = 16 * 1024;
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1), Oldest = TimeSpan.FromMinutes(10);

    /// <summary>Checks a token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="wanted">What it must say.</param>
    /// <param name="keys">The keys of the provider; asked anew, with true, when none of them has the token's id.</param>
    /// <param name="now">The time.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="ProviderRefusal">Something about it is wrong.</exception>
    public static async Task<JsonElement> Check(string token, WantedToken wanted, Func<bool, Task<IReadOnlyList<SigningKey>>> keys, DateTimeOffset now)
    {
        if (token.Length > Longest || token.Split('.') is not [var head, var body, var signature]) throw new ProviderRefusal("token_form");
        var (about, said) = (Part(head), Part(body));
        // Extensions that must be understood are not.
        if (about.TryGetProperty("crit", out _)) throw new ProviderRefusal("token_form");
        await CheckSignature(about, Encoding.ASCII.GetBytes($"{head}.{body}"), signature, keys);

        if (Json.Text(said, "iss") != wanted.Issuer) throw new ProviderRefusal("issuer");
        var audience = Json.Texts(said, "aud");
        if (!audience.Contains(wanted.ClientId, StringComparer.Ordinal)) throw new ProviderRefusal("audience");
        var party = Json.Text(said, "azp");
        if (party is null ? audience.Count > 1 : party != wanted.ClientId) throw new ProviderRefusal("party");
        if (Json.Time(said, "exp") is not { } end || end <= now - Skew) throw new ProviderRefusal("expired");
        if (Json.Time(said, "iat") is not { } made || made > now + Skew || made < now - Oldest) throw new ProviderRefusal("issued_at");
        if (said.TryGetProperty("nbf", out _) && !(Json.Time(said, "nbf") <= now + Skew)) throw new ProviderRefusal("not_before");
        if (!Same(Json.Text(said, "nonce"), wanted.Nonce)) throw new ProviderRefusal("nonce");
        if (said.TryGetProperty("at_hash", out _) && (wanted.AccessToken is null || !Same(Json.Text(said, "at_hash"), HalfHash(wanted.AccessToken)))) throw new ProviderRefusal("access_token");
        if (Json.Text(said, "sub") is not { Length: > 0 and <= 255 }) throw new ProviderRefusal("subject");
        return said;
    }

    private static async Task CheckSignature(JsonElement about, byte[] signed, string signature, Func<bool, Task<IReadOnlyList<SigningKey>>> keys)
    {
        var algorithm = Json.Text(about, "alg");
        if (algorithm is not ("RS256" or "PS256" or "ES256")) throw new ProviderRefusal("algorithm");
        var bytes = Bytes(signature);
        var id = Json.Text(about, "kid");
        var fitting = Fitting(await keys(false), id);
        // The provider may have changed its keys since they were read.
        if (fitting.Count == 0) fitting = Fitting(await keys(true), id);
        if (fitting.Count == 0) throw new ProviderRefusal("key");
        if (!fitting.Any(k => k.HasSigned(algorithm, signed, bytes))) throw new ProviderRefusal("signature");
    }

    // Without an id there must be one key only.
    private static List<SigningKey> Fitting(IReadOnlyList<SigningKey> keys, string? id) => id is not null ? [.. keys.Where(k => k.Id == id)] : keys.Count == 1 ? [.. keys] : [];

    private static JsonElement Part(string text)
    {
        try
        {
            var part = Json.Parse(Bytes(text));
            return part.ValueKind == JsonValueKind.Object ? part : throw new ProviderRefusal("token_form");
        }
        catch (JsonException e)
        {
            throw new ProviderRefusal("token_form", e);
        }
    }

    private static byte[] Bytes(string text)
    {
        try
        {
            return Base64Url.DecodeFromChars(text);
        }
        catch (FormatException e)
        {
            throw new ProviderRefusal("token_form", e);
        }
    }

    private static string HalfHash(string accessToken) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)).AsSpan(0, 16));

    private static bool Same(string? said, string wanted) => said is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(said), Encoding.UTF8.GetBytes(wanted));
}
