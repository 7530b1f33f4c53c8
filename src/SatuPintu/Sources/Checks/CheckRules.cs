using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SatuPintu.Sources.Checks;

/// <summary>The range a number of an element should lie in.</summary>
/// <param name="Element">The element.</param>
/// <param name="Rule">The rule for a value outside.</param>
/// <param name="From">The least value that passes.</param>
/// <param name="To">The greatest value that passes.</param>
public sealed record NumberRange(string Element, string Rule, double From, double To);

/// <summary>Limits of the checks.</summary>
public sealed record CheckParameters
{
    /// <summary>Years of age beyond which a birth date is taken for wrong.</summary>
    public required int OldestAge { get; init; }
    /// <summary>Years of age below which being or having been married is doubted.</summary>
    public required int YoungestMarried { get; init; }
    /// <summary>Years of age below which a head of family is doubted.</summary>
    public required int YoungestHead { get; init; }
    /// <summary>Years between parent and child below which the relation is doubted.</summary>
    public required int GenerationGap { get; init; }
    /// <summary>Rows of one family card beyond which its number is taken for filler.</summary>
    public required int LargestFamily { get; init; }
    /// <summary>Share of serials 0000 among NIK of 16 digits from which other NIK ending in 0 are doubted.</summary>
    public required double RoundedShare { get; init; }
    /// <summary>Rows of one NIK beyond which they are not compared one by one.</summary>
    public required int LargestSharedGroup { get; init; }
}

/// <summary>The standard values of the relation to the head that the family checks tell apart.</summary>
public sealed record FamilyRoles
{
    /// <summary>The head.</summary>
    public required IReadOnlyList<string> Head { get; init; }
    /// <summary>A wife of the head.</summary>
    public required IReadOnlyList<string> Wife { get; init; }
    /// <summary>The husband of the head.</summary>
    public required IReadOnlyList<string> Husband { get; init; }
    /// <summary>The wife or husband of the head, the list not telling which.</summary>
    public required IReadOnlyList<string> Spouse { get; init; }
    /// <summary>A child of the head.</summary>
    public required IReadOnlyList<string> Child { get; init; }
    /// <summary>A grandchild of the head.</summary>
    public required IReadOnlyList<string> Grandchild { get; init; }
    /// <summary>A parent of the head or of the spouse.</summary>
    public required IReadOnlyList<string> Parent { get; init; }
}

/// <summary>The elements that each further dimension of quality is reported for, when a list carries them.</summary>
public sealed record QualityElements
{
    /// <summary>Elements whose values stand once.</summary>
    public required IReadOnlyList<string> Uniqueness { get; init; }
    /// <summary>Elements compared with others.</summary>
    public required IReadOnlyList<string> Consistency { get; init; }
    /// <summary>Elements that tell the age of a record.</summary>
    public required IReadOnlyList<string> Timeliness { get; init; }
}

/// <summary>The catalogue of check rules with their parameters: <c>check-rules.json</c>.</summary>
public sealed class CheckRules
{
    private static readonly Lazy<CheckRules> BuiltIn = new(Read);
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private readonly Dictionary<string, CheckRule> byId;

    private CheckRules(RuleFile file)
    {
        Version = file.Version;
        Parameters = file.Parameters;
        Required = file.Required;
        Ranges = file.Ranges;
        Relations = file.Relations;
        Married = file.Married;
        Quality = file.Quality;
        All = file.Rules;
        byId = file.Rules.ToDictionary(r => r.Id, StringComparer.Ordinal);
    }

    /// <summary>Version of the catalogue.</summary>
    public string Version { get; }

    /// <summary>Limits of the checks.</summary>
    public CheckParameters Parameters { get; }

    /// <summary>The elements every row of a list should have.</summary>
    public IReadOnlyList<string> Required { get; }

    /// <summary>Ranges of numbers.</summary>
    public IReadOnlyList<NumberRange> Ranges { get; }

    /// <summary>Relations to the head.</summary>
    public FamilyRoles Relations { get; }

    /// <summary>The marital statuses of who is or was married.</summary>
    public IReadOnlyList<string> Married { get; }

    /// <summary>The elements that quality is reported for.</summary>
    public QualityElements Quality { get; }

    /// <summary>The rules in the order of the file.</summary>
    public IReadOnlyList<CheckRule> All { get; }

    /// <summary>The catalogue built into the program.</summary>
    /// <exception cref="InvalidDataException">The file does not hold together.</exception>
    public static CheckRules Load() => BuiltIn.Value;

    /// <summary>The rule of an id.</summary>
    /// <exception cref="KeyNotFoundException">The catalogue has no such rule.</exception>
    public CheckRule this[string id] =>
        byId.TryGetValue(id, out var rule) ? rule : throw new KeyNotFoundException($"check-rules.json has no rule '{id}'.");

    private static CheckRules Read()
    {
        const string Name = "Sources/Checks/check-rules.json";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Name)!;
        var file = JsonSerializer.Deserialize<RuleFile>(stream, Options)!;
        foreach (var group in file.Rules.GroupBy(r => r.Id))
            if (group.Count() > 1) throw new InvalidDataException($"{Name}: the rule '{group.Key}' stands twice.");
        var rules = new CheckRules(file);
        foreach (var range in rules.Ranges)
        {
            if (!rules.byId.ContainsKey(range.Rule)) throw new InvalidDataException($"{Name}: the range of {range.Element} names no rule.");
            if (range.From > range.To) throw new InvalidDataException($"{Name}: the range of {range.Element} is empty.");
        }
        return rules;
    }

    private sealed record RuleFile
    {
        public required string Version { get; init; }
        public required CheckParameters Parameters { get; init; }
        public required IReadOnlyList<string> Required { get; init; }
        public required IReadOnlyList<NumberRange> Ranges { get; init; }
        public required FamilyRoles Relations { get; init; }
        public required IReadOnlyList<string> Married { get; init; }
        public required QualityElements Quality { get; init; }
        public required IReadOnlyList<CheckRule> Rules { get; init; }
    }
}
