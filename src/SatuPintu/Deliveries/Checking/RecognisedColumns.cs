using System.Text.Json;
using SatuPintu.Sources;
using SatuPintu.Storage;

namespace SatuPintu.Deliveries.Checking;

/// <summary>A column as it was recognised.</summary>
/// <param name="Heading">Its heading as delivered.</param>
/// <param name="Element">The element, or null; for a column that says yes or no to one value of it, <c>element=value</c>.</param>
/// <param name="How">By what: <c>heading</c>, <c>content</c>, <c>none</c>.</param>
/// <param name="Example">The first filled cell, hidden but for the first letters.</param>
public sealed record RecognisedHeading(string Heading, string? Element, string How, string Example);

/// <summary>The columns of a delivery as they were recognised.</summary>
/// <param name="Format">How the file was read, in words.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Columns">Its columns.</param>
public sealed record RecognisedColumns(string Format, int Rows, IReadOnlyList<RecognisedHeading> Columns)
{
    /// <summary>Those of a plan.</summary>
    internal static RecognisedColumns Of(ColumnPlan plan, TextTable table) => new(table.Format, table.RowCount, [.. plan.Columns.Select(c =>
        new RecognisedHeading(c.Heading, c.FlagValue is null ? c.Element : $"{c.Element}={c.FlagValue}", c.How.ToString().ToLowerInvariant(), c.MaskedExample))]);

    /// <summary>The columns of a delivery; null where they have not been recognised yet.</summary>
    internal static async Task<RecognisedColumns?> Find(RegistrySession session, Guid delivery, CancellationToken cancellation) =>
        await session.One<string>("select details::text from registry.delivery_state where delivery_id = $1 and state = 'recognised' order by number desc limit 1", cancellation, delivery) is { } text
            ? JsonSerializer.Deserialize<RecognisedColumns>(text, DeliveryStates.Readable) : null;

    /// <summary>What somebody said of the same headings the last time they came from the source; null where they have not.</summary>
    internal static async Task<JsonElement?> AsBefore(RegistrySession session, Delivered delivery, RecognisedColumns now, CancellationToken cancellation)
    {
        var before = await session.Read("""
            select m.delivery_id, m.details->>'mapping' from registry.delivery d join registry.delivery_state m using (delivery_id)
            where d.source = $1 and d.delivery_id <> $2 and m.state = 'mapped'
                and exists (select from registry.delivery_state t where t.delivery_id = d.delivery_id and t.state = 'merged')
            order by m.happened_at desc limit 1
            """, r => (Delivery: r.GetGuid(0), Mapping: r.GetString(1)), cancellation, delivery.Source, delivery.Id);
        if (before is not [var (last, mapping)] || await Find(session, last, cancellation) is not { } columns) return null;
        return columns.Columns.Select(c => c.Heading).SequenceEqual(now.Columns.Select(c => c.Heading), StringComparer.Ordinal) ? JsonDocument.Parse(mapping).RootElement : null;
    }
}
