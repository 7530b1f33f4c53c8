using Microsoft.Extensions.Hosting;
using SatuPintu.Deliveries.Jobs;

namespace SatuPintu.Server.Deliveries;

/// <summary>Works on deliveries as long as the service runs. What it had begun when it was stopped or killed it does again.</summary>
internal sealed partial class DeliveryWorker(DeliveryJobs jobs, ILogger<DeliveryWorker> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1), AfterTrouble = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The server answers before any work begins.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = Look;
            try
            {
                await jobs.RunAll(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is UserError or Npgsql.NpgsqlException or IOException or UnauthorizedAccessException)
            {
                // A database that is away, a disk that is full: neither is the delivery's fault.
                Waiting(log, e);
                wait = AfterTrouble;
            }
            try
            {
                await Task.Delay(wait, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "The work on deliveries was interrupted and will be tried again")]
    private static partial void Waiting(ILogger log, Exception why);
}
