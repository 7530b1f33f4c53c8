using Npgsql;
using SatuPintu.Access.Accounts;
using SatuPintu.Storage;

namespace SatuPintu.Access.Passkeys;

/// <summary>Keeps the passkeys of accounts, and lets in by them. Whether a device's answer is right is judged before.</summary>
public static class KeepPasskeys
{
    private const int LongestName = 100, Most = 20;
    private const string Columns = "credential_id, account_id, name, public_key, sign_count, transports, is_user_verified, is_backup_eligible, is_backed_up, attestation, client_data, created_at, used_at";

    /// <summary>Those of an account; an actor sees their own, the service all.</summary>
    public static Task<List<Passkey>> Of(RegistryDatabase database, Actor actor, Guid account, CancellationToken cancellation = default) =>
        database.In(actor, s => s.Read($"select {Columns} from access.passkey where account_id = $1 order by created_at", Row, cancellation, account), cancellation);

    /// <summary>The one of an id, for the service; null where there is none.</summary>
    public static async Task<Passkey?> Find(RegistryDatabase database, byte[] id, CancellationToken cancellation = default) =>
        await database.In(Actor.System, s => s.Read($"select {Columns} from access.passkey where credential_id = $1", Row, cancellation, id), cancellation) is [var found] ? found : null;

    /// <summary>The account of an id, for the service; null where there is none.</summary>
    public static async Task<PasskeyOwner?> Owner(RegistryDatabase database, Guid account, CancellationToken cancellation = default) =>
        await database.In(Actor.System, s => s.Read("select account_id, user_name, display_name from access.account where account_id = $1", r => new PasskeyOwner(r.GetGuid(0), r.GetString(1), r.GetString(2)), cancellation, account), cancellation) is [var owner] ? owner : null;

    /// <summary>Adds one to one's own account; leaves <c>passkey.added</c>.</summary>
    /// <exception cref="UserError">It has no name, there are too many, or the device's key is known already.</exception>
    public static Task Add(RegistryDatabase database, Actor actor, Passkey passkey, CancellationToken cancellation = default)
    {
        if (passkey.Name.Trim() is not { Length: > 0 and <= LongestName } name) throw new UserError(ExitCode.Usage, "passkey.name", ("longest", LongestName));
        return database.In(actor, async session =>
        {
            if (await session.One<long>("select count(*) from access.passkey where account_id = $1", cancellation, actor.User) >= Most) throw new UserError(ExitCode.Usage, "passkey.most", ("most", Most));
            try
            {
                await session.Run($"insert into access.passkey ({Columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, null)", cancellation,
                    passkey.Id, actor.User, name, passkey.PublicKey, passkey.SignCount, passkey.Transports, passkey.IsUserVerified, passkey.IsBackupEligible, passkey.IsBackedUp, passkey.Attestation, passkey.ClientData, passkey.CreatedAt.ToUniversalTime());
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                throw new UserError(ExitCode.Usage, "passkey.known", e);
            }
            await session.Trace("passkey.added", actor.User.ToString(), cancellation: cancellation);
        }, cancellation);
    }

    /// <summary>Removes one of one's own and ends the other sessions that came in by a passkey; leaves <c>passkey.removed</c>.</summary>
    public static Task Remove(RegistryDatabase database, SignedIn officer, byte[] id, CancellationToken cancellation = default) => database.In(officer.Actor, async session =>
    {
        if (await session.Run("delete from access.passkey where credential_id = $1 and account_id = $2", cancellation, id, officer.Actor.User) == 0) return;
        await session.Run("update access.session set revoked_at = transaction_timestamp() where account_id = $1 and session_id <> $2 and way = 'passkey' and revoked_at is null", cancellation, officer.Actor.User, officer.Session);
        await session.Trace("passkey.removed", officer.Actor.User.ToString(), cancellation: cancellation);
    }, cancellation);

    /// <summary>Lets in by a passkey whose answer was right; leaves <c>session.started</c> or <c>session.refused</c>. It is two things at once, the device and what unlocks it, so no code is asked for.</summary>
    public static Task<SignInResult> SignIn(RegistryDatabase database, Passkey passkey, CancellationToken cancellation = default) => database.In(Actor.System, async session =>
    {
        var isKept = passkey.IsUserVerified && await session.Run("update access.passkey set sign_count = $2, is_backed_up = $3, used_at = transaction_timestamp() where credential_id = $1", cancellation, passkey.Id, passkey.SignCount, passkey.IsBackedUp) == 1;
        if (isKept && await Attempts.Account(session, passkey.Account, cancellation) is { Disabled: false }) return await StartSession.Run(session, passkey.Account, "passkey", cancellation);
        await Refused(session, passkey.Account.ToString(), "disabled", cancellation);
        return SignInResult.Of(SignInOutcome.Wrong);
    }, cancellation);

    /// <summary>Writes down that the answer of a device was not taken.</summary>
    public static Task Refuse(RegistryDatabase database, string why, CancellationToken cancellation = default) => database.In(Actor.System, s => Refused(s, null, why, cancellation), cancellation);

    private static Task Refused(RegistrySession session, string? account, string why, CancellationToken cancellation) => session.Trace("session.refused", account, details: new { at = "passkey", why }, cancellation: cancellation);

    private static Passkey Row(NpgsqlDataReader r) => new(r.GetFieldValue<byte[]>(0), r.GetGuid(1), r.GetString(2), r.GetFieldValue<byte[]>(3), r.GetInt64(4), r.GetFieldValue<string[]>(5), r.GetBoolean(6), r.GetBoolean(7), r.GetBoolean(8),
        r.GetFieldValue<byte[]>(9), r.GetFieldValue<byte[]>(10), r.GetFieldValue<DateTimeOffset>(11), r.IsDBNull(12) ? null : r.GetFieldValue<DateTimeOffset>(12));
}
