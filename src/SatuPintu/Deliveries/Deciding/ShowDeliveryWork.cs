using System.Text.Json;
using System.Text.Json.Nodes;
using SatuPintu.Access;
using SatuPintu.Deliveries.Checking;
using SatuPintu.Storage;

namespace SatuPintu.Deliveries.Deciding;

/// <summary>How often a rule was broken, in this delivery and in the one that stands.</summary>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Severity">Its severity: <c>info</c>, <c>warning</c>, <c>error</c>, <c>unusable</c>.</param>
/// <param name="Findings">Findings in this delivery.</param>
/// <param name="Before">Findings in the delivery of this source that was merged last before; null where there is none.</param>
public sealed record FindingsBeside(string Rule, string Severity, int Findings, int? Before);

/// <summary>Quality in one dimension, in this delivery and in the one that stands.</summary>
/// <param name="Dimension">The dimension: <c>completeness</c>, <c>validity</c>, <c>uniqueness</c>, <c>consistency</c>, <c>timeliness</c>.</param>
/// <param name="Score">Share of the values that passed, 0 to 1.</param>
/// <param name="Before">The same of the delivery that was merged last before; null where there is none.</param>
public sealed record QualityBeside(string Dimension, double Score, double? Before);

/// <summary>What a merge brought.</summary>
/// <param name="NewPersons">Persons not known before.</param>
/// <param name="ChangedPersons">Persons of whom something else is believed now.</param>
/// <param name="Joined">Persons that were found to be another.</param>
/// <param name="Parted">Persons that were taken for another.</param>
/// <param name="Unlisted">Persons that no list speaks of any more.</param>
public sealed record MergedCounts(int NewPersons, int ChangedPersons, int Joined, int Parted, int Unlisted);

/// <summary>A delivery as those see it who work on it.</summary>
public sealed record DeliveryWorkView
{
    /// <summary>Number of its state, which a decision names.</summary>
    public required int Number { get; init; }
    /// <summary>Its state.</summary>
    public required string State { get; init; }
    /// <summary>Its columns as they were recognised; null before.</summary>
    public RecognisedColumns? Columns { get; init; }
    /// <summary>By heading the element that somebody has said it is; a heading that is missing here is left aside. Null where nobody has said anything.</summary>
    public IReadOnlyDictionary<string, string>? Chosen { get; init; }
    /// <summary>How it differs from what stands.</summary>
    public ListDifference? Difference { get; init; }
    /// <summary>Rows that go back to the producer.</summary>
    public int Returned { get; init; }
    /// <summary>Rows that take no part.</summary>
    public int Unusable { get; init; }
    /// <summary>Findings, the most severe first.</summary>
    public IReadOnlyList<FindingsBeside> Findings { get; init; } = [];
    /// <summary>Quality by dimension.</summary>
    public IReadOnlyList<QualityBeside> Quality { get; init; } = [];
    /// <summary>What the merge brought; null before.</summary>
    public MergedCounts? Merged { get; init; }
    /// <summary>Why it failed, where it did.</summary>
    public LocalText? Error { get; init; }
    /// <summary>What the reader may do with it as it is now, by id of the action.</summary>
    public required IReadOnlySet<string> May { get; init; }
}

/// <summary>Shows a delivery to those who work on it.</summary>
public static class ShowDeliveryWork
{
    private static readonly string[] Decisions = ["delivery.map", "delivery.accept", "delivery.return", "delivery.withdraw", "delivery.download_rows"];

    /// <summary>Shows it.</summary>
    /// <exception cref="UserError">There is none of that id that the actor may see.</exception>
    public static Task<DeliveryWorkView> Run(RegistryDatabase database, Actor actor, Guid id, CancellationToken cancellation = default) => database.See(actor, async session =>
    {
        var present = await DeliveryStates.Present(session, id, cancellation);
        var delivery = await Delivered.Find(session, id, cancellation);
        Actions.Require(actor, "delivery.see", delivery.Agency, delivery.Area, present.State);
        var before = await session.One<Guid>("""
            select d.delivery_id from registry.delivery d join registry.delivery_state t using (delivery_id)
            where d.source = $1 and d.delivery_id <> $2 and t.state = 'merged' and t.happened_at < coalesce((select max(happened_at) from registry.delivery_state where delivery_id = $2 and state = 'merged'), 'infinity')
            order by t.happened_at desc limit 1
            """, cancellation, delivery.Source, id);
        var (check, last) = (await Last(session, id, "checked", cancellation), before == default ? null : await Last(session, before, "checked", cancellation));
        var merged = await Last(session, id, "merged", cancellation);
        var error = present.State == "failed" ? (await Last(session, id, "failed", cancellation))?["error"] : null;
        return new DeliveryWorkView
        {
            Number = present.Number,
            State = present.State,
            Columns = await RecognisedColumns.Find(session, id, cancellation),
            Chosen = delivery.Mapping is null ? null : Chosen(JsonNode.Parse(delivery.Mapping)!),
            Difference = check?["difference"].Deserialize<ListDifference>(DeliveryStates.Readable),
            Returned = (int?)check?["returned"] ?? 0,
            Unusable = (int?)check?["unusable"] ?? 0,
            Findings = check is null ? [] : await session.Read("""
                select f.rule, f.severity, f.findings, b.findings from registry.finding_count f
                left join registry.finding_count b on b.delivery_id = $3 and b.checking = $4 and b.rule = f.rule
                where f.delivery_id = $1 and f.checking = $2
                order by array_position(array['unusable', 'error', 'warning', 'info'], f.severity), f.findings desc, f.rule
                """, r => new FindingsBeside(r.GetString(0), r.GetString(1), r.GetInt32(2), r.IsDBNull(3) ? last is null ? null : 0 : r.GetInt32(3)), cancellation, id, (int)check["checking"]!, before, (int?)last?["checking"] ?? 0),
            Quality = check is null ? [] : [.. Scores(check).Select(q => new QualityBeside(q.Key, q.Value, last is not null && Scores(last).TryGetValue(q.Key, out var score) ? score : null))],
            Merged = merged?["counts"].Deserialize<MergedCounts>(DeliveryStates.Readable),
            Error = error is null ? null : new LocalText((string)error["id"]!, (string)error["en"]!),
            May = Decisions.Where(a => Actions.May(actor, a, delivery.Agency, delivery.Area, present.State)).ToHashSet(StringComparer.Ordinal),
        };
    }, cancellation);

    private static async Task<JsonNode?> Last(RegistrySession session, Guid delivery, string state, CancellationToken cancellation) =>
        await session.One<string>("select details::text from registry.delivery_state where delivery_id = $1 and state = $2 order by number desc limit 1", cancellation, delivery, state) is { } text ? JsonNode.Parse(text) : null;

    private static Dictionary<string, double> Scores(JsonNode check) => check["quality"]!.AsArray().Where(q => (long)q!["checked"]! > 0)
        .ToDictionary(q => (string)q!["dimension"]!, q => 1 - (double)q!["failed"]! / (double)q!["checked"]!, StringComparer.Ordinal);

    private static Dictionary<string, string> Chosen(JsonNode mapping)
    {
        var chosen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (element, column) in mapping["columns"]!.AsObject())
            foreach (var heading in column!["headings"]!.AsArray()) chosen[(string)heading!] = element;
        foreach (var flag in mapping["flags"]!.AsArray())
            foreach (var heading in flag!["headings"]!.AsArray()) chosen[(string)heading!] = $"{flag["element"]}={flag["value"]}";
        return chosen;
    }
}

/// <summary>Gives the rows of a delivery that go back to the producer, with their reasons; leaves <c>delivery.rows_taken</c>.</summary>
public static class TakeReturnedRows
{
    /// <summary>Opens the rows as a CSV file; closed by whoever asked.</summary>
    /// <exception cref="UserError">The actor may not, or there are none yet.</exception>
    public static Task<Stream> Run(RegistryDatabase database, DeliveryFiles files, Actor actor, Guid id, CancellationToken cancellation = default) => database.In(actor, async session =>
    {
        var present = await DeliveryStates.Present(session, id, cancellation);
        var delivery = await Delivered.Find(session, id, cancellation);
        Actions.Require(actor, "delivery.download_rows", delivery.Agency, delivery.Area, present.State);
        var rows = files.OpenReturned(id) ?? throw new UserError(ExitCode.Usage, "delivery.not_checked");
        await session.Trace("delivery.rows_taken", id.ToString(), cancellation: cancellation);
        return rows;
    }, cancellation);
}
