using System.Reflection;
using System.Text;
using System.Text.Json;

namespace SatuPintu;

/// <summary>
/// Every sentence a user reads, in both languages. The sentences stand in files named <c>texts.json</c> beside the code that
/// speaks them (<c>{ "key": { "id": "…{file}…", "en": "…{file}…" } }</c>), so that a translator sees both languages at once.
/// </summary>
public static class Catalogue
{
    private static readonly Lock Adding = new();
    private static readonly HashSet<Assembly> Added = [];
    private static readonly Lazy<Dictionary<string, LocalText>> Own = new(() => With([], Assembly.GetExecutingAssembly()));
    private static volatile Dictionary<string, LocalText>? withOthers;

    private static Dictionary<string, LocalText> All => withOthers ?? Own.Value;

    /// <summary>All keys, for the tests that walk them.</summary>
    public static IReadOnlyCollection<string> Keys => All.Keys;

    /// <summary>Takes in the texts of another assembly of the program; adding one twice changes nothing.</summary>
    public static void Add(Assembly assembly)
    {
        lock (Adding)
        {
            // Readers hold no lock: they see the texts before the assembly or with all of it.
            if (assembly != Assembly.GetExecutingAssembly() && Added.Add(assembly)) withOthers = With(All, assembly);
        }
    }

    /// <summary>The text under a key, in both languages and with its placeholders.</summary>
    /// <exception cref="KeyNotFoundException">No file holds the key.</exception>
    public static LocalText Find(string key) =>
        All.TryGetValue(key, out var text) ? text : throw new KeyNotFoundException($"No text under the key '{key}'.");

    /// <summary>The text under a key in one language, with <c>{name}</c> replaced by the argument of that name.</summary>
    public static string Say(Language language, string key, params ReadOnlySpan<(string Name, object? Value)> arguments) =>
        Fill(Find(key).In(language), arguments);

    /// <summary>A template with <c>{name}</c> replaced by the argument of that name.</summary>
    public static string Fill(string template, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        if (arguments.IsEmpty || !template.Contains('{', StringComparison.Ordinal)) return template;
        var text = new StringBuilder(template);
        foreach (var (name, value) in arguments)
            text.Replace("{" + name + "}", Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
        return text.ToString();
    }

    private static Dictionary<string, LocalText> With(Dictionary<string, LocalText> before, Assembly assembly)
    {
        var all = new Dictionary<string, LocalText>(before, StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith("texts.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            foreach (var entry in JsonDocument.Parse(stream).RootElement.EnumerateObject())
                all.Add(entry.Name, new LocalText(entry.Value.GetProperty("id").GetString()!, entry.Value.GetProperty("en").GetString()!));
        }
        return all;
    }
}
