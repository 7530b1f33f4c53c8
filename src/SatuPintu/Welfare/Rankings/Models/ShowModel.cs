using SatuPintu.Access;
using SatuPintu.Statistics.ProxyMeans;
using SatuPintu.Storage;

namespace SatuPintu.Welfare.Rankings.Models;

/// <summary>A state that a model or a ranking was in.</summary>
/// <param name="State">Its id.</param>
/// <param name="At">Since when.</param>
/// <param name="By">Who; null for the service, and where that is not told.</param>
/// <param name="Note">What was said with it.</param>
public sealed record PastState(string State, DateTimeOffset At, string? By, string? Note);

/// <summary>A version of a model to judge.</summary>
public sealed record ModelView
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }
    /// <summary>Its number.</summary>
    public required int Version { get; init; }
    /// <summary>Where it may be used; empty for the nation.</summary>
    public required string Area { get; init; }
    /// <summary>The name of its file.</summary>
    public required string FileName { get; init; }
    /// <summary>SHA-256 of its file.</summary>
    public required string Sha256 { get; init; }
    /// <summary>The state it is in.</summary>
    public required string State { get; init; }
    /// <summary>The number of that state.</summary>
    public required int Number { get; init; }
    /// <summary>What it predicts.</summary>
    public required string Outcome { get; init; }
    /// <summary>The column that says which group's model counts; null for one model.</summary>
    public required string? By { get; init; }
    /// <summary>The model.</summary>
    public required ProxyModel Model { get; init; }
    /// <summary>Its card.</summary>
    public required ModelCard Card { get; init; }
    /// <summary>What its predictors are in the registry.</summary>
    public required IReadOnlyList<MappedPredictor> Predictors { get; init; }
    /// <summary>The states it went through.</summary>
    public required IReadOnlyList<PastState> States { get; init; }
    /// <summary>What the reader may do: <c>ranking_model.approve</c>, <c>ranking_model.retire</c>.</summary>
    public required IReadOnlyList<string> May { get; init; }
    /// <summary>Whether the reader uploaded it, and so leaves its approval to somebody else.</summary>
    public required bool IsOwn { get; init; }
}

/// <summary>Shows a version of a model.</summary>
public static class ShowModel
{
    /// <summary>Shows it; null where there is none that the actor may see.</summary>
    /// <exception cref="UserError">The actor may not.</exception>
    public static Task<ModelView?> Run(RegistryDatabase database, Actor actor, Guid id, CancellationToken cancellation = default)
    {
        if (!Actions.MayAnywhere(actor, "ranking_model.see")) throw new UserError(ExitCode.Usage, "access.may_not");
        return database.In(actor, async session =>
        {
            if (!await session.One<bool>("select exists (select from registry.ranking_model where model_id = $1)", cancellation, id)) return null;
            var row = await ModelRow.Find(session, id, cancellation);
            var stored = row.Read();
            var isOwn = actor.User is not null && row.UploadedBy == actor.User;
            return new ModelView
            {
                Id = row.Id,
                Version = row.Version,
                Area = row.Area,
                FileName = row.FileName,
                Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(row.Content)),
                State = row.State,
                Number = row.Number,
                Outcome = stored.Outcome,
                By = stored.By,
                Model = stored.Model,
                Card = ModelCard.Read(row.Card, row.FileName),
                Predictors = row.Predictors,
                States = await States(session, "ranking_model_state", "model_id", id, cancellation),
                May = [.. new[] { "ranking_model.approve", "ranking_model.retire" }.Where(a => Actions.May(actor, a, area: row.Area, state: row.State) && !(isOwn && a == "ranking_model.approve"))],
                IsOwn = isOwn,
            };
        }, cancellation);
    }

    /// <summary>The states of a thing, the first first.</summary>
    internal static Task<List<PastState>> States(RegistrySession session, string table, string key, Guid id, CancellationToken cancellation) => session.Read(
        $"select t.state, t.happened_at, a.display_name, t.note from registry.{table} t left join access.account a on a.account_id = t.by where t.{key} = $1 order by t.number",
        r => new PastState(r.GetString(0), r.GetFieldValue<DateTimeOffset>(1), r.IsDBNull(2) ? null : r.GetString(2), r.IsDBNull(3) ? null : r.GetString(3)), cancellation, id);
}
