using System.Reflection;
using System.Text.Json;

namespace SatuPintu.Samples;

/// <summary>The readable files beside this code that say what the made people are called, where they live and what goes wrong.</summary>
internal static class SampleData
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    /// <summary>Reads one of the files under <c>Samples/</c>.</summary>
    internal static JsonElement Read(string file)
    {
        using var stream = Open(file);
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }

    /// <summary>The part of <c>noise.json</c> that says how people live.</summary>
    internal static Structure StructureOf(JsonElement noise) =>
        noise.GetProperty("structure").Deserialize<Structure>(Options) ?? throw new InvalidDataException("noise.json has no structure.");

    private static Stream Open(string file) =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream("Samples/" + file) ?? throw new InvalidDataException($"{file} is not built in.");
}
