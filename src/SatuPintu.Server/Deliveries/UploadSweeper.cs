using SatuPintu.Deliveries.Uploads;
using SatuPintu.Server.Running;
using SatuPintu.Storage;

namespace SatuPintu.Server.Deliveries;

/// <summary>Removes uploads that were left alone: when the service starts, and every hour.</summary>
internal sealed partial class UploadSweeper(RegistryDatabase database, UploadFiles files, ILogger<UploadSweeper> log) : RepeatedWork(TimeSpan.FromHours(1), TimeSpan.FromHours(1))
{
    /// <inheritdoc/>
    protected override async Task Once(CancellationToken stop)
    {
        if (await SweepUploads.Run(database, files, stop) is > 0 and var removed) Removed(log, removed);
    }

    /// <inheritdoc/>
    protected override void Tell(Exception trouble) => NotSwept(log, trouble);

    [LoggerMessage(LogLevel.Information, "{Removed} uploads were left alone and removed")]
    private static partial void Removed(ILogger log, int removed);

    [LoggerMessage(LogLevel.Warning, "Uploads that were left alone could not be removed")]
    private static partial void NotSwept(ILogger log, Exception why);
}
