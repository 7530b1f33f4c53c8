using SatuPintu.Server.Running;

namespace SatuPintu.Server.Access;

/// <summary>How the audit log is sealed.</summary>
/// <param name="Now">Seals it.</param>
internal sealed record AuditSeal(Func<CancellationToken, Task> Now);

/// <summary>Seals the audit log from time to time and when the service ends: what came after the last seal could be cut off unseen.</summary>
internal sealed partial class AuditSealer(AuditSeal seal, ILogger<AuditSealer> log) : RepeatedWork(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1))
{
    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // Where it goes wrong the next start will do; until then a cut would not show.
        await Try(cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task Once(CancellationToken stop) => seal.Now(stop);

    /// <inheritdoc/>
    protected override void Tell(Exception trouble) => NotSealed(log, trouble);

    [LoggerMessage(LogLevel.Warning, "The audit log could not be sealed")]
    private static partial void NotSealed(ILogger log, Exception why);
}
