using SatuPintu.Linkage.Engine;
using SatuPintu.Storage;

namespace SatuPintu.Deliveries.Merging;

/// <summary>A source's record as it stands in the registry.</summary>
/// <param name="Delivery">The delivery where its content came first.</param>
/// <param name="Row">The row there.</param>
/// <param name="Content">Hash of its content.</param>
/// <param name="Person">The person it belongs to; null for one that is unusable.</param>
internal readonly record struct StandingRecord(Guid Delivery, int Row, Guid Content, Guid? Person);

/// <summary>A person as it stands in the registry.</summary>
/// <param name="Family">The family that the lists have it in.</param>
/// <param name="Content">Hash of all that is kept of the person.</param>
internal readonly record struct StandingPerson(Guid? Family, Guid? Content);

/// <summary>The registry as it stands before a merge, as far as a merge needs it.</summary>
internal sealed class Standing
{
    /// <summary>By source, its records by their keys.</summary>
    public required IReadOnlyDictionary<string, Dictionary<Guid, StandingRecord>> Records { get; init; }

    /// <summary>The persons.</summary>
    public required Dictionary<Guid, StandingPerson> Persons { get; init; }

    /// <summary>The model of the last linkage of all records, and how many there were; null where there was none.</summary>
    public (ModelParameters Parameters, int Records)? Model { get; init; }

    /// <summary>What officers have decided of pairs of records.</summary>
    public IReadOnlyList<Verdict> Verdicts { get; init; } = [];

    /// <summary>The records of one source.</summary>
    public Dictionary<Guid, StandingRecord> Of(string source) => Records.TryGetValue(source, out var records) ? records : [];

    /// <summary>Reads it.</summary>
    public static async Task<Standing> Read(RegistrySession session, IReadOnlyList<string> sources, CancellationToken cancellation)
    {
        var records = new Dictionary<string, Dictionary<Guid, StandingRecord>>(StringComparer.Ordinal);
        foreach (var source in sources) records[source] = await RecordsOf(session, source, cancellation);
        var persons = new Dictionary<Guid, StandingPerson>();
        await using (var command = new Npgsql.NpgsqlCommand("select p.person_id, coalesce(c.lists_family, p.family_id), p.content_hash from registry.person p left join registry.correction c on c.person_id = p.person_id and c.lists_family is not null", session.Connection))
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
            while (await reader.ReadAsync(cancellation)) persons.Add(reader.GetGuid(0), new StandingPerson(reader.IsDBNull(1) ? null : reader.GetGuid(1), reader.IsDBNull(2) ? null : reader.GetGuid(2)));
        var model = await session.Read("select parameters::text, records from registry.linkage_model order by change_id desc limit 1", r => (r.GetString(0), r.GetInt32(1)), cancellation);
        return new Standing
        {
            Records = records,
            Persons = persons,
            Verdicts = await Verdict.Holding(session, cancellation),
            Model = model is [var (text, count)] ? (System.Text.Json.JsonSerializer.Deserialize<ModelParameters>(text)!, count) : null,
        };
    }

    /// <summary>The records of one source by their keys.</summary>
    public static async Task<Dictionary<Guid, StandingRecord>> RecordsOf(RegistrySession session, string source, CancellationToken cancellation)
    {
        var found = new Dictionary<Guid, StandingRecord>();
        await using var command = new Npgsql.NpgsqlCommand("select record_key, delivery_id, row, content_hash, person_id from registry.record where source = $1", session.Connection) { Parameters = { new() { Value = source } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            found.Add(reader.GetGuid(0), new StandingRecord(reader.GetGuid(1), reader.GetInt32(2), reader.GetGuid(3), reader.IsDBNull(4) ? null : reader.GetGuid(4)));
        return found;
    }
}
