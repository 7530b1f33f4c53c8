using Microsoft.AspNetCore.Authorization;

namespace SatuPintu.Server.Access;

/// <summary>Whoever holds a role that asks for a second factor and has none yet is led to set it up, and sees nothing else that is closed. A program with a token has no second factor and is not asked for one.</summary>
internal static class SecondFactorRule
{
    /// <summary>Where it is set up.</summary>
    public const string Page = "/akun/dua-langkah";

    /// <summary>Sets the step; who asks must be known before it.</summary>
    public static void UseSecondFactorRule(this WebApplication app)
    {
        var roles = app.Services.GetRequiredService<ServerOptions>().WaysIn.SecondFactorRoles;
        if (roles.Count == 0) return;
        app.Use((context, next) =>
        {
            // Programs show what was given to them by somebody who was let in.
            if (context.User.Identity?.AuthenticationType != SessionAuthentication.Scheme || context.SignedIn() is not { IsStrong: false } officer || !officer.Actor.Roles.Any(roles.Contains) || !IsClosed(context) || MayLackIt(context)) return next();
            if (RequestLanguage.IsApi(context.Request.Path) || !HttpMethods.IsGet(context.Request.Method)) context.Response.StatusCode = StatusCodes.Status403Forbidden;
            else context.Response.Redirect(Page);
            return Task.CompletedTask;
        });
    }

    private static bool IsClosed(HttpContext context) => context.GetEndpoint()?.Metadata is { } about && about.GetMetadata<IAllowAnonymous>() is null && about.GetMetadata<IAuthorizeData>() is not null;

    // Setting it up, and the way out.
    private static bool MayLackIt(HttpContext context) => context.Request.Path == Page || context.Request.Path == "/akun" && HttpMethods.IsPost(context.Request.Method) && !context.Request.Query.ContainsKey("handler");
}
