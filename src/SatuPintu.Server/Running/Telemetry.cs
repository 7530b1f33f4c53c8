using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace SatuPintu.Server.Running;

/// <summary>Traces and metrics by OpenTelemetry; nothing leaves unless <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a collector.</summary>
internal static class Telemetry
{
    /// <summary>The variable that turns it on.</summary>
    public const string Variable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Adds it when it is asked for.</summary>
    public static void AddTelemetry(this IServiceCollection services)
    {
        if (!string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(Variable))) services.AddHostedService<Exporter>();
    }

    private sealed class Exporter : IHostedService
    {
        private TracerProvider? traces;
        private MeterProvider? metrics;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            var resource = ResourceBuilder.CreateDefault().AddService("satupintu", serviceVersion: ProgramVersion.Number);
            traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource("Microsoft.AspNetCore").AddSource("SatuPintu").AddOtlpExporter().Build();
            metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
                .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting", "System.Runtime", "SatuPintu").AddOtlpExporter().Build();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            // A collector that does not answer must not hold the server up.
            traces?.Shutdown(500);
            metrics?.Shutdown(500);
            return Task.CompletedTask;
        }
    }
}
