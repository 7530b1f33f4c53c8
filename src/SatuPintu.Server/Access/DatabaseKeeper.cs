using Microsoft.Extensions.Hosting;
using SatuPintu.Storage;

namespace SatuPintu.Server.Access;

/// <summary>Keeps the embedded database server running as long as the service: one that was killed is started again.</summary>
internal sealed partial class DatabaseKeeper(Registry registry, ILogger<DatabaseKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await See(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Whoever ends the service stops the server too.
        }
    }

    private async Task See(CancellationToken stop)
    {
        try
        {
            if (await registry.Revive(stop)) Revived(log);
        }
        catch (Exception e) when (e is UserError or IOException)
        {
            NotRevived(log, e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database server had ended and was started again")]
    private static partial void Revived(ILogger log);

    [LoggerMessage(LogLevel.Error, "The database server has ended and could not be started again")]
    private static partial void NotRevived(ILogger log, Exception why);
}
