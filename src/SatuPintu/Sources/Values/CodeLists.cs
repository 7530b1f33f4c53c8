using System.Text.Json;

namespace SatuPintu.Sources.Values;

/// <summary>The code lists of <c>code-lists.json</c>, by the element they belong to.</summary>
public static class CodeLists
{
    private static readonly Lazy<IReadOnlyDictionary<string, CodeList>> All = new(Read);

    /// <summary>All lists by id.</summary>
    public static IReadOnlyDictionary<string, CodeList> Load() => All.Value;

    /// <summary>The list of an element (<c>sex</c>, <c>relation</c>), or null when its values are not coded.</summary>
    public static CodeList? Find(string id) => All.Value.GetValueOrDefault(id);

    private sealed record ListFile(LocalText Title, IReadOnlyList<CodeValue> Values);

    private sealed record ListsFile(string Version, string Basis, IReadOnlyDictionary<string, ListFile> Lists);

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    private static Dictionary<string, CodeList> Read()
    {
        using var stream = ValueData.Open("code-lists.json");
        var file = JsonSerializer.Deserialize<ListsFile>(stream, Options) ?? throw new InvalidDataException("code-lists.json is empty.");
        return file.Lists.ToDictionary(l => l.Key, l => new CodeList(l.Key, l.Value.Title, l.Value.Values), StringComparer.Ordinal);
    }
}
