using SatuPintu.Access;
using SatuPintu.Regions;
using SatuPintu.Storage;
using SatuPintu.Welfare.ProxyMeans;
using SatuPintu.Welfare.Rankings.Models;

namespace SatuPintu.Welfare.Rankings.Runs;

/// <summary>A ranking to make.</summary>
/// <param name="Model">The version of the model.</param>
/// <param name="Area">The regency whose families are ranked, by its code of four digits.</param>
/// <param name="AsOf">The day that it describes: ages count by it, and of a day past what was known at its end.</param>
/// <param name="ByPersons">Whether deciles hold equal shares of persons rather than of families.</param>
/// <param name="Retransform">How a prediction in logarithms is turned back.</param>
public sealed record StartRankingCommand(Guid Model, string Area, DateOnly AsOf, bool ByPersons = false, Retransform Retransform = Retransform.None);

/// <summary>Starts a ranking, which the service makes in the background; leaves <c>ranking.started</c>. The same one twice, while the first is under way, is one.</summary>
public static class StartRanking
{
    private static readonly DateOnly Earliest = new(2000, 1, 1);

    /// <summary>Starts it and gives its id.</summary>
    /// <exception cref="UserError">The actor may not, the model may not be used there, the area is no regency, or the day lies ahead.</exception>
    public static Task<Guid> Run(RegistryDatabase database, Actor actor, StartRankingCommand command, CancellationToken cancellation = default)
    {
        var area = command.Area.Trim();
        if (area.Length != 4 || !area.All(char.IsAsciiDigit) || AreaCatalog.Official.Find(area) is null) throw new UserError(ExitCode.Usage, "ranking.area");
        var now = DateTimeOffset.UtcNow;
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (command.AsOf > today || command.AsOf < Earliest) throw new UserError(ExitCode.Usage, "ranking.as_of");
        // A microsecond is what the database can tell apart: what is recorded later than this does not count.
        var known = command.AsOf == today ? new DateTimeOffset(now.Ticks / 10 * 10, TimeSpan.Zero) : new DateTimeOffset(command.AsOf.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero).AddTicks(-10);
        return Start(database, actor, command with { Area = area }, known, null, cancellation);
    }

    /// <summary>Makes a ranking again by the same model from what was known then: the same comes out, whatever has been learnt since.</summary>
    /// <exception cref="UserError">The actor may not, or the model may not be used any more.</exception>
    public static async Task<Guid> Repeat(RegistryDatabase database, Actor actor, Guid run, CancellationToken cancellation = default)
    {
        var before = await database.In(actor, s => RunRow.Find(s, run, cancellation), cancellation) ?? throw new UserError(ExitCode.Usage, "ranking.unknown");
        return await Start(database, actor, new StartRankingCommand(before.Model, before.Area, before.AsOf, before.Unit == "persons", before.Retransform), before.KnownAt, run, cancellation);
    }

    private static Task<Guid> Start(RegistryDatabase database, Actor actor, StartRankingCommand command, DateTimeOffset known, Guid? repeats, CancellationToken cancellation)
    {
        Actions.Require(actor, "ranking.start", area: command.Area);
        var (unit, retransform) = (command.ByPersons ? "persons" : "families", command.Retransform.ToString().ToLowerInvariant());
        return database.In(actor, async session =>
        {
            var model = await ModelRow.Find(session, command.Model, cancellation);
            if (model.State != "approved" || !command.Area.StartsWith(model.Area, StringComparison.Ordinal)) throw new UserError(ExitCode.Usage, "ranking.model.not_here", ("version", model.Version));
            await session.Lock(Turn.RankedArea, command.Area, cancellation);
            if (await session.One<Guid?>("""
                select r.run_id from registry.ranking_run r join lateral (select state from registry.ranking_run_state t where t.run_id = r.run_id order by number desc limit 1) t on true
                where r.model_id = $1 and r.area = $2 and r.as_of = $3 and r.unit = $4 and r.retransform = $5 and r.repeats is not distinct from $6 and t.state in ('waiting', 'running') limit 1
                """, cancellation, command.Model, command.Area, command.AsOf, unit, retransform, new Npgsql.NpgsqlParameter { Value = (object?)repeats ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid }) is { } under) return under;
            var id = Guid.CreateVersion7();
            await session.Run("insert into registry.ranking_run (run_id, model_id, area, as_of, known_at, unit, retransform, repeats, started_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)", cancellation,
                id, command.Model, command.Area, command.AsOf, known, unit, retransform, repeats, actor.User);
            await session.Run("insert into registry.ranking_run_state (run_id, number, state, by) values ($1, 1, 'waiting', $2)", cancellation, id, actor.User);
            await session.Trace("ranking.started", id.ToString(), details: new { model = command.Model, area = command.Area, asOf = command.AsOf, unit, repeats }, cancellation: cancellation);
            return id;
        }, cancellation);
    }
}
