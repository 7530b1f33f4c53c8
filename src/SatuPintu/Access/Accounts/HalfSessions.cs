using System.Security.Cryptography;
using SatuPintu.Storage;

namespace SatuPintu.Access.Accounts;

/// <summary>Somebody who has passed the first step of signing in and not yet the second.</summary>
/// <param name="Account">The account.</param>
/// <param name="Way">The way of the first step.</param>
internal sealed record HalfSession(Guid Account, string Way);

/// <summary>What lies between the two steps of signing in: five minutes, and nothing may be done with it but the second step.</summary>
internal static class HalfSessions
{
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(5);

    /// <summary>Begins one in place of any other of the account; leaves <c>session.half_started</c>.</summary>
    public static async Task<SignInResult> Start(RegistrySession session, Guid account, string way, CancellationToken cancellation)
    {
        await End(session, account, cancellation);
        var (id, secret) = (Guid.CreateVersion7(), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        await session.Run("insert into access.half_session (half_id, account_id, secret_hash, way, ends_at) values ($1, $2, $3, $4, $5)", cancellation, id, account, Sessions.HashOf(secret), way, DateTimeOffset.UtcNow + Lasts);
        await session.Trace("session.half_started", account.ToString(), details: new { way }, cancellation: cancellation);
        return new SignInResult(SignInOutcome.CodeNeeded, $"{id:n}.{secret}", null);
    }

    /// <summary>Whose a secret is; null where it is unknown or over.</summary>
    public static async Task<HalfSession?> Find(RegistrySession session, string secret, CancellationToken cancellation)
    {
        if (Sessions.Parse(secret) is not var (id, hash)) return null;
        var rows = await session.Read("select account_id, way, secret_hash from access.half_session where half_id = $1 and ends_at > transaction_timestamp()", r => (Half: new HalfSession(r.GetGuid(0), r.GetString(1)), Hash: r.GetFieldValue<byte[]>(2)), cancellation, id);
        return rows is [var row] && CryptographicOperations.FixedTimeEquals(row.Hash, hash) ? row.Half : null;
    }

    /// <summary>Ends those of an account, and all that are over.</summary>
    public static Task End(RegistrySession session, Guid account, CancellationToken cancellation) =>
        session.Run("delete from access.half_session where account_id = $1 or ends_at < transaction_timestamp()", cancellation, account);
}
