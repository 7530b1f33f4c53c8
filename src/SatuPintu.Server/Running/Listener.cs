using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using SatuPintu.Server.Security;

namespace SatuPintu.Server.Running;

/// <summary>Kestrel with limits: what comes in is small and comes in time, or is turned away.</summary>
internal static class Listener
{
    /// <summary>The largest body of a request; a page that takes files says its own.</summary>
    public const int LargestBody = 64 * 1024;

    private static readonly TimeSpan ShutDown = TimeSpan.FromSeconds(1.5);

    /// <summary>Adds the listener at an address.</summary>
    public static void Add(WebApplicationBuilder builder, ServerAddress address)
    {
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.Limits.MaxRequestHeaderCount = 60;
            kestrel.Limits.MaxRequestLineSize = 4 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            if (address.Ip is null) kestrel.Listen(IPAddress.Loopback, address.Port);
            else kestrel.Listen(address.Ip, address.Port);
        });
        builder.Services.Configure<FormOptions>(forms =>
        {
            forms.ValueCountLimit = 256;
            forms.KeyLengthLimit = 256;
            forms.ValueLengthLimit = 32 * 1024;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutDown);
        // The command line listens for signals; a second listener would end the process under its hands.
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, NoSignals>());
    }

    /// <summary>Refuses a body that announces itself as too large before anything reads it; a form would call it malformed.</summary>
    public static void UseBodyLimit(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (RequestLimits.IsFailurePage(context) || context.Request.ContentLength is not { } length || length <= (context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? long.MaxValue)) return next();
        context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        return Task.CompletedTask;
    });

    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
