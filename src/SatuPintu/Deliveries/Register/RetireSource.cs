using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Deliveries.Register;

/// <summary>Retires a source, so that nothing more is delivered to it, or takes it back; leaves <c>source.retired</c> or <c>source.resumed</c>.</summary>
public static class RetireSource
{
    /// <summary>Retires it, or takes it back.</summary>
    /// <exception cref="UserError">It is not there, its agency is retired, or the actor may not.</exception>
    public static Task Run(RegistryDatabase database, Actor actor, string id, bool isRetired, CancellationToken cancellation = default)
    {
        RegisterRules.RequireKeeper(actor, "source.retire");
        RegisterRules.Id(id);
        return database.In(actor, async session =>
        {
            var rows = await session.Read("select s.retired_at is not null, a.retired_at is not null from registry.source s join registry.agency a using (agency) where s.source = $1 for update of s", r => (Source: r.GetBoolean(0), Agency: r.GetBoolean(1)), cancellation, id);
            if (rows is not [var before]) throw new UserError(ExitCode.Usage, "register.unknown", ("id", id));
            if (before.Source == isRetired) return;
            if (!isRetired && before.Agency) throw new UserError(ExitCode.Usage, "source.agency");
            await SourceRow.Allowed(() => session.Run("update registry.source set retired_at = case when $2 then transaction_timestamp() end, version = version + 1 where source = $1", cancellation, id, isRetired));
            await session.Trace(isRetired ? "source.retired" : "source.resumed", id, cancellation: cancellation);
        }, cancellation);
    }
}
