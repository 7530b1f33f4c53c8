using System.Text.Json;
using SatuPintu.Access;
using SatuPintu.Deliveries;
using SatuPintu.Storage;
using SatuPintu.Welfare.Rankings.Models;
using SatuPintu.Welfare.Rankings.Quotas;

namespace SatuPintu.Welfare.Rankings.Runs;

/// <summary>Families of a district in a decile.</summary>
/// <param name="District">The code of the district; shorter where only that is known.</param>
/// <param name="Decile">The decile, 0 for those without a score.</param>
/// <param name="Families">Families.</param>
/// <param name="Persons">Persons in them.</param>
public sealed record RankingTotal(string District, int Decile, int Families, int Persons);

/// <summary>What entering the deciles changed.</summary>
/// <param name="Change">The change of the registry.</param>
/// <param name="Added">Persons who had no decile before.</param>
/// <param name="Changed">Persons with another decile or place now.</param>
/// <param name="Ended">Persons whose decile ended.</param>
public sealed record EnteredDeciles(Guid Change, long Added, long Changed, long Ended);

/// <summary>A ranking to judge.</summary>
public sealed record RankingView
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }
    /// <summary>The regency.</summary>
    public required string Area { get; init; }
    /// <summary>The day that it describes.</summary>
    public required DateOnly AsOf { get; init; }
    /// <summary>What was known then went in.</summary>
    public required DateTimeOffset KnownAt { get; init; }
    /// <summary>What deciles hold equal shares of: <c>families</c>, <c>persons</c>.</summary>
    public required string Unit { get; init; }
    /// <summary>How a prediction in logarithms was turned back: <c>none</c>, <c>smearing</c>, <c>lognormal</c>.</summary>
    public required string Retransform { get; init; }
    /// <summary>The ranking that it was made again of; null where it is none again.</summary>
    public required Guid? Repeats { get; init; }
    /// <summary>The version of the model.</summary>
    public required Guid Model { get; init; }
    /// <summary>Its number.</summary>
    public required int ModelVersion { get; init; }
    /// <summary>What went in of each family.</summary>
    public required IReadOnlyList<MappedPredictor> Predictors { get; init; }
    /// <summary>The state it is in.</summary>
    public required string State { get; init; }
    /// <summary>The number of that state.</summary>
    public required int Number { get; init; }
    /// <summary>The states it went through.</summary>
    public required IReadOnlyList<PastState> States { get; init; }
    /// <summary>What came of it; null where it is not done.</summary>
    public required RunFindings? Found { get; init; }
    /// <summary>Why it failed; null where it did not.</summary>
    public required LocalText? Error { get; init; }
    /// <summary>What entering its deciles changed; null where they were not entered.</summary>
    public required EnteredDeciles? Entered { get; init; }
    /// <summary>Families by district and decile.</summary>
    public required IReadOnlyList<RankingTotal> Totals { get; init; }
    /// <summary>The places that were shared out by it.</summary>
    public required IReadOnlyList<QuotaView> Quotas { get; init; }
    /// <summary>Other rankings of the regency with families to compare, the latest first.</summary>
    public required IReadOnlyList<ListedRanking> Others { get; init; }
    /// <summary>What the reader may do.</summary>
    public required IReadOnlyList<string> May { get; init; }
    /// <summary>Whether the reader started it, and so leaves its approval to somebody else.</summary>
    public required bool IsOwn { get; init; }
}

/// <summary>Shows a ranking: what went in, what came out, what was decided.</summary>
public static class ShowRanking
{
    /// <summary>The states in which a ranking has families.</summary>
    internal const string Made = "'done', 'approved', 'rejected', 'entered', 'superseded'";

    private const int MostOthers = 20;

    /// <summary>Shows it; null where there is none that the actor may see.</summary>
    /// <exception cref="UserError">The actor may not.</exception>
    public static Task<RankingView?> Run(RegistryDatabase database, Actor actor, Guid id, CancellationToken cancellation = default)
    {
        if (!Actions.MayAnywhere(actor, "ranking.see")) throw new UserError(ExitCode.Usage, "access.may_not");
        return database.In(actor, async session =>
        {
            if (await RunRow.Find(session, id, cancellation) is not { } run || !Actions.May(actor, "ranking.see", area: run.Area, state: run.State)) return null;
            var (version, predictors) = (await session.Read("select version, predictors::text from registry.ranking_model where model_id = $1", r => (r.GetInt32(0), r.GetString(1)), cancellation, run.Model)) is [var m] ? m : (0, "[]");
            var details = (await session.Read("select state, details::text from registry.ranking_run_state where run_id = $1 and state in ('done', 'failed', 'entered')", r => (r.GetString(0), r.GetString(1)), cancellation, id)).ToDictionary();
            var isOwn = actor.User is not null && run.StartedBy == actor.User;
            return new RankingView
            {
                Id = id,
                Area = run.Area,
                AsOf = run.AsOf,
                KnownAt = run.KnownAt,
                Unit = run.Unit,
                Retransform = run.Retransform.ToString().ToLowerInvariant(),
                Repeats = await session.One<Guid?>("select repeats from registry.ranking_run where run_id = $1", cancellation, id),
                Model = run.Model,
                ModelVersion = version,
                Predictors = JsonSerializer.Deserialize<List<MappedPredictor>>(predictors, DeliveryStates.Readable)!,
                State = run.State,
                Number = run.Number,
                States = await ShowModel.States(session, "ranking_run_state", "run_id", id, cancellation),
                Found = Of<RunFindings>("done"),
                Error = Of<Failure>("failed")?.Error,
                Entered = Of<EnteredDeciles>("entered"),
                Totals = await session.Read("select district, decile, families, persons from registry.ranking_total where run_id = $1 order by district, decile", r => new RankingTotal(r.GetString(0), r.GetInt16(1), r.GetInt32(2), r.GetInt32(3)), cancellation, id),
                Quotas = await QuotaView.Of(session, id, cancellation),
                Others = await session.Read($"""
                    select r.run_id, r.area, r.as_of, m.version, t.state, r.started_at from registry.ranking_run r join registry.ranking_model m using (model_id)
                        join lateral (select state from registry.ranking_run_state t where t.run_id = r.run_id order by number desc limit 1) t on true
                    where r.area = $1 and r.run_id <> $2 and t.state in ({Made}) order by r.as_of desc, r.started_at desc limit {MostOthers}
                    """, r => new ListedRanking(r.GetGuid(0), r.GetString(1), r.GetFieldValue<DateOnly>(2), r.GetInt32(3), r.GetString(4), r.GetFieldValue<DateTimeOffset>(5)), cancellation, run.Area, id),
                May = [.. new[] { "ranking.approve", "ranking.reject", "ranking.share", "ranking.compare", "ranking.start" }
                    .Where(a => Actions.May(actor, a, area: run.Area, state: a == "ranking.start" ? null : run.State) && !(isOwn && a == "ranking.approve"))],
                IsOwn = isOwn,
            };

            T? Of<T>(string state) where T : class => details.TryGetValue(state, out var json) ? JsonSerializer.Deserialize<T>(json, DeliveryStates.Readable) : null;
        }, cancellation);
    }

    private sealed record Failure(LocalText Error);
}
