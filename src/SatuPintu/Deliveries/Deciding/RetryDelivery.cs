using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Deliveries.Deciding;

/// <summary>Has a delivery tried again that failed: it goes back to the state before, from which the service goes on with it; leaves <c>delivery.retried</c>.</summary>
public static class RetryDelivery
{
    /// <summary>The states in which the service works on a delivery, or will in a moment.</summary>
    internal static readonly string[] Worked = ["received", "mapped", "checking", "accepted", "linking"];

    /// <summary>Has it tried again.</summary>
    /// <param name="database">The registry.</param>
    /// <param name="actor">Who.</param>
    /// <param name="delivery">The delivery.</param>
    /// <param name="seen">Number of the state that was seen.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="UserError">The actor may not, or the state is another one.</exception>
    /// <remarks>The state is written by the service: the database lets administrators write none. It stands only with its trace, which is in the actor's name.</remarks>
    public static Task Run(RegistryDatabase database, Actor actor, Guid delivery, int seen, CancellationToken cancellation = default) => database.In(Actor.System, async session =>
    {
        var present = await DeliveryStates.Lock(session, delivery, cancellation);
        var before = await session.One<string>("select state from registry.delivery_state where delivery_id = $1 and number = $2", cancellation, delivery, present.Number - 1);
        await database.In(actor, async own =>
        {
            var found = await Delivered.Find(own, delivery, cancellation);
            // Sent twice, it is one: the second finds it tried already.
            if (present.Number != seen) throw new UserError(ExitCode.Usage, "delivery.stale");
            Actions.Require(actor, "job.retry", found.Agency, found.Area, present.State == "failed" && Worked.Contains(before, StringComparer.Ordinal) ? "failed" : "done");
            await own.Trace("delivery.retried", delivery.ToString(), details: new { state = before }, cancellation: cancellation);
        }, cancellation);
        await DeliveryStates.Add(session, delivery, present, before!, by: actor.User, cancellation: cancellation);
    }, cancellation);
}
