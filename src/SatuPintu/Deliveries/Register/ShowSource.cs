using System.Text.Json;
using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Deliveries.Register;

/// <summary>A source with all that is known of it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Agency">The id of the agency that delivers it.</param>
/// <param name="AgencyName">The name of that agency.</param>
/// <param name="Area">The area that its lists cover, empty for the nation.</param>
/// <param name="Definition">Its definition, as a mapping file holds it.</param>
/// <param name="Metadata">What else is known of it.</param>
/// <param name="Version">Counts its changes.</param>
/// <param name="IsRetired">Whether nothing is delivered to it any more.</param>
public sealed record SourceDetail(string Id, string Title, string Agency, string AgencyName, string Area, string Definition, SourceMetadata Metadata, int Version, bool IsRetired);

/// <summary>Shows a source.</summary>
public static class ShowSource
{
    /// <summary>Shows it; null where there is none that the actor may see.</summary>
    public static Task<SourceDetail?> Run(RegistryDatabase database, Actor actor, string id, CancellationToken cancellation = default) => !RegisterRules.IsId(id) ? Task.FromResult<SourceDetail?>(null) : database.In(actor, async session => (await session.Read("""
        select s.source, s.title, s.agency, a.name, s.area, jsonb_pretty(s.definition), s.metadata::text, s.version, s.retired_at is not null
        from registry.source s join registry.agency a using (agency) where s.source = $1
        """, r => new SourceDetail(r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetString(5),
            JsonSerializer.Deserialize(r.GetString(6), MetadataJson.Default.SourceMetadata)!, r.GetInt32(7), r.GetBoolean(8)), cancellation, id)).FirstOrDefault(), cancellation);
}
