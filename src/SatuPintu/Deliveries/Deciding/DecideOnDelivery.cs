using System.Text.Json;
using SatuPintu.Access;
using SatuPintu.Deliveries.Checking;
using SatuPintu.Sources;
using SatuPintu.Storage;

namespace SatuPintu.Deliveries.Deciding;

/// <summary>What people decide on a delivery: which column is what, whether it is taken into the registry, given back or withdrawn.</summary>
/// <remarks>Each takes the number of the state that the decider saw: where somebody else was faster, nothing is done and that is said.</remarks>
public static class DecideOnDelivery
{
    private const int LongestNote = 2000;

    /// <summary>Says which column is which element; leaves <c>delivery.mapped</c>.</summary>
    /// <param name="database">The registry.</param>
    /// <param name="actor">Who.</param>
    /// <param name="delivery">The delivery.</param>
    /// <param name="seen">Number of the state that was seen.</param>
    /// <param name="elements">By heading the element, <c>element=value</c> for a column that says yes or no to one value, or nothing for a column that is left aside.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="UserError">The actor may not, the state is another one, or the columns do not do.</exception>
    public static Task Map(RegistryDatabase database, Actor actor, Guid delivery, int seen, IReadOnlyDictionary<string, string?> elements, CancellationToken cancellation = default) =>
        Decide(database, actor, delivery, seen, "delivery.map", "mapped", async (session, found) =>
        {
            var columns = await RecognisedColumns.Find(session, delivery, cancellation) ?? throw new UserError(ExitCode.Usage, "delivery.not_recognised");
            var (mapping, told) = Mapping(found, columns, elements);
            // What the source's definition makes of it is seen now rather than when the list is read.
            var defined = (found with { Mapping = mapping.GetRawText() }).Defined();
            var missing = defined.Columns.Where(c => c.Value.Required && !told.ContainsKey(c.Key)).Select(c => c.Key).ToList();
            if (missing.Count == 0 && !told.ContainsKey(Elements.FullName) && !told.ContainsKey(Elements.Nik)) missing = [Elements.FullName, Elements.Nik];
            if (missing.Count > 0) throw new UserError(ExitCode.Usage, "delivery.mapping_missing", ("missing", string.Join(", ", missing)));
            return (null, new { mapping });
        }, cancellation);

    /// <summary>Takes a checked delivery into the registry; leaves <c>delivery.accepted</c>.</summary>
    public static Task Accept(RegistryDatabase database, Actor actor, Guid delivery, int seen, string? note, CancellationToken cancellation = default) =>
        Decide(database, actor, delivery, seen, "delivery.accept", "accepted", async (session, found) =>
        {
            // A list that was checked before a newer one stood would take the registry back.
            var newer = await session.One<DateTime?>("""
                select max(d.as_of)::timestamp from registry.delivery d join registry.delivery_state t using (delivery_id) where d.source = $1 and d.delivery_id <> $2 and t.state in ('accepted', 'linking', 'merged') and d.as_of > $3
                """, cancellation, found.Source, delivery, found.AsOf);
            if (newer is { } day) throw new UserError(ExitCode.Usage, "delivery.newer_stands", ("day", day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
            return (Note(note, required: false), null);
        }, cancellation);

    /// <summary>Gives a delivery back to the producer with what is to be mended; leaves <c>delivery.returned</c>.</summary>
    public static Task Return(RegistryDatabase database, Actor actor, Guid delivery, int seen, string? note, CancellationToken cancellation = default) =>
        Decide(database, actor, delivery, seen, "delivery.return", "returned", (_, _) => Task.FromResult<(string?, object?)>((Note(note, required: true), null)), cancellation);

    /// <summary>Withdraws a delivery that has not been accepted; leaves <c>delivery.withdrawn</c>.</summary>
    public static Task Withdraw(RegistryDatabase database, Actor actor, Guid delivery, int seen, string? note, CancellationToken cancellation = default) =>
        Decide(database, actor, delivery, seen, "delivery.withdraw", "withdrawn", (_, _) => Task.FromResult<(string?, object?)>((Note(note, required: false), null)), cancellation);

    private static Task Decide(RegistryDatabase database, Actor actor, Guid delivery, int seen, string action, string next, Func<RegistrySession, Delivered, Task<(string? Note, object? Details)>> decide, CancellationToken cancellation) =>
        database.In(actor, async session =>
        {
            var present = await DeliveryStates.Lock(session, delivery, cancellation);
            var found = await Delivered.Find(session, delivery, cancellation);
            // The same decision sent twice is one.
            if (present.Number == seen + 1 && present.State == next) return;
            if (present.Number != seen) throw new UserError(ExitCode.Usage, "delivery.stale");
            Actions.Require(actor, action, found.Agency, found.Area, present.State);
            var (note, details) = await decide(session, found);
            await DeliveryStates.Add(session, delivery, present, next, note, details, cancellation: cancellation);
            await session.Trace($"delivery.{next}", delivery.ToString(), note, cancellation: cancellation);
        }, cancellation);

    private static string? Note(string? note, bool required)
    {
        note = note?.Trim();
        if (note is { Length: > LongestNote }) throw new UserError(ExitCode.Usage, "delivery.note_long", ("longest", LongestNote));
        return note is { Length: > 0 } ? note : required ? throw new UserError(ExitCode.Usage, "delivery.note_needed") : null;
    }

    private static (JsonElement Mapping, IReadOnlyDictionary<string, string> HeadingOf) Mapping(Delivered delivery, RecognisedColumns columns, IReadOnlyDictionary<string, string?> elements)
    {
        var of = new Dictionary<string, object>(StringComparer.Ordinal);
        var (flags, ignored, given) = (new List<object>(), new List<string>(), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var column in columns.Columns)
        {
            var element = elements.TryGetValue(column.Heading, out var told) ? told : column.Element;
            if (string.IsNullOrEmpty(element))
            {
                ignored.Add(column.Heading);
                continue;
            }
            if (!given.TryAdd(element, column.Heading)) throw new UserError(ExitCode.Usage, "delivery.mapping_twice", ("element", element), ("first", given[element]), ("second", column.Heading));
            if (element.Split('=', 2) is [var flagged, var value]) flags.Add(new { element = flagged, value, headings = new[] { column.Heading } });
            else if (SourceLayerReader.ElementIds.Contains(element)) of[element] = new { headings = new[] { column.Heading } };
            else throw new UserError(ExitCode.Usage, "delivery.mapping_unknown", ("element", element));
        }
        foreach (var heading in elements.Keys.Except(columns.Columns.Select(c => c.Heading), StringComparer.Ordinal)) throw new UserError(ExitCode.Usage, "delivery.mapping_heading", ("heading", heading));
        return (JsonSerializer.SerializeToElement(new { id = delivery.Source, columns = of, flags, ignore = ignored }, DeliveryStates.Readable), given);
    }
}
