using SatuPintu.Storage;

namespace SatuPintu.Access.Accounts;

/// <summary>Disables, enables and unlocks accounts; leaves <c>account.disabled</c>, <c>account.enabled</c> or <c>account.unlocked</c>.</summary>
public static class SwitchAccount
{
    /// <summary>Shuts an account out and ends its sessions; its tokens rest until it is enabled again.</summary>
    /// <exception cref="UserError">It is the actor's own or the last administrator's, the actor may not, or the account has changed since the form was opened.</exception>
    public static Task Disable(RegistryDatabase database, Actor actor, Guid account, string stamp, CancellationToken cancellation = default) => AccountChange.Run(database, actor, account, stamp, "account.disable", async (session, found) =>
    {
        if (account == actor.User) throw new UserError(ExitCode.Usage, "account.oneself");
        await AccountChange.LeaveAnAdministrator(session, account, null, cancellation);
        await session.Run("update access.account set disabled = true where account_id = $1", cancellation, found.Id);
        var ended = await AccountChange.EndSessions(session, found.Id, cancellation);
        await session.Trace("account.disabled", found.Id.ToString(), details: new { sessions = ended }, cancellation: cancellation);
    }, cancellation);

    /// <summary>Lets an account in again.</summary>
    /// <exception cref="UserError">The actor may not, or the account has changed since the form was opened.</exception>
    public static Task Enable(RegistryDatabase database, Actor actor, Guid account, string stamp, CancellationToken cancellation = default) => AccountChange.Run(database, actor, account, stamp, "account.enable", async (session, found) =>
    {
        await session.Run("update access.account set disabled = false, failed_count = 0, locked_until = null where account_id = $1", cancellation, found.Id);
        await session.Trace("account.enabled", found.Id.ToString(), cancellation: cancellation);
    }, cancellation);

    /// <summary>Ends the wait after too many wrong passwords.</summary>
    /// <exception cref="UserError">The actor may not, or the account has changed since the form was opened.</exception>
    public static Task Unlock(RegistryDatabase database, Actor actor, Guid account, string stamp, CancellationToken cancellation = default) => AccountChange.Run(database, actor, account, stamp, "account.unlock", async (session, found) =>
    {
        await session.Run("update access.account set failed_count = 0, locked_until = null where account_id = $1", cancellation, found.Id);
        await session.Trace("account.unlocked", found.Id.ToString(), cancellation: cancellation);
    }, cancellation);
}
