namespace SatuPintu.Welfare.Tables;

/// <summary>Something that does not stop a method, but that the reader of its result must know.</summary>
/// <param name="Key">The key of its text.</param>
/// <param name="Arguments">The text's arguments.</param>
public sealed record Warning(string Key, params (string Name, object? Value)[] Arguments)
{
    /// <summary>The warning in one language.</summary>
    public string In(Language language) => Catalogue.Say(language, Key, Arguments);
}

/// <summary>The warnings of one run, in the order they arose.</summary>
internal sealed class Warnings
{
    private readonly List<Warning> all = [];

    /// <summary>The warnings.</summary>
    public IReadOnlyList<Warning> All => all;

    /// <summary>Adds a warning.</summary>
    public void Add(string key, params (string Name, object? Value)[] arguments) => all.Add(new Warning(key, arguments));
}
