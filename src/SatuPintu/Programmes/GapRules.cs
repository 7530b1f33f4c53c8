using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using SatuPintu.Sources;

namespace SatuPintu.Programmes;

/// <summary>What the detail of a gap tells of the person.</summary>
public enum GapDetail
{
    /// <summary>The lowest decile each list gives (<c>dtks:3</c>).</summary>
    Deciles,
    /// <summary>The programmes whose lists the person stands in (<c>PKH</c>).</summary>
    Programmes,
    /// <summary>The aid that a list says the person receives (<c>stated:PKH</c>); a statement, not the programme's own list.</summary>
    [JsonStringEnumMemberName("stated_aid")]
    StatedAid,
}

/// <summary>Some of the lists.</summary>
/// <param name="Sources">Those of these sources.</param>
/// <param name="Kinds">Those of these kinds.</param>
public sealed record ListChoice(IReadOnlyList<string>? Sources = null, IReadOnlyList<SourceKind>? Kinds = null)
{
    /// <summary>Whether the choice holds a source.</summary>
    public bool Holds(SourceDefinition source) => (Sources?.Contains(source.Id, StringComparer.Ordinal) ?? false) || (Kinds?.Contains(source.Kind) ?? false);
}

/// <summary>A decile in one of the welfare lists; any record of the person there may say it.</summary>
/// <param name="AtMost">The highest decile that counts.</param>
/// <param name="ExtremePoverty">Whether it is the lists of extreme poverty that count, or the others.</param>
public sealed record DecileCondition(int AtMost, bool ExtremePoverty);

/// <summary>One gap: whom it concerns. All conditions that are given must hold.</summary>
/// <param name="Id">Its id in <c>gaps.csv</c>; with <paramref name="Pairs"/> a pattern of <c>{a}</c> and <c>{b}</c>.</param>
/// <param name="Title">Its name.</param>
/// <param name="Explanation">Whom it concerns, in a sentence.</param>
/// <param name="In">Lists of which the person stands in at least one.</param>
/// <param name="NotIn">Lists of which the person stands in none.</param>
/// <param name="Decile">The decile a list gives the person.</param>
/// <param name="ProgrammesAtLeast">How many programmes the person is in at least; 0 when that does not matter.</param>
/// <param name="Pairs">Pairs of sources, each a gap of its own: in the first but not the second.</param>
/// <param name="Detail">What is told of each person.</param>
public sealed record GapRule(
    string Id,
    LocalText Title,
    LocalText Explanation,
    ListChoice? In = null,
    ListChoice? NotIn = null,
    DecileCondition? Decile = null,
    int ProgrammesAtLeast = 0,
    IReadOnlyList<IReadOnlyList<string>>? Pairs = null,
    IReadOnlyList<GapDetail>? Detail = null)
{
    /// <summary>What is told of each person.</summary>
    public IReadOnlyList<GapDetail> Detail { get; init; } = Detail ?? [];

    /// <summary>The rule itself, or one for each of its pairs.</summary>
    internal IEnumerable<GapRule> Single()
    {
        if (Pairs is null) return [this];
        return Pairs.Select(p => this with
        {
            Id = Fill(Id, p[0], p[1]),
            Title = Fill(Title, p),
            Explanation = Fill(Explanation, p),
            In = new ListChoice([p[0]]),
            NotIn = new ListChoice([p[1]]),
            Pairs = null,
        });
    }

    private static LocalText Fill(LocalText text, IReadOnlyList<string> pair) =>
        new(Fill(text.Id, pair[0].ToUpperInvariant(), pair[1].ToUpperInvariant()), Fill(text.En, pair[0].ToUpperInvariant(), pair[1].ToUpperInvariant()));

    private static string Fill(string text, string a, string b) => Catalogue.Fill(text, ("a", a), ("b", b));
}

/// <summary>The gaps to look for (<c>gap-rules.json</c>).</summary>
public sealed record GapRules(string Version, IReadOnlyList<GapRule> Rules)
{
    private const string BuiltIn = "Programmes/gap-rules.json";

    /// <summary>The built-in rules, with a rule for each pair of lists.</summary>
    /// <exception cref="InvalidDataException">A rule asks for nothing, or two rules have one id.</exception>
    public static GapRules Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(BuiltIn)
            ?? throw new InvalidOperationException($"The resource {BuiltIn} is missing.");
        return Read(stream);
    }

    internal static GapRules Read(Stream stream)
    {
        var read = JsonSerializer.Deserialize(stream, ProgrammesJson.Default.GapRules) ?? throw new InvalidDataException($"{BuiltIn} is empty.");
        foreach (var rule in read.Rules)
            if (rule.Pairs?.FirstOrDefault(p => p.Count != 2) is not null) throw new InvalidDataException($"{BuiltIn}: a pair of {rule.Id} does not name two sources.");
        var rules = read.Rules.SelectMany(r => r.Single()).ToList();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            if (!ids.Add(rule.Id)) throw new InvalidDataException($"{BuiltIn}: two gaps are called {rule.Id}.");
            if (rule is { In: null, Decile: null, ProgrammesAtLeast: 0 }) throw new InvalidDataException($"{BuiltIn}: {rule.Id} does not say whom it concerns.");
            if (rule.Decile is { AtMost: < 1 or > 10 }) throw new InvalidDataException($"{BuiltIn}: {rule.Id} has a decile outside 1 to 10.");
        }
        return new GapRules(read.Version, rules);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(GapRules))]
internal sealed partial class ProgrammesJson : JsonSerializerContext;
