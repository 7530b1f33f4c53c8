using SatuPintu.Access;
using SatuPintu.Deliveries.Deciding;
using SatuPintu.Storage;

namespace SatuPintu.Deliveries.Jobs;

/// <summary>The work of the service on a delivery.</summary>
/// <param name="Delivery">The delivery.</param>
/// <param name="Title">The title of its source.</param>
/// <param name="Agency">The name of the agency that delivered it.</param>
/// <param name="Number">Number of the delivery's state, which whoever has it tried again names.</param>
/// <param name="State">The state of the delivery.</param>
/// <param name="Since">Since when it is in that state.</param>
/// <param name="Progress">How far the work is; null where it waits or failed.</param>
/// <param name="Why">Why it failed; null where it did not.</param>
/// <param name="MayRetry">Whether the reader may have it tried again.</param>
public sealed record JobView(Guid Delivery, string Title, string Agency, int Number, string State, DateTimeOffset Since, JobProgress? Progress, LocalText? Why, bool MayRetry);

/// <summary>Lists the deliveries on which the service works, waits to work or has failed, within what the actor administers.</summary>
public static class ListJobs
{
    /// <summary>The most that are told.</summary>
    public const int Most = 200;

    /// <summary>Lists them: what failed first, then in the order in which they will be worked on.</summary>
    /// <exception cref="UserError">The actor sees no jobs.</exception>
    public static Task<List<JobView>> Run(RegistryDatabase database, DeliveryJobs jobs, Actor actor, CancellationToken cancellation = default)
    {
        if (!Actions.MayAnywhere(actor, "job.see")) throw new UserError(ExitCode.Usage, "access.may_not");
        return database.In(actor, async session =>
        {
            var rows = await session.Read($"""
                select d.delivery_id, coalesce(s.title, d.source), a.name, d.agency, d.area, t.number, t.state, t.happened_at, t.details->'error'->>'id', t.details->'error'->>'en'
                from registry.delivery d left join registry.source s using (source) join registry.agency a on a.agency = d.agency
                cross join lateral (select * from registry.delivery_state x where x.delivery_id = d.delivery_id order by x.number desc limit 1) t
                where t.state = 'failed' or t.state = any ($1) order by t.state <> 'failed', t.state not in ('accepted', 'linking'), d.delivery_id limit {Most}
                """, r => (Agency: r.GetString(3), Area: r.GetString(4), Job: new JobView(r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetInt32(5), r.GetString(6), r.GetFieldValue<DateTimeOffset>(7),
                    jobs.Of(r.GetGuid(0)), r.IsDBNull(8) ? null : new LocalText(r.GetString(8), r.GetString(9)), false)), cancellation, (object)RetryDelivery.Worked);
            return rows.Where(r => Actions.May(actor, "job.see", r.Agency, r.Area, StateOf(r.Job)))
                .Select(r => r.Job with { MayRetry = Actions.May(actor, "job.retry", r.Agency, r.Area, StateOf(r.Job)) }).ToList();
        }, cancellation);
    }

    private static string StateOf(JobView job) => job.State == "failed" ? "failed" : job.Progress is null ? "waiting" : "running";
}
