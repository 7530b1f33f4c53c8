using System.Text.Json.Nodes;

namespace SatuPintu.Welfare.Tables;

/// <summary>Something that does not stop a method, but that the reader of its result must know.</summary>
/// <param name="Key">The key of its text.</param>
/// <param name="Arguments">The text's arguments.</param>
public sealed record Warning(string Key, params (string Name, object? Value)[] Arguments)
{
    /// <summary>The warning in one language.</summary>
    public string In(Language language) => Catalogue.Say(language, Key, Arguments);

    /// <summary>The warning as cards and results carry it: its key and its text in both languages.</summary>
    public JsonObject ToJson() => new() { ["key"] = Key, ["id"] = In(Language.Indonesian), ["en"] = In(Language.English) };
}

/// <summary>The warnings of one run, in the order they arose.</summary>
internal sealed class Warnings
{
    private const int MostNamed = 8;
    private readonly List<Warning> all = [];

    /// <summary>The warnings.</summary>
    public IReadOnlyList<Warning> All => all;

    /// <summary>Adds a warning.</summary>
    public void Add(string key, params (string Name, object? Value)[] arguments) => all.Add(new Warning(key, arguments));

    /// <summary>Names for a sentence, cut off where there are many.</summary>
    public static string Some(IReadOnlyCollection<string> names) => string.Join(", ", names.Take(MostNamed)) + (names.Count > MostNamed ? ", …" : "");

    /// <summary>The same, with how many there are where they are cut off.</summary>
    public static string SomeOf(IReadOnlyCollection<string> names) => Some(names) + (names.Count > MostNamed ? $" ({names.Count})" : "");
}
