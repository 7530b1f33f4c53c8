using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using SatuPintu.Deliveries;
using SatuPintu.Storage;
using SatuPintu.Welfare.ProxyMeans;

namespace SatuPintu.Welfare.Rankings.Runs;

/// <summary>A run as it was started, with the state that it is in.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Model">The version of the model.</param>
/// <param name="Area">The regency.</param>
/// <param name="AsOf">The day that it describes.</param>
/// <param name="KnownAt">What was known then goes in.</param>
/// <param name="Unit">What deciles hold equal shares of: <c>families</c>, <c>persons</c>.</param>
/// <param name="Retransform">How a prediction in logarithms is turned back.</param>
/// <param name="StartedBy">Who started it; null for the service.</param>
/// <param name="State">The state.</param>
/// <param name="Number">The number of that state.</param>
internal sealed record RunRow(Guid Id, Guid Model, string Area, DateOnly AsOf, DateTimeOffset KnownAt, string Unit, Retransform Retransform, Guid? StartedBy, string State, int Number)
{
    /// <summary>The run; others that would change its state wait until this transaction has ended.</summary>
    /// <exception cref="UserError">There is none that the session may see.</exception>
    public static async Task<RunRow> Lock(RegistrySession session, Guid id, CancellationToken cancellation)
    {
        await session.Lock(Turn.Ranking, id.ToString(), cancellation);
        return await Find(session, id, cancellation) ?? throw new UserError(ExitCode.Usage, "ranking.unknown");
    }

    /// <summary>The run; null where there is none that the session may see.</summary>
    public static async Task<RunRow?> Find(RegistrySession session, Guid id, CancellationToken cancellation) => (await session.Read("""
        select r.run_id, r.model_id, r.area, r.as_of, r.known_at, r.unit, r.retransform, r.started_by, t.state, t.number
        from registry.ranking_run r join lateral (select state, number from registry.ranking_run_state t where t.run_id = r.run_id order by number desc limit 1) t on true where r.run_id = $1
        """, r => new RunRow(r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.GetFieldValue<DateOnly>(3), r.GetFieldValue<DateTimeOffset>(4), r.GetString(5), Enum.Parse<Retransform>(r.GetString(6), ignoreCase: true),
            r.IsDBNull(7) ? null : r.GetGuid(7), r.GetString(8), r.GetInt32(9)), cancellation, id)).FirstOrDefault();

    /// <summary>Adds the next state; of two that would do so at once the second fails.</summary>
    public Task Add(RegistrySession session, string next, string? note = null, object? details = null, CancellationToken cancellation = default) =>
        session.Run("insert into registry.ranking_run_state (run_id, number, state, by, note, details) values ($1, $2, $3, $4, $5, $6)", cancellation,
            Id, Number + 1, next, session.Actor.User, note, new NpgsqlParameter { Value = JsonSerializer.Serialize(details ?? new { }, DeliveryStates.Readable), NpgsqlDbType = NpgsqlDbType.Jsonb });
}
