using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using SatuPintu.Sources;

namespace SatuPintu.People;

/// <summary>What makes one record's value better than another's. Each is asked in turn; what it leaves equal goes to the next.</summary>
public enum Criterion
{
    /// <summary>The record fills the elements named under <c>required</c>.</summary>
    Required,
    /// <summary>The checks found less wrong with the value; for NIK and family card also that it has their structure.</summary>
    Valid,
    /// <summary>No other person has the value.</summary>
    Unshared,
    /// <summary>The record is from the population registry.</summary>
    Registry,
    /// <summary>The birth date or sex is what the NIK kept says.</summary>
    Nik,
    /// <summary>More of the person's records have the value.</summary>
    Agreement,
    /// <summary>The record is newer: its last update, else the date of its list.</summary>
    Recency,
    /// <summary>The value says more (see <see cref="Completeness"/>).</summary>
    Completeness,
    /// <summary>The source has the better rank (see <see cref="SourceDefinition.Trust"/>).</summary>
    Trust,
}

/// <summary>How the completeness of a value is measured.</summary>
public enum Completeness
{
    /// <summary>By the number of elements of the rule that the record fills.</summary>
    Filled,
    /// <summary>By the number of words written out; an initial counts for nothing.</summary>
    Words,
    /// <summary>By length: a full date before a year.</summary>
    Length,
}

/// <summary>The rule for one element, or for a group of elements that must come from one record.</summary>
/// <param name="Elements">The elements, by id. Several are taken together from one record and never mixed; agreement and validity look at the first.</param>
/// <param name="Order">The criteria, the most decisive first. Records equal by all of them rank by order of lists, then rows.</param>
/// <param name="Completeness">How completeness is measured.</param>
/// <param name="Golden">Whether one value is kept for the person.</param>
/// <param name="BySource">Whether each source's own value is kept as well (<c>decile_dtks</c>).</param>
/// <param name="Origins">Whether records that differ here are listed as a disagreement.</param>
/// <param name="Required">The elements that <see cref="Criterion.Required"/> asks for.</param>
/// <param name="OnlyWithSame">Elements kept earlier; a record that has another value for one of them is passed over (no coordinates of another village).</param>
public sealed record SurvivorshipRule(
    IReadOnlyList<string> Elements,
    IReadOnlyList<Criterion> Order,
    Completeness Completeness = Completeness.Filled,
    bool Golden = true,
    bool BySource = false,
    bool Origins = true,
    IReadOnlyList<string>? Required = null,
    IReadOnlyList<string>? OnlyWithSame = null)
{
    /// <summary>The elements that <see cref="Criterion.Required"/> asks for.</summary>
    public IReadOnlyList<string> Required { get; init; } = Required ?? [];

    /// <summary>Elements kept earlier; a record that has another value for one of them is passed over.</summary>
    public IReadOnlyList<string> OnlyWithSame { get; init; } = OnlyWithSame ?? [];
}

/// <summary>For every element, which record's value is kept when the records of one person differ (<c>survivorship.json</c>).</summary>
public sealed record SurvivorshipRules
{
    private const string BuiltIn = "People/survivorship.json";

    /// <summary>Version of the rules, for the summary.</summary>
    public required string Version { get; init; }

    /// <summary>The rules in order; an element stands in one rule only.</summary>
    public required IReadOnlyList<SurvivorshipRule> Rules { get; init; }

    /// <summary>The elements that families, gaps and the overlap are found by, which must have one value for a person.</summary>
    private static readonly string[] Needed =
    [
        Elements.Nik, Elements.FamilyCard, Elements.FullName, Elements.DateOfBirth, Elements.Relation, Elements.HeadName, Elements.FullAddress,
        Elements.Street, Elements.HouseNumber, Elements.Rt, Elements.Rw, Elements.VillageCode, Elements.VillageName, Elements.DistrictCode,
        Elements.DistrictName, Elements.Decile, Elements.ActiveAid,
    ];

    /// <summary>The ids of all elements of the data standard that describe a person.</summary>
    internal static IReadOnlySet<string> KnownElements { get; } = typeof(Elements)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(f => f.IsLiteral)
        .Select(f => (string)f.GetRawConstantValue()!)
        .Where(id => id is not (Elements.RecordId or Elements.NikDamaged))
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// The built-in rules, with those of a file of the same form in their place where it names their elements.
    /// </summary>
    /// <param name="overrideFile">The file, or null for the built-in rules alone.</param>
    /// <exception cref="UserError">The file cannot be read, or says something that cannot be followed.</exception>
    public static SurvivorshipRules Load(string? overrideFile = null)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(BuiltIn)
            ?? throw new InvalidOperationException($"The resource {BuiltIn} is missing.");
        var rules = Read(stream, BuiltIn);
        if (overrideFile is null) return rules.Validate(BuiltIn);
        try
        {
            using var file = File.OpenRead(overrideFile);
            return rules.With(Read(file, overrideFile)).Validate(overrideFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError(ExitCode.Input, "people.rules_unreadable", e, ("file", overrideFile));
        }
    }

    /// <summary>These rules with others in their place; an element the others name leaves the rule it stood in.</summary>
    internal SurvivorshipRules With(SurvivorshipRules others)
    {
        var named = others.Rules.SelectMany(r => r.Elements).ToHashSet(StringComparer.Ordinal);
        var result = new List<SurvivorshipRule>();
        var placed = new HashSet<SurvivorshipRule>();
        foreach (var rule in Rules)
        {
            // The other rule stands where the first of its elements stood, so that what follows from it still comes after.
            foreach (var other in others.Rules)
                if (other.Elements.Any(rule.Elements.Contains) && placed.Add(other)) result.Add(other);
            var left = rule.Elements.Where(e => !named.Contains(e)).ToList();
            if (left.Count > 0) result.Add(rule with { Elements = left, Required = [.. rule.Required.Where(left.Contains)] });
        }
        result.AddRange(others.Rules.Where(placed.Add));
        return new SurvivorshipRules { Version = $"{Version}+{others.Version}", Rules = result };
    }

    private static SurvivorshipRules Read(Stream stream, string file)
    {
        try
        {
            return JsonSerializer.Deserialize(stream, PeopleJson.Default.SurvivorshipRules)
                ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new UserError(ExitCode.Input, "people.rules_malformed", e, ("file", file), ("problem", e.Message));
        }
    }

    private SurvivorshipRules Validate(string file)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in Rules)
        {
            if (rule.Elements.Count == 0 || rule.Order.Count == 0) throw Wrong("people.rule_empty", "");
            foreach (var same in rule.OnlyWithSame)
                if (!seen.Contains(same)) throw Wrong("people.rule_too_early", same);
            if (rule.Order.Contains(Criterion.Nik))
            {
                if (rule.Elements.FirstOrDefault(e => e is not (Elements.DateOfBirth or Elements.Sex)) is { } other) throw Wrong("people.rule_not_in_nik", other);
                if (!seen.Contains(Elements.Nik)) throw Wrong("people.rule_too_early", Elements.Nik);
            }
            foreach (var element in rule.Elements)
            {
                if (!rule.Golden && Needed.Contains(element)) throw Wrong("people.rule_needed", element);
                if (!KnownElements.Contains(element)) throw Wrong("people.rule_unknown_element", element);
                if (!seen.Add(element)) throw Wrong("people.rule_twice", element);
            }
            foreach (var required in rule.Required)
                if (!rule.Elements.Contains(required)) throw Wrong("people.rule_required", required);
        }
        return this;

        UserError Wrong(string key, string element) => new(ExitCode.Input, key, ("file", file), ("element", element), ("known", string.Join(", ", KnownElements)));
    }
}

/// <summary>Reads the files of this folder.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true)]
[JsonSerializable(typeof(SurvivorshipRules))]
[JsonSerializable(typeof(FamilyRules))]
internal sealed partial class PeopleJson : JsonSerializerContext;
