using SatuPintu.Server.Assets;

namespace SatuPintu.Server.Security;

/// <summary>What every answer tells a browser not to do.</summary>
internal static class SecurityHeaders
{
    /// <summary>The headers and their values; <c>Strict-Transport-Security</c> joins them under https.</summary>
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Content-Security-Policy"] = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
        ["X-Content-Type-Options"] = "nosniff",
        ["Referrer-Policy"] = "no-referrer",
        ["Permissions-Policy"] = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
        ["Cross-Origin-Opener-Policy"] = "same-origin",
        ["Cross-Origin-Resource-Policy"] = "same-origin",
    };

    private const string WithScript = "script-src 'self'; connect-src 'self'; ";

    /// <summary>Two years, for the names below it too.</summary>
    public const string Transport = "max-age=63072000; includeSubDomains";

    /// <summary>Sets them as the last thing before an answer starts, so that nothing on the way can drop them.</summary>
    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(static state =>
        {
            var context = (HttpContext)state;
            var headers = context.Response.Headers;
            foreach (var (name, value) in All) headers[name] = value;
            if (context.Response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status400BadRequest && context.GetEndpoint()?.Metadata.GetMetadata<NeedsScriptAttribute>() is not null) headers.ContentSecurityPolicy = WithScript + headers.ContentSecurityPolicy;
            if (context.Request.IsHttps) headers.StrictTransportSecurity = Transport;
            // What a page shows is not kept anywhere, unless it says that it may be: the style sheet does.
            if (!headers.CacheControl.ToString().Contains("immutable", StringComparison.Ordinal)) headers.CacheControl = "no-store";
            headers.Remove("Pragma");
            headers.Remove("Expires");
            return Task.CompletedTask;
        }, context);
        return next();
    });
}
