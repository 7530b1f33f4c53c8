using Npgsql;
using SatuPintu.Storage;

namespace SatuPintu.Access.Accounts;

/// <summary>Gives roles to an account and ends them; leaves <c>role.given</c> or <c>role.ended</c>. What was held stays written down with its time.</summary>
public static class HoldRole
{
    /// <summary>Gives a role from now on.</summary>
    /// <exception cref="UserError">There is no such role or area, it is held already or beyond what the actor administers, or the account has changed since the form was opened.</exception>
    public static Task Give(RegistryDatabase database, Actor actor, Guid account, string stamp, HeldRole role, CancellationToken cancellation = default) => AccountChange.Run(database, actor, account, stamp, null, async (session, found) =>
    {
        Check(actor, role);
        await Insert(session, found.Id, role, cancellation);
        await session.Trace("role.given", found.Id.ToString(), details: new { role.Role, role.Area, role.Agency }, cancellation: cancellation);
    }, cancellation);

    /// <summary>Ends a role now.</summary>
    /// <exception cref="UserError">It is not held, beyond what the actor administers, or the last by which somebody administers; or the account has changed since the form was opened.</exception>
    public static Task End(RegistryDatabase database, Actor actor, Guid account, string stamp, HeldRole role, CancellationToken cancellation = default) => AccountChange.Run(database, actor, account, stamp, null, async (session, found) =>
    {
        Actions.Require(actor, "role.end", role.Agency, role.Area, "held");
        if (role.Role == "administrator") await AccountChange.LeaveAnAdministrator(session, account, role, cancellation);
        // Not before it began, and never an empty time: who had it for a moment had it.
        if (await session.Run("""
            update access.grant_of set held = tstzrange(lower(held), greatest(clock_timestamp(), lower(held) + interval '1 microsecond'))
            where account_id = $1 and role = $2 and area = $3 and agency = $4 and upper_inf(held)
            """, cancellation, found.Id, role.Role, role.Area, role.Agency) == 0) throw new UserError(ExitCode.Usage, "role.not_held");
        await session.Trace("role.ended", found.Id.ToString(), details: new { role.Role, role.Area, role.Agency }, cancellation: cancellation);
    }, cancellation);

    /// <summary>Sees to it that a role can be given by somebody.</summary>
    internal static void Check(Actor actor, HeldRole role)
    {
        if (!Actions.Roles.Contains(role.Role, StringComparer.Ordinal)) throw new UserError(ExitCode.Usage, "account.role", ("role", role.Role));
        if (role.Area.Length is not (0 or 2 or 4 or 6 or 10) || !role.Area.All(char.IsAsciiDigit)) throw new UserError(ExitCode.Usage, "account.area", ("area", role.Area));
        if (role.Agency != "*" && !IsAgency(role.Agency)) throw new UserError(ExitCode.Usage, "account.agency", ("agency", role.Agency));
        // Whoever administers a city makes nobody administrator of the nation.
        if (Actions.MayAnywhere(actor, "role.give") && !Actions.May(actor, "role.give", role.Agency, role.Area)) throw new UserError(ExitCode.Usage, "account.beyond", ("role", role.Role));
        Actions.Require(actor, "role.give", role.Agency, role.Area);
    }

    /// <summary>Writes down that a role is held from now on.</summary>
    internal static async Task Insert(RegistrySession session, Guid account, HeldRole role, CancellationToken cancellation)
    {
        try
        {
            await session.Run("insert into access.grant_of (account_id, role, area, agency, held, granted_by) values ($1, $2, $3, $4, tstzrange(clock_timestamp(), null), $5)", cancellation, account, role.Role, role.Area, role.Agency, session.Actor.User);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ExclusionViolation)
        {
            throw new UserError(ExitCode.Usage, "role.held", e);
        }
    }

    private static bool IsAgency(string text) => text.Length is > 0 and <= 64 && text[0] is not ('-' or '_') && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');
}
