using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace SatuPintu.Server.Providers;

/// <summary>One way of a browser to a provider and back, as the browser keeps it, sealed: an answer that belongs to another browser is not taken.</summary>
/// <param name="Provider">The provider's name.</param>
/// <param name="State">What the answer must carry; it counts once.</param>
/// <param name="Nonce">What the token must carry.</param>
/// <param name="Verifier">What the exchange of the code must show (RFC 7636).</param>
/// <param name="Back">The page that was asked for before the door.</param>
/// <param name="Session">The session whose account is to be bound; null where somebody signs in.</param>
internal sealed record Round(string Provider, string State, string Nonce, string Verifier, string? Back, Guid? Session)
{
    /// <summary>How long it may take.</summary>
    public static readonly TimeSpan Holds = TimeSpan.FromMinutes(10);

    /// <summary>A new one.</summary>
    public static Round New(string provider, string? back, Guid? session) => new(provider, Random(), Random(), Random(), back, session);

    /// <summary>What the provider is told of the verifier.</summary>
    public string Challenge => Base64Url.EncodeToString(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(Verifier)));

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}

/// <summary>Keeps rounds in browsers, and gives out permits to bind an account.</summary>
public sealed class Rounds(IDataProtectionProvider protection)
{
    private const string Cookie = "satupintu-lewat";
    private readonly ITimeLimitedDataProtector rounds = protection.CreateProtector("providers.round").ToTimeLimitedDataProtector();
    private readonly ITimeLimitedDataProtector permits = protection.CreateProtector("providers.permit").ToTimeLimitedDataProtector();

    /// <summary>Gives a round to the browser.</summary>
    internal void Give(HttpContext context, Round round) => context.Response.Cookies.Append(Cookie, rounds.Protect(JsonSerializer.Serialize(round), Round.Holds), Options(context));

    /// <summary>The round of the browser, if the answer is its; the browser has none afterwards.</summary>
    internal Round? Take(HttpContext context, string provider, string? state)
    {
        if (context.Request.Cookies[Cookie] is not { } kept) return null;
        context.Response.Cookies.Delete(Cookie, Options(context));
        try
        {
            return JsonSerializer.Deserialize<Round>(rounds.Unprotect(kept)) is { } round && round.Provider == provider && state is not null
                && CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(round.State), System.Text.Encoding.UTF8.GetBytes(state)) ? round : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>A permit to bind the account of a session. It stands in a link, so that no other site can lead a browser to bind.</summary>
    public string Permit(Guid session, string provider) => permits.Protect($"{session:n} {provider}", Round.Holds);

    /// <summary>Whether a permit holds.</summary>
    public bool IsPermit(string permit, Guid session, string provider)
    {
        try
        {
            return permits.Unprotect(permit) == $"{session:n} {provider}";
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    // The browser comes back from another site, so the cookie must go along with links from there.
    private static CookieOptions Options(HttpContext context) => new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, IsEssential = true, Path = "/masuk/lewat", MaxAge = Round.Holds };
}
