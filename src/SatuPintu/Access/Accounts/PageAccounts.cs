using SatuPintu.Storage;

namespace SatuPintu.Access.Accounts;

/// <summary>Some accounts, in the order of their names.</summary>
/// <param name="Accounts">The accounts.</param>
/// <param name="Next">The name to go on after; null at the end.</param>
public sealed record AccountsPage(IReadOnlyList<AccountView> Accounts, string? Next);

/// <summary>Lists accounts piece by piece: after a name, so that none is told twice or left out while others are added.</summary>
public static class PageAccounts
{
    /// <summary>The most at a time.</summary>
    public const int Most = 200;

    /// <summary>Lists some.</summary>
    /// <param name="database">The registry.</param>
    /// <param name="actor">An administrator.</param>
    /// <param name="after">The name to begin after; null for the first.</param>
    /// <param name="limit">How many.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="UserError">The actor may not, or the limit is none.</exception>
    public static Task<AccountsPage> Run(RegistryDatabase database, Actor actor, string? after, int limit, CancellationToken cancellation = default)
    {
        Actions.Require(actor, "account.list", state: "active");
        if (limit is < 1 or > Most) throw new UserError(ExitCode.Usage, "account.limit", ("most", Most));
        return database.In(actor, async session =>
        {
            var accounts = await session.Read($"""
                select account_id, user_name, display_name, disabled, coalesce(locked_until > transaction_timestamp(), false) from access.account where normalized_name > $1 order by normalized_name limit $2
                """, r => new AccountView(r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetBoolean(3), r.GetBoolean(4), []), cancellation, (after ?? "").ToLowerInvariant(), limit + 1);
            var more = accounts.Count > limit;
            if (more) accounts.RemoveAt(limit);
            var roles = (await session.Read("select account_id, role, area, agency from access.grant_of where held @> transaction_timestamp() and account_id = any ($1) order by role, area, agency",
                r => (Id: r.GetGuid(0), Held: new HeldRole(r.GetString(1), r.GetString(2), r.GetString(3))), cancellation, accounts.Select(a => a.Id).ToArray())).ToLookup(r => r.Id, r => r.Held);
            return new AccountsPage([.. accounts.Select(a => a with { Roles = [.. roles[a.Id]] })], more ? accounts[^1].UserName : null);
        }, cancellation);
    }
}
