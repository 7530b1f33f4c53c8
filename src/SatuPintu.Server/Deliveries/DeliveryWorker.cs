using SatuPintu.Deliveries.Jobs;
using SatuPintu.Server.Running;

namespace SatuPintu.Server.Deliveries;

/// <summary>Works on deliveries as long as the service runs.</summary>
internal sealed partial class DeliveryWorker(DeliveryJobs jobs, ILogger<DeliveryWorker> log) : RepeatedWork(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10))
{
    /// <inheritdoc/>
    protected override Task Once(CancellationToken stop) => jobs.RunAll(stop);

    /// <inheritdoc/>
    protected override void Tell(Exception trouble) => Interrupted(log, trouble);

    [LoggerMessage(LogLevel.Error, "The work on deliveries was interrupted and will be tried again")]
    private static partial void Interrupted(ILogger log, Exception why);
}
