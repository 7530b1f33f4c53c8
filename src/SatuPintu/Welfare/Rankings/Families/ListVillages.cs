using SatuPintu.Access;
using SatuPintu.Storage;
using SatuPintu.Welfare.Rankings.Runs;

namespace SatuPintu.Welfare.Rankings.Families;

/// <summary>A village of a ranking.</summary>
/// <param name="Area">Its code; that of the district for families whose village is not known.</param>
/// <param name="Families">Families.</param>
/// <param name="Ranked">Those with a score.</param>
/// <param name="Lowest">Those in deciles 1 to 4.</param>
/// <param name="Headcount">The share of the poor by the map of the latest quota; null where there is none.</param>
/// <param name="Places">Its places by the latest quota; null where there is none.</param>
/// <param name="LastRank">The last rank that has a place; 0 for nobody.</param>
public sealed record RankedVillage(string Area, long Families, long Ranked, long Lowest, double? Headcount, int? Places, int? LastRank);

/// <summary>Lists the villages of a district as a ranking has them, with their places.</summary>
public static class ListVillages
{
    /// <summary>Lists those that the actor sees; null where there is no such ranking.</summary>
    /// <exception cref="UserError">The actor may not.</exception>
    public static Task<(DateOnly AsOf, List<RankedVillage> Villages)?> Run(RegistryDatabase database, Actor actor, Guid run, string district, CancellationToken cancellation = default)
    {
        if (!Actions.MayAnywhere(actor, "ranking.see")) throw new UserError(ExitCode.Usage, "access.may_not");
        return database.In(actor, async session =>
        {
            if (await RunRow.Find(session, run, cancellation) is not { } ranking || !Actions.May(actor, "ranking.see", area: ranking.Area, state: ranking.State) || !district.StartsWith(ranking.Area, StringComparison.Ordinal))
                return ((DateOnly, List<RankedVillage>)?)null;
            return (ranking.AsOf, await session.Read("""
                with families as (
                    select area, count(*) as families, count(rank) as ranked, count(*) filter (where decile <= 4) as lowest from registry.ranking_family where run_id = $1 and left(area, 6) = $2 group by area
                ), places as (
                    select area, families, headcount, places, last_rank from registry.ranking_quota_area
                    where quota_id = (select quota_id from registry.ranking_quota where run_id = $1 order by made_at desc limit 1) and left(area, 6) = $2
                )
                select area, coalesce(f.families, p.families), coalesce(f.ranked, p.families), coalesce(f.lowest, 0), p.headcount, p.places, p.last_rank from families f full join places p using (area) order by area
                """, r => new RankedVillage(r.GetString(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3), r.IsDBNull(4) ? null : r.GetDouble(4), r.IsDBNull(5) ? null : r.GetInt32(5), r.IsDBNull(6) ? null : r.GetInt32(6)), cancellation, run, district));
        }, cancellation);
    }
}
