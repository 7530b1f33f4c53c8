using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using SatuPintu.Access.Accounts;
using SatuPintu.Access.Tokens;
using SatuPintu.Storage;

namespace SatuPintu.Server.Access;

/// <summary>Knows who asks by a token (RFC 6750), under <c>/api</c> only; says of one that is refused why.</summary>
internal sealed class TokenAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>Its name.</summary>
    public new const string Scheme = "token";

    private const string Bearer = "Bearer ";

    /// <summary>Whether a request shows a token.</summary>
    public static bool IsShown(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) && context.Request.Headers.Authorization is [{ } header] && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsShown(Context) || Context.RequestServices.GetService<RegistryDatabase>() is not { } database) return AuthenticateResult.NoResult();
        var use = await UseToken.Run(database, Request.Headers.Authorization.ToString()[Bearer.Length..].Trim(), Context.RequestAborted);
        Context.Items[typeof(TokenOutcome)] = use.Outcome;
        if (use.SignedIn is not { } found) return AuthenticateResult.Fail($"The token is {use.Outcome}.");
        Context.Items[typeof(SignedIn)] = found;
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, found.Actor.User.ToString()!), new Claim(ClaimTypes.Name, found.DisplayName), .. found.Actor.Roles.Select(r => new Claim(ClaimTypes.Role, r))], Scheme);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme));
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer realm=\"satupintu\", error=\"invalid_token\"";
        return Refuse(StatusCodes.Status401Unauthorized, Context.Items[typeof(TokenOutcome)] switch { TokenOutcome.Expired => "token.expired", TokenOutcome.Revoked => "token.revoked", _ => "token.unknown" });
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var asked = Context.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => SatuPintu.Access.Actions.All.FirstOrDefault(x => x.Id == a.Policy)).LastOrDefault(a => a is not null);
        if (asked?.Scope is not { } scope) return Refuse(StatusCodes.Status403Forbidden, "access.no_token");
        if (Context.SignedIn()?.Actor.Scopes?.Contains(scope, StringComparer.Ordinal) == true) return Refuse(StatusCodes.Status403Forbidden, "access.may_not");
        Response.Headers.WWWAuthenticate = $"Bearer realm=\"satupintu\", error=\"insufficient_scope\", scope=\"{scope}\"";
        return Refuse(StatusCodes.Status403Forbidden, "access.scope", ("scope", scope));
    }

    private async Task Refuse(int status, string key, params (string Name, object? Value)[] arguments)
    {
        Response.StatusCode = status;
        var problem = new ProblemDetails { Status = status, Detail = Catalogue.Say(RequestLanguage.Of(Context), key, arguments) };
        await Context.RequestServices.GetRequiredService<IProblemDetailsService>().TryWriteAsync(new ProblemDetailsContext { HttpContext = Context, ProblemDetails = problem });
    }
}
