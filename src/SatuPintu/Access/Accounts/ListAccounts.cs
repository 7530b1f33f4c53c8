using SatuPintu.Storage;

namespace SatuPintu.Access.Accounts;

/// <summary>An account as an administrator sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="UserName">The name to sign in by.</param>
/// <param name="DisplayName">The name that others see.</param>
/// <param name="Disabled">Whether it may not be used.</param>
/// <param name="Locked">Whether it is locked at this moment.</param>
/// <param name="Roles">The roles held now.</param>
public sealed record AccountView(Guid Id, string UserName, string DisplayName, bool Disabled, bool Locked, IReadOnlyList<HeldRole> Roles);

/// <summary>Lists accounts; whoever is no administrator or auditor sees their own.</summary>
public static class ListAccounts
{
    /// <summary>The ids of all roles.</summary>
    public static Task<List<string>> Roles(RegistryDatabase database, Actor actor, CancellationToken cancellation = default) =>
        database.In(actor, s => s.Read("select role from access.role order by role", r => r.GetString(0), cancellation), cancellation);

    /// <summary>Lists them by name.</summary>
    public static Task<List<AccountView>> Run(RegistryDatabase database, Actor actor, CancellationToken cancellation = default) => database.In(actor, async session =>
    {
        var roles = (await session.Read("select account_id, role, area, agency from access.grant_of where held @> transaction_timestamp() order by role, area, agency", r => (Id: r.GetGuid(0), Held: new HeldRole(r.GetString(1), r.GetString(2), r.GetString(3))), cancellation)).ToLookup(r => r.Id, r => r.Held);
        return await session.Read("select account_id, user_name, display_name, disabled, coalesce(locked_until > transaction_timestamp(), false) from access.account order by normalized_name", r =>
            new AccountView(r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetBoolean(3), r.GetBoolean(4), [.. roles[r.GetGuid(0)]]), cancellation);
    }, cancellation);
}
