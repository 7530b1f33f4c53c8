using SatuPintu.Storage;

namespace SatuPintu.Access.Accounts;

/// <summary>An account that is about to be changed, locked until the change stands.</summary>
/// <param name="Id">Its id.</param>
/// <param name="UserName">The name to sign in by.</param>
/// <param name="State">Its state, as the table of actions knows it.</param>
internal sealed record ChangingAccount(Guid Id, string UserName, string State);

/// <summary>What all changes to an account have in common: one at a time, by whoever administers all that it holds, and only as the account was when the form was opened.</summary>
internal static class AccountChange
{
    /// <summary>Makes a change and marks the account as changed, so that forms opened before are known to be stale.</summary>
    /// <param name="database">The registry.</param>
    /// <param name="actor">Who changes it.</param>
    /// <param name="id">The account.</param>
    /// <param name="stamp">The account's mark when the form was opened.</param>
    /// <param name="action">The action by which it is allowed; null where the change itself sees to that.</param>
    /// <param name="change">The change.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="UserError">There is no such account, the actor may not, or the account has changed since.</exception>
    public static Task Run(RegistryDatabase database, Actor actor, Guid id, string stamp, string? action, Func<RegistrySession, ChangingAccount, Task> change, CancellationToken cancellation) => database.In(actor, async session =>
    {
        await session.Lock(Turn.AccountChange, cancellation);
        var rows = await session.Read($"select user_name, {AccountState.Sql}, security_stamp from access.account where account_id = $1", r => (Account: new ChangingAccount(id, r.GetString(0), r.GetString(1)), Stamp: r.GetString(2)), cancellation, id);
        if (rows is not [var found]) throw new UserError(ExitCode.Usage, "account.unknown");
        if (found.Stamp != stamp) throw new UserError(ExitCode.Usage, "account.stale");
        if (action is not null) await Require(session, action, id, found.Account.State, cancellation);
        await change(session, found.Account);
        await session.Run("update access.account set security_stamp = $2 where account_id = $1", cancellation, id, Guid.NewGuid().ToString("n"));
    }, cancellation);

    /// <summary>Sees to it that the actor may do something to whatever belongs to an account: it is their own, or they administer all that the account holds.</summary>
    public static async Task Require(RegistrySession session, string action, Guid account, string state, CancellationToken cancellation) =>
        Actions.RequireOver(session.Actor, action, (await Sessions.ActorOf(session, account, cancellation)).Grants, state, account);

    /// <summary>Ends all sessions of an account.</summary>
    public static Task<int> EndSessions(RegistrySession session, Guid account, CancellationToken cancellation) =>
        session.Run("update access.session set revoked_at = transaction_timestamp() where account_id = $1 and revoked_at is null and ends_at > transaction_timestamp()", cancellation, account);

    /// <summary>Sees to it that somebody else can go on with what an account administers, in whole or by one role.</summary>
    /// <exception cref="UserError">Nobody could.</exception>
    public static async Task LeaveAnAdministrator(RegistrySession session, Guid account, HeldRole? only, CancellationToken cancellation)
    {
        var left = await session.One<bool>("""
            select coalesce(bool_and(exists (
                select from access.grant_of o join access.account b using (account_id)
                where o.role = 'administrator' and o.held @> transaction_timestamp() and not b.disabled and o.agency in ('*', g.agency) and starts_with(g.area, o.area)
                    and (o.account_id <> g.account_id or $2::text is not null and (o.area, o.agency) <> (g.area, g.agency)))), true)
            from access.grant_of g join access.account a using (account_id)
            where g.account_id = $1 and g.role = 'administrator' and g.held @> transaction_timestamp() and not a.disabled and ($2::text is null or (g.area, g.agency) = ($2, $3))
            """, cancellation, account, only?.Area, only?.Agency);
        if (!left) throw new UserError(ExitCode.Usage, "account.last_administrator");
    }
}
