using System.Text.Json;

namespace SatuPintu.Sources;

/// <summary>A place in a mapping file: its value, and the path to it that a message names.</summary>
internal readonly record struct JsonNodeAt(JsonElement Value, string File, string Path, string Name)
{
    /// <summary>Refuses every key but those allowed, and gives the values of those that stand there.</summary>
    public Func<string, JsonNodeAt?> Keys(params string[] allowed)
    {
        var members = new Dictionary<string, JsonNodeAt>(StringComparer.Ordinal);
        foreach (var member in Members())
        {
            if (!allowed.Contains(member.Name, StringComparer.Ordinal)) throw member.NotAllowedName(string.Join(", ", allowed));
            members[member.Name] = member;
        }
        return key => members.TryGetValue(key, out var node) ? node : null;
    }

    /// <summary>The value under a key that must be there.</summary>
    public JsonNodeAt Required(string key) =>
        Expect(JsonValueKind.Object, "{ … }").Value.TryGetProperty(key, out var value)
            ? Child(key, value)
            : throw new UserError(ExitCode.Usage, "mapping.missing", ("file", File), ("place", Place), ("key", key));

    /// <summary>The members of an object.</summary>
    public IEnumerable<JsonNodeAt> Members()
    {
        var node = Expect(JsonValueKind.Object, "{ … }");
        return node.Value.EnumerateObject().Select(p => node.Child(p.Name, p.Value));
    }

    /// <summary>The items of an array.</summary>
    public IEnumerable<JsonNodeAt> Items()
    {
        var node = Expect(JsonValueKind.Array, "[ … ]");
        return node.Value.EnumerateArray().Select((v, i) => new JsonNodeAt(v, node.File, $"{node.Path}[{i}]", ""));
    }

    /// <summary>A text that is not blank.</summary>
    public string Text()
    {
        var text = Expect(JsonValueKind.String, "\"…\"").Value.GetString()!;
        return string.IsNullOrWhiteSpace(text) ? throw NotAllowed("\"…\"") : text;
    }

    /// <summary>A text, or null where the file says null.</summary>
    public string? TextOrNull() => Value.ValueKind == JsonValueKind.Null ? null : Text();

    /// <summary>A list of texts; a single text is a list of one.</summary>
    public IReadOnlyList<string> Texts() => Value.ValueKind == JsonValueKind.String ? [Text()] : Items().Select(i => i.Text()).ToList();

    /// <summary>True or false.</summary>
    public bool Flag() => Value.ValueKind is JsonValueKind.True or JsonValueKind.False ? Value.GetBoolean() : throw NotAllowed("true, false");

    /// <summary>A whole number within bounds.</summary>
    public int Integer(int least, int most) =>
        Value.ValueKind == JsonValueKind.Number && Value.TryGetInt32(out var number) && number >= least && number <= most
            ? number
            : throw NotAllowed($"{least} … {most}");

    /// <summary>The member of an enumeration, as it is called in files.</summary>
    public T OneOf<T>() where T : struct, Enum
    {
        var text = Expect(JsonValueKind.String, "\"…\"").Value.GetString();
        foreach (var name in Enum.GetNames<T>())
            if (JsonNamingPolicy.CamelCase.ConvertName(name) == text) return Enum.Parse<T>(name);
        throw NotAllowed(string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName)));
    }

    /// <summary>The error that the value here is not allowed.</summary>
    public UserError NotAllowed(string allowed) =>
        new(ExitCode.Usage, "mapping.not_allowed", ("file", File), ("place", Place), ("value", Excerpt), ("allowed", allowed));

    /// <summary>The error that the key here is not allowed.</summary>
    public UserError NotAllowedName(string allowed) =>
        new(ExitCode.Usage, "mapping.not_allowed_key", ("file", File), ("place", Place), ("key", Name), ("allowed", allowed));

    private string Place => Path.Length == 0 ? "{}" : Path;

    private string Excerpt
    {
        get
        {
            var text = Value.GetRawText();
            return text.Length <= 60 ? text : text[..60] + "…";
        }
    }

    private JsonNodeAt Child(string key, JsonElement value) => new(value, File, Path.Length == 0 ? key : Path + "." + key, key);

    private JsonNodeAt Expect(JsonValueKind kind, string allowed) => Value.ValueKind == kind ? this : throw NotAllowed(allowed);
}
