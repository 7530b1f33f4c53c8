using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Deliveries.Register;

/// <summary>An agency to add.</summary>
/// <param name="Id">Its id, as accounts are bound to it.</param>
/// <param name="Name">Its name.</param>
public sealed record AddAgencyCommand(string Id, string Name);

/// <summary>Adds an agency; leaves <c>agency.added</c>. Adding the same one twice is adding it once.</summary>
public static class AddAgency
{
    /// <summary>Adds it.</summary>
    /// <exception cref="UserError">The id or the name is not taken, or the actor may not.</exception>
    public static Task Run(RegistryDatabase database, Actor actor, AddAgencyCommand command, CancellationToken cancellation = default)
    {
        var (id, name) = (RegisterRules.Id(command.Id), RegisterRules.Title(command.Name));
        Actions.Require(actor, "agency.add", id);
        return database.In(actor, async session =>
        {
            if (await session.Run("insert into registry.agency (agency, name) values ($1, $2) on conflict do nothing", cancellation, id, name) > 0)
                await session.Trace("agency.added", id, cancellation: cancellation);
            else if (await session.One<string>("select name from registry.agency where agency = $1 and retired_at is null", cancellation, id) != name)
                throw new UserError(ExitCode.Usage, "register.taken", ("id", id));
        }, cancellation);
    }
}
