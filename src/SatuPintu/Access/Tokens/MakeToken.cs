using System.Security.Cryptography;
using SatuPintu.Access.Accounts;
using SatuPintu.Storage;

namespace SatuPintu.Access.Tokens;

/// <summary>A token to make.</summary>
/// <param name="Name">What its owner knows it by.</param>
/// <param name="Scopes">What it is for, of <see cref="Actions.Scopes"/>.</param>
/// <param name="Days">How long it is to hold.</param>
public sealed record MakeTokenCommand(string Name, IReadOnlyList<string> Scopes, int Days);

/// <summary>A token that was made.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Secret">What a program shows; it is told once and stands nowhere.</param>
/// <param name="EndsAt">Until when it holds.</param>
public sealed record MadeToken(Guid Id, string Secret, DateTime EndsAt);

/// <summary>Makes a token by which a program does in somebody's name what that person may do, as far as the token's scopes go; leaves <c>token.made</c>.</summary>
public static class MakeToken
{
    /// <summary>The most days a token holds.</summary>
    public const int MostDays = 365;

    /// <summary>The most characters of a name.</summary>
    public const int LongestName = 100;

    /// <summary>The most tokens that one account has at a time.</summary>
    public const int Most = 50;

    /// <summary>Makes it.</summary>
    /// <exception cref="UserError">Name, scopes or time are not taken, or there are too many already.</exception>
    public static Task<MadeToken> Run(RegistryDatabase database, Actor actor, MakeTokenCommand command, CancellationToken cancellation = default)
    {
        var (owner, name) = (actor.User ?? throw new UserError(ExitCode.Usage, "access.may_not"), command.Name.Trim());
        Actions.Require(actor, "token.make", owner: owner);
        if (name is { Length: 0 or > LongestName }) throw new UserError(ExitCode.Usage, "token.name", ("longest", LongestName));
        if (command.Scopes.Count == 0 || command.Scopes.Except(Actions.Scopes, StringComparer.Ordinal).Any()) throw new UserError(ExitCode.Usage, "token.scopes", ("scopes", string.Join(", ", Actions.Scopes)));
        if (command.Days is < 1 or > MostDays) throw new UserError(ExitCode.Usage, "token.days", ("most", MostDays));
        return database.In(actor, async session =>
        {
            // One after the other, so that a form sent twice makes one token.
            await session.Lock(Turn.Tokens, owner.ToString(), cancellation);
            var own = await session.Read("select name from access.api_token where account_id = $1 and revoked_at is null and ends_at > transaction_timestamp()", r => r.GetString(0), cancellation, owner);
            if (own.Contains(name, StringComparer.OrdinalIgnoreCase)) throw new UserError(ExitCode.Usage, "token.taken", ("name", name));
            if (own.Count >= Most) throw new UserError(ExitCode.Usage, "token.too_many", ("most", Most));
            var (id, secret) = (Guid.CreateVersion7(), UseToken.Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
            var ends = await session.One<DateTime>("insert into access.api_token (token_id, account_id, name, secret_hash, scopes, ends_at) values ($1, $2, $3, $4, $5, transaction_timestamp() + make_interval(days => $6)) returning ends_at",
                cancellation, id, owner, name, Sessions.HashOf(secret), command.Scopes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray(), command.Days);
            await session.Trace("token.made", id.ToString(), details: new { scopes = command.Scopes, days = command.Days }, cancellation: cancellation);
            return new MadeToken(id, secret, ends);
        }, cancellation);
    }
}
