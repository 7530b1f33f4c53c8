using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using SatuPintu.Storage;

namespace SatuPintu.Deliveries;

/// <summary>A state that a delivery is or was in.</summary>
/// <param name="Number">Its place among the states, from 1.</param>
/// <param name="State">Its id.</param>
public readonly record struct DeliveryState(int Number, string State);

/// <summary>
/// The states of a delivery: received, its columns recognised, mapped (somebody has looked at them), checking, checked, accepted, linking, merged; or returned to
/// the producer, withdrawn, failed. States are only added; the last one holds.
/// </summary>
internal static class DeliveryStates
{
    /// <summary>The state a delivery is in; others that would change it wait until this transaction has ended.</summary>
    /// <exception cref="UserError">There is no such delivery that the session may see.</exception>
    public static async Task<DeliveryState> Lock(RegistrySession session, Guid delivery, CancellationToken cancellation)
    {
        await session.Lock(Turn.Delivery, delivery.ToString(), cancellation);
        return await Present(session, delivery, cancellation);
    }

    /// <summary>The state a delivery is in.</summary>
    /// <exception cref="UserError">There is no such delivery that the session may see.</exception>
    public static async Task<DeliveryState> Present(RegistrySession session, Guid delivery, CancellationToken cancellation) =>
        await session.Read("select number, state from registry.delivery_state where delivery_id = $1 order by number desc limit 1", r => new DeliveryState(r.GetInt32(0), r.GetString(1)), cancellation, delivery)
            is [var state] ? state : throw new UserError(ExitCode.Usage, "delivery.unknown");

    /// <summary>Adds the next state; of two that would do so at once the second fails.</summary>
    public static Task Add(RegistrySession session, Guid delivery, DeliveryState present, string next, string? note = null, object? details = null, Guid? by = null, CancellationToken cancellation = default) =>
        session.Run("insert into registry.delivery_state (delivery_id, number, state, by, note, details) values ($1, $2, $3, $4, $5, $6)", cancellation,
            delivery, present.Number + 1, next, by ?? session.Actor.User, note, new NpgsqlParameter { Value = JsonSerializer.Serialize(details ?? new { }, Readable), NpgsqlDbType = NpgsqlDbType.Jsonb });

    /// <summary>How details are written.</summary>
    public static JsonSerializerOptions Readable { get; } = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
