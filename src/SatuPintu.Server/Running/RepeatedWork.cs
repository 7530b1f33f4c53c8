using Microsoft.Extensions.Hosting;

namespace SatuPintu.Server.Running;

/// <summary>
/// Work that is done again and again as long as the service runs. What goes wrong is told and tried again: neither a database that is away, nor a disk that is full,
/// nor a fault of ours ends the service. What was begun when the service ends is done again by the next one.
/// </summary>
/// <param name="every">How long after it was done it is done again.</param>
/// <param name="afterTrouble">How long after it went wrong.</param>
internal abstract class RepeatedWork(TimeSpan every, TimeSpan afterTrouble) : BackgroundService
{
    /// <summary>Does it once.</summary>
    protected abstract Task Once(CancellationToken stop);

    /// <summary>Tells of what went wrong.</summary>
    protected abstract void Tell(Exception trouble);

    /// <summary>Does it once and tells of what went wrong; true where nothing did.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    protected async Task<bool> Try(CancellationToken stop)
    {
        try
        {
            await Once(stop);
            return true;
        }
        catch (Exception e) when (e is not OutOfMemoryException && !(e is OperationCanceledException && stop.IsCancellationRequested))
        {
            Tell(e);
            return false;
        }
    }

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The server answers before any work begins.
        await Task.Yield();
        try
        {
            while (true)
            {
                await Task.Delay(await Try(stoppingToken) ? every : afterTrouble, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service ends.
        }
    }
}
