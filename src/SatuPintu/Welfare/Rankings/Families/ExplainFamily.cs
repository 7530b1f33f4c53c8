using System.Text.Json;
using SatuPintu.Access;
using SatuPintu.People.Looking;
using SatuPintu.Statistics.ProxyMeans;
using SatuPintu.Storage;
using SatuPintu.Welfare.ProxyMeans;
using SatuPintu.Welfare.Rankings.Models;
using SatuPintu.Welfare.Rankings.Runs;

namespace SatuPintu.Welfare.Rankings.Families;

/// <summary>Something that went into a family's score.</summary>
/// <param name="Predictor">What the model takes it for.</param>
/// <param name="Value">The family's value as the model has it; null where it is not known.</param>
public sealed record FamilyInput(MappedPredictor Predictor, string? Value);

/// <summary>The score of a family in a ranking.</summary>
public sealed record FamilyScore
{
    /// <summary>The family.</summary>
    public required Guid Family { get; init; }
    /// <summary>The ranking.</summary>
    public required Guid Run { get; init; }
    /// <summary>The state of the ranking.</summary>
    public required string State { get; init; }
    /// <summary>The day that the ranking describes.</summary>
    public required DateOnly AsOf { get; init; }
    /// <summary>The regency that it ranks.</summary>
    public required string Regency { get; init; }
    /// <summary>The version of its model.</summary>
    public required int ModelVersion { get; init; }
    /// <summary>Where the family lived.</summary>
    public required string Area { get; init; }
    /// <summary>How many members it had.</summary>
    public required int Persons { get; init; }
    /// <summary>Those of them that the reader sees, masked.</summary>
    public required IReadOnlyList<FamilyMember> Members { get; init; }
    /// <summary>Its rank from 1, the poorest; null where it has no score.</summary>
    public required int? Rank { get; init; }
    /// <summary>How many families have a rank.</summary>
    public required int Ranked { get; init; }
    /// <summary>Its decile.</summary>
    public required int? Decile { get; init; }
    /// <summary>Its percentile.</summary>
    public required int? Percentile { get; init; }
    /// <summary>What was needed for a score and is not known, by predictor.</summary>
    public required IReadOnlyList<string> Lacking { get; init; }
    /// <summary>What went in.</summary>
    public required IReadOnlyList<FamilyInput> Inputs { get; init; }
    /// <summary>The score taken apart; null where there is none.</summary>
    public required ScoreExplained? Explained { get; init; }
    /// <summary>Whether it is within the places of its village by the latest quota; null where there is none.</summary>
    public required bool? IsWithin { get; init; }

    /// <summary>What a predictor is called (level null), or one of its levels.</summary>
    public string Named(string predictor, string? level, Language language)
    {
        var mapped = Inputs.FirstOrDefault(i => i.Predictor.Predictor == predictor)?.Predictor;
        if (mapped is null) return level ?? predictor;
        return level is null ? FamilyVariables.Load().Find(mapped.Variable)!.Name.In(language) : mapped.Named(level, language);
    }
}

/// <summary>Explains the score of a family of the areas the actor works in; leaves <c>score.seen</c>.</summary>
public static class ExplainFamily
{
    /// <summary>Explains it; null where the family is in no ranking that the actor may see.</summary>
    /// <param name="database">The registry.</param>
    /// <param name="actor">Who looks.</param>
    /// <param name="family">The family.</param>
    /// <param name="run">The ranking; null for the one whose deciles were entered last.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="UserError">The actor may not.</exception>
    public static Task<FamilyScore?> Run(RegistryDatabase database, Actor actor, Guid family, Guid? run, CancellationToken cancellation = default)
    {
        if (!Actions.MayAnywhere(actor, "score.see")) throw new UserError(ExitCode.Usage, "access.may_not");
        return database.In(actor, async session =>
        {
            var of = run ?? await session.One<Guid?>("""
                select f.run_id from registry.ranking_family f join registry.ranking_run_state t on t.run_id = f.run_id and t.state = 'entered' where f.family_id = $1 order by t.happened_at desc limit 1
                """, cancellation, family);
            if (of is not { } id || await RunRow.Find(session, id, cancellation) is not { } ranking || !IsOpen(actor, ranking)) return null;
            var found = await session.Read("select area, persons, members, inputs::text, rank, decile, percentile, lacking, predicted from registry.ranking_family where run_id = $1 and family_id = $2", r => (
                Area: r.GetString(0), Persons: r.GetInt32(1), Members: r.GetFieldValue<Guid[]>(2), Inputs: JsonSerializer.Deserialize<string?[]>(r.GetString(3))!, Rank: r.IsDBNull(4) ? (int?)null : r.GetInt32(4), Decile: r.IsDBNull(5) ? (int?)null : r.GetInt16(5),
                Percentile: r.IsDBNull(6) ? (int?)null : r.GetInt16(6), Lacking: r.GetFieldValue<string[]>(7), Predicted: r.IsDBNull(8) ? double.NaN : r.GetDouble(8)), cancellation, id, family);
            if (found is not [var row]) return null;
            Actions.Require(actor, "score.see", area: row.Area);
            var model = await ModelRow.Find(session, ranking.Model, cancellation);
            var lastRank = await session.One<int?>("select a.last_rank from registry.ranking_quota q join registry.ranking_quota_area a using (quota_id) where q.run_id = $1 and a.area = $2 order by q.made_at desc limit 1", cancellation, id, row.Area);
            var score = new FamilyScore
            {
                Family = family,
                Run = id,
                State = ranking.State,
                AsOf = ranking.AsOf,
                Regency = ranking.Area,
                ModelVersion = model.Version,
                Area = row.Area,
                Persons = row.Persons,
                Members = await session.Read("select person_id, full_name, relation from registry.person where person_id = any ($1) order by birth_date nulls last, person_id",
                    r => new FamilyMember(r.GetGuid(0), Masked.Name(r.IsDBNull(1) ? null : r.GetString(1)), r.IsDBNull(2) ? null : r.GetString(2)), cancellation, row.Members),
                Rank = row.Rank,
                Ranked = await session.One<string>("select details->>'ranked' from registry.ranking_run_state where run_id = $1 and state = 'done'", cancellation, id) is { } ranked ? int.Parse(ranked, System.Globalization.CultureInfo.InvariantCulture) : 0,
                Decile = row.Decile,
                Percentile = row.Percentile,
                Lacking = row.Lacking,
                Inputs = [.. model.Predictors.Select((p, i) => new FamilyInput(p, row.Inputs[i]))],
                Explained = row.Rank is null ? null : Explain(model, row.Inputs, row.Predicted),
                IsWithin = lastRank is null || row.Rank is null ? null : row.Rank <= lastRank,
            };
            await session.Trace("score.seen", family.ToString(), details: new { run = id, area = row.Area }, cancellation: cancellation);
            return score;
        }, cancellation);
    }

    /// <summary>Whether whoever works with families may look into a ranking: its deciles hold or held, or the actor judges rankings.</summary>
    internal static bool IsOpen(Actor actor, RunRow run) => run.State is "entered" or "superseded" || Actions.May(actor, "ranking.see", area: run.Area, state: run.State);

    private static ScoreExplained Explain(ModelRow model, string?[] inputs, double predicted)
    {
        var (stored, row) = (model.Read(), new FamilyRow(model.Predictors));
        var cells = new PredictorCells(new ScoringModel(stored), row, new ScoringCounts());
        row.MoveTo(inputs);
        var linear = cells.Score(out _, out ProxyGroup group);
        var explained = ScoreExplained.Of(stored, cells, group, linear);
        // Turned back from logarithms by another factor, the usual household's welfare is too.
        return explained with { Predicted = predicted, Usual = explained.Usual * (stored.Model.Log ? predicted / explained.Predicted : 1) };
    }
}
