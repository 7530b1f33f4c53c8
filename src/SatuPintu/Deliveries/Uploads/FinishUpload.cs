using System.Security.Cryptography;
using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Deliveries.Uploads;

/// <summary>What became of a file that was sent.</summary>
/// <param name="Delivery">The delivery that holds it.</param>
/// <param name="At">When it was delivered.</param>
/// <param name="WasThere">Whether the same file had been delivered to the same source before.</param>
public sealed record FinishedUpload(Guid Delivery, DateTimeOffset At, bool WasThere);

/// <summary>
/// Makes a delivery of an upload that is whole; leaves <c>delivery.received</c>. It can be done again at any time: the file is moved before the transaction ends, and
/// is found at either place; see <c>docs/uploads.md</c>.
/// </summary>
public static class FinishUpload
{
    /// <summary>Makes it.</summary>
    /// <exception cref="UserError">The upload is not whole, or what came is no list; then nothing of it is left.</exception>
    public static async Task<FinishedUpload> Run(RegistryDatabase database, UploadFiles files, Actor actor, Guid id, CancellationToken cancellation = default)
    {
        BeginUpload.RequireSender(actor);
        UserError? refused = null;
        var finished = await UploadErrors.Said(() => database.In(actor, async session =>
        {
            // A second call waits here for the first, and finds the delivery that the first one made.
            if (await UploadRow.Lock(session, id, cancellation) is not { } upload) return await Before(session, "delivery_id = $1", isNew: true, cancellation, id) ?? throw UploadRow.Unknown();
            using var turn = files.Take(id);
            // The service may have ended between the last byte and the seal on it.
            if (files.GoOn(id) is { } file)
                using (file) if (file.SafeBytes == upload.Bytes) file.Complete();
            var (safe, isWhole) = files.Look(id);
            if (!isWhole) throw new UserError(ExitCode.Usage, "upload.not_whole", ("safe", safe), ("bytes", upload.Bytes?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"));
            var (sha256, why) = await Task.Run(() => Read(files, upload, cancellation), cancellation);
            if (why is not null)
            {
                // What is refused is removed, so this transaction is to stand; it is said afterwards.
                refused = why;
                await GiveUpUpload.Remove(session, files, id, cancellation);
                await session.Trace("delivery.refused", id.ToString(), details: new { source = upload.Source, why = why.Key }, cancellation: cancellation);
                return null;
            }
            if (!await new DeliveryRow(id, upload.Source, upload.FileName, safe, sha256, upload.AsOf).Insert(session, cancellation))
            {
                await GiveUpUpload.Remove(session, files, id, cancellation);
                return await Before(session, "source = $1 and file_sha256 = $2", isNew: false, cancellation, upload.Source, sha256) ?? throw new UserError(ExitCode.Usage, "upload.delivered");
            }
            await session.Run("insert into registry.delivery_state (delivery_id, number, state, by) values ($1, 1, 'received', $2)", cancellation, id, actor.User);
            await session.Run("delete from registry.upload where upload_id = $1", cancellation, id);
            var made = await Before(session, "delivery_id = $1", isNew: true, cancellation, id);
            files.Deliver(id);
            await session.Trace("delivery.received", id.ToString(), details: new { source = upload.Source, bytes = safe, sha256 = Convert.ToHexStringLower(sha256) }, cancellation: cancellation);
            return made;
        }, cancellation));
        return finished ?? throw refused!;
    }

    private static (byte[] Sha256, UserError? Why) Read(UploadFiles files, UploadRow upload, CancellationToken cancellation)
    {
        using var content = files.Open(upload.Id);
        var sha256 = SHA256.HashData(content);
        cancellation.ThrowIfCancellationRequested();
        if (upload.Sha256 is { } announced && !announced.AsSpan().SequenceEqual(sha256)) return (sha256, new UserError(ExitCode.Input, "upload.other_sha256"));
        return (sha256, ListContent.WhyNot(content, upload.FileName, cancellation));
    }

    private static async Task<FinishedUpload?> Before(RegistrySession session, string which, bool isNew, CancellationToken cancellation, params object[] parameters) =>
        (await session.Read($"select delivery_id, delivered_at from registry.delivery where {which}", r => new FinishedUpload(r.GetGuid(0), r.GetFieldValue<DateTimeOffset>(1), !isNew), cancellation, parameters)).FirstOrDefault();
}
