using System.Text.Json;
using System.Text.Json.Serialization;
using SatuPintu.Regions;
using SatuPintu.Sources;
using SatuPintu.Sources.Values;

namespace SatuPintu.Welfare.Rankings;

/// <summary>Members to count.</summary>
/// <param name="From">The youngest, in full years; null for any.</param>
/// <param name="To">The oldest; null for any.</param>
/// <param name="Sex">Of one sex; null for both.</param>
public sealed record MemberCount(int? From = null, int? To = null, string? Sex = null);

/// <summary>Something of a family that a model can predict by: members counted, something of the head, of the house, or where it lives.</summary>
public sealed record FamilyVariable
{
    /// <summary>Its id, which is that of the element of the data standard where it is one.</summary>
    public required string Id { get; init; }
    /// <summary>What it is called.</summary>
    public required LocalText Name { get; init; }
    /// <summary>Other names that surveys have for it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];
    /// <summary>Members that are counted; null where it is something else.</summary>
    public MemberCount? Count { get; init; }
    /// <summary>What of the head: <c>age</c> or an element; null where it is something else.</summary>
    public string? Head { get; init; }
    /// <summary>Digits of the code of the area where the family lives; null where it is something else.</summary>
    public int? Area { get; init; }
    /// <summary>The element of the house; null where it is something else.</summary>
    [JsonIgnore]
    public DataElement? House { get; init; }

    /// <summary>The code list its values are of, or null.</summary>
    [JsonIgnore]
    public CodeList? Codes => House is { Type: ElementType.Code } element ? CodeLists.Find(element.Id) : Head is not null ? CodeLists.Find(Head) : null;

    /// <summary>Whether its values are <c>true</c> or <c>false</c>.</summary>
    [JsonIgnore]
    public bool IsBoolean => House?.Type == ElementType.Boolean;
}

/// <summary>What the registry knows of a family to rank it by (<c>family-variables.json</c>). Nothing that tells who or exactly where somebody is stands among it.</summary>
public sealed class FamilyVariables
{
    private static readonly Lazy<FamilyVariables> Built = new(Read);
    private readonly Dictionary<string, FamilyVariable> byName = new(StringComparer.Ordinal);

    private FamilyVariables(string version, IReadOnlyList<FamilyVariable> all)
    {
        (Version, All) = (version, all);
        foreach (var variable in all)
            foreach (var name in variable.Aliases.Prepend(variable.Id))
                if (!byName.TryAdd(Key(name), variable)) throw new InvalidDataException($"Family variables: '{name}' stands twice.");
    }

    /// <summary>The version of the file.</summary>
    public string Version { get; }

    /// <summary>All of them.</summary>
    public IReadOnlyList<FamilyVariable> All { get; }

    /// <summary>The variables as shipped.</summary>
    public static FamilyVariables Load() => Built.Value;

    /// <summary>The variable that a column of a survey is called after, without regard to case and to what stands between words; null where there is none.</summary>
    public FamilyVariable? Find(string column) => byName.GetValueOrDefault(Key(column));

    private static string Key(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static FamilyVariables Read()
    {
        var file = JsonSerializer.Deserialize<VariablesFile>(EmbeddedFile.Bytes("Welfare/Rankings/family-variables.json"), Options) ?? throw new InvalidDataException("The file of family variables is empty.");
        var standard = DataStandard.Load();
        return new FamilyVariables(file.Version, [.. file.Variables, .. file.House.Select(id => standard.Find(id) is { } element
            ? new FamilyVariable { Id = id, Name = element.Name, House = element } : throw new InvalidDataException($"Family variables: there is no element '{id}'."))]);
    }

    private sealed record VariablesFile(string Version, IReadOnlyList<FamilyVariable> Variables, IReadOnlyList<string> House);

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };
}
