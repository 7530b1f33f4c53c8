using SatuPintu.Storage;

namespace SatuPintu.Access.Accounts;

/// <summary>Changes one's own password and ends all sessions but the one in which it is done; leaves <c>account.password_changed</c>, or a refusal that counts towards locking the account.</summary>
public static class ChangeOwnPassword
{
    /// <summary>Changes it.</summary>
    /// <param name="database">The registry.</param>
    /// <param name="officer">Who is signed in.</param>
    /// <param name="present">The password until now.</param>
    /// <param name="password">The password from now on.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>Whether the present password was right.</returns>
    /// <exception cref="UserError">The new password is not taken, or a directory keeps it.</exception>
    public static Task<bool> Run(RegistryDatabase database, SignedIn officer, string present, string password, CancellationToken cancellation = default) => database.In(Actor.System, async session =>
    {
        if (officer.Actor is not { Scopes: null, User: { } id }) throw new UserError(ExitCode.Usage, "access.no_token");
        if (await Attempts.Account(session, id, cancellation) is not { IsOpen: true } row) return false;
        if (row.Directory is not null) throw new UserError(ExitCode.Usage, "password.directory");
        if (!Passwords.IsRight(present, row.Hash))
        {
            await row.Failed(session, "own_password", cancellation);
            return false;
        }
        var name = await session.One<string>("select user_name from access.account where account_id = $1", cancellation, id);
        if (Passwords.WhyNot(password, name!) is { } why) throw new UserError(ExitCode.Usage, why, ("shortest", Passwords.Shortest), ("longest", Passwords.Longest));
        await Attempts.Succeeded(session, id, cancellation);
        await session.Run("update access.account set password_hash = $2, security_stamp = $3 where account_id = $1", cancellation, id, Passwords.Hash(password), Guid.NewGuid().ToString("n"));
        await HalfSessions.End(session, id, cancellation);
        var ended = await session.Run("update access.session set revoked_at = transaction_timestamp() where account_id = $1 and session_id <> $2 and revoked_at is null and ends_at > transaction_timestamp()", cancellation, id, officer.Session);
        await session.Trace("account.password_changed", id.ToString(), details: new { sessions = ended }, cancellation: cancellation);
        return true;
    }, cancellation);
}
