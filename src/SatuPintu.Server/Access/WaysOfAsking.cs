using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace SatuPintu.Server.Access;

/// <summary>Who asks is known by a session's cookie or by a token: a program shows a token, a browser has the cookie.</summary>
internal static class WaysOfAsking
{
    private const string Either = "session-or-token";

    /// <summary>Adds both ways.</summary>
    public static void AddWaysOfAsking(this IServiceCollection services) => services.AddAuthentication(Either)
        .AddPolicyScheme(Either, null, either => either.ForwardDefaultSelector = context => TokenAuthentication.IsShown(context) ? TokenAuthentication.Scheme : SessionAuthentication.Scheme)
        .AddScheme<AuthenticationSchemeOptions, SessionAuthentication>(SessionAuthentication.Scheme, null)
        .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.Scheme, null);

    /// <summary>
    /// Refuses to change anything under <c>/api</c> for a browser that another site made ask: its cookie goes with every request, so the request must say what no
    /// other site can make it say. Tokens go with no request by themselves. Pages have their forms' own tokens.
    /// </summary>
    public static void UseForgeryGuard(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.SignedIn() is { Actor.Scopes: null } && RequestLanguage.IsApi(context.Request.Path) && !IsRead(context.Request.Method) && !IsOwn(context.Request.Headers))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            var problem = new ProblemDetails { Status = StatusCodes.Status403Forbidden, Detail = Catalogue.Say(RequestLanguage.Of(context), "server.api.forgery") };
            await context.RequestServices.GetRequiredService<IProblemDetailsService>().TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = problem });
            return;
        }
        await next(context);
    });

    /// <summary>Closes to tokens what is guarded by anything but an action: by a role alone, a token would do all that its owner may.</summary>
    public static void UseTokenGuard(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.SignedIn() is { Actor.Scopes: not null } && context.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>() is { Count: > 0 } guards && !guards.Any(g => SatuPintu.Access.Actions.All.Any(a => a.Id == g.Policy)))
        {
            await context.ForbidAsync(TokenAuthentication.Scheme);
            return;
        }
        await next(context);
    });

    private static bool IsRead(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    // A page of another site can set neither; see the Fetch standard on forbidden headers and on preflights.
    private static bool IsOwn(IHeaderDictionary headers) => headers["Sec-Fetch-Site"] == "same-origin" || headers["Sec-Fetch-Site"].Count == 0 && headers.ContainsKey("X-Requested-With");
}
