using SatuPintu.Access.Accounts;
using SatuPintu.Server.SignIn;
using SatuPintu.Storage;

namespace SatuPintu.Server.Access;

/// <summary>Lets in who has a local account, and gives the browser what it keeps of the session.</summary>
internal sealed class RegistrySignIn(RegistryDatabase database) : ISignIn
{
    /// <inheritdoc/>
    public async ValueTask<SignInAnswer> SignIn(HttpContext context, string userName, string password)
    {
        var result = await SatuPintu.Access.Accounts.SignIn.Run(database, userName, password, context.RequestAborted);
        if (result.Outcome != SignInOutcome.SignedIn) return result.Outcome == SignInOutcome.Locked ? SignInAnswer.Locked : SignInAnswer.Refused;
        // A session that the browser had before ends: one seat, one officer.
        if (SessionCookie.Of(context) is { } before && await Sessions.Find(database, before, context.RequestAborted) is { } old) await Sessions.Revoke(database, old.Actor, old.Session, context.RequestAborted);
        SessionCookie.Give(context, result.Secret!);
        return SignInAnswer.Welcome;
    }
}

/// <summary>The cookie that holds a session. It ends with the browser, or when the session does.</summary>
internal static class SessionCookie
{
    private const string Name = "satupintu-masuk";

    /// <summary>What the browser sent.</summary>
    public static string? Of(HttpContext context) => context.Request.Cookies[Name];

    /// <summary>Gives it to the browser.</summary>
    public static void Give(HttpContext context, string secret) => context.Response.Cookies.Append(Name, secret, Options(context));

    /// <summary>Takes it away.</summary>
    public static void Take(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context));

    private static CookieOptions Options(HttpContext context) => new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, IsEssential = true, Path = "/" };
}
