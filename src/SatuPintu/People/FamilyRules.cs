using System.Reflection;
using System.Text.Json;

namespace SatuPintu.People;

/// <summary>What the finding of families goes by (<c>families.json</c>).</summary>
public sealed record FamilyRules
{
    private const string File = "People/families.json";
    private static readonly Lazy<FamilyRules> Loaded = new(Load);

    /// <summary>Version of the rules.</summary>
    public required string Version { get; init; }

    /// <summary>The values of <see cref="Sources.Elements.Relation"/> that mean the head.</summary>
    public required IReadOnlyList<string> HeadRelations { get; init; }

    /// <summary>First words of a street that lists exchange for one another (LINK, KP); left out of account.</summary>
    public required IReadOnlyList<string> StreetKinds { get; init; }

    /// <summary>Shortest word in a head's name in which one slip of the pen is passed over.</summary>
    public required int SlipFromLength { get; init; }

    /// <summary>Persons from which on a card number or a head at an address is taken for filler, not a family.</summary>
    public required int MaxMembers { get; init; }

    /// <summary>The built-in rules.</summary>
    public static FamilyRules BuiltIn => Loaded.Value;

    private static FamilyRules Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(File)
            ?? throw new InvalidOperationException($"The resource {File} is missing.");
        var rules = JsonSerializer.Deserialize(stream, PeopleJson.Default.FamilyRules)!;
        if (rules.SlipFromLength < 3 || rules.MaxMembers < 2 || rules.HeadRelations.Count == 0)
            throw new InvalidDataException($"{File}: a slip needs words of 3 letters or more, a family 2 members or more, and a head a relation.");
        return rules;
    }
}
