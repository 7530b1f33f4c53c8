using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using SatuPintu.Access.Accounts;
using SatuPintu.Storage;

namespace SatuPintu.Server.Access;

/// <summary>Knows who asks by the session cookie; whoever is not known is led to the door, and programs are told 401.</summary>
internal sealed class SessionAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>Its name.</summary>
    public new const string Scheme = "session";

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (SessionCookie.Of(Context) is not { } secret || Context.RequestServices.GetService<RegistryDatabase>() is not { } database) return AuthenticateResult.NoResult();
        if (await Sessions.Find(database, secret, Context.RequestAborted) is not { } found) return AuthenticateResult.Fail("The session is over.");
        Context.Items[typeof(SignedIn)] = found;
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, found.Actor.User.ToString()!), new Claim(ClaimTypes.Name, found.DisplayName), .. found.Actor.Roles.Select(r => new Claim(ClaimTypes.Role, r))], Scheme);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme));
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (RequestLanguage.IsApi(Request.Path))
        {
            Response.StatusCode = StatusCodes.Status401Unauthorized;
            Response.Headers.WWWAuthenticate = "Bearer realm=\"satupintu\"";
        }
        else Response.Redirect(HttpMethods.IsGet(Request.Method) ? $"/masuk?kembali={Uri.EscapeDataString(Request.Path + Request.QueryString)}" : "/masuk");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}

/// <summary>Who is signed in, for pages.</summary>
internal static class SignedInContext
{
    /// <summary>Who asks; null where nobody is signed in.</summary>
    public static SignedIn? SignedIn(this HttpContext context) => context.Items.TryGetValue(typeof(SignedIn), out var found) ? (SignedIn?)found : null;

    /// <summary>Who asks, where the page is only for those who are signed in.</summary>
    public static SignedIn Officer(this HttpContext context) => context.SignedIn() ?? throw new InvalidOperationException("The page is open to whoever is not signed in.");
}
