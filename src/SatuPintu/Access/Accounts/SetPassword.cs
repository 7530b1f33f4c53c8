using SatuPintu.Storage;

namespace SatuPintu.Access.Accounts;

/// <summary>Gives an account another password and ends its sessions: whoever knew the old one is out; leaves <c>account.password_set</c>.</summary>
public static class SetPassword
{
    /// <summary>Sets it.</summary>
    /// <exception cref="UserError">The password is not taken, the actor may not, or the account has changed since the form was opened.</exception>
    public static Task Run(RegistryDatabase database, Actor actor, Guid account, string stamp, string password, CancellationToken cancellation = default) => AccountChange.Run(database, actor, account, stamp, "account.set_password", async (session, found) =>
    {
        if (await session.One<bool>("select directory is not null from access.account where account_id = $1", cancellation, found.Id)) throw new UserError(ExitCode.Usage, "password.directory");
        if (Passwords.WhyNot(password, found.UserName) is { } why) throw new UserError(ExitCode.Usage, why, ("shortest", Passwords.Shortest), ("longest", Passwords.Longest));
        await session.Run("update access.account set password_hash = $2 where account_id = $1", cancellation, found.Id, Passwords.Hash(password));
        var ended = await AccountChange.EndSessions(session, found.Id, cancellation);
        await session.Trace("account.password_set", found.Id.ToString(), details: new { sessions = ended }, cancellation: cancellation);
    }, cancellation);
}
