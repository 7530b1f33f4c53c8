using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SatuPintu.Sources;

/// <summary>The form that values of an element take in standard form.</summary>
public enum ElementType
{
    /// <summary>Free text.</summary>
    Text,
    /// <summary>Digits only; leading zeros count.</summary>
    Digits,
    /// <summary>One of a code list.</summary>
    Code,
    /// <summary>A whole number.</summary>
    Integer,
    /// <summary>A number with a point for decimals.</summary>
    Decimal,
    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,
    /// <summary>A day, ISO 8601.</summary>
    Date,
    /// <summary>A month, ISO 8601.</summary>
    Month,
}

/// <summary>One element of the data standard with the metadata that Satu Data Indonesia asks for (Perpres 39/2019).</summary>
public sealed record DataElement
{
    /// <summary>Id in code and in output files; one of <see cref="Elements"/>.</summary>
    public required string Id { get; init; }
    /// <summary>Name.</summary>
    public required LocalText Name { get; init; }
    /// <summary>The concept it belongs to; null for a derived element.</summary>
    public LocalText? Concept { get; init; }
    /// <summary>What it means.</summary>
    public required LocalText Definition { get; init; }
    /// <summary>Form of its values.</summary>
    public required ElementType Type { get; init; }
    /// <summary>Characters at most; of digits, all of them. Null when not limited.</summary>
    public int? Size { get; init; }
    /// <summary>Unit of measure, or null.</summary>
    public LocalText? Unit { get; init; }
    /// <summary>The values allowed, in words, or null when free.</summary>
    public LocalText? Domain { get; init; }
    /// <summary>A value in standard form.</summary>
    public required string Example { get; init; }
    /// <summary>The producers whose value is authoritative.</summary>
    public required string Source { get; init; }
    /// <summary>Remarks, or null.</summary>
    public LocalText? Notes { get; init; }
    /// <summary>Where the element is laid down: a key of <see cref="DataStandard.Basis"/>.</summary>
    public required string Reference { get; init; }

    /// <summary>Whether a text has the form of a value of this element.</summary>
    public bool Accepts(string value)
    {
        if (value.Length == 0 || (Type != ElementType.Digits && value.Length > (Size ?? int.MaxValue))) return false;
        return Type switch
        {
            ElementType.Digits => value.Length <= (Size ?? int.MaxValue) && !value.AsSpan().ContainsAnyExceptInRange('0', '9'),
            ElementType.Integer => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            ElementType.Decimal => decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _),
            ElementType.Boolean => value is "true" or "false",
            ElementType.Date => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            ElementType.Month => DateOnly.TryParseExact(value, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            _ => true,
        };
    }
}

/// <summary>
/// The data standard of the program: Tabel 4 and 5 of the Cilegon study and what the lists carry besides, as a machine-readable
/// file (<c>data-standard.json</c>).
/// </summary>
public sealed record DataStandard
{
    private static readonly Lazy<DataStandard> Built = new(Read);
    private Dictionary<string, DataElement> byId = [];

    /// <summary>Its title.</summary>
    public required LocalText Title { get; init; }
    /// <summary>Its version.</summary>
    public required string Version { get; init; }
    /// <summary>The documents that elements refer to, by the key they do so with.</summary>
    public required IReadOnlyDictionary<string, string> Basis { get; init; }
    /// <summary>The elements that lists carry.</summary>
    public required IReadOnlyList<DataElement> Elements { get; init; }
    /// <summary>Elements of the tables that follow from the integration and that no list delivers.</summary>
    public required IReadOnlyList<DataElement> Derived { get; init; }

    /// <summary>The standard as shipped; read and validated once.</summary>
    /// <exception cref="InvalidDataException">An element is incomplete, doubled, or its example breaks its own rule.</exception>
    public static DataStandard Load() => Built.Value;

    /// <summary>The element of an id, or null.</summary>
    public DataElement? Find(string id) => byId.GetValueOrDefault(id);

    private static DataStandard Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Sources/data-standard.json")!;
        return Read(stream);
    }

    internal static DataStandard Read(Stream stream)
    {
        var standard = JsonSerializer.Deserialize<DataStandard>(stream, Options) ?? throw new InvalidDataException("The data standard is empty.");
        foreach (var element in standard.Elements.Concat(standard.Derived))
        {
            Check(element, standard.Basis);
            if (!standard.byId.TryAdd(element.Id, element)) throw new InvalidDataException($"Data standard: '{element.Id}' stands twice.");
        }
        return standard;
    }

    private static void Check(DataElement element, IReadOnlyDictionary<string, string> basis)
    {
        foreach (var text in new[] { element.Name, element.Definition, element.Concept, element.Unit, element.Domain, element.Notes })
            if (text is not null && (string.IsNullOrWhiteSpace(text.Id) || string.IsNullOrWhiteSpace(text.En)))
                throw new InvalidDataException($"Data standard: a text of '{element.Id}' lacks a language.");
        if (string.IsNullOrWhiteSpace(element.Source)) throw new InvalidDataException($"Data standard: '{element.Id}' has no source.");
        if (!basis.ContainsKey(element.Reference)) throw new InvalidDataException($"Data standard: '{element.Id}' refers to '{element.Reference}', which is not among the documents.");
        if (!element.Accepts(element.Example)) throw new InvalidDataException($"Data standard: the example '{element.Example}' is not a value of '{element.Id}'.");
    }

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };
}
