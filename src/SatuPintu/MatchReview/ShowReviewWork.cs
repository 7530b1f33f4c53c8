using System.Text.Json;
using SatuPintu.Access;
using SatuPintu.Linkage.Engine;
using SatuPintu.Linking;
using SatuPintu.Storage;

namespace SatuPintu.MatchReview;

/// <summary>What one officer said on a day.</summary>
/// <param name="Name">The officer.</param>
/// <param name="Same">Pairs said to be one person.</param>
/// <param name="Different">Pairs said to be two.</param>
/// <param name="Unsure">Pairs on which the officer was not sure.</param>
/// <param name="Visit">Pairs said to need a visit.</param>
public sealed record ReviewerDay(string Name, long Same, long Different, long Unsure, long Visit);

/// <summary>How far officers agree, over all pairs on which more than one has given an opinion since it was last reopened.</summary>
/// <param name="Pairs">Pairs of opinions.</param>
/// <param name="Agreed">Those that say the same.</param>
/// <param name="Pi">Agreement beyond chance: Scott's pi (Scott 1955), which takes the shares of all officers together, since they change from pair to pair; not a number where there is nothing to go by.</param>
public sealed record ReviewAgreement(long Pairs, long Agreed, double Pi);

/// <summary>A decision.</summary>
/// <param name="Id">The id.</param>
/// <param name="Kind"><c>same</c>, <c>different</c>, <c>merge</c>, <c>split</c>, <c>undo</c>.</param>
/// <param name="Pair">The pair it was made on.</param>
/// <param name="By">Who gave the opinion that decided.</param>
/// <param name="At">When.</param>
/// <param name="Why">Why.</param>
/// <param name="Area">Where.</param>
/// <param name="Outcome"><c>waiting</c>, <c>applied</c>, <c>nothing</c> where nothing was left to do, <c>failed</c>, or <c>undone</c>.</param>
public sealed record DecisionMade(Guid Id, string Kind, Guid? Pair, string? By, DateTimeOffset At, string? Why, string Area, string Outcome);

/// <summary>What decided pairs have taught the linkage.</summary>
/// <param name="At">The merge that learned from them.</param>
/// <param name="Learned">What it learned, and how much better it is by it.</param>
public sealed record ReviewLessons(DateTimeOffset At, LearnedFromLabels Learned);

/// <summary>A day of the review.</summary>
/// <param name="Day">The day, in Jakarta.</param>
/// <param name="Reviewers">What officers said.</param>
/// <param name="Decided">Pairs that were decided.</param>
/// <param name="Left">Pairs that wait, by district.</param>
/// <param name="Visits">Pairs that wait for a visit.</param>
/// <param name="Agreement">How far officers agree.</param>
/// <param name="Decisions">The decisions of the day, the latest first.</param>
/// <param name="Lessons">What decided pairs taught the latest merge, in the whole registry; null where it had none.</param>
public sealed record ReviewWork(DateOnly Day, IReadOnlyList<ReviewerDay> Reviewers, long Decided, IReadOnlyList<(string Area, long Pairs)> Left, long Visits, ReviewAgreement Agreement, IReadOnlyList<DecisionMade> Decisions,
    ReviewLessons? Lessons);

/// <summary>Shows what was decided on a day, what is left, and how far officers agree, over the areas the actor works in.</summary>
public static class ShowReviewWork
{
    private const int MostDecisions = 200;

    /// <summary>Shows it.</summary>
    /// <param name="database">The registry.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="day">The day, in Jakarta; null for today.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="UserError">The actor may not.</exception>
    public static Task<ReviewWork> Run(RegistryDatabase database, Actor actor, DateOnly? day, CancellationToken cancellation = default)
    {
        if (!Actions.MayAnywhere(actor, "match.work")) throw new UserError(ExitCode.Usage, "access.may_not");
        return database.In(actor, async session =>
        {
            var of = day ?? await session.One<DateOnly>("select (transaction_timestamp() at time zone 'Asia/Jakarta')::date", cancellation);
            var queue = await session.Read("select left(case when area_a = '' then area_b else area_a end, 6) as district, count(*), count(*) filter (where state = 'visit') from registry.review_pair where stands and state in ('open', 'second', 'disputed', 'visit') group by district order by district",
                r => (Area: r.GetString(0), Pairs: r.GetInt64(1), Visits: r.GetInt64(2)), cancellation);
            return new ReviewWork(of,
                await session.Read("""
                    select coalesce(access.called(by), '–') as name, count(*) filter (where verdict = 'same'), count(*) filter (where verdict = 'different'), count(*) filter (where verdict = 'unsure'), count(*) filter (where verdict = 'visit')
                    from registry.review_opinion where verdict <> 'reopened' and (at at time zone 'Asia/Jakarta')::date = $1 group by name order by name
                    """, r => new ReviewerDay(r.GetString(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4)), cancellation, of),
                await session.One<long>("select count(*) from registry.review_decision where kind in ('same', 'different') and (at at time zone 'Asia/Jakarta')::date = $1", cancellation, of),
                [.. queue.Select(q => (q.Area, q.Pairs - q.Visits)).Where(q => q.Item2 > 0)], queue.Sum(q => q.Visits),
                await Agreement(session, cancellation),
                await session.Read($"""
                    select decision_id, kind, pair_id, access.called(by), at, why, area,
                        case when exists (select from registry.review_decision u where u.undoes = d.decision_id) then 'undone' else coalesce((select outcome from registry.review_applied a where a.decision_id = d.decision_id), 'waiting') end
                    from registry.review_decision d where (at at time zone 'Asia/Jakarta')::date = $1 order by decision_id desc limit {MostDecisions}
                    """, r => new DecisionMade(r.GetGuid(0), r.GetString(1), r.IsDBNull(2) ? null : r.GetGuid(2), r.IsDBNull(3) ? null : r.GetString(3), r.GetFieldValue<DateTimeOffset>(4), r.IsDBNull(5) ? null : r.GetString(5), r.GetString(6), r.GetString(7)), cancellation, of),
                (await session.Read("select recorded_at, learned::text from registry.learned_from_labels order by recorded_at desc limit 1",
                    r => new ReviewLessons(r.GetFieldValue<DateTimeOffset>(0), JsonSerializer.Deserialize(r.GetString(1), LinkingJson.Default.LearnedFromLabels)!), cancellation)).FirstOrDefault());
        }, cancellation);
    }

    private static async Task<ReviewAgreement> Agreement(RegistrySession session, CancellationToken cancellation)
    {
        var pairs = await session.Read("""
            with counted as (
                select o.pair_id, o.verdict, o.number, o.by from registry.review_opinion o
                where o.verdict in ('same', 'different') and o.number > coalesce((select max(r.number) from registry.review_opinion r where r.pair_id = o.pair_id and r.verdict = 'reopened'), 0)
            )
            select a.verdict = b.verdict, (a.verdict = 'same')::int + (b.verdict = 'same')::int, count(*) from counted a join counted b on a.pair_id = b.pair_id and a.number < b.number and a.by <> b.by group by 1, 2
            """, r => (Agreed: r.GetBoolean(0), Same: r.GetInt32(1), Count: r.GetInt64(2)), cancellation);
        long all = pairs.Sum(p => p.Count), agreed = pairs.Where(p => p.Agreed).Sum(p => p.Count);
        var share = pairs.Sum(p => p.Same * p.Count) / (2.0 * all);
        var chance = share * share + (1 - share) * (1 - share);
        return new ReviewAgreement(all, agreed, all == 0 ? double.NaN : chance == 1 ? 1 : (agreed / (double)all - chance) / (1 - chance));
    }
}
