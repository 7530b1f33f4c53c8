using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Deliveries.Register;

/// <summary>A change of an agency.</summary>
/// <param name="Id">The agency.</param>
/// <param name="Version">The version that the change was made on.</param>
/// <param name="Name">Its name from now on.</param>
public sealed record ChangeAgencyCommand(string Id, int Version, string Name);

/// <summary>Changes an agency; leaves <c>agency.changed</c>.</summary>
public static class ChangeAgency
{
    /// <summary>Changes it.</summary>
    /// <exception cref="UserError">The name is not taken, somebody changed the agency meanwhile, or the actor may not.</exception>
    public static Task Run(RegistryDatabase database, Actor actor, ChangeAgencyCommand command, CancellationToken cancellation = default)
    {
        var (id, name) = (RegisterRules.Id(command.Id), RegisterRules.Title(command.Name));
        Actions.Require(actor, "agency.change", id, state: "active");
        return database.In(actor, async session =>
        {
            if (await session.One<bool>("select exists (select from registry.agency where agency = $1 and name = $2 and version >= $3)", cancellation, id, name, command.Version)) return;
            if (await session.Run("update registry.agency set name = $3, version = version + 1 where agency = $1 and version = $2", cancellation, id, command.Version, name) == 0)
                throw new UserError(ExitCode.Usage, "register.stale", ("id", id));
            await session.Trace("agency.changed", id, cancellation: cancellation);
        }, cancellation);
    }
}
