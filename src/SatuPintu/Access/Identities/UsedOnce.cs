using System.Security.Cryptography;
using System.Text;
using SatuPintu.Storage;

namespace SatuPintu.Access.Identities;

/// <summary>What may count once, such as the answer of a provider: remembered by its hash until it would not be taken any more.</summary>
public static class UsedOnce
{
    /// <summary>Takes it; false where it was taken before.</summary>
    public static Task<bool> Take(RegistryDatabase database, string value, TimeSpan holds, CancellationToken cancellation = default) => database.In(Actor.System, async session =>
    {
        await session.Run("delete from access.used_once where ends_at < transaction_timestamp()", cancellation);
        return await session.Run("insert into access.used_once (hash, ends_at) values ($1, $2) on conflict do nothing", cancellation, SHA256.HashData(Encoding.UTF8.GetBytes(value)), DateTimeOffset.UtcNow + holds) == 1;
    }, cancellation);
}
