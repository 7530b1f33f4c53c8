using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Diagnostics;
using SatuPintu.Server.Assets;
using SatuPintu.Server.Providers;

namespace SatuPintu.Server.Security;

/// <summary>How often an address may ask, in all and to sign in.</summary>
internal static class RequestLimits
{
    /// <summary>The name of the limit on signing in.</summary>
    public const string SignIn = "sign-in";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Adds the limits.</summary>
    public static void AddRequestLimits(this IServiceCollection services, ServerOptions options) => services.AddRateLimiter(limits =>
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => IsFree(context)
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetTokenBucketLimiter(AddressOf(context), _ => new TokenBucketRateLimiterOptions
            {
                // Half a minute's worth at once, then evenly.
                TokenLimit = Math.Max(1, options.RequestsPerMinute / 2),
                TokensPerPeriod = Math.Max(1, options.RequestsPerMinute / 60),
                ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, 60.0 / options.RequestsPerMinute)),
            }));
        limits.AddPolicy(SignIn, context => IsAttempt(context.Request) && !IsFree(context)
            ? RateLimitPartition.GetFixedWindowLimiter(AddressOf(context), _ => new FixedWindowRateLimiterOptions { PermitLimit = options.SignInsPerMinute, Window = Window })
            : RateLimitPartition.GetNoLimiter(""));
        limits.OnRejected = (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time : TimeSpan.FromSeconds(1);
            rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
    });

    // A form that is sent, or a browser on its way to a provider and back.
    private static bool IsAttempt(HttpRequest request) => HttpMethods.IsPost(request.Method) || request.Path.StartsWithSegments(ProviderDoors.Folder, StringComparison.Ordinal);

    /// <summary>Whom a limit counts: an address, or the network of 64 bits that one household or office is given in IPv6.</summary>
    internal static string AddressOf(HttpContext context) => Counted(context.Connection.RemoteIpAddress);

    /// <summary>The text a limit counts an address under.</summary>
    internal static string Counted(IPAddress? address)
    {
        if (address is null) return "-";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }

    /// <summary>Whether a request that failed runs once more for the page that says so; that one must not be refused in turn.</summary>
    internal static bool IsFailurePage(HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerPathFeature>() is not null;

    private static bool IsFree(HttpContext context) =>
        IsFailurePage(context) || context.Request.Path.StartsWithSegments(Asset.Folder, StringComparison.Ordinal);
}
