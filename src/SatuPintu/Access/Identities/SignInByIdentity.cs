using SatuPintu.Access.Accounts;
using SatuPintu.Storage;

namespace SatuPintu.Access.Identities;

/// <summary>Who somebody is at a provider of sign-in.</summary>
/// <param name="Issuer">The provider, as it stands in its tokens.</param>
/// <param name="Subject">The id there; it never changes and is never given to another.</param>
/// <param name="UserName">What an administrator may know the user by there, such as an e-mail address that the provider has checked.</param>
public sealed record Identity(string Issuer, string Subject, string? UserName);

/// <summary>
/// Lets in whoever a provider vouches for, if an account is bound to that identity; nobody gets an account by it.
/// Leaves <c>session.started</c>, <c>session.half_started</c> or <c>session.refused</c>, and <c>identity.bound</c> the first time.
/// </summary>
public static class SignInByIdentity
{
    /// <summary>Lets in or refuses.</summary>
    public static Task<SignInResult> Run(RegistryDatabase database, Identity identity, CancellationToken cancellation = default) => database.In(Actor.System, async session =>
    {
        if (await Find(session, identity, cancellation) is not { } id)
        {
            await Refused(session, null, "unknown_identity", cancellation);
            return SignInResult.Of(SignInOutcome.Wrong);
        }
        // Wrong passwords typed by somebody else do not keep out who comes by a provider; a code is still refused while the account is locked.
        if (await Attempts.Account(session, id, cancellation) is { Disabled: false }) return await StartSession.AfterFirstStep(session, id, "provider", cancellation);
        await Refused(session, id, "disabled", cancellation);
        return SignInResult.Of(SignInOutcome.Wrong);
    }, cancellation);

    /// <summary>Writes down that an answer of a provider was not taken, and why in one word.</summary>
    public static Task Refuse(RegistryDatabase database, string why, CancellationToken cancellation = default) => database.In(Actor.System, session => Refused(session, null, why, cancellation), cancellation);

    private static Task Refused(RegistrySession session, Guid? account, string why, CancellationToken cancellation) =>
        session.Trace("session.refused", account?.ToString(), details: new { at = "provider", why }, cancellation: cancellation);

    private static async Task<Guid?> Find(RegistrySession session, Identity identity, CancellationToken cancellation)
    {
        if (await session.One<Guid?>("select account_id from access.external_identity where issuer = $1 and subject = $2", cancellation, identity.Issuer, identity.Subject) is { } known) return known;
        if (identity.UserName is null) return null;
        var bound = await session.Read("update access.external_identity set subject = $2, expected = null, bound_at = transaction_timestamp() where issuer = $1 and expected = $3 returning account_id", r => r.GetGuid(0), cancellation,
            identity.Issuer, identity.Subject, BindIdentity.Normalized(identity.UserName));
        if (bound is not [var account]) return null;
        await session.Trace("identity.bound", account.ToString(), details: new { issuer = identity.Issuer, way = "expected" }, cancellation: cancellation);
        return account;
    }
}
