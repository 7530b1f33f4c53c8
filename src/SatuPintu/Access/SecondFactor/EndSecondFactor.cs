using SatuPintu.Access.Accounts;
using SatuPintu.Storage;

namespace SatuPintu.Access.SecondFactor;

/// <summary>Takes the second factor away: by its owner with password and code, or by an administrator when the device is lost.</summary>
public static class EndSecondFactor
{
    /// <summary>Turns off one's own; leaves <c>second_factor.removed</c>, or a refusal that counts towards locking the account.</summary>
    /// <returns>Whether password and code were right. Where no password is kept, as for accounts of a directory, the code alone counts.</returns>
    public static Task<bool> Own(RegistryDatabase database, SecondFactorKeys keys, SignedIn officer, string password, string code, CancellationToken cancellation = default) => database.In(Actor.System, async session =>
    {
        var account = officer.Actor.User!.Value;
        if (await Attempts.Account(session, account, cancellation) is not { IsOpen: true } row) return false;
        var factor = await SecondFactorRow.Of(session, keys, account, cancellation);
        if (row.Hash is not null && !Passwords.IsRight(password, row.Hash) || factor is not { IsOn: true } || !await Codes.Take(session, factor, account, code, cancellation))
        {
            await row.Failed(session, "second_factor", cancellation);
            return false;
        }
        await Attempts.Succeeded(session, account, cancellation);
        await Remove(session, account, cancellation);
        await session.Trace("second_factor.removed", account.ToString(), cancellation: cancellation);
        return true;
    }, cancellation);

    /// <summary>Takes away somebody else's and ends their sessions, by whoever administers all that they hold; leaves <c>second_factor.reset</c>.</summary>
    /// <exception cref="UserError">The actor may not, there is none, or it is the actor's own.</exception>
    public static Task Reset(RegistryDatabase database, Actor actor, Guid account, CancellationToken cancellation = default)
    {
        if (actor.User == account) throw new UserError(ExitCode.Usage, "second_factor.own");
        return database.In(actor, async session =>
        {
            await AccountChange.Require(session, "account.reset_second_factor", account, "active", cancellation);
            if (!await Remove(session, account, cancellation)) throw new UserError(ExitCode.Usage, "second_factor.none");
            await session.Run("update access.session set revoked_at = transaction_timestamp() where account_id = $1 and revoked_at is null", cancellation, account);
            await session.Trace("second_factor.reset", account.ToString(), cancellation: cancellation);
        }, cancellation);
    }

    private static async Task<bool> Remove(RegistrySession session, Guid account, CancellationToken cancellation)
    {
        await session.Run("delete from access.recovery_code where account_id = $1", cancellation, account);
        return await session.Run("delete from access.second_factor where account_id = $1", cancellation, account) == 1;
    }
}
