using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Deliveries.Register;

/// <summary>A source in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Agency">The name of the agency that delivers it.</param>
/// <param name="Area">The area that its lists cover, empty for the nation.</param>
/// <param name="IsRetired">Whether nothing is delivered to it any more.</param>
/// <param name="LastDelivered">When something was last delivered; null where nothing was.</param>
public sealed record SourceView(string Id, string Title, string Agency, string Area, bool IsRetired, DateTimeOffset? LastDelivered);

/// <summary>Lists the sources that the actor may see.</summary>
public static class ListSources
{
    /// <summary>Lists them by title.</summary>
    public static Task<List<SourceView>> Run(RegistryDatabase database, Actor actor, CancellationToken cancellation = default) => database.In(actor, session => session.Read("""
        select s.source, s.title, a.name, s.area, s.retired_at is not null, (select max(d.delivered_at) from registry.delivery d where d.source = s.source)
        from registry.source s join registry.agency a using (agency) order by s.title, s.source
        """, r => new SourceView(r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetBoolean(4), r.IsDBNull(5) ? null : r.GetFieldValue<DateTimeOffset>(5)), cancellation), cancellation);
}
