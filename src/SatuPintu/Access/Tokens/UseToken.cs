using SatuPintu.Access.Accounts;
using SatuPintu.Storage;

namespace SatuPintu.Access.Tokens;

/// <summary>What became of a token that a program showed.</summary>
public enum TokenOutcome
{
    /// <summary>It holds.</summary>
    Holds,
    /// <summary>There is none such, or its owner is disabled.</summary>
    Unknown,
    /// <summary>Its time is over.</summary>
    Expired,
    /// <summary>It was revoked.</summary>
    Revoked,
}

/// <summary>Whom a token lets in.</summary>
/// <param name="Outcome">Whether it does.</param>
/// <param name="SignedIn">Who it is, where it does; its session is the token.</param>
public sealed record TokenUse(TokenOutcome Outcome, SignedIn? SignedIn);

/// <summary>Knows tokens by their secrets.</summary>
public static class UseToken
{
    /// <summary>What every secret begins with, so that one that lies about in a file is known for what it is.</summary>
    internal const string Prefix = "satupintu_";

    /// <summary>The state of a row of <c>access.api_token</c>.</summary>
    internal const string State = "case when revoked_at is not null then 'revoked' when ends_at <= transaction_timestamp() then 'expired' else 'active' end";

    /// <summary>Looks a secret up. What it opens is what its owner may do at this moment, as far as the scopes go.</summary>
    public static Task<TokenUse> Run(RegistryDatabase database, string secret, CancellationToken cancellation = default) =>
        secret.Length != Prefix.Length + 64 || !secret.StartsWith(Prefix, StringComparison.Ordinal) ? Task.FromResult(new TokenUse(TokenOutcome.Unknown, null)) : database.In(Actor.System, Plans.Kept, async session =>
    {
        var rows = await session.Read($"""
            select t.token_id, t.account_id, t.scopes, {State}, a.display_name, coalesce(t.used_at < transaction_timestamp() - interval '1 minute', true)
            from access.api_token t join access.account a using (account_id) where t.secret_hash = $1 and not a.disabled
            """, r => (Id: r.GetGuid(0), Account: r.GetGuid(1), Scopes: r.GetFieldValue<string[]>(2), State: r.GetString(3), Name: r.GetString(4), IsOld: r.GetBoolean(5)), cancellation, Sessions.HashOf(secret));
        if (rows is not [var found]) return new TokenUse(TokenOutcome.Unknown, null);
        if (found.State != "active") return new TokenUse(found.State == "revoked" ? TokenOutcome.Revoked : TokenOutcome.Expired, null);
        // That it is used is written down once a minute, not at every call.
        if (found.IsOld) await session.Run("update access.api_token set used_at = transaction_timestamp() where token_id = $1", cancellation, found.Id);
        var actor = await Sessions.ActorOf(session, found.Account, cancellation);
        // Roles that no action in its scopes asks for are left behind, so that the database does not open to them either.
        var needed = Actions.All.Where(a => a.Scope is not null && found.Scopes.Contains(a.Scope, StringComparer.Ordinal)).SelectMany(a => a.Roles).ToHashSet(StringComparer.Ordinal);
        return new TokenUse(TokenOutcome.Holds, new SignedIn(found.Id, new Actor(found.Account, [.. actor.Grants.Where(g => needed.Contains(g.Role))]) { Scopes = found.Scopes }, found.Name));
    }, cancellation);
}
