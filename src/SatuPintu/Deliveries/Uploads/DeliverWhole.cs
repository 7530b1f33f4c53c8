using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Deliveries.Uploads;

/// <summary>Takes a file in one piece and makes a delivery of it; nothing of it is left where that fails.</summary>
public static class DeliverWhole
{
    /// <summary>Takes it.</summary>
    /// <exception cref="UserError">The file is not taken, or the actor may not.</exception>
    public static async Task<FinishedUpload> Run(RegistryDatabase database, UploadFiles files, Actor actor, BeginUploadCommand command, Stream content, CancellationToken cancellation = default)
    {
        var id = await BeginUpload.Run(database, actor, command with { Changed = null }, cancellation: cancellation);
        var isDone = false;
        try
        {
            await AppendToUpload.Run(database, files, actor, id, 0, content, isLast: true, cancellation);
            var finished = await FinishUpload.Run(database, files, actor, id, cancellation);
            isDone = true;
            return finished;
        }
        finally
        {
            // Whoever sent it may be gone by now, but the piece of a file that nobody can go on with goes too.
            if (!isDone) await GiveUpUpload.Run(database, files, actor, id, CancellationToken.None);
        }
    }
}
