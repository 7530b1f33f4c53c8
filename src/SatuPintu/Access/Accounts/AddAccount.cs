using Npgsql;
using SatuPintu.Storage;

namespace SatuPintu.Access.Accounts;

/// <summary>A role that an account is to hold.</summary>
/// <param name="Role">The id of the role.</param>
/// <param name="Area">A code of 2, 4, 6 or 10 digits, or empty text for the nation.</param>
/// <param name="Agency">The id of an agency, or <c>*</c> for all.</param>
public sealed record HeldRole(string Role, string Area, string Agency);

/// <summary>An account to add.</summary>
/// <param name="UserName">The name to sign in by.</param>
/// <param name="DisplayName">The name that others see.</param>
/// <param name="Password">The first password.</param>
/// <param name="Roles">The roles to hold from now on.</param>
public sealed record AddAccountCommand(string UserName, string DisplayName, string Password, IReadOnlyList<HeldRole> Roles);

/// <summary>Adds a local account with its roles; leaves <c>account.added</c>.</summary>
public static class AddAccount
{
    /// <summary>Adds it.</summary>
    /// <param name="database">The registry.</param>
    /// <param name="actor">Who adds it: an administrator or the service.</param>
    /// <param name="command">What to add.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>The id of the account.</returns>
    /// <exception cref="UserError">The name, the password or a role is not taken, or the actor may not.</exception>
    public static Task<Guid> Run(RegistryDatabase database, Actor actor, AddAccountCommand command, CancellationToken cancellation = default)
    {
        if (!actor.Is("administrator") && !actor.Is("system")) throw new UserError(ExitCode.Usage, "access.may_not");
        var name = UserName.Normalized(command.UserName) ?? throw new UserError(ExitCode.Usage, "account.name", ("name", command.UserName));
        if (Passwords.WhyNot(command.Password, command.UserName) is { } why) throw new UserError(ExitCode.Usage, why, ("shortest", Passwords.Shortest), ("longest", Passwords.Longest));
        if (command.DisplayName.Trim() is { Length: 0 or > 200 }) throw new UserError(ExitCode.Usage, "account.display_name");
        foreach (var held in command.Roles) Check(held);
        return database.In(actor, async session =>
        {
            var id = Guid.CreateVersion7();
            try
            {
                await session.Run("insert into access.account (account_id, user_name, normalized_name, display_name, password_hash, security_stamp) values ($1, $2, $3, $4, $5, $6)", cancellation,
                    id, command.UserName, name, command.DisplayName.Trim(), Passwords.Hash(command.Password), Guid.NewGuid().ToString("n"));
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                throw new UserError(ExitCode.Usage, "account.taken", e, ("name", command.UserName));
            }
            foreach (var held in command.Roles)
            {
                try
                {
                    await session.Run("insert into access.grant_of (account_id, role, area, agency, held, granted_by) values ($1, $2, $3, $4, tstzrange(transaction_timestamp(), null), $5)", cancellation,
                        id, held.Role, held.Area, held.Agency, actor.User);
                }
                catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ForeignKeyViolation)
                {
                    throw new UserError(ExitCode.Usage, "account.role", e, ("role", held.Role));
                }
            }
            await session.Trace("account.added", id.ToString(), details: new { roles = command.Roles }, cancellation: cancellation);
            return id;
        }, cancellation);
    }

    private static void Check(HeldRole held)
    {
        if (held.Area.Length is not (0 or 2 or 4 or 6 or 10) || !held.Area.All(char.IsAsciiDigit)) throw new UserError(ExitCode.Usage, "account.area", ("area", held.Area));
    }
}
