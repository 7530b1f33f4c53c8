using SatuPintu.Storage;

namespace SatuPintu.Access.Accounts;

/// <summary>An account at which somebody tries to get in, held until the transaction ends so that attempts at once are counted one by one.</summary>
/// <param name="Id">The account.</param>
/// <param name="Hash">What is kept of its password; null where none is.</param>
/// <param name="Directory">The directory that judges its password; null where that is the registry.</param>
/// <param name="Count">How many attempts failed in a row.</param>
/// <param name="Until">Until when it is or was locked.</param>
/// <param name="Disabled">Whether it may not be used.</param>
internal sealed record Attempts(Guid Id, string? Hash, string? Directory, int Count, DateTimeOffset? Until, bool Disabled)
{
    private static readonly TimeSpan Locked = TimeSpan.FromMinutes(15);

    /// <summary>Whether it is neither locked nor disabled.</summary>
    public bool IsOpen => !IsLocked && !Disabled;

    /// <summary>Whether it is locked at this moment.</summary>
    public bool IsLocked => Until > DateTimeOffset.UtcNow;

    /// <summary>The answer where it is not open.</summary>
    public SignInResult Refusal => IsLocked ? new SignInResult(SignInOutcome.Locked, null, Until) : SignInResult.Of(SignInOutcome.Wrong);

    /// <summary>The account of an id.</summary>
    public static async Task<Attempts?> Account(RegistrySession session, Guid id, CancellationToken cancellation) => await Find(session, "account_id", id, cancellation);

    /// <summary>The account of a name, in the form in which names are compared.</summary>
    public static async Task<Attempts?> Named(RegistrySession session, string name, CancellationToken cancellation) => await Find(session, "normalized_name", name, cancellation);

    /// <summary>Counts a failure and locks the account after the last one allowed; leaves <c>session.refused</c> or <c>account.locked</c>.</summary>
    public async Task<SignInResult> Failed(RegistrySession session, string at, CancellationToken cancellation)
    {
        var failed = Count + 1;
        var until = failed >= SignIn.MostFailures ? DateTimeOffset.UtcNow + Locked : (DateTimeOffset?)null;
        await session.Run("update access.account set failed_count = $2, locked_until = $3 where account_id = $1", cancellation, Id, until is null ? failed : 0, until);
        if (until is not null) await HalfSessions.End(session, Id, cancellation);
        await session.Trace(until is null ? "session.refused" : "account.locked", Id.ToString(), details: new { at }, cancellation: cancellation);
        return new SignInResult(until is null ? SignInOutcome.Wrong : SignInOutcome.Locked, null, until);
    }

    /// <summary>Forgets the failures.</summary>
    public static Task Succeeded(RegistrySession session, Guid account, CancellationToken cancellation) =>
        session.Run("update access.account set failed_count = 0, locked_until = null where account_id = $1", cancellation, account);

    private static async Task<Attempts?> Find(RegistrySession session, string column, object value, CancellationToken cancellation)
    {
        var rows = await session.Read($"select account_id, password_hash, directory, failed_count, locked_until, disabled from access.account where {column} = $1 for update", r =>
            new Attempts(r.GetGuid(0), r.IsDBNull(1) ? null : r.GetString(1), r.IsDBNull(2) ? null : r.GetString(2), r.GetInt32(3), r.IsDBNull(4) ? null : r.GetFieldValue<DateTimeOffset>(4), r.GetBoolean(5)), cancellation, value);
        return rows is [var row] ? row : null;
    }
}
