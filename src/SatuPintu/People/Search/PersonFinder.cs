using System.Diagnostics;
using System.Threading.Channels;
using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.People.Search;

/// <summary>
/// The index of the registry's persons, kept up to date: made when it is first asked for, and again after a change of the registry. Who is found by it is
/// then read from the registry in the name of whoever asks, so that it shows nobody whom they may not see.
/// </summary>
public sealed class PersonFinder(RegistryDatabase database)
{
    // Corrections change one person each and come all day; the index is not made anew for every one of them.
    private static readonly TimeSpan BetweenCorrections = TimeSpan.FromMinutes(2);

    // Places to work in: whoever writes has taken one. Unlike a semaphore they need not be disposed of while somebody may still stand in one.
    private readonly Channel<bool> making = Channel.CreateBounded<bool>(1), searching = Channel.CreateBounded<bool>(Environment.ProcessorCount);
    private volatile Present? present;

    /// <summary>Finds persons.</summary>
    internal async Task<IReadOnlyList<Guid>> Find(Remembered remembered, IReadOnlyList<string> within, int most, CancellationToken cancellation)
    {
        if (present is null) await Refresh(cancellation);
        // More at once than there are processors would only take each other's time, and memory.
        await searching.Writer.WriteAsync(true, cancellation);
        try
        {
            return present!.Index.Find(remembered, within, most);
        }
        finally
        {
            searching.Reader.TryRead(out _);
        }
    }

    /// <summary>Makes the index anew where the registry has changed.</summary>
    /// <returns>Whether it was made.</returns>
    public async Task<bool> Refresh(CancellationToken cancellation = default)
    {
        await making.Writer.WriteAsync(true, cancellation);
        try
        {
            return await database.Analyse(Actor.System, async session =>
            {
                var change = await session.One<Guid>("select change_id from registry.change order by change_id desc limit 1", cancellation);
                var lists = await session.One<Guid>("select change_id from registry.change where kind not in ('correct', 'undo') order by change_id desc limit 1", cancellation);
                if (present is { } now && (now.Change == change || now.Lists == lists && Stopwatch.GetElapsedTime(now.Made) < BetweenCorrections)) return false;
                present = new Present(change, lists, Stopwatch.GetTimestamp(), await PersonIndex.Read(session, cancellation));
                return true;
            }, cancellation);
        }
        finally
        {
            making.Reader.TryRead(out _);
        }
    }

    private sealed record Present(Guid Change, Guid Lists, long Made, PersonIndex Index);
}
