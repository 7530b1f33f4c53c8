using System.Security.Cryptography;
using SatuPintu.Storage;

namespace SatuPintu.Access.Accounts;

/// <summary>What every way in leads to: a session, or the way to a code where one is asked for.</summary>
internal static class StartSession
{
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(12);

    /// <summary>Lets an account in whose first step is done; leaves <c>session.started</c> or <c>session.half_started</c>.</summary>
    public static async Task<SignInResult> AfterFirstStep(RegistrySession session, Guid account, string way, CancellationToken cancellation) =>
        await session.One<bool>("select exists (select from access.second_factor where account_id = $1 and confirmed_at is not null)", cancellation, account)
            ? await HalfSessions.Start(session, account, way, cancellation)
            : await Run(session, account, way, cancellation);

    /// <summary>Begins a session; leaves <c>session.started</c>. Failures are forgotten only here, so that a right password does not make up for wrong codes.</summary>
    public static async Task<SignInResult> Run(RegistrySession session, Guid account, string way, CancellationToken cancellation)
    {
        await Attempts.Succeeded(session, account, cancellation);
        var (id, secret) = (Guid.CreateVersion7(), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        await session.Run("insert into access.session (session_id, account_id, secret_hash, way, ends_at) values ($1, $2, $3, $4, $5)", cancellation, id, account, Sessions.HashOf(secret), way, DateTimeOffset.UtcNow + Lasts);
        await session.Trace("session.started", account.ToString(), details: new { session = id, way }, cancellation: cancellation);
        return new SignInResult(SignInOutcome.SignedIn, $"{id:n}.{secret}", null);
    }
}
