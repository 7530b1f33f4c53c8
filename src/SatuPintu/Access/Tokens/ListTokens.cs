using SatuPintu.Access.Accounts;
using SatuPintu.Storage;

namespace SatuPintu.Access.Tokens;

/// <summary>A token as its owner and administrators see it; its secret is nowhere.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What its owner knows it by.</param>
/// <param name="Scopes">What it is for.</param>
/// <param name="State">Its state, as the table of actions knows it.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="EndsAt">Until when it holds.</param>
/// <param name="UsedAt">When it was used last, to the minute; null where it never was.</param>
public sealed record TokenView(Guid Id, string Name, IReadOnlyList<string> Scopes, string State, DateTime CreatedAt, DateTime EndsAt, DateTime? UsedAt);

/// <summary>Lists the tokens of an account, those that hold first.</summary>
public static class ListTokens
{
    /// <summary>Lists them.</summary>
    /// <exception cref="UserError">They are somebody else's, and the actor does not administer them.</exception>
    public static Task<List<TokenView>> Run(RegistryDatabase database, Actor actor, Guid account, CancellationToken cancellation = default) => database.In(actor, async session =>
    {
        await AccountChange.Require(session, "token.list", account, "active", cancellation);
        return await session.Read($"select token_id, name, scopes, {UseToken.State}, created_at, ends_at, used_at from access.api_token where account_id = $1 order by 4, token_id desc limit 200", r =>
            new TokenView(r.GetGuid(0), r.GetString(1), r.GetFieldValue<string[]>(2), r.GetString(3), r.GetDateTime(4), r.GetDateTime(5), r.IsDBNull(6) ? null : r.GetDateTime(6)), cancellation, account);
    }, cancellation);
}
