using SatuPintu.Server.Access;
using SatuPintu.Server.Api;
using SatuPintu.Server.Assets;
using SatuPintu.Server.Providers;
using SatuPintu.Server.Running;
using SatuPintu.Server.Security;

namespace SatuPintu.Server;

/// <summary>The way of a request, first step first.</summary>
internal static class PagePipeline
{
    /// <summary>Sets the steps and the routes.</summary>
    public static void UseSatuPintuPages(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseRequestLog();
        app.UseHostFiltering();
        app.UseResponseCompression();
        app.UseWhen(c => RequestLanguage.IsApi(c.Request.Path), branch => { branch.UseExceptionHandler(Failures()); branch.UseStatusCodePages(); });
        app.UseWhen(c => !RequestLanguage.IsApi(c.Request.Path), branch => { branch.UseExceptionHandler(Failures("/galat")); branch.UseStatusCodePagesWithReExecute("/galat"); });
        app.UseRouting();
        app.UseRouteNote();
        app.UseRateLimiter();
        app.UseBodyLimit();
        // Who is asking and what they may see is known from here on; the area of access adds its scheme and its rules.
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseTokenGuard();
        app.UseForgeryGuard();
        app.UseSecondFactorRule();
        app.MapRazorPages();
        app.MapAssets();
        app.MapProviderDoors();
        app.MapLanguageSwitch();
        app.MapHealth();
        app.MapInterface();
        app.MapDeliveries();
        app.MapPersons();
        app.MapProposals();
        app.MapTotals();
        app.MapRankings();
    }

    private static ExceptionHandlerOptions Failures(string? page = null) => new()
    {
        ExceptionHandlingPath = page ?? default(PathString),
        // Too large or malformed is the caller's fault and says so; nearly everything else is ours.
        StatusCodeSelector = e => e switch
        {
            BadHttpRequestException bad => bad.StatusCode,
            // A database that is away or full is nobody's request's fault, and will be back.
            UserError { Key: "database.disk_full" } => StatusCodes.Status507InsufficientStorage,
            UserError { ExitCode: ExitCode.Database } => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status500InternalServerError,
        },
    };

    private static void MapLanguageSwitch(this WebApplication app) => app.MapGet("/bahasa/{code}", (HttpContext context, string code, string? kembali) =>
    {
        if (code is not ("id" or "en")) return Results.NotFound();
        context.Response.Cookies.Append(RequestLanguage.Cookie, code, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            MaxAge = TimeSpan.FromDays(365),
            IsEssential = true,
        });
        return Results.LocalRedirect(IsLocal(kembali) ? kembali! : "/");
    }).ExcludeFromDescription();

    /// <summary>Whether an address leads to this site, as the framework judges it: from the root of this site, and not the root of another.</summary>
    public static bool IsLocal(string? url) => url is ['/', ..] && url is not ['/', '/' or '\\', ..] && !url.Any(char.IsControl);
}
