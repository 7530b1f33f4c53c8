using SatuPintu.Storage;

namespace SatuPintu.Welfare.Rankings.Quotas;

/// <summary>The places of a village.</summary>
/// <param name="Area">The code of the village.</param>
/// <param name="Families">Its families with a rank.</param>
/// <param name="Headcount">The share of the poor by the map; null where the ranking itself decided.</param>
/// <param name="Places">Its places.</param>
/// <param name="Error">The standard error of its due in places; null where unknown.</param>
/// <param name="LastRank">Who has at most this rank in the regency is within; 0 for nobody.</param>
public sealed record VillageQuota(string Area, int Families, double? Headcount, int Places, double? Error, int LastRank);

/// <summary>Places shared out over the villages of a ranking.</summary>
/// <param name="Id">The id.</param>
/// <param name="Share">The share of the ranked families that has a place.</param>
/// <param name="Places">All places; those of the villages add up to it.</param>
/// <param name="MapName">The name of the map's file; null where there was none.</param>
/// <param name="MapSha256">Its SHA-256.</param>
/// <param name="MadeAt">When.</param>
/// <param name="Villages">The villages that the reader sees.</param>
public sealed record QuotaView(Guid Id, double Share, int Places, string? MapName, string? MapSha256, DateTimeOffset MadeAt, IReadOnlyList<VillageQuota> Villages)
{
    private const int Most = 5;

    /// <summary>The quotas of a ranking, the latest first.</summary>
    internal static async Task<IReadOnlyList<QuotaView>> Of(RegistrySession session, Guid run, CancellationToken cancellation)
    {
        var quotas = await session.Read($"select quota_id, share, places, map_name, map_sha256, made_at from registry.ranking_quota where run_id = $1 order by made_at desc limit {Most}",
            r => new QuotaView(r.GetGuid(0), r.GetDouble(1), r.GetInt32(2), r.IsDBNull(3) ? null : r.GetString(3), r.IsDBNull(4) ? null : Convert.ToHexStringLower(r.GetFieldValue<byte[]>(4)), r.GetFieldValue<DateTimeOffset>(5), []), cancellation, run);
        var villages = (await session.Read("select quota_id, area, families, headcount, places, error, last_rank from registry.ranking_quota_area where quota_id = any ($1) order by area",
            r => (Of: r.GetGuid(0), Village: new VillageQuota(r.GetString(1), r.GetInt32(2), r.IsDBNull(3) ? null : r.GetDouble(3), r.GetInt32(4), r.IsDBNull(5) ? null : r.GetDouble(5), r.GetInt32(6))), cancellation, quotas.Select(q => q.Id).ToArray()))
            .ToLookup(v => v.Of, v => v.Village);
        return [.. quotas.Select(q => q with { Villages = [.. villages[q.Id]] })];
    }
}
