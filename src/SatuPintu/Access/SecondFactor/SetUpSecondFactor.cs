using System.Security.Cryptography;
using SatuPintu.Access.Accounts;
using SatuPintu.Storage;

namespace SatuPintu.Access.SecondFactor;

/// <summary>How far an account's second factor is.</summary>
/// <param name="IsOn">Whether signing in asks for a code.</param>
/// <param name="Key">The key that is to be taken over into an app, while it is not on yet.</param>
/// <param name="UserName">The name of the account.</param>
/// <param name="CodesLeft">How many recovery codes are left.</param>
public sealed record SecondFactorView(bool IsOn, byte[]? Key, string UserName, int CodesLeft);

/// <summary>Sets up codes by time for one's own account: a key is made, taken over into an app, and confirmed by a first code.</summary>
public static class SetUpSecondFactor
{
    /// <summary>How far it is.</summary>
    public static Task<SecondFactorView> See(RegistryDatabase database, SecondFactorKeys keys, SignedIn officer, CancellationToken cancellation = default) => database.In(officer.Actor, async session =>
    {
        var account = officer.Actor.User!.Value;
        var row = await SecondFactorRow.Of(session, keys, account, cancellation);
        var left = await session.One<long>("select count(*) from access.recovery_code where account_id = $1 and used_at is null", cancellation, account);
        return new SecondFactorView(row is { IsOn: true }, row is { IsOn: false } ? row.Key : null, (await session.One<string>("select user_name from access.account where account_id = $1", cancellation, account))!, (int)left);
    }, cancellation);

    /// <summary>Makes a new key, which counts once it is confirmed; leaves <c>second_factor.begun</c>.</summary>
    /// <exception cref="UserError">It is on already.</exception>
    public static Task Begin(RegistryDatabase database, SecondFactorKeys keys, SignedIn officer, CancellationToken cancellation = default) => database.In(officer.Actor, async session =>
    {
        var account = officer.Actor.User!.Value;
        var key = RandomNumberGenerator.GetBytes(OneTimeCode.KeySize);
        var touched = await session.Run("insert into access.second_factor (account_id, key) values ($1, $2) on conflict (account_id) do update set key = excluded.key, last_step = 0 where access.second_factor.confirmed_at is null", cancellation,
            account, keys.Seal(key, account));
        if (touched == 0) throw new UserError(ExitCode.Usage, "second_factor.on");
        await session.Trace("second_factor.begun", account.ToString(), cancellation: cancellation);
    }, cancellation);

    /// <summary>Turns it on by a first code; leaves <c>second_factor.added</c>. Sessions other than this one end, since they came in without it.</summary>
    /// <returns>The recovery codes; they stand nowhere else. Null where the code is wrong.</returns>
    public static Task<IReadOnlyList<string>?> Confirm(RegistryDatabase database, SecondFactorKeys keys, SignedIn officer, string code, CancellationToken cancellation = default) => database.In<IReadOnlyList<string>?>(officer.Actor, async session =>
    {
        var account = officer.Actor.User!.Value;
        if (await SecondFactorRow.Of(session, keys, account, cancellation) is not { IsOn: false } row || !await row.Take(session, account, code, cancellation)) return null;
        await session.Run("update access.second_factor set confirmed_at = transaction_timestamp() where account_id = $1", cancellation, account);
        await session.Run("update access.session set revoked_at = transaction_timestamp() where account_id = $1 and session_id <> $2 and revoked_at is null", cancellation, account, officer.Session);
        await session.Trace("second_factor.added", account.ToString(), cancellation: cancellation);
        return await RecoveryCodes.Make(session, account, cancellation);
    }, cancellation);
}
