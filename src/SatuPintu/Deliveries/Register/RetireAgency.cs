using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Deliveries.Register;

/// <summary>Retires an agency that has no source in use, or takes it back; leaves <c>agency.retired</c> or <c>agency.resumed</c>. What it delivered stays.</summary>
public static class RetireAgency
{
    /// <summary>Retires it, or takes it back.</summary>
    /// <exception cref="UserError">It has sources in use, is not there, or the actor may not.</exception>
    public static Task Run(RegistryDatabase database, Actor actor, string id, bool isRetired, CancellationToken cancellation = default)
    {
        Actions.Require(actor, "agency.retire", RegisterRules.Id(id), state: "active");
        return database.In(actor, async session =>
        {
            var rows = await session.Read("select retired_at is not null from registry.agency where agency = $1 for update", r => r.GetBoolean(0), cancellation, id);
            if (rows is not [var before]) throw new UserError(ExitCode.Usage, "register.unknown", ("id", id));
            if (before == isRetired) return;
            if (isRetired && await session.One<bool>("select exists (select from registry.source where agency = $1 and retired_at is null)", cancellation, id)) throw new UserError(ExitCode.Usage, "agency.in_use");
            await session.Run("update registry.agency set retired_at = case when $2 then transaction_timestamp() end, version = version + 1 where agency = $1", cancellation, id, isRetired);
            await session.Trace(isRetired ? "agency.retired" : "agency.resumed", id, cancellation: cancellation);
        }, cancellation);
    }
}
