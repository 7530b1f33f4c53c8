using SatuPintu.People.Search;
using SatuPintu.Server.Running;

namespace SatuPintu.Server.People;

/// <summary>Keeps the index of persons up to date: a few seconds after a change of the registry who is new is found.</summary>
internal sealed partial class PersonIndexKeeper(PersonFinder finder, ILogger<PersonIndexKeeper> log) : RepeatedWork(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3))
{
    /// <inheritdoc/>
    protected override Task Once(CancellationToken stop) => finder.Refresh(stop);

    /// <inheritdoc/>
    protected override void Tell(Exception trouble) => NotRefreshed(log, trouble);

    [LoggerMessage(LogLevel.Warning, "The index of persons could not be made anew; the one before serves on")]
    private static partial void NotRefreshed(ILogger log, Exception why);
}
