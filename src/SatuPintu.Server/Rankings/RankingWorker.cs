using Microsoft.Extensions.Hosting;
using SatuPintu.Storage;
using SatuPintu.Welfare.Rankings.Runs;

namespace SatuPintu.Server.Rankings;

/// <summary>Works on rankings as long as the service runs. What it had begun when it was stopped or killed it does again.</summary>
internal sealed partial class RankingWorker(RankingJobs jobs, ILogger<RankingWorker> log) : BackgroundService
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
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // A database that is away is not the ranking's fault, and a fault of ours must not end the service.
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

    [LoggerMessage(LogLevel.Error, "The work on rankings was interrupted and will be tried again")]
    private static partial void Waiting(ILogger log, Exception why);
}

/// <summary>What the pages and the interface need to rank families.</summary>
internal static class RankingServices
{
    /// <summary>Registers the jobs and what works on them.</summary>
    public static void AddRankings(this IServiceCollection services)
    {
        services.AddSingleton(s => new RankingJobs(s.GetRequiredService<RegistryDatabase>()));
        services.AddHostedService<RankingWorker>();
    }
}
