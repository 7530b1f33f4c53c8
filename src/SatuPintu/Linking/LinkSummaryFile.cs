using System.Text.Json;
using System.Text.Json.Serialization;
using SatuPintu.Integration;
using SatuPintu.Linkage.Engine;

namespace SatuPintu.Linking;

/// <summary>How what was learned from judged pairs stands in <c>summary.json</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LearnedFromLabels))]
internal sealed partial class LinkingJson : JsonSerializerContext;

/// <summary><c>summary.json</c> of a linkage: what went in, how it was read, what was found, and what it cost.</summary>
internal static class LinkSummaryFile
{
    /// <summary>Writes the summary.</summary>
    public static void Write(Stream stream, LinkRun run, IReadOnlyList<(string Name, long Bytes)> files, IReadOnlyList<StageCost> costs, double seconds)
    {
        using var json = new Utf8JsonWriter(stream, LinkModelFile.Readable);
        SummaryParts.Begin(json, run.Inputs.Count == 2 ? "link" : "dedupe");
        SummaryParts.Inputs(json, run.Inputs);
        json.WritePropertyName("settings");
        LinkSettingsFile.Write(json, run.Plan.Settings);
        json.WriteStartObject("recognised_by");
        for (var i = 0; i < run.Plan.Origins.Count; i++) json.WriteString(run.Plan.Settings.Fields![i].Name, Lower(run.Plan.Origins[i]));
        json.WriteEndObject();
        Array(json, "columns_not_used", run.Plan.Unused, u =>
        {
            json.WriteString("source", run.Inputs.Count == 1 ? "list" : Lower(u.Side));
            json.WriteString("heading", u.Heading);
            json.WriteString("why", u.Why);
        });
        if (run.Command.Model is { } model) json.WriteString("model", Path.GetFullPath(model));
        json.WriteNumber("labels", run.Options.Labels.Count);
        if (run.Result.Learned is { } learned)
        {
            json.WritePropertyName("learned");
            JsonSerializer.Serialize(json, learned, LinkingJson.Default.LearnedFromLabels);
        }
        Counts(json, run);
        Statistics(json, run);
        SummaryParts.Files(json, files);
        SummaryParts.End(json, seconds, costs);
    }

    private static void Counts(Utf8JsonWriter json, LinkRun run)
    {
        json.WriteStartObject("counts");
        json.WriteNumber("records", run.Result.Records.Count);
        json.WriteNumber("scored_pairs", run.Result.Statistics.ScoredPairs);
        json.WriteNumber("pairs", run.Result.Pairs.LongLength);
        json.WriteNumber("pairs_at_match", run.Result.Pairs.LongCount(p => p.Probability >= run.Options.MatchAt));
        json.WriteNumber("entities", run.Result.EntityCount);
        json.WriteStartArray("entities_by_records");
        foreach (var count in run.Result.Statistics.ClusterSizes) json.WriteNumberValue(count);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Statistics(Utf8JsonWriter json, LinkRun run)
    {
        var statistics = run.Result.Statistics;
        json.WriteBoolean("one_to_one", statistics.OneToOne);
        Number(json, "blocking_recall", statistics.BlockingRecall);
        Array(json, "blocking_keys", statistics.Keys, k =>
        {
            json.WriteString("key", k.Name);
            json.WriteNumber("predicted_pairs", k.Predicted);
            json.WriteNumber("scored_pairs", k.Scored);
            json.WriteNumber("likely_pairs_alone", k.Alone);
            Number(json, "recall", k.Recall);
            json.WriteNumber("split_blocks", k.SplitBlocks);
        });
        Array(json, "completeness", statistics.Completeness, c =>
        {
            json.WriteString("field", c.Field);
            Number(json, "left", c.Left);
            Number(json, "right", c.Right);
            json.WriteNumber("distinct", c.Distinct);
        });
        Array(json, "fields_left_out", statistics.LeftOut, f =>
        {
            json.WriteString("field", f.Field);
            json.WriteString("why", f.Why);
        });
        json.WriteStartArray("unlinkable_records");
        foreach (var count in statistics.Unlinkable) json.WriteNumberValue(count);
        json.WriteEndArray();
        Array(json, "expected", statistics.Expected, e =>
        {
            Number(json, "threshold", e.Threshold);
            json.WriteNumber("pairs", e.Pairs);
            Number(json, "precision", e.Precision);
            Number(json, "recall", e.Recall);
        });
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, Math.Round(value, 9));
        else json.WriteNull(name);
    }

    private static void Array<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static string Lower<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
