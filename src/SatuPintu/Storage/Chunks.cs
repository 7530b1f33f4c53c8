using System.Threading.Channels;

namespace SatuPintu.Storage;

/// <summary>Makes rows in chunks while those before are written.</summary>
internal static class Chunks
{
    private const int MostWaiting = 4;

    /// <summary>Writes all chunks, one after the other.</summary>
    /// <param name="made">Makes the chunks, on another thread and a few ahead, so that neither side waits for the other's slowest.</param>
    /// <param name="write">Writes a chunk.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task WriteAhead<T>(IEnumerable<T> made, Func<T, Task> write, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var waiting = Channel.CreateBounded<T>(MostWaiting);
        var making = Task.Run(async () =>
        {
            try
            {
                foreach (var chunk in made) await waiting.Writer.WriteAsync(chunk, stop.Token);
            }
            finally
            {
                waiting.Writer.Complete();
            }
        }, CancellationToken.None);
        try
        {
            await foreach (var chunk in waiting.Reader.ReadAllAsync(cancellation)) await write(chunk);
        }
        catch
        {
            // Who makes chunks is not left at it when a write has failed.
            await stop.CancelAsync();
            await making.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
        await making;
    }
}
