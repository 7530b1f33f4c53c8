using System.Globalization;
using System.Text.Json;

namespace SatuPintu.Welfare.Rankings.Models;

/// <summary>A file that a model was made from, as its card has it.</summary>
/// <param name="Role">Its part.</param>
/// <param name="Name">Its name, without the folders it lay in.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Sha256">Its SHA-256.</param>
public sealed record CardFile(string Role, string Name, long Rows, string Sha256);

/// <summary>The card of a fitted model, as far as a reader needs it to judge the model.</summary>
public sealed record ModelCard
{
    /// <summary>The version of the program that fitted it.</summary>
    public required string ProgramVersion { get; init; }
    /// <summary>The method.</summary>
    public required LocalText Title { get; init; }
    /// <summary>Its formula.</summary>
    public required LocalText Formula { get; init; }
    /// <summary>Where it comes from.</summary>
    public required string Sources { get; init; }
    /// <summary>What it was made from.</summary>
    public required IReadOnlyList<CardFile> Data { get; init; }
    /// <summary>Every option, as text.</summary>
    public required IReadOnlyList<(string Name, string Value)> Options { get; init; }
    /// <summary>What random numbers were begun with; null where none were drawn.</summary>
    public ulong? Seed { get; init; }
    /// <summary>What its reader must know.</summary>
    public required IReadOnlyList<LocalText> Warnings { get; init; }
    /// <summary>When it was fitted.</summary>
    public required string Made { get; init; }
    /// <summary>SHA-256 of the model that the card belongs to.</summary>
    public required string Model { get; init; }

    /// <summary>Reads the card of a model.</summary>
    /// <exception cref="UserError">It is no card of a model.</exception>
    public static ModelCard Read(byte[] content, string file)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var root = document.RootElement;
            if (root.GetProperty("method").GetString() != "pmt_fit") throw new UserError(ExitCode.Input, "ranking.card.other_method", ("file", file));
            return new ModelCard
            {
                ProgramVersion = root.GetProperty("version").GetString()!,
                Title = Both(root.GetProperty("title")),
                Formula = Both(root.GetProperty("formula")),
                Sources = root.GetProperty("sources").GetString()!,
                Data = [.. root.GetProperty("data").EnumerateArray().Select(d => new CardFile(d.GetProperty("role").GetString()!, NameOf(d.GetProperty("file").GetString()!), d.GetProperty("rows").GetInt64(), d.GetProperty("sha256").GetString()!))],
                Options = [.. root.GetProperty("options").EnumerateObject().Where(o => o.Value.ValueKind != JsonValueKind.Null).Select(o => (o.Name, Text(o.Value)))],
                Seed = root.TryGetProperty("seed", out var seed) ? seed.GetUInt64() : null,
                Warnings = [.. root.GetProperty("warnings").EnumerateArray().Select(Both)],
                Made = root.GetProperty("run").GetProperty("made").GetString()!,
                Model = root.GetProperty("outputs")[0].GetProperty("sha256").GetString()!,
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            throw new UserError(ExitCode.Input, "ranking.card.broken", e, ("file", file));
        }
    }

    private static LocalText Both(JsonElement json) => new(json.GetProperty("id").GetString()!, json.GetProperty("en").GetString()!);

    // A path names folders, and so people, of the machine that the model was fitted on.
    private static string NameOf(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Text)),
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetDouble().ToString("R", CultureInfo.InvariantCulture),
        _ => value.GetRawText(),
    };
}
