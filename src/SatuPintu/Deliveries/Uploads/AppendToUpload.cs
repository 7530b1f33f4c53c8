using System.Buffers;
using SatuPintu.Access;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Deliveries.Uploads;

/// <summary>How a piece of a file was taken.</summary>
/// <param name="Fits">Whether it began where the upload stood; nothing of it was taken where it did not.</param>
/// <param name="State">The upload after it.</param>
public sealed record AppendedPiece(bool Fits, UploadState State);

/// <summary>
/// Adds a piece to an upload. Whole chunks of 64 KiB are safe as soon as they are written, also when the connection or the service breaks off; what fills no
/// chunk is kept only at the end of the file, so sending goes on from what the answer says.
/// </summary>
public static class AppendToUpload
{
    private const int Buffer = SealedCipher.ChunkSize;

    /// <summary>Adds it.</summary>
    /// <param name="database">The registry.</param>
    /// <param name="files">The files of uploads.</param>
    /// <param name="actor">Who sends it.</param>
    /// <param name="id">The upload.</param>
    /// <param name="offset">Where in the file the piece begins.</param>
    /// <param name="content">The piece.</param>
    /// <param name="isLast">Whether the file ends with it; a file of known size ends by itself.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="UserError">There is no such upload of the actor's, another piece is coming in, it is too large, or the disk is full.</exception>
    public static async Task<AppendedPiece> Run(RegistryDatabase database, UploadFiles files, Actor actor, Guid id, long offset, Stream content, bool isLast = false, CancellationToken cancellation = default)
    {
        BeginUpload.RequireSender(actor);
        var upload = await UploadRow.Touch(database, actor, id, cancellation);
        using var turn = files.Take(id);
        return await UploadErrors.Said(async () =>
        {
            using (var file = files.GoOn(id))
            {
                if (file is null) return new AppendedPiece(false, upload.With(files.Look(id)));
                if (file.SafeBytes != offset) return new AppendedPiece(false, upload.With((file.SafeBytes, false)));
                await Copy(content, file, upload.Bytes ?? BeginUpload.Largest, upload.Bytes is null, cancellation);
                if (upload.Bytes == file.Length || isLast && upload.Bytes is null) file.Complete();
            }
            return new AppendedPiece(true, upload.With(files.Look(id)));
        });
    }

    private static async Task Copy(Stream content, SealedWriter file, long most, bool isOpenEnded, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Buffer);
        try
        {
            int read;
            while ((read = await content.ReadAsync(buffer.AsMemory(0, Buffer), cancellation)) > 0)
            {
                if (file.Length + read > most) throw isOpenEnded ? new UserError(ExitCode.Usage, "upload.too_large", ("most", BeginUpload.Largest >> 20)) : new UserError(ExitCode.Usage, "upload.longer", ("bytes", most));
                file.Write(buffer.AsSpan(0, read));
            }
        }
        finally
        {
            // It holds people's data, and the pool hands it on.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }
}
