using Npgsql;
using SatuPintu.Access.Accounts;
using SatuPintu.Storage;

namespace SatuPintu.Access.Identities;

/// <summary>Binds accounts to who their owners are at a provider of sign-in, and lets go of them.</summary>
public static class BindIdentity
{
    /// <summary>The issuers one's own account is bound to.</summary>
    public static Task<List<string>> Own(RegistryDatabase database, Actor actor, CancellationToken cancellation = default) =>
        database.In(actor, s => s.Read("select issuer from access.external_identity where account_id = $1 and subject is not null order by issuer", r => r.GetString(0), cancellation, actor.User), cancellation);

    /// <summary>Binds one's own account, in place of what it was bound to or expected at that provider; leaves <c>identity.bound</c>.</summary>
    /// <exception cref="UserError">The identity belongs to another account.</exception>
    public static Task Run(RegistryDatabase database, Actor actor, Identity identity, CancellationToken cancellation = default) => database.In(actor, async session =>
    {
        await Put(session, actor.User!.Value, identity.Issuer, identity.Subject, null, cancellation);
        await session.Trace("identity.bound", actor.User.ToString(), details: new { issuer = identity.Issuer, way = "own" }, cancellation: cancellation);
    }, cancellation);

    /// <summary>Lets one's own account go at a provider; leaves <c>identity.unbound</c>.</summary>
    public static Task Remove(RegistryDatabase database, Actor actor, string issuer, CancellationToken cancellation = default) => database.In(actor, async session =>
    {
        if (await session.Run("delete from access.external_identity where account_id = $1 and issuer = $2", cancellation, actor.User, issuer) == 0) return;
        await session.Trace("identity.unbound", actor.User.ToString(), details: new { issuer }, cancellation: cancellation);
    }, cancellation);

    /// <summary>Says beforehand whom a provider will call the owner of an account, by whoever administers all that it holds; the first sign-in binds it. Leaves <c>identity.expected</c>.</summary>
    /// <param name="database">The registry.</param>
    /// <param name="actor">Who says so.</param>
    /// <param name="userName">The name of the account.</param>
    /// <param name="issuer">The provider.</param>
    /// <param name="expected">What the provider calls the user, such as an e-mail address.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="UserError">The actor may not, there is no such account, or another account expects the same.</exception>
    public static Task Expect(RegistryDatabase database, Actor actor, string userName, string issuer, string expected, CancellationToken cancellation = default)
    {
        if (Normalized(expected) is not { Length: > 0 and <= 320 } value) throw new UserError(ExitCode.Usage, "identity.expected");
        return database.In(actor, async session =>
        {
            var account = await session.One<Guid?>("select account_id from access.account where normalized_name = $1", cancellation, UserName.Normalized(userName) ?? "") ?? throw new UserError(ExitCode.Usage, "identity.no_account", ("name", userName));
            await AccountChange.Require(session, "account.edit", account, "active", cancellation);
            await Put(session, account, issuer, null, value, cancellation);
            await session.Trace("identity.expected", account.ToString(), details: new { issuer }, cancellation: cancellation);
        }, cancellation);
    }

    /// <summary>The form in which names at a provider are compared.</summary>
    internal static string Normalized(string name) => name.Trim().ToLowerInvariant();

    private static async Task Put(RegistrySession session, Guid account, string issuer, string? subject, string? expected, CancellationToken cancellation)
    {
        try
        {
            await session.Run("insert into access.external_identity (account_id, issuer, subject, expected) values ($1, $2, $3, $4) on conflict (account_id, issuer) do update set subject = excluded.subject, expected = excluded.expected, bound_at = transaction_timestamp()", cancellation,
                account, issuer, subject, expected);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new UserError(ExitCode.Usage, "identity.taken", e);
        }
    }
}
