using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Deliveries.Uploads;

/// <summary>Gives an upload up; nothing of it is left.</summary>
public static class GiveUpUpload
{
    /// <summary>Gives it up. One that is not there is given up already.</summary>
    /// <exception cref="UserError">A piece of it is coming in.</exception>
    public static Task Run(RegistryDatabase database, UploadFiles files, Actor actor, Guid id, CancellationToken cancellation = default) => database.In(actor, async session =>
    {
        if (await UploadRow.Lock(session, id, cancellation) is null) return;
        using var turn = files.Take(id);
        await Remove(session, files, id, cancellation);
    }, cancellation);

    /// <summary>Removes an upload whose row is locked. The file goes first: a row without a file is an upload of no bytes, a file without a row would be nobody's.</summary>
    internal static async Task Remove(RegistrySession session, UploadFiles files, Guid id, CancellationToken cancellation)
    {
        files.Remove(id);
        await session.Run("delete from registry.upload where upload_id = $1", cancellation, id);
    }
}
