using System.Text.Encodings.Web;
using System.Text.Json;
using SatuPintu.Linkage.Engine;

namespace SatuPintu.Linking;

/// <summary>A model as it stands in a file, with the thresholds it was used with.</summary>
/// <param name="Parameters">The parameters.</param>
/// <param name="ReviewAt">Probability from which a pair is reported.</param>
/// <param name="MatchAt">Probability from which a pair is joined.</param>
internal sealed record StoredModel(ModelParameters Parameters, double ReviewAt, double MatchAt);

/// <summary><c>model.json</c>: all parameters of a linkage, to be read by people and used again.</summary>
internal static class LinkModelFile
{
    /// <summary>Its name in the output folder.</summary>
    public const string Name = "model.json";

    private const string Format = "satupintu-linkage-model";
    private const int Version = 1;

    /// <summary>How files of this kind are written.</summary>
    public static JsonWriterOptions Readable { get; } = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a model.</summary>
    public static void Write(Stream stream, StoredModel model)
    {
        using var json = new Utf8JsonWriter(stream, Readable);
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteNumber("format_version", Version);
        json.WriteNumber("review_at", model.ReviewAt);
        json.WriteNumber("match_at", model.MatchAt);
        json.WriteNumber("prior", model.Parameters.Prior);
        json.WriteNumber("household_prior", model.Parameters.HouseholdPrior);
        json.WriteStartArray("comparisons");
        foreach (var comparison in model.Parameters.Comparisons)
        {
            json.WriteStartObject();
            json.WriteString("field", comparison.Field);
            json.WriteString("kind", LinkKinds.Name(comparison.Kind));
            json.WriteString("given", comparison.Given);
            json.WriteBoolean("household", comparison.Household);
            Levels(json, "levels", comparison.Levels);
            if (comparison.LevelsIfGivenAgrees is { } agrees) Levels(json, "levels_if_given_agrees", agrees);
            if (comparison.LevelsIfGivenDiffers is { } differs) Levels(json, "levels_if_given_differs", differs);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Reads a model.</summary>
    /// <exception cref="UserError">The file cannot be read or is no model of this version; says where.</exception>
    public static StoredModel Read(string file)
    {
        var place = JsonPlace.Read(file);
        if (place.Value.ValueKind != JsonValueKind.Object || !place.Value.TryGetProperty("format", out var format) || format.ValueKind != JsonValueKind.String || format.GetString() != Format)
            throw new UserError(ExitCode.Usage, "linking.not_a_model", ("file", file));
        var keys = place.Keys("format", "format_version", "review_at", "match_at", "prior", "household_prior", "comparisons");
        var version = place.Required("format_version", keys);
        if (version.Value.ValueKind != JsonValueKind.Number || version.Value.GetDouble() != Version)
            throw new UserError(ExitCode.Usage, "linking.model_version", ("file", file), ("version", version.Value.GetRawText()), ("known", Version));
        var comparisons = place.Required("comparisons", keys).Items().Select(Comparison).ToList();
        var model = new StoredModel(
            new ModelParameters(place.Required("prior", keys).Number(0, 1), place.Required("household_prior", keys).Number(0, 1), comparisons),
            place.Required("review_at", keys).Number(0, 1), place.Required("match_at", keys).Number(0, 1));
        LinkSettingsFile.RequireOrder(model.ReviewAt, model.MatchAt, file);
        return model;
    }

    private static ComparisonParameters Comparison(JsonPlace place)
    {
        var keys = place.Keys("field", "kind", "given", "household", "levels", "levels_if_given_agrees", "levels_if_given_differs");
        var kind = place.Required("kind", keys);
        return new ComparisonParameters(
            place.Required("field", keys).Text(),
            LinkKinds.Find(kind.Text()) ?? throw kind.NotAllowed(string.Join(", ", LinkKinds.Names)),
            keys("given") is { IsNull: false } given ? given.Text() : null,
            keys("household")?.Flag() ?? false,
            Levels(place.Required("levels", keys)),
            keys("levels_if_given_agrees") is { } agrees ? Levels(agrees) : null,
            keys("levels_if_given_differs") is { } differs ? Levels(differs) : null);
    }

    private static IReadOnlyList<LevelParameters> Levels(JsonPlace place) => [.. place.Items().Select(level =>
    {
        // The weight stands there for people; it follows from m and u.
        var keys = level.Keys("name", "m", "s", "u", "weight");
        return new LevelParameters(level.Required("name", keys).Text(), Probability("m"), Probability("s"), Probability("u"));

        double Probability(string key) => level.Required(key, keys).Number(0, 1);
    })];

    private static void Levels(Utf8JsonWriter json, string name, IReadOnlyList<LevelParameters> levels)
    {
        json.WriteStartArray(name);
        foreach (var level in levels)
        {
            json.WriteStartObject();
            json.WriteString("name", level.Name);
            json.WriteNumber("m", level.M);
            json.WriteNumber("s", level.S);
            json.WriteNumber("u", level.U);
            if (double.IsFinite(level.Weight)) json.WriteNumber("weight", Math.Round(level.Weight, 4));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
