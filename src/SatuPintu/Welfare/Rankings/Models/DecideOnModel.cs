using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Welfare.Rankings.Models;

/// <summary>What is decided on a version of a model: that it may be used, and that it is used no more. Whoever uploaded it does not approve it.</summary>
public static class DecideOnModel
{
    /// <summary>Approves a draft; leaves <c>ranking_model.approved</c>.</summary>
    /// <param name="database">The registry.</param>
    /// <param name="actor">Who.</param>
    /// <param name="model">The version.</param>
    /// <param name="seen">Number of the state that was seen.</param>
    /// <param name="note">Why.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="UserError">The actor may not or uploaded it, or it is in another state by now.</exception>
    public static Task Approve(RegistryDatabase database, Actor actor, Guid model, int seen, string? note, CancellationToken cancellation = default) => Decide(database, actor, model, seen, "approve", "approved", note, cancellation);

    /// <summary>Retires a version; leaves <c>ranking_model.retired</c>. Rankings made by it stay.</summary>
    /// <inheritdoc cref="Approve"/>
    public static Task Retire(RegistryDatabase database, Actor actor, Guid model, int seen, string? note, CancellationToken cancellation = default) => Decide(database, actor, model, seen, "retire", "retired", note, cancellation);

    private static Task Decide(RegistryDatabase database, Actor actor, Guid model, int seen, string action, string next, string? note, CancellationToken cancellation) => database.In(actor, async session =>
    {
        await session.Lock(Turn.Model, model.ToString(), cancellation);
        var found = await ModelRow.Find(session, model, cancellation);
        // The same decision sent twice is one.
        if (found.Number == seen + 1 && found.State == next) return;
        if (found.Number != seen) throw new UserError(ExitCode.Usage, "ranking.stale");
        Actions.Require(actor, $"ranking_model.{action}", area: found.Area, state: found.State);
        if (next == "approved" && (actor.User is null || found.UploadedBy == actor.User)) throw new UserError(ExitCode.Usage, "ranking.model.own");
        var why = DecisionNote.Of(note, required: next == "retired");
        await session.Run("insert into registry.ranking_model_state (model_id, number, state, by, note) values ($1, $2, $3, $4, $5)", cancellation, model, found.Number + 1, next, actor.User, why);
        await session.Trace($"ranking_model.{next}", model.ToString(), why, new { found.Version }, cancellation);
    }, cancellation);
}
