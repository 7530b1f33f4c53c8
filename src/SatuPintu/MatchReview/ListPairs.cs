using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.MatchReview;

/// <summary>Which pairs to list.</summary>
/// <param name="Area">The code of an area, or its beginning; null for all of the actor's.</param>
/// <param name="State"><c>visit</c> for those that wait for a visit; null for those to decide.</param>
/// <param name="Page">From 1.</param>
public sealed record ListPairsQuery(string? Area = null, string? State = null, int Page = 1);

/// <summary>A pair in doubt, without names.</summary>
/// <param name="Id">The id.</param>
/// <param name="Area">Where they live; the first's where the two live apart.</param>
/// <param name="Reason">Why it is here.</param>
/// <param name="Probability">Probability that both are one person.</param>
/// <param name="Effects">What hangs on the answer.</param>
/// <param name="State">What was said so far.</param>
public sealed record PairInQueue(Guid Id, string Area, string Reason, double Probability, IReadOnlyList<string> Effects, string State);

/// <summary>A page of the queue.</summary>
/// <param name="Pairs">The pairs, those first on which most depends.</param>
/// <param name="Waiting">How many wait in all.</param>
/// <param name="Areas">How many wait by district; empty for those whose district is not known.</param>
/// <param name="HasMore">Whether there is a page after this one.</param>
public sealed record PairQueue(IReadOnlyList<PairInQueue> Pairs, long Waiting, IReadOnlyList<(string Area, long Pairs)> Areas, bool HasMore);

/// <summary>The pairs in doubt of the areas the actor works in, and the next of them.</summary>
public static class ListPairs
{
    private const int PageSize = 25;
    private const string Queued = "from registry.review_pair p where stands and (area_a like $1 or area_b like $1)";
    private const string Asked = " and (state = 'visit') = ($2 = 'visit') and state in ('open', 'second', 'disputed', 'visit')";

    // How long a pair is kept for whoever looks at it.
    private const string Kept = "interval '10 minutes'";

    /// <summary>Lists them.</summary>
    /// <exception cref="UserError">The actor may not, or the area is none.</exception>
    public static Task<PairQueue> Run(RegistryDatabase database, Actor actor, ListPairsQuery query, CancellationToken cancellation = default)
    {
        var area = Pattern(actor, query.Area);
        return database.In(actor, async session =>
        {
            var pairs = await session.Read($"select pair_id, case when area_a = '' then area_b else area_a end, reason, probability, effects, state {Queued}{Asked} order by stakes desc, probability desc, pair_id offset $3 limit $4", r =>
                new PairInQueue(r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetFloat(3), r.GetFieldValue<string[]>(4), r.GetString(5)), cancellation, area, query.State ?? "", (Math.Clamp(query.Page, 1, 10_000) - 1) * PageSize, PageSize + 1);
            var areas = await session.Read($"select left(case when area_a = '' then area_b else area_a end, 6) as district, count(*) {Queued}{Asked} group by district order by district", r => (r.GetString(0), r.GetInt64(1)), cancellation, area, query.State ?? "");
            return new PairQueue([.. pairs.Take(PageSize)], areas.Sum(a => a.Item2), areas, pairs.Count > PageSize);
        }, cancellation);
    }

    /// <summary>
    /// The next pair for the actor, kept for them for ten minutes: one that nobody else looks at, that they have not answered, those first on which most depends. Null where there is none.
    /// </summary>
    /// <exception cref="UserError">The actor may not, or the area is none.</exception>
    public static Task<Guid?> Next(RegistryDatabase database, Actor actor, string? area, CancellationToken cancellation = default)
    {
        var pattern = Pattern(actor, area);
        return database.In(actor, async session =>
        {
            var next = (await session.Read($"""
                select pair_id {Queued} and state in ('open', 'second', 'disputed')
                    and not exists (select from registry.review_desk d where d.pair_id = p.pair_id and d.account <> $2 and d.until > clock_timestamp())
                    and not exists (select from registry.review_opinion o where o.pair_id = p.pair_id and o.by = $2
                        and o.number > coalesce((select max(r.number) from registry.review_opinion r where r.pair_id = p.pair_id and r.verdict = 'reopened'), 0))
                order by stakes desc, probability desc, pair_id limit 1 for update skip locked
                """, r => (Guid?)r.GetGuid(0), cancellation, pattern, actor.User)).FirstOrDefault();
            if (next is { } pair)
                await session.Run($"insert into registry.review_desk (pair_id, account, until) values ($1, $2, clock_timestamp() + {Kept}) on conflict (pair_id) do update set account = excluded.account, until = excluded.until", cancellation, pair, actor.User);
            return next;
        }, cancellation);
    }

    private static string Pattern(Actor actor, string? area)
    {
        if (!Actions.MayAnywhere(actor, "match.list")) throw new UserError(ExitCode.Usage, "access.may_not");
        area = area?.Trim() ?? "";
        return area.Length <= 10 && area.All(char.IsAsciiDigit) ? area + "%" : throw new UserError(ExitCode.Usage, "person.area");
    }
}
