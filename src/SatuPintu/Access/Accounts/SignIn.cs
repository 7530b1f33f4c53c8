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
    /// <summary>The first step is done; a code is asked for now.</summary>
    CodeNeeded,
    /// <summary>The time between the two steps is over; it begins again.</summary>
    Over,
}

/// <summary>The end of an attempt.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Secret">What the browser keeps, of the session or of the first step; it stands nowhere else.</param>
/// <param name="LockedUntil">Until when the account is locked, where it is.</param>
public sealed record SignInResult(SignInOutcome Outcome, string? Secret, DateTimeOffset? LockedUntil)
{
    /// <summary>An end without more to say.</summary>
    public static SignInResult Of(SignInOutcome outcome) => new(outcome, null, null);
}

/// <summary>Signs somebody in by name and password; leaves <c>session.started</c>, <c>session.half_started</c>, <c>session.refused</c> or <c>account.locked</c>.</summary>
public static class SignIn
{
    /// <summary>After so many failures in a row an account is locked.</summary>
    public const int MostFailures = 5;

    /// <summary>Tries, where there are no directories.</summary>
    public static Task<SignInResult> Run(RegistryDatabase database, string userName, string password, CancellationToken cancellation = default) => Run(database, userName, password, null, cancellation);

    /// <summary>Tries.</summary>
    /// <param name="database">The registry.</param>
    /// <param name="userName">The name.</param>
    /// <param name="password">The password.</param>
    /// <param name="directories">Judges the passwords of accounts that belong to a directory; without it they are refused.</param>
    /// <param name="cancellation">Stops.</param>
    public static Task<SignInResult> Run(RegistryDatabase database, string userName, string password, IDirectories? directories, CancellationToken cancellation = default) => database.In(Actor.System, async session =>
    {
        var account = UserName.Normalized(userName.Trim()) is { } name ? await Attempts.Named(session, name, cancellation) : null;
        // A password is checked in every case: how long an answer takes tells nobody which names there are.
        var isRight = Passwords.IsRight(password, account?.Hash);
        if (account is null || account.IsLocked)
        {
            await session.Trace("session.refused", account?.Id.ToString(), details: new { at = account is null ? "name" : "lock" }, cancellation: cancellation);
            return account?.Refusal ?? SignInResult.Of(SignInOutcome.Wrong);
        }
        if (account.Directory is { } directory && !account.Disabled)
        {
            if (directories is null || await directories.Judge(directory, userName.Trim(), password, cancellation) is not { } judged)
            {
                // A directory that does not answer is nobody's failed attempt.
                await session.Trace("session.refused", account.Id.ToString(), details: new { at = "directory" }, cancellation: cancellation);
                return SignInResult.Of(SignInOutcome.Wrong);
            }
            isRight = judged;
        }
        if (!isRight || account.Disabled) return await account.Failed(session, "password", cancellation);
        return await StartSession.AfterFirstStep(session, account.Id, account.Directory is null ? "password" : "directory", cancellation);
    }, cancellation);
}

/// <summary>Directories that know passwords the registry does not.</summary>
public interface IDirectories
{
    /// <summary>Whether a password is the one of a name in a directory; null where it does not answer or is not set up.</summary>
    Task<bool?> Judge(string directory, string userName, string password, CancellationToken cancellation);
}
