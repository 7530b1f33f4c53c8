using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Deliveries;

/// <summary>A delivery in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Source">The id of its source.</param>
/// <param name="Title">The title of its source.</param>
/// <param name="Agency">The name of the agency that delivered it.</param>
/// <param name="FileName">The name of its file.</param>
/// <param name="AsOf">The day that it describes.</param>
/// <param name="At">When it was delivered.</param>
/// <param name="State">The state it is in.</param>
public sealed record DeliveryView(Guid Id, string Source, string Title, string Agency, string FileName, DateOnly AsOf, DateTimeOffset At, string State);

/// <summary>A page of deliveries.</summary>
/// <param name="Deliveries">The deliveries.</param>
/// <param name="Found">How many there are in all.</param>
public sealed record DeliveryPage(IReadOnlyList<DeliveryView> Deliveries, long Found);

/// <summary>Lists the deliveries that the actor may see, the newest first.</summary>
public static class ListDeliveries
{
    /// <summary>Deliveries a page.</summary>
    public const int PageSize = 50;

    /// <summary>Lists a page of them.</summary>
    /// <param name="database">The registry.</param>
    /// <param name="actor">Who looks.</param>
    /// <param name="page">The page, from 1.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="UserError">The actor sees no deliveries.</exception>
    public static Task<DeliveryPage> Run(RegistryDatabase database, Actor actor, int page, CancellationToken cancellation = default) => database.In(actor, async session =>
    {
        if (!Actions.MayAnywhere(actor, "delivery.see")) throw new UserError(ExitCode.Usage, "access.may_not");
        var found = await session.One<long>("select count(*) from registry.delivery", cancellation);
        var deliveries = await session.Read($"""
            select d.delivery_id, d.source, coalesce(s.title, d.source), a.name, d.file_name, d.as_of, d.delivered_at,
                (select t.state from registry.delivery_state t where t.delivery_id = d.delivery_id order by t.number desc limit 1)
            from registry.delivery d left join registry.source s using (source) join registry.agency a on a.agency = d.agency
            order by d.delivered_at desc, d.delivery_id desc limit {PageSize} offset $1
            """, r => new DeliveryView(r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetFieldValue<DateOnly>(5), r.GetFieldValue<DateTimeOffset>(6), r.IsDBNull(7) ? "received" : r.GetString(7)),
            cancellation, (Math.Max(1, page) - 1L) * PageSize);
        return new DeliveryPage(deliveries, found);
    }, cancellation);
}
