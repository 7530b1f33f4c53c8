using Microsoft.Extensions.Hosting;
using SatuPintu.People.Search;

namespace SatuPintu.Server.People;

/// <summary>Keeps the index of persons up to date: a few seconds after a change of the registry who is new is found.</summary>
internal sealed partial class PersonIndexKeeper(PersonFinder finder, ILogger<PersonIndexKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look);
        try
        {
            do
            {
                try
                {
                    await finder.Refresh(stoppingToken);
                }
                catch (Exception e) when (e is UserError or Npgsql.NpgsqlException)
                {
                    NotRefreshed(log, e);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Nothing is left half done.
        }
    }

    [LoggerMessage(LogLevel.Warning, "The index of persons could not be made anew; the one before serves on")]
    private static partial void NotRefreshed(ILogger log, Exception why);
}
