using System.Text.Json;

namespace SatuPintu.Linking;

/// <summary>A value in a file of settings or a model, and the path to it that a message names.</summary>
internal readonly record struct JsonPlace(JsonElement Value, string File, string Path)
{
    private const long MostBytes = 16 << 20;

    /// <summary>Reads a file.</summary>
    /// <exception cref="UserError">It cannot be read or is no JSON; says where.</exception>
    public static JsonPlace Read(string file)
    {
        byte[] bytes;
        try
        {
            if (new FileInfo(file) is { Exists: true, Length: > MostBytes }) throw new UserError(ExitCode.Usage, "linking.json_too_large", ("file", file));
            bytes = System.IO.File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError(ExitCode.Usage, "linking.json_unreadable", e, ("file", file), ("why", e.Message));
        }
        try
        {
            var text = bytes.AsMemory();
            if (text.Span.StartsWith<byte>([0xEF, 0xBB, 0xBF])) text = text[3..];
            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
            return new JsonPlace(JsonDocument.Parse(text, options).RootElement, file, "");
        }
        catch (JsonException e)
        {
            throw new UserError(ExitCode.Usage, "linking.not_json", e, ("file", file), ("line", (e.LineNumber ?? 0) + 1), ("column", (e.BytePositionInLine ?? 0) + 1));
        }
    }

    /// <summary>Whether the file says null here.</summary>
    public bool IsNull => Value.ValueKind == JsonValueKind.Null;

    /// <summary>Whether a text stands here.</summary>
    public bool IsText => Value.ValueKind == JsonValueKind.String;

    /// <summary>Whether a list stands here.</summary>
    public bool IsList => Value.ValueKind == JsonValueKind.Array;

    /// <summary>Refuses keys other than those known, and gives the values of those that stand here.</summary>
    public Func<string, JsonPlace?> Keys(params string[] known)
    {
        if (Value.ValueKind != JsonValueKind.Object) throw NotAllowed("{ … }");
        var members = new Dictionary<string, JsonPlace>(StringComparer.Ordinal);
        foreach (var member in Value.EnumerateObject())
        {
            if (!known.Contains(member.Name, StringComparer.Ordinal))
                throw new UserError(ExitCode.Usage, "linking.unknown_key", ("file", File), ("place", Place), ("key", member.Name), ("nearest", Nearest.Of(member.Name, known)), ("known", string.Join(", ", known)));
            members[member.Name] = new JsonPlace(member.Value, File, Path.Length == 0 ? member.Name : $"{Path}.{member.Name}");
        }
        return key => members.TryGetValue(key, out var place) ? place : null;
    }

    /// <summary>The value under a key that must be there.</summary>
    public JsonPlace Required(string key, Func<string, JsonPlace?> keys) =>
        keys(key) ?? throw new UserError(ExitCode.Usage, "linking.key_missing", ("file", File), ("place", Place), ("key", key));

    /// <summary>The items of a list.</summary>
    public IEnumerable<JsonPlace> Items()
    {
        var place = this;
        return IsList ? Value.EnumerateArray().Select((v, i) => new JsonPlace(v, place.File, $"{place.Path}[{i}]")) : throw NotAllowed("[ … ]");
    }

    /// <summary>A text that is not blank.</summary>
    public string Text() => IsText && Value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text : throw NotAllowed("\"…\"");

    /// <summary>True or false.</summary>
    public bool Flag() => Value.ValueKind is JsonValueKind.True or JsonValueKind.False ? Value.GetBoolean() : throw NotAllowed("true, false");

    /// <summary>A number within bounds.</summary>
    public double Number(double least, double most) =>
        Value.ValueKind == JsonValueKind.Number && Value.TryGetDouble(out var number) && number >= least && number <= most
            ? number
            : throw NotAllowed(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{least} … {most}"));

    /// <summary>The error that the value here cannot be used.</summary>
    public UserError NotAllowed(string allowed)
    {
        var text = Value.GetRawText();
        return new(ExitCode.Usage, "linking.not_allowed", ("file", File), ("place", Place), ("value", text.Length <= 60 ? text : text[..60] + "…"), ("allowed", allowed));
    }

    private string Place => Path.Length == 0 ? "{}" : Path;
}
