using System.Text.Json;
using System.Text.Json.Nodes;
using SatuPintu.Linking;

namespace SatuPintu.Welfare.Tables;

/// <summary>
/// What must be known to judge and to repeat a result: data, formula and its source, options, version, seed, warnings. Title,
/// formula and sources are texts under <c>welfare.method.METHOD</c>.
/// </summary>
/// <param name="Method">Name of the method, as the verb has it (<c>indicators</c>).</param>
internal sealed record MethodCard(string Method)
{
    /// <summary>The form of cards; a change of it is a new number.</summary>
    private const int Version = 1;

    /// <summary>The files it was made from, with the part each played (<c>data</c>, <c>survey</c>).</summary>
    public required IReadOnlyList<(string Role, DataFile File)> Data { get; init; }

    /// <summary>The options in effect, those taken by default too.</summary>
    public required JsonObject Options { get; init; }

    /// <summary>The warnings.</summary>
    public required IReadOnlyList<Warning> Warnings { get; init; }

    /// <summary>What random numbers were begun with; null where there are none.</summary>
    public ulong? Seed { get; init; }

    /// <summary>What else the method has to say of its result; null for nothing.</summary>
    public JsonObject? Details { get; init; }

    /// <summary>Writes the card; only its section <c>run</c> varies between runs on the same input.</summary>
    public void Write(Stream stream, IReadOnlyList<DataFile> outputs, double seconds)
    {
        using var json = new Utf8JsonWriter(stream, LinkModelFile.Readable);
        json.WriteStartObject();
        json.WriteNumber("card", Version);
        json.WriteString("program", ProgramVersion.Name);
        json.WriteString("version", ProgramVersion.Number);
        json.WriteString("method", Method);
        var key = "welfare.method." + Method;
        Both(json, "title", Catalogue.Find(key));
        Both(json, "formula", Catalogue.Find(key + ".formula"));
        json.WriteString("sources", Catalogue.Find(key + ".sources").En);
        Files(json, "data", Data);
        json.WritePropertyName("options");
        Options.WriteTo(json);
        if (Seed is { } seed) json.WriteNumber("seed", seed);
        json.WriteStartArray("warnings");
        foreach (var warning in Warnings) warning.ToJson().WriteTo(json);
        json.WriteEndArray();
        if (Details is not null)
        {
            json.WritePropertyName("details");
            Details.WriteTo(json);
        }
        Files(json, "outputs", outputs.Select(o => ("", o)));
        json.WriteStartObject("run");
        json.WriteString("made", DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ"));
        json.WriteNumber("seconds", Math.Round(seconds, 3));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Both(Utf8JsonWriter json, string name, LocalText text)
    {
        json.WriteStartObject(name);
        json.WriteString("id", text.Id);
        json.WriteString("en", text.En);
        json.WriteEndObject();
    }

    private static void Files(Utf8JsonWriter json, string name, IEnumerable<(string Role, DataFile File)> files)
    {
        json.WriteStartArray(name);
        foreach (var (role, file) in files)
        {
            json.WriteStartObject();
            if (role.Length > 0) json.WriteString("role", role);
            json.WriteString("file", file.Path);
            json.WriteNumber("rows", file.Rows);
            json.WriteNumber("bytes", file.Bytes);
            json.WriteString("sha256", file.Sha256);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
