using System.Security.Cryptography;
using System.Text;
using SatuPintu.Storage;

namespace SatuPintu.Access.Accounts;

/// <summary>Somebody who is signed in.</summary>
/// <param name="Session">The session.</param>
/// <param name="Actor">The account with what it may do at this moment.</param>
/// <param name="DisplayName">The name that others see.</param>
public sealed record SignedIn(Guid Session, Actor Actor, string DisplayName)
{
    /// <summary>Whether they came in by more than one thing: a code beside the first step, or a passkey.</summary>
    public bool IsStrong { get; init; }
}

/// <summary>Sessions of those who are signed in. Only a hash of what the browser keeps stands in the database.</summary>
public static class Sessions
{
    /// <summary>Whether a row of <c>access.session</c> goes on.</summary>
    internal const string IsOpen = "revoked_at is null and ends_at > transaction_timestamp() and seen_at > transaction_timestamp() - interval '2 hours'";

    /// <summary>Who a secret belongs to, with the roles held now; null where the session is unknown, over, revoked or idle for too long, or the account is disabled.</summary>
    public static async Task<SignedIn?> Find(RegistryDatabase database, string secret, CancellationToken cancellation = default)
    {
        if (Parse(secret) is not var (id, hash)) return null;
        // One row for each role held, and one without a role for whoever holds none.
        var rows = await database.Ask(Actor.System, $"""
            select s.account_id, s.secret_hash, a.display_name, s.seen_at < transaction_timestamp() - interval '1 minute',
                s.way = 'passkey' or exists (select from access.second_factor f where f.account_id = s.account_id and f.confirmed_at is not null), g.role, g.agency, g.area
            from access.session s join access.account a using (account_id) left join access.grant_of g on g.account_id = s.account_id and g.held @> transaction_timestamp()
            where s.session_id = $1 and {IsOpen} and not a.disabled order by g.role, g.agency, g.area
            """, r => (Account: r.GetGuid(0), Hash: r.GetFieldValue<byte[]>(1), Name: r.GetString(2), IsOld: r.GetBoolean(3), IsStrong: r.GetBoolean(4),
            Grant: r.IsDBNull(5) ? null : new Grant(r.GetString(5), r.GetString(6), r.GetString(7))), cancellation, id);
        if (rows is not [var found, ..] || !CryptographicOperations.FixedTimeEquals(found.Hash, hash)) return null;
        // That somebody is there is written down once a minute, not at every page.
        if (found.IsOld) await database.In(Actor.System, session => session.Run("update access.session set seen_at = transaction_timestamp() where session_id = $1", cancellation, id), cancellation);
        return new SignedIn(id, new Actor(found.Account, [.. rows.Select(r => r.Grant).OfType<Grant>()]), found.Name) { IsStrong = found.IsStrong };
    }

    /// <summary>Ends a session, by whoever has it or by an administrator; leaves <c>session.revoked</c>.</summary>
    /// <returns>Whether it was there and going on.</returns>
    /// <exception cref="UserError">It is somebody's whom the actor does not administer.</exception>
    public static Task<bool> Revoke(RegistryDatabase database, Actor actor, Guid id, CancellationToken cancellation = default) => database.In(actor, async session =>
    {
        // Of somebody else's the database shows nothing, but to administrators.
        if (await session.One<Guid?>("select account_id from access.session where session_id = $1", cancellation, id) is not { } account) return false;
        await AccountChange.Require(session, "session.revoke", account, "open", cancellation);
        if (await session.Run("update access.session set revoked_at = transaction_timestamp() where session_id = $1 and revoked_at is null", cancellation, id) == 0) return false;
        await session.Trace("session.revoked", id.ToString(), cancellation: cancellation);
        return true;
    }, cancellation);

    /// <summary>An account with the roles it holds now.</summary>
    internal static async Task<Actor> ActorOf(RegistrySession session, Guid account, CancellationToken cancellation) =>
        new(account, await session.Read("select role, agency, area from access.grant_of where account_id = $1 and held @> transaction_timestamp() order by role, agency, area", r => new Grant(r.GetString(0), r.GetString(1), r.GetString(2)), cancellation, account));

    /// <summary>What stands in the database of a secret.</summary>
    internal static byte[] HashOf(string secret) => SHA256.HashData(Encoding.ASCII.GetBytes(secret));

    /// <summary>A secret as browsers keep it, in its parts; null where it is none.</summary>
    internal static (Guid Id, byte[] Hash)? Parse(string secret) =>
        secret.Split('.') is [var id, { Length: 64 } own] && Guid.TryParseExact(id, "n", out var session) ? (session, HashOf(own)) : null;
}
