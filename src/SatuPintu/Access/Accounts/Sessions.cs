using System.Security.Cryptography;
using System.Text;
using SatuPintu.Storage;

namespace SatuPintu.Access.Accounts;

/// <summary>Somebody who is signed in.</summary>
/// <param name="Session">The session.</param>
/// <param name="Actor">The account with what it may do at this moment.</param>
/// <param name="DisplayName">The name that others see.</param>
public sealed record SignedIn(Guid Session, Actor Actor, string DisplayName);

/// <summary>Sessions of those who are signed in. Only a hash of what the browser keeps stands in the database.</summary>
public static class Sessions
{
    private static readonly TimeSpan Idle = TimeSpan.FromHours(2);

    /// <summary>Who a secret belongs to, with the roles held now; null where the session is unknown, over, revoked or idle for too long, or the account is disabled.</summary>
    public static async Task<SignedIn?> Find(RegistryDatabase database, string secret, CancellationToken cancellation = default)
    {
        if (Parse(secret) is not var (id, hash)) return null;
        return await database.In(Actor.System, async session =>
        {
            var rows = await session.Read("""
                select s.account_id, s.secret_hash, a.display_name, s.seen_at < transaction_timestamp() - interval '1 minute'
                from access.session s join access.account a using (account_id)
                where s.session_id = $1 and s.revoked_at is null and s.ends_at > transaction_timestamp() and s.seen_at > transaction_timestamp() - $2::interval and not a.disabled
                """, r => (Account: r.GetGuid(0), Hash: r.GetFieldValue<byte[]>(1), Name: r.GetString(2), IsOld: r.GetBoolean(3)), cancellation, id, Idle);
            if (rows is not [var found] || !CryptographicOperations.FixedTimeEquals(found.Hash, hash)) return null;
            // That somebody is there is written down once a minute, not at every page.
            if (found.IsOld) await session.Run("update access.session set seen_at = transaction_timestamp() where session_id = $1", cancellation, id);
            var held = await session.Read("select role, area, agency from access.grant_of where account_id = $1 and held @> transaction_timestamp()", r => new HeldRole(r.GetString(0), r.GetString(1), r.GetString(2)), cancellation, found.Account);
            return new SignedIn(id, new Actor(found.Account, [.. held.Select(h => h.Role).Distinct()], [.. held.Select(h => h.Agency).Distinct()], [.. held.Select(h => h.Area).Distinct()]), found.Name);
        }, cancellation);
    }

    /// <summary>Ends a session, by whoever has it or by an administrator; leaves <c>session.revoked</c>.</summary>
    /// <returns>Whether it was there and going on.</returns>
    public static Task<bool> Revoke(RegistryDatabase database, Actor actor, Guid id, CancellationToken cancellation = default) => database.In(actor, async session =>
    {
        if (await session.Run("update access.session set revoked_at = transaction_timestamp() where session_id = $1 and revoked_at is null", cancellation, id) == 0) return false;
        await session.Trace("session.revoked", id.ToString(), cancellation: cancellation);
        return true;
    }, cancellation);

    /// <summary>What stands in the database of a secret.</summary>
    internal static byte[] HashOf(string secret) => SHA256.HashData(Encoding.ASCII.GetBytes(secret));

    private static (Guid Id, byte[] Hash)? Parse(string secret) =>
        secret.Split('.') is [var id, { Length: 64 } own] && Guid.TryParseExact(id, "n", out var session) ? (session, HashOf(own)) : null;
}
