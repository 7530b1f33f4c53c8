using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Deliveries.Register;

/// <summary>An agency.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">Counts its changes.</param>
/// <param name="IsRetired">Whether it delivers no more.</param>
/// <param name="Sources">How many sources in use it has.</param>
public sealed record AgencyView(string Id, string Name, int Version, bool IsRetired, int Sources);

/// <summary>Lists agencies; whoever does not keep the register sees those whose sources they see.</summary>
public static class ListAgencies
{
    /// <summary>Lists them by name.</summary>
    public static Task<List<AgencyView>> Run(RegistryDatabase database, Actor actor, CancellationToken cancellation = default) => database.In(actor, session => session.Read("""
        select a.agency, a.name, a.version, a.retired_at is not null, (count(s.source) filter (where s.retired_at is null))::int
        from registry.agency a left join registry.source s using (agency)
        where $1 or s.source is not null group by a.agency order by a.name, a.agency
        """, r => new AgencyView(r.GetString(0), r.GetString(1), r.GetInt32(2), r.GetBoolean(3), r.GetInt32(4)), cancellation, SeesAll(actor)), cancellation);

    private static bool SeesAll(Actor actor) => actor.Is("administrator") || actor.Is("steward") || actor.Is("system");
}
