using Npgsql;
using SatuPintu.Storage;

namespace SatuPintu.Access.Accounts;

/// <summary>A role that an account is to hold.</summary>
/// <param name="Role">The id of the role.</param>
/// <param name="Area">A code of 2, 4, 6 or 10 digits, or empty text for the nation.</param>
/// <param name="Agency">The id of an agency, or <c>*</c> for all.</param>
public sealed record HeldRole(string Role, string Area, string Agency)
{
    /// <summary>What it lets its holder do and where.</summary>
    public Grant AsGrant() => new(Role, Agency, Area);
}

/// <summary>An account to add.</summary>
/// <param name="UserName">The name to sign in by.</param>
/// <param name="DisplayName">The name that others see.</param>
/// <param name="Password">The first password.</param>
/// <param name="Roles">The roles to hold from now on.</param>
public sealed record AddAccountCommand(string UserName, string DisplayName, string Password, IReadOnlyList<HeldRole> Roles)
{
    /// <summary>The directory that judges the password, by its name in the settings; the password is empty then. Null where the registry judges it.</summary>
    public string? Directory { get; init; }
}

/// <summary>Adds a local account with its roles; leaves <c>account.added</c>.</summary>
public static class AddAccount
{
    /// <summary>The most characters of a name that others see.</summary>
    internal const int LongestName = 200;

    /// <summary>Adds it.</summary>
    /// <param name="database">The registry.</param>
    /// <param name="actor">Who adds it: an administrator or the service.</param>
    /// <param name="command">What to add.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>The id of the account.</returns>
    /// <exception cref="UserError">The name, the password or a role is not taken, or the actor may not.</exception>
    public static Task<Guid> Run(RegistryDatabase database, Actor actor, AddAccountCommand command, CancellationToken cancellation = default)
    {
        Actions.Require(actor, "account.add");
        var name = UserName.Normalized(command.UserName) ?? throw new UserError(ExitCode.Usage, "account.name", ("name", command.UserName));
        if (command.Directory is { } directory)
        {
            if (directory.Trim().Length == 0 || command.Password.Length > 0) throw new UserError(ExitCode.Usage, "account.directory");
        }
        else if (Passwords.WhyNot(command.Password, command.UserName) is { } why) throw new UserError(ExitCode.Usage, why, ("shortest", Passwords.Shortest), ("longest", Passwords.Longest));
        if (command.DisplayName.Trim() is { Length: 0 or > LongestName }) throw new UserError(ExitCode.Usage, "account.display_name");
        foreach (var held in command.Roles) HoldRole.Check(actor, held);
        return database.In(actor, async session =>
        {
            var id = Guid.CreateVersion7();
            try
            {
                await session.Run("insert into access.account (account_id, user_name, normalized_name, display_name, password_hash, security_stamp, directory) values ($1, $2, $3, $4, $5, $6, $7)", cancellation,
                    id, command.UserName, name, command.DisplayName.Trim(), command.Directory is null ? Passwords.Hash(command.Password) : null, Guid.NewGuid().ToString("n"), command.Directory);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                throw new UserError(ExitCode.Usage, "account.taken", e, ("name", command.UserName));
            }
            foreach (var held in command.Roles) await HoldRole.Insert(session, id, held, cancellation);
            await session.Trace("account.added", id.ToString(), details: new { roles = command.Roles }, cancellation: cancellation);
            return id;
        }, cancellation);
    }
}
