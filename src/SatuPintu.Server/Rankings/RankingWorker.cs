using SatuPintu.Server.Running;
using SatuPintu.Storage;
using SatuPintu.Welfare.Rankings.Runs;

namespace SatuPintu.Server.Rankings;

/// <summary>Works on rankings as long as the service runs.</summary>
internal sealed partial class RankingWorker(RankingJobs jobs, ILogger<RankingWorker> log) : RepeatedWork(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10))
{
    /// <inheritdoc/>
    protected override Task Once(CancellationToken stop) => jobs.RunAll(stop);

    /// <inheritdoc/>
    protected override void Tell(Exception trouble) => Interrupted(log, trouble);

    [LoggerMessage(LogLevel.Error, "The work on rankings was interrupted and will be tried again")]
    private static partial void Interrupted(ILogger log, Exception why);
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
