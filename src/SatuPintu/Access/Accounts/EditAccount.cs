using SatuPintu.Storage;

namespace SatuPintu.Access.Accounts;

/// <summary>What an account is to be called.</summary>
/// <param name="Account">The account.</param>
/// <param name="Stamp">Its mark when the form was opened.</param>
/// <param name="DisplayName">The name that others see.</param>
/// <param name="Email">An address to write to; null for none.</param>
public sealed record EditAccountCommand(Guid Account, string Stamp, string DisplayName, string? Email);

/// <summary>Changes name and address of an account; leaves <c>account.edited</c>.</summary>
public static class EditAccount
{
    private const int LongestEmail = 254;

    /// <summary>Changes them.</summary>
    /// <exception cref="UserError">They cannot be so, the actor may not, or the account has changed since the form was opened.</exception>
    public static Task Run(RegistryDatabase database, Actor actor, EditAccountCommand command, CancellationToken cancellation = default)
    {
        var (name, email) = (command.DisplayName.Trim(), string.IsNullOrWhiteSpace(command.Email) ? null : command.Email.Trim());
        return AccountChange.Run(database, actor, command.Account, command.Stamp, "account.edit", async (session, account) =>
        {
            if (name is { Length: 0 or > AddAccount.LongestName }) throw new UserError(ExitCode.Usage, "account.display_name");
            if (email is not null && !IsAddress(email)) throw new UserError(ExitCode.Usage, "account.email");
            await session.Run("update access.account set display_name = $2, email = $3 where account_id = $1", cancellation, account.Id, name, email);
            await session.Trace("account.edited", account.Id.ToString(), cancellation: cancellation);
        }, cancellation);
    }

    // Whether it is anybody's address shows when it is written to.
    private static bool IsAddress(string text) => text.Length <= LongestEmail && text.Split('@') is [{ Length: > 0 }, { Length: > 2 } host] && host.Contains('.', StringComparison.Ordinal) && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
}
