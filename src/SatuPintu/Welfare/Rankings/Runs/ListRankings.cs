using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Welfare.Rankings.Runs;

/// <summary>A ranking in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Area">The regency.</param>
/// <param name="AsOf">The day that it describes.</param>
/// <param name="Version">The version of the model.</param>
/// <param name="State">The state it is in.</param>
/// <param name="StartedAt">When it was started.</param>
public sealed record ListedRanking(Guid Id, string Area, DateOnly AsOf, int Version, string State, DateTimeOffset StartedAt);

/// <summary>A page of rankings.</summary>
/// <param name="Rankings">The rankings.</param>
/// <param name="Found">How many there are in all.</param>
public sealed record RankingPage(IReadOnlyList<ListedRanking> Rankings, long Found);

/// <summary>Lists the rankings that the actor sees, the newest first.</summary>
public static class ListRankings
{
    /// <summary>Rankings a page.</summary>
    public const int PageSize = 50;

    /// <summary>Lists a page of them.</summary>
    /// <param name="database">The registry.</param>
    /// <param name="actor">Who looks.</param>
    /// <param name="page">The page, from 1.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="UserError">The actor sees none.</exception>
    public static Task<RankingPage> Run(RegistryDatabase database, Actor actor, int page, CancellationToken cancellation = default)
    {
        if (!Actions.MayAnywhere(actor, "ranking.see")) throw new UserError(ExitCode.Usage, "access.may_not");
        return database.In(actor, async session => new RankingPage(await session.Read($"""
            select r.run_id, r.area, r.as_of, m.version, (select t.state from registry.ranking_run_state t where t.run_id = r.run_id order by t.number desc limit 1), r.started_at
            from registry.ranking_run r join registry.ranking_model m using (model_id) order by r.started_at desc, r.run_id desc limit {PageSize} offset $1
            """, r => new ListedRanking(r.GetGuid(0), r.GetString(1), r.GetFieldValue<DateOnly>(2), r.GetInt32(3), r.GetString(4), r.GetFieldValue<DateTimeOffset>(5)), cancellation, (Math.Max(1, page) - 1L) * PageSize),
            await session.One<long>("select count(*) from registry.ranking_run", cancellation)), cancellation);
    }
}
