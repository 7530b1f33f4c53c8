using SatuPintu.Storage;

namespace SatuPintu.Access.Accounts;

/// <summary>An account with all that hangs on it, as an administrator sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="UserName">The name to sign in by.</param>
/// <param name="DisplayName">The name that others see.</param>
/// <param name="Email">An address to write to.</param>
/// <param name="State">Its state, as the table of actions knows it.</param>
/// <param name="LockedUntil">Until when it is locked, where it is.</param>
/// <param name="CreatedAt">Since when there is one.</param>
/// <param name="Stamp">Its mark: a form that carries another one is stale.</param>
/// <param name="Roles">The roles it holds and those it held, the present ones first.</param>
public sealed record AccountDetails(Guid Id, string UserName, string DisplayName, string? Email, string State, DateTime? LockedUntil, DateTime CreatedAt, string Stamp, IReadOnlyList<RoleTime> Roles)
{
    /// <summary>The directory that judges its password; null where that is the registry.</summary>
    public string? Directory { get; init; }

    /// <summary>Whether it signs in by two steps.</summary>
    public bool HasSecondFactor { get; init; }

    /// <summary>What it holds now.</summary>
    public IReadOnlyList<Grant> Grants => [.. Roles.Where(r => r.Until is null).Select(r => r.Held.AsGrant())];
}

/// <summary>A role and the time it was held.</summary>
/// <param name="Held">The role.</param>
/// <param name="From">Since when.</param>
/// <param name="Until">Until when; null where it is held.</param>
public sealed record RoleTime(HeldRole Held, DateTime From, DateTime? Until);

/// <summary>Shows one account.</summary>
public static class ShowAccount
{
    /// <summary>The account; null where there is none that the actor sees.</summary>
    public static Task<AccountDetails?> Run(RegistryDatabase database, Actor actor, Guid id, CancellationToken cancellation = default) => database.In(actor, async session =>
    {
        var roles = await session.Read("select role, area, agency, lower(held), upper(held) from access.grant_of where account_id = $1 order by upper(held) desc nulls first, role, area, agency", r =>
            new RoleTime(new HeldRole(r.GetString(0), r.GetString(1), r.GetString(2)), r.GetDateTime(3), r.IsDBNull(4) ? null : r.GetDateTime(4)), cancellation, id);
        return (await session.Read($"select user_name, display_name, email, {AccountState.Sql}, case when locked_until > transaction_timestamp() then locked_until end, created_at, security_stamp, directory, exists (select from access.second_factor f where f.account_id = a.account_id) from access.account a where account_id = $1", r =>
            new AccountDetails(id, r.GetString(0), r.GetString(1), r.IsDBNull(2) ? null : r.GetString(2), r.GetString(3), r.IsDBNull(4) ? null : r.GetDateTime(4), r.GetDateTime(5), r.GetString(6), roles) { Directory = r.IsDBNull(7) ? null : r.GetString(7), HasSecondFactor = r.GetBoolean(8) }, cancellation, id)).SingleOrDefault();
    }, cancellation);
}
