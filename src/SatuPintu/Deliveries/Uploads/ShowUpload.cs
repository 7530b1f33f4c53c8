using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Deliveries.Uploads;

/// <summary>Tells how far an upload has come.</summary>
public static class ShowUpload
{
    /// <summary>Tells it.</summary>
    /// <exception cref="UserError">There is no such upload of the actor's, or a piece of it is coming in.</exception>
    public static async Task<UploadState> Run(RegistryDatabase database, UploadFiles files, Actor actor, Guid id, CancellationToken cancellation = default)
    {
        var upload = await UploadRow.Touch(database, actor, id, cancellation);
        using var turn = files.Take(id);
        return await UploadErrors.Said(() => Task.FromResult(upload.With(files.Look(id))));
    }
}
