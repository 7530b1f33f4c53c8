using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SatuPintu.People.Looking;
using SatuPintu.Sources;

namespace SatuPintu.People.Proposing;

/// <summary>What is said of a person, by element: what a correction puts other values into.</summary>
internal sealed class Said
{
    /// <summary>The code of the area the person lives in.</summary>
    public const string Area = "area";

    /// <summary>The id of the family.</summary>
    public const string Family = "family";

    /// <summary>Since when the person lives so.</summary>
    public const string Since = "since";

    /// <summary>The day of death; no list has it.</summary>
    public const string DiedOn = "died_on";

    private static readonly HashSet<string> Apart = new(StringComparer.Ordinal)
    {
        Area, Family, Since, Elements.Nik, Elements.FamilyCard, Elements.FullName, Elements.DateOfBirth, Elements.PlaceOfBirth, Elements.Sex, Elements.MaritalStatus, Elements.Relation, Elements.FullAddress,
    };

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    /// <summary>Takes the elements that have no column of their own.</summary>
    /// <param name="elements">Them as JSON.</param>
    public Said(string elements)
    {
        foreach (var (element, value) in JsonSerializer.Deserialize<Dictionary<string, string>>(elements)!) values[element] = value;
    }

    /// <summary>A value; null where nothing is said.</summary>
    public string? this[string key]
    {
        get => values.GetValueOrDefault(key);
        set
        {
            if (string.IsNullOrEmpty(value)) values.Remove(key);
            else values[key] = value;
        }
    }

    /// <summary>The date of birth.</summary>
    public DateOnly? Born
    {
        get => Day(Elements.DateOfBirth);
        set => this[Elements.DateOfBirth] = value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    /// <summary>The elements without a column, as JSON.</summary>
    public string Others => JsonSerializer.Serialize(values.Where(v => !Apart.Contains(v.Key)).ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal), Plain);

    /// <summary>A value that is a day.</summary>
    public DateOnly? Day(string key) => DateOnly.TryParseExact(this[key], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>What is said of a person who stands in the registry.</summary>
    public static Said Of(PersonRow person) => new(person.Elements)
    {
        [Area] = person.Area,
        [Family] = person.Family?.ToString(),
        [Elements.Nik] = person.Nik,
        [Elements.FamilyCard] = person.Card,
        [Elements.FullName] = person.Name,
        Born = person.Born,
        [Elements.PlaceOfBirth] = person.BirthPlace,
        [Elements.Sex] = person.Sex,
        [Elements.MaritalStatus] = person.MaritalStatus,
        [Elements.Relation] = person.Relation,
        [Elements.FullAddress] = person.Address,
    };

    /// <summary>Origins with the corrections by which values were set: <c>"corrected": {element: proposal}</c>.</summary>
    /// <param name="origins">Origins as JSON.</param>
    /// <param name="corrected">By element the proposal, or null where the value is the lists' again.</param>
    public static string Mark(string origins, IReadOnlyDictionary<string, Guid?> corrected)
    {
        var root = JsonNode.Parse(origins)!.AsObject();
        var marks = root["corrected"] as JsonObject ?? [];
        root.Remove("corrected");
        foreach (var (element, proposal) in corrected)
        {
            marks.Remove(element);
            if (proposal is { } by) marks[element] = by.ToString();
        }
        if (marks.Count > 0) root["corrected"] = marks;
        return root.ToJsonString(Plain);
    }
}
