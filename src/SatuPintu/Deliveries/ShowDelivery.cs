using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Deliveries;

/// <summary>A state that a delivery was in.</summary>
/// <param name="State">The state.</param>
/// <param name="At">Since when.</param>
/// <param name="By">Who brought it there, where the reader may know; null for the service too.</param>
/// <param name="Note">What was said about it.</param>
public sealed record DeliveryStateView(string State, DateTimeOffset At, string? By, string? Note);

/// <summary>A delivery with the facts of its file and the states it went through, the first one first.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Source">The id of its source.</param>
/// <param name="Title">The title of its source.</param>
/// <param name="Agency">The id of the agency that delivered it.</param>
/// <param name="AgencyName">The name of that agency.</param>
/// <param name="Area">The area that it covers, empty for the nation.</param>
/// <param name="FileName">The name of its file.</param>
/// <param name="Bytes">The size of its file.</param>
/// <param name="Sha256">The SHA-256 of its file.</param>
/// <param name="AsOf">The day that it describes.</param>
/// <param name="At">When it was delivered.</param>
/// <param name="States">The states it went through.</param>
public sealed record DeliveryDetail(Guid Id, string Source, string Title, string Agency, string AgencyName, string Area, string FileName, long Bytes, string Sha256, DateOnly AsOf, DateTimeOffset At, IReadOnlyList<DeliveryStateView> States)
{
    /// <summary>The state it is in.</summary>
    public string State => States.Count == 0 ? "received" : States[^1].State;
}

/// <summary>Shows a delivery.</summary>
public static class ShowDelivery
{
    /// <summary>Shows it; null where there is none that the actor may see.</summary>
    public static Task<DeliveryDetail?> Run(RegistryDatabase database, Actor actor, Guid id, CancellationToken cancellation = default) => database.In(actor, async session =>
    {
        var states = await session.Read("""
            select t.state, t.happened_at, a.display_name, t.note from registry.delivery_state t left join access.account a on a.account_id = t.by where t.delivery_id = $1 order by t.number
            """, r => new DeliveryStateView(r.GetString(0), r.GetFieldValue<DateTimeOffset>(1), r.IsDBNull(2) ? null : r.GetString(2), r.IsDBNull(3) ? null : r.GetString(3)), cancellation, id);
        return (await session.Read("""
            select d.delivery_id, d.source, coalesce(s.title, d.source), d.agency, a.name, d.area, d.file_name, d.file_bytes, encode(d.file_sha256, 'hex'), d.as_of, d.delivered_at
            from registry.delivery d left join registry.source s using (source) join registry.agency a on a.agency = d.agency where d.delivery_id = $1
            """, r => new DeliveryDetail(r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetString(5), r.GetString(6), r.GetInt64(7), r.GetString(8), r.GetFieldValue<DateOnly>(9), r.GetFieldValue<DateTimeOffset>(10), states),
            cancellation, id)).FirstOrDefault(d => Actions.May(actor, "delivery.see", d.Agency, d.Area, d.State));
    }, cancellation);
}
