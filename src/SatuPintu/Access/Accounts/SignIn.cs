using System.Security.Cryptography;
using SatuPintu.Storage;

namespace SatuPintu.Access.Accounts;

/// <summary>How an attempt to sign in ended.</summary>
public enum SignInOutcome
{
    /// <summary>There is a session now.</summary>
    SignedIn,
    /// <summary>Name or password is wrong; which of them is not said.</summary>
    Wrong,
    /// <summary>Too many attempts failed; the account is locked for a while.</summary>
    Locked,
}

/// <summary>The end of an attempt.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Secret">What the browser keeps, where there is a session; it stands nowhere else.</param>
/// <param name="LockedUntil">Until when the account is locked, where it is.</param>
public sealed record SignInResult(SignInOutcome Outcome, string? Secret, DateTimeOffset? LockedUntil);

/// <summary>Signs somebody in by name and password; leaves <c>session.started</c>, <c>session.refused</c> or <c>account.locked</c>.</summary>
public static class SignIn
{
    /// <summary>After so many failures in a row an account is locked.</summary>
    public const int MostFailures = 5;

    private static readonly TimeSpan Locked = TimeSpan.FromMinutes(15), Lasts = TimeSpan.FromHours(12);

    /// <summary>Tries.</summary>
    public static Task<SignInResult> Run(RegistryDatabase database, string userName, string password, CancellationToken cancellation = default) => database.In(Actor.System, async session =>
    {
        var name = UserName.Normalized(userName.Trim());
        var rows = name is null ? [] : await session.Read("select account_id, password_hash, failed_count, locked_until, disabled from access.account where normalized_name = $1 for update", r =>
            (Id: r.GetGuid(0), Hash: r.IsDBNull(1) ? null : r.GetString(1), Failed: r.GetInt32(2), Until: r.IsDBNull(3) ? (DateTimeOffset?)null : r.GetFieldValue<DateTimeOffset>(3), Disabled: r.GetBoolean(4)), cancellation, name);
        var now = DateTimeOffset.UtcNow;
        // A password is checked in every case: how long an answer takes tells nobody which names there are.
        if (rows is not [var account])
        {
            Passwords.IsRight(password, null);
            return new SignInResult(SignInOutcome.Wrong, null, null);
        }
        var isRight = Passwords.IsRight(password, account.Hash);
        if (account.Until > now) return new SignInResult(SignInOutcome.Locked, null, account.Until);
        if (!isRight || account.Disabled)
        {
            var failed = account.Failed + 1;
            var until = failed >= MostFailures ? now + Locked : (DateTimeOffset?)null;
            await session.Run("update access.account set failed_count = $2, locked_until = $3 where account_id = $1", cancellation, account.Id, until is null ? failed : 0, until);
            await session.Trace(until is null ? "session.refused" : "account.locked", account.Id.ToString(), cancellation: cancellation);
            return new SignInResult(until is null ? SignInOutcome.Wrong : SignInOutcome.Locked, null, until);
        }
        await session.Run("update access.account set failed_count = 0, locked_until = null where account_id = $1", cancellation, account.Id);
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var id = Guid.CreateVersion7();
        await session.Run("insert into access.session (session_id, account_id, secret_hash, ends_at) values ($1, $2, $3, $4)", cancellation, id, account.Id, Sessions.HashOf(secret), now + Lasts);
        await session.Trace("session.started", account.Id.ToString(), details: new { session = id }, cancellation: cancellation);
        return new SignInResult(SignInOutcome.SignedIn, $"{id:n}.{secret}", null);
    }, cancellation);
}
