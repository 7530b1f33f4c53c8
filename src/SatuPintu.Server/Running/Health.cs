using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SatuPintu.Server.Running;

/// <summary>Whether the server lives, and whether it can do its work.</summary>
internal static class Health
{
    /// <summary>Maps <c>/health/live</c>, which asks nothing, and <c>/health/ready</c>, which asks every check registered.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = Write });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = Write });
    }

    /// <summary>The word of a state for programs.</summary>
    public static string Word(HealthStatus status) => status switch { HealthStatus.Healthy => "ok", HealthStatus.Degraded => "degraded", _ => "failed" };

    // Names and states only: why a check fails stands in the log.
    private static Task Write(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        status = Word(report.Status),
        checks = report.Entries.ToDictionary(e => e.Key, e => Word(e.Value.Status)),
    });
}

/// <summary>Whether a folder can still be written to.</summary>
internal sealed class FolderCheck(DirectoryInfo folder) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            File.Create(Path.Combine(folder.FullName, $".{Guid.NewGuid():N}"), 1, FileOptions.DeleteOnClose).Dispose();
            return Task.FromResult(HealthCheckResult.Healthy());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy(e.GetType().Name));
        }
    }
}
