using Microsoft.Extensions.Hosting;
using SatuPintu.Deliveries.Uploads;
using SatuPintu.Storage;

namespace SatuPintu.Server.Deliveries;

/// <summary>Removes uploads that were left alone: when the service starts, and every hour.</summary>
internal sealed partial class UploadSweeper(RegistryDatabase database, UploadFiles files, ILogger<UploadSweeper> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        try
        {
            do await Sweep(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start does it.
        }
    }

    private async Task Sweep(CancellationToken stop)
    {
        try
        {
            if (await SweepUploads.Run(database, files, stop) is > 0 and var removed) Removed(log, removed);
        }
        catch (Exception e) when (e is UserError or Npgsql.NpgsqlException or IOException or UnauthorizedAccessException)
        {
            // The next time will do.
            NotSwept(log, e);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Removed} uploads were left alone and removed")]
    private static partial void Removed(ILogger log, int removed);

    [LoggerMessage(LogLevel.Warning, "Uploads that were left alone could not be removed")]
    private static partial void NotSwept(ILogger log, Exception why);
}
