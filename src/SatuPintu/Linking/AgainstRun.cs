using System.Text;
using System.Text.Json;
using SatuPintu.Integration;
using SatuPintu.Linkage.Index;

namespace SatuPintu.Linking;

/// <summary>Everything a run against an index knows, for the files that are written of it.</summary>
/// <param name="Command">What was asked for.</param>
/// <param name="Plan">What was read.</param>
/// <param name="Input">The list.</param>
/// <param name="Index">The index, the list's records among it.</param>
/// <param name="Increment">What was added and found.</param>
/// <param name="Numbers">By row of the list, the number of its record in the index.</param>
/// <param name="Missing">Fields that the list has no column for.</param>
/// <param name="IndexPath">The folder of the index.</param>
/// <param name="Known">Records of the index before.</param>
internal sealed record AgainstRun(LinkCommand Command, LinkPlan Plan, LinkInput Input, LinkageIndex Index, IndexIncrement Increment, int[] Numbers, IReadOnlyList<string> Missing, string IndexPath, int Known)
{
    private const int MostApart = 1000;

    /// <summary>Pairs at or above the match threshold.</summary>
    public long Matched => Increment.Pairs.LongCount(p => p.Probability >= Index.MatchAt);

    /// <summary>New records whose entity the index had already.</summary>
    public int Joined => Increment.EntityOf.Count(e => e < Index.EntityCount - Increment.NewEntities);

    /// <summary>Writes every pair at or above the review threshold, the new record first.</summary>
    public void WritePairs(Stream stream)
    {
        using var rows = new ByteRows(stream, "left_id,right_id,match_weight,match_probability"u8);
        foreach (var pair in Increment.Pairs)
        {
            rows.Id(Index.Id(pair.B));
            rows.Comma();
            rows.Id(Index.Id(pair.A));
            rows.Comma();
            rows.Fixed(pair.Weight, 4);
            rows.Comma();
            rows.Fixed(pair.Probability, 6);
            rows.EndRow();
        }
    }

    /// <summary>Writes the entity of every record of the list, also of those that the index had already.</summary>
    public void WriteClusters(Stream stream)
    {
        using var rows = new ByteRows(stream, "source,record_id,entity_id"u8);
        foreach (var record in Numbers)
        {
            rows.Bytes("list,"u8);
            rows.Id(Index.Id(record));
            rows.Bytes(",E"u8);
            rows.Whole(Index.EntityOf(record) + 1L);
            rows.EndRow();
        }
    }

    /// <summary>Writes the summary.</summary>
    public void WriteSummary(Stream stream, IReadOnlyList<(string Name, long Bytes)> files, StageClock clock)
    {
        using var json = new Utf8JsonWriter(stream, LinkModelFile.Readable);
        SummaryParts.Begin(json, "dedupe");
        json.WriteString("against", IndexPath);
        json.WriteBoolean("index_kept", Command.KeepIndex);
        SummaryParts.Inputs(json, [Input]);
        json.WritePropertyName("settings");
        // As settings the fields must have columns; those without one are named below.
        LinkSettingsFile.Write(json, Plan.Settings with { Fields = [.. Plan.Settings.Fields!.Where(f => f.Left.Count > 0)] });
        json.WriteStartArray("fields_missing");
        foreach (var field in Missing) json.WriteStringValue(field);
        json.WriteEndArray();
        json.WriteStartObject("counts");
        json.WriteNumber("records", Input.Rows);
        json.WriteNumber("records_known_already", Input.Rows - Increment.EntityOf.Length);
        json.WriteNumber("index_records_before", Known);
        json.WriteNumber("index_records_after", Command.KeepIndex ? Known : Index.Count);
        json.WriteNumber("scored_pairs", Increment.Compared);
        json.WriteNumber("pairs", Increment.Pairs.Count);
        json.WriteNumber("pairs_at_match", Matched);
        json.WriteNumber("pairs_kept_apart", Increment.KeptApart.Count);
        json.WriteNumber("records_of_known_entities", Joined);
        json.WriteNumber("new_entities", Increment.NewEntities);
        json.WriteEndObject();
        json.WriteStartArray("kept_apart");
        foreach (var pair in Increment.KeptApart.Take(MostApart))
        {
            json.WriteStartObject();
            json.WriteString("left_id", Encoding.UTF8.GetString(Index.Id(pair.B)));
            json.WriteString("left_entity_id", $"E{Index.EntityOf(pair.B) + 1}");
            json.WriteString("right_id", Encoding.UTF8.GetString(Index.Id(pair.A)));
            json.WriteString("right_entity_id", $"E{Index.EntityOf(pair.A) + 1}");
            json.WriteNumber("match_probability", Math.Round(pair.Probability, 6));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        SummaryParts.Files(json, files);
        SummaryParts.End(json, clock.Seconds);
    }
}
