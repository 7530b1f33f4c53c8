using System.Text.Json;
using System.Text.Json.Nodes;
using SatuPintu.Access;
using SatuPintu.Deliveries;
using SatuPintu.Deliveries.Checking;
using SatuPintu.Deliveries.Deciding;
using SatuPintu.Storage;

namespace SatuPintu.Dashboard.Looking;

/// <summary>A delivery that was merged, beside the others of its source.</summary>
/// <param name="Delivery">Its id.</param>
/// <param name="Source">The source.</param>
/// <param name="AsOf">The day that the list describes.</param>
/// <param name="MergedAt">When it was merged.</param>
/// <param name="Difference">How it differed from the list before.</param>
/// <param name="Quality">By dimension, how many values were checked and how many of them passed.</param>
/// <param name="Errors">Findings that made a value or row not usable.</param>
/// <param name="Warnings">Findings that made a value doubtful.</param>
/// <param name="Merged">What the merge brought.</param>
public sealed record MergedDelivery(Guid Delivery, string Source, DateOnly AsOf, DateTimeOffset MergedAt, ListDifference? Difference, IReadOnlyDictionary<string, (long Passed, long Checked)> Quality, long Errors, long Warnings, MergedCounts? Merged);

/// <summary>Shows the quality of each source over time, and what changed from one delivery to the next, over the deliveries that the actor sees.</summary>
public static class ShowQuality
{
    private const int MostOfSource = 12;

    /// <summary>The dimensions of quality, in their order.</summary>
    public static readonly IReadOnlyList<string> Dimensions = ["completeness", "validity", "uniqueness", "consistency", "timeliness"];

    /// <summary>Shows them: the latest of each source, the newest first.</summary>
    /// <param name="database">The registry.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="at">The moment as of which; null for now.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="UserError">The actor may not see figures.</exception>
    public static Task<List<MergedDelivery>> Run(RegistryDatabase database, Actor actor, DateTimeOffset? at = null, CancellationToken cancellation = default)
    {
        FigureReader.AreasOf(actor);
        return database.Analyse(actor, session => session.Read($"""
            select delivery_id, source, as_of, merged_at, checked, merged, errors, warnings from (
                select d.delivery_id, d.source, d.as_of, m.happened_at as merged_at, m.details::text as merged, c.details::text as checked, f.errors, f.warnings,
                    row_number() over (partition by d.source order by m.happened_at desc) as number
                from registry.delivery d
                join registry.delivery_state m on m.delivery_id = d.delivery_id and m.state = 'merged' and ($1::timestamptz is null or m.happened_at <= $1)
                left join lateral (select details from registry.delivery_state s where s.delivery_id = d.delivery_id and s.state = 'checked' order by s.number desc limit 1) c on true
                left join lateral (select sum(findings) filter (where severity in ('error', 'unusable')) as errors, sum(findings) filter (where severity = 'warning') as warnings
                    from registry.finding_count n where n.delivery_id = d.delivery_id and n.checking = (c.details->>'checking')::int) f on true
            ) ordered where number <= {MostOfSource} order by source, merged_at desc
            """, r =>
            {
                var check = r.IsDBNull(4) ? null : JsonNode.Parse(r.GetString(4));
                return new MergedDelivery(r.GetGuid(0), r.GetString(1), r.GetFieldValue<DateOnly>(2), r.GetFieldValue<DateTimeOffset>(3), check?["difference"].Deserialize<ListDifference>(DeliveryStates.Readable),
                    (check?["quality"]?.AsArray() ?? []).Where(q => (long)q!["checked"]! > 0).ToDictionary(q => (string)q!["dimension"]!, q => ((long)q!["checked"]! - (long)q!["failed"]!, (long)q!["checked"]!), StringComparer.Ordinal),
                    r.IsDBNull(6) ? 0 : r.GetInt64(6), r.IsDBNull(7) ? 0 : r.GetInt64(7), JsonNode.Parse(r.GetString(5))?["counts"].Deserialize<MergedCounts>(DeliveryStates.Readable));
            }, cancellation, at?.ToUniversalTime()), cancellation);
    }
}
