using System.Text.Json;
using SatuPintu.Integration;

namespace SatuPintu.Linking;

/// <summary>What every <c>summary.json</c> of a linkage has alike, whichever verb wrote it.</summary>
internal static class SummaryParts
{
    /// <summary>Begins the summary with the program and the verb.</summary>
    public static void Begin(Utf8JsonWriter json, string command)
    {
        json.WriteStartObject();
        json.WriteString("program", SummaryFile.Program);
        json.WriteString("version", ProgramVersion.Number);
        json.WriteString("command", command);
    }

    /// <summary>Writes the lists that were read.</summary>
    public static void Inputs(Utf8JsonWriter json, IEnumerable<LinkInput> inputs)
    {
        json.WriteStartArray("inputs");
        foreach (var input in inputs)
        {
            json.WriteStartObject();
            json.WriteString("source", input.Source);
            json.WriteString("path", input.Path);
            json.WriteString("format", input.Format);
            json.WriteNumber("bytes", input.Bytes);
            json.WriteString("sha256", input.Sha256);
            json.WriteNumber("rows", input.Rows);
            json.WriteNumber("ragged_rows", input.Ragged);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>Writes the files of the result.</summary>
    public static void Files(Utf8JsonWriter json, IEnumerable<(string Name, long Bytes)> files)
    {
        json.WriteStartArray("files");
        foreach (var (name, bytes) in files)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteNumber("bytes", bytes);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>Writes what varies between runs, and ends the summary.</summary>
    public static void End(Utf8JsonWriter json, double seconds, IReadOnlyList<StageCost>? stages = null)
    {
        json.WriteStartObject("run");
        json.WriteNumber("seconds", Math.Round(seconds, 3));
        json.WriteNumber("peak_megabytes", Math.Round(StageClock.PeakMegabytes(), 1));
        json.WriteNumber("cores", Environment.ProcessorCount);
        if (stages is not null)
        {
            json.WriteStartArray("stages");
            foreach (var stage in stages)
            {
                json.WriteStartObject();
                json.WriteString("stage", stage.Stage);
                json.WriteNumber("seconds", Math.Round(stage.Seconds, 3));
                json.WriteNumber("peak_megabytes", Math.Round(stage.PeakMegabytes, 1));
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
