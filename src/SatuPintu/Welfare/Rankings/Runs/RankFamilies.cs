using System.Diagnostics;
using System.Text.Json;
using SatuPintu.Access;
using SatuPintu.Deliveries;
using SatuPintu.Statistics.ProxyMeans;
using SatuPintu.Storage;
using SatuPintu.Welfare.ProxyMeans;
using SatuPintu.Welfare.Rankings.Models;
using SatuPintu.Welfare.Tables;

namespace SatuPintu.Welfare.Rankings.Runs;

/// <summary>What came of a run, as its state says.</summary>
/// <param name="Families">Families of the regency.</param>
/// <param name="Ranked">Those with a score.</param>
/// <param name="Persons">Persons in the families.</param>
/// <param name="WithoutFamily">Persons of the regency who are in no family, and so in no ranking.</param>
/// <param name="Lacking">Families without a score, by predictor that is not known; one family may lack several.</param>
/// <param name="Warnings">What the reader must know.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record RunFindings(int Families, int Ranked, long Persons, long WithoutFamily, IReadOnlyDictionary<string, int> Lacking, IReadOnlyList<LocalText> Warnings, double Seconds);

/// <summary>Scores and ranks the families of a run by the code of <c>pmt score</c>, and keeps what went in and what came out; leaves <c>ranking.done</c>.</summary>
internal static class RankFamilies
{
    private const int Chunk = 4096;

    private static readonly RowBatch<RankedFamily> Families = new RowBatch<RankedFamily>()
        .With("family_id", "uuid", f => f.Id).With("area", "text", f => f.Area).With("persons", "int", f => f.Members.Length).With("members", "text", f => $"{{{string.Join(',', f.Members)}}}")
        .With("inputs", "text", f => JsonSerializer.Serialize(f.Inputs, DeliveryStates.Readable)).With("model_group", "text", f => f.Group).With("predicted", "double precision", f => f.Rank == 0 ? (double?)null : f.Predicted)
        .With("rank", "int", f => f.Rank == 0 ? (int?)null : f.Rank).With("percentile", "smallint", f => f.Rank == 0 ? (short?)null : f.Percentile)
        .With("decile", "smallint", f => f.Rank == 0 ? (short?)null : (short)Ranking.DecileOf(f.Percentile)).With("lacking", "text", f => JsonSerializer.Serialize(f.Lacking, DeliveryStates.Readable));

    private static readonly RowBatch<Total> Totals = new RowBatch<Total>()
        .With("district", "text", t => t.District).With("decile", "smallint", t => t.Decile).With("families", "int", t => t.Families).With("persons", "int", t => t.Persons);

    /// <summary>Makes a ranking.</summary>
    /// <returns>Whether it was made; not while a merge is under way, which counts from its beginning and is seen only at its end.</returns>
    public static async Task<bool> Run(RegistryDatabase database, Guid id, Action<long> report, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        await using (var still = await database.TryLock(Turn.Deliveries, cancellation))
            if (still is null) return false;
        var (run, model) = await database.In(Actor.System, async session =>
        {
            var present = await RunRow.Lock(session, id, cancellation);
            if (present.State == "waiting")
            {
                await present.Add(session, "running", cancellation: cancellation);
                present = present with { State = "running", Number = present.Number + 1 };
            }
            return (present, await ModelRow.Find(session, present.Model, cancellation));
        }, cancellation);
        var stored = model.Read();
        var counts = new ScoringCounts();
        var (families, withoutFamily) = await Score(database, run, model.Predictors, stored, counts, report, cancellation);
        if (families.Count == 0) throw new UserError(ExitCode.Input, "ranking.no_families", ("area", run.Area));
        Rank(families, run.Unit == "persons");
        var warnings = new Warnings();
        var ranked = families.Count(f => f.Rank > 0);
        ScoreHouseholds.Warn(counts, ranked, warnings);
        if (withoutFamily > 0) warnings.Add("ranking.without_family", ("persons", withoutFamily));
        await database.In(Actor.System, async session =>
        {
            var present = await RunRow.Lock(session, id, cancellation);
            if (present.State != "running") return;
            await Write(session, id, families, cancellation);
            var lacking = families.SelectMany(f => f.Lacking).GroupBy(p => p, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
            var found = new RunFindings(families.Count, ranked, families.Sum(f => (long)f.Members.Length), withoutFamily, lacking, [.. warnings.All.Select(w => new LocalText(w.In(Language.Indonesian), w.In(Language.English)))], Math.Round(clock.Elapsed.TotalSeconds, 2));
            await present.Add(session, "done", details: found, cancellation: cancellation);
            await session.Trace("ranking.done", id.ToString(), details: new { found.Families, found.Ranked, model = model.Version }, cancellation: cancellation);
        }, cancellation);
        return true;
    }

    private static Task<(List<RankedFamily> Families, long WithoutFamily)> Score(RegistryDatabase database, RunRow run, IReadOnlyList<MappedPredictor> predictors, StoredProxyModel stored, ScoringCounts counts, Action<long> report, CancellationToken cancellation) =>
        database.See(Actor.System, async session =>
        {
            var row = new FamilyRow(predictors);
            var cells = new PredictorCells(new ScoringModel(stored), row, counts);
            var house = predictors.Select(p => FamilyVariables.Load().Find(p.Variable)!.House?.Id).OfType<string>().ToHashSet(StringComparer.Ordinal);
            var families = new List<RankedFamily>();
            await foreach (var family in FamilyReader.Read(session, run.Area, run.AsOf, run.KnownAt, house, cancellation))
            {
                var inputs = family.Inputs(predictors);
                row.MoveTo(inputs);
                var linear = cells.Score(out _, out var group);
                var lacking = double.IsNaN(linear) ? cells.Lacking(group) : [];
                families.Add(new RankedFamily(family.Id, family.Area, family.Persons, inputs, group.Name, HouseholdScores.Turned(stored.Model.Log, run.Retransform, linear, group), lacking));
                if (families.Count % Chunk == 0) report(families.Count);
            }
            return (families, await FamilyReader.WithoutFamily(session, run.Area, run.KnownAt, cancellation));
        }, cancellation);

    private static void Rank(List<RankedFamily> families, bool byPersons)
    {
        var ranking = Ranking.Of(families.Select(f => f.Predicted).ToArray(), byPersons ? families.Select(f => (float)f.Members.Length).ToArray() : []);
        for (var i = 0; i < families.Count; i++) (families[i].Rank, families[i].Percentile) = (ranking.Ranks[i], ranking.Percentiles[i]);
    }

    private static async Task Write(RegistrySession session, Guid run, List<RankedFamily> families, CancellationToken cancellation)
    {
        // An array of arrays would come apart on its way, so members and values go as texts.
        var insert = $"""
            insert into registry.ranking_family (run_id, family_id, area, persons, members, inputs, model_group, predicted, rank, percentile, decile, lacking)
            select {Families.Parameter(1)}, family_id, area, persons, members::uuid[], inputs::json, model_group, predicted, rank, percentile, decile, array(select json_array_elements_text(lacking::json)) from {Families.Rows}
            """;
        foreach (var chunk in families.Chunk(Chunk)) await session.Run(insert, cancellation, Families.Of(chunk, run));
        var totals = families.GroupBy(f => (District: f.Area.Length >= 6 ? f.Area[..6] : f.Area, Decile: (short)Ranking.DecileOf(f.Percentile))).Select(g => new Total(g.Key.District, g.Key.Decile, g.Count(), g.Sum(f => f.Members.Length))).ToArray();
        await session.Run($"insert into registry.ranking_total (run_id, {Totals.Names}) select {Totals.Parameter(1)}, {Totals.Names} from {Totals.Rows}", cancellation, Totals.Of(totals, run));
    }

    private sealed record Total(string District, short Decile, int Families, int Persons);

    /// <summary>A family with its score; the rank is 0 where it has none.</summary>
    private sealed record RankedFamily(Guid Id, string Area, Guid[] Members, string?[] Inputs, string Group, double Predicted, string[] Lacking)
    {
        public int Rank { get; set; }

        public byte Percentile { get; set; }
    }
}
