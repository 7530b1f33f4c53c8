using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Deliveries.Uploads;

/// <summary>Removes what nobody goes on with: uploads left alone for a week, files whose upload is gone, and old keys of requests.</summary>
public static class SweepUploads
{
    /// <summary>For how long an upload may be left alone.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    /// <summary>Removes them.</summary>
    /// <returns>How many uploads were removed.</returns>
    public static async Task<int> Run(RegistryDatabase database, UploadFiles files, CancellationToken cancellation = default)
    {
        var left = await database.In(Actor.System, async session =>
        {
            await session.Run("delete from access.request_key where made_at < transaction_timestamp() - $1::interval", cancellation, RequestKeys.Kept);
            return await session.Read("select upload_id from registry.upload where touched_at < transaction_timestamp() - $1::interval", r => r.GetGuid(0), cancellation, Patience);
        }, cancellation);
        foreach (var id in left)
        {
            await database.In(Actor.System, async session =>
            {
                // Somebody may have come back to it since.
                if (await session.One<bool>("select touched_at >= transaction_timestamp() - $2::interval from registry.upload where upload_id = $1 for update", cancellation, id, Patience)) return;
                await GiveUpUpload.Remove(session, files, id, cancellation);
            }, cancellation);
        }
        // Nothing here makes a file before its row or leaves one after it; a database that was restored to an earlier time does. What stands with the deliveries is never removed for want of a row.
        foreach (var id in files.LeftSince(DateTime.UtcNow - Patience).ToList())
            if (!await database.In(Actor.System, s => s.One<bool>("select exists (select from registry.upload where upload_id = $1)", cancellation, id), cancellation)) files.Remove(id);
        return left.Count;
    }
}
