using Microsoft.Extensions.Hosting;

namespace SatuPintu.Server.Access;

/// <summary>How the audit log is sealed.</summary>
/// <param name="Now">Seals it.</param>
internal sealed record AuditSeal(Func<CancellationToken, Task> Now);

/// <summary>Seals the audit log from time to time and when the service ends: what came after the last seal could be cut off unseen.</summary>
internal sealed partial class AuditSealer(AuditSeal seal, ILogger<AuditSealer> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Seal(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await Seal(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // It is sealed once more when the service ends.
        }
    }

    private async Task Seal(CancellationToken cancellation)
    {
        try
        {
            await seal.Now(cancellation);
        }
        catch (Exception e) when (e is UserError or Npgsql.NpgsqlException or IOException)
        {
            // The next time will do; until then a cut would not show.
            NotSealed(log, e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The audit log could not be sealed")]
    private static partial void NotSealed(ILogger log, Exception why);
}
