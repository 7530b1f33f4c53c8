using SatuPintu.Access;
using SatuPintu.People.Looking;
using SatuPintu.Storage;
using SatuPintu.Welfare.Rankings.Runs;

namespace SatuPintu.Welfare.Rankings.Families;

/// <summary>A family of a village in a ranking.</summary>
/// <param name="Family">The family.</param>
/// <param name="Head">The name of its head, masked; null where none is known.</param>
/// <param name="Persons">How many members it had.</param>
/// <param name="Rank">Its rank; null where it has no score.</param>
/// <param name="Decile">Its decile.</param>
/// <param name="IsWithin">Whether it is within the places of the village; null where there is no quota or no rank.</param>
public sealed record RankedView(Guid Family, string? Head, int Persons, int? Rank, int? Decile, bool? IsWithin);

/// <summary>Families of a village, a page of them.</summary>
/// <param name="Run">The ranking.</param>
/// <param name="Area">The code of the village.</param>
/// <param name="AsOf">The day of the ranking.</param>
/// <param name="Families">The families, the poorest first, those without a score last.</param>
/// <param name="Found">How many there are in all.</param>
/// <param name="Places">The places of the village by the latest quota; null where there is none.</param>
public sealed record RankedPage(Guid Run, string Area, DateOnly AsOf, IReadOnlyList<RankedView> Families, long Found, int? Places);

/// <summary>Lists the families of a village as a ranking has them, masked, for whoever works with families there; leaves <c>score.listed</c>.</summary>
public static class ListRanked
{
    /// <summary>Families a page.</summary>
    public const int PageSize = 50;

    /// <summary>Lists a page of them; null where there is no such ranking that the actor may see.</summary>
    /// <exception cref="UserError">The actor may not, or the area is no village of the ranking.</exception>
    public static Task<RankedPage?> Run(RegistryDatabase database, Actor actor, Guid run, string area, int page, CancellationToken cancellation = default)
    {
        if (!Actions.MayAnywhere(actor, "score.see")) throw new UserError(ExitCode.Usage, "access.may_not");
        return database.In(actor, async session =>
        {
            if (await RunRow.Find(session, run, cancellation) is not { } ranking || !ExplainFamily.IsOpen(actor, ranking) || !area.StartsWith(ranking.Area, StringComparison.Ordinal) || !Actions.May(actor, "score.see", area: area)) return null;
            var quota = (await session.Read("select a.places, a.last_rank from registry.ranking_quota q join registry.ranking_quota_area a using (quota_id) where q.run_id = $1 and a.area = $2 order by q.made_at desc limit 1",
                r => ((int Places, int LastRank)?)(r.GetInt32(0), r.GetInt32(1)), cancellation, run, area)).FirstOrDefault();
            var families = await session.Read($"""
                select f.family_id, (select p.full_name from registry.person p where p.person_id = any (f.members) order by p.relation is distinct from 'Kepala Keluarga', p.birth_date nulls last limit 1), f.persons, f.rank, f.decile
                from registry.ranking_family f where f.run_id = $1 and f.area = $2 order by f.rank nulls last, f.family_id limit {PageSize} offset $3
                """, r => new RankedView(r.GetGuid(0), Masked.Name(r.IsDBNull(1) ? null : r.GetString(1)), r.GetInt32(2), r.IsDBNull(3) ? null : r.GetInt32(3), r.IsDBNull(4) ? null : r.GetInt16(4),
                    quota is { } q && !r.IsDBNull(3) ? r.GetInt32(3) <= q.LastRank : null), cancellation, run, area, (Math.Max(1, page) - 1L) * PageSize);
            await session.Trace("score.listed", run.ToString(), details: new { area, families = families.Select(f => f.Family) }, cancellation: cancellation);
            return new RankedPage(run, area, ranking.AsOf, families, await session.One<long>("select count(*) from registry.ranking_family where run_id = $1 and area = $2", cancellation, run, area), quota?.Places);
        }, cancellation);
    }
}
