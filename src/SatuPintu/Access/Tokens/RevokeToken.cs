using SatuPintu.Access.Accounts;
using SatuPintu.Storage;

namespace SatuPintu.Access.Tokens;

/// <summary>Ends a token, by its owner or an administrator; leaves <c>token.revoked</c>.</summary>
public static class RevokeToken
{
    /// <summary>Ends it.</summary>
    /// <returns>Whether it was there and held until now.</returns>
    /// <exception cref="UserError">It is somebody's whom the actor does not administer.</exception>
    public static Task<bool> Run(RegistryDatabase database, Actor actor, Guid id, CancellationToken cancellation = default) => database.In(actor, async session =>
    {
        // Of somebody else's the database shows nothing, but to administrators.
        if (await session.One<Guid?>("select account_id from access.api_token where token_id = $1", cancellation, id) is not { } account) return false;
        await AccountChange.Require(session, "token.revoke", account, "active", cancellation);
        if (await session.Run($"update access.api_token set revoked_at = transaction_timestamp() where token_id = $1 and {UseToken.State} = 'active'", cancellation, id) == 0) return false;
        await session.Trace("token.revoked", id.ToString(), cancellation: cancellation);
        return true;
    }, cancellation);
}
