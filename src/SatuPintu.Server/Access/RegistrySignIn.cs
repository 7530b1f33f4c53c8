using SatuPintu.Access.Accounts;
using SatuPintu.Access.SecondFactor;
using SatuPintu.Server.SignIn;
using SatuPintu.Storage;

namespace SatuPintu.Server.Access;

/// <summary>Lets in who has an account, and gives the browser what it keeps of the session.</summary>
internal sealed class RegistrySignIn(RegistryDatabase database, ServerOptions options) : ISignIn
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public async ValueTask<SignInAnswer> SignIn(HttpContext context, string userName, string password)
    {
        // A directory takes a time of its own to refuse; with one, every refusal takes as long, so that none tells where a name is known.
        var pace = options.WaysIn.Directories.Count > 0 ? Task.Delay(Pace, context.RequestAborted) : Task.CompletedTask;
        var answer = await Entrance.Let(context, database, await SatuPintu.Access.Accounts.SignIn.Run(database, userName, password, context.RequestServices.GetService<IDirectories>(), context.RequestAborted));
        if (answer is SignInAnswer.Refused or SignInAnswer.Locked) await pace;
        return answer;
    }

    /// <inheritdoc/>
    public async ValueTask<SignInAnswer> Code(HttpContext context, string code) => HalfSessionCookie.Of(context) is { } half
        ? await Entrance.Let(context, database, await SecondStep.Run(database, context.RequestServices.GetRequiredService<SecondFactorKeys>(), half, code, context.RequestAborted))
        : SignInAnswer.Over;
}

/// <summary>What every way in ends with.</summary>
internal static class Entrance
{
    /// <summary>Gives the browser what the end of an attempt calls for.</summary>
    public static async Task<SignInAnswer> Let(HttpContext context, RegistryDatabase database, SignInResult result)
    {
        switch (result.Outcome)
        {
            case SignInOutcome.SignedIn:
                // A session that the browser had before ends: one seat, one officer.
                if (SessionCookie.Of(context) is { } before && await Sessions.Find(database, before, context.RequestAborted) is { } old) await Sessions.Revoke(database, old.Actor, old.Session, context.RequestAborted);
                HalfSessionCookie.Take(context);
                SessionCookie.Give(context, result.Secret!);
                return SignInAnswer.Welcome;
            case SignInOutcome.CodeNeeded:
                HalfSessionCookie.Give(context, result.Secret!);
                return SignInAnswer.CodeNeeded;
            case SignInOutcome.Over:
                HalfSessionCookie.Take(context);
                return SignInAnswer.Over;
            default:
                return result.Outcome == SignInOutcome.Locked ? SignInAnswer.Locked : SignInAnswer.Refused;
        }
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

/// <summary>The cookie between the two steps; it goes to the pages of signing in alone.</summary>
internal static class HalfSessionCookie
{
    private const string Name = "satupintu-kode";

    /// <summary>What the browser sent.</summary>
    public static string? Of(HttpContext context) => context.Request.Cookies[Name];

    /// <summary>Gives it to the browser.</summary>
    public static void Give(HttpContext context, string secret) => context.Response.Cookies.Append(Name, secret, Options(context));

    /// <summary>Takes it away.</summary>
    public static void Take(HttpContext context)
    {
        if (Of(context) is not null) context.Response.Cookies.Delete(Name, Options(context));
    }

    private static CookieOptions Options(HttpContext context) => new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, IsEssential = true, Path = "/masuk" };
}
