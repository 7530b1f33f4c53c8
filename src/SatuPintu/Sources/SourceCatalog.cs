using System.Reflection;
using System.Text;
using System.Text.Json;

namespace SatuPintu.Sources;

/// <summary>The sources the program knows: the built-in definitions with the user's mapping files laid over them.</summary>
public sealed class SourceCatalog
{
    /// <summary>Id of the source every other one extends: the headings any list may use.</summary>
    public const string UnknownId = "unknown";

    private const string Folder = "Sources/Definitions/";
    private static readonly Lazy<SourceCatalog> Built = new(() => new SourceCatalog(LoadBuiltIn()));
    private readonly Dictionary<string, SourceDefinition> byId;

    private SourceCatalog(Dictionary<string, SourceDefinition> byId) => this.byId = byId;

    /// <summary>The built-in definitions alone.</summary>
    public static SourceCatalog BuiltIn => Built.Value;

    /// <summary>All sources, by id.</summary>
    public IEnumerable<SourceDefinition> All => byId.Values.OrderBy(s => s.Id, StringComparer.Ordinal);

    /// <summary>The built-in definitions, with mapping files laid over them in the order given.</summary>
    /// <param name="mappingFiles">Paths of mapping files; each holds one source or an array of sources.</param>
    /// <exception cref="UserError">A file cannot be read, or something in it is not allowed; says where and what is.</exception>
    public static SourceCatalog Load(IEnumerable<string> mappingFiles)
    {
        var byId = new Dictionary<string, SourceDefinition>(BuiltIn.byId, StringComparer.Ordinal);
        foreach (var file in mappingFiles)
            foreach (var layer in SourceLayerReader.ReadFile(file))
                byId[layer.Id] = LayOver(byId, layer, file);
        return new SourceCatalog(byId);
    }

    /// <summary>These sources with one more text of definitions laid over them, of the form that mapping files have.</summary>
    /// <param name="json">The text.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="UserError">Something in it is not allowed; says where and what is.</exception>
    public SourceCatalog With(string json, string name)
    {
        var laid = new Dictionary<string, SourceDefinition>(byId, StringComparer.Ordinal);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        foreach (var layer in SourceLayerReader.Read(stream, name)) laid[layer.Id] = LayOver(laid, layer, name);
        return new SourceCatalog(laid);
    }

    /// <summary>What JSON as people write it may hold: comments, and commas at the end.</summary>
    internal static JsonDocumentOptions AsPeopleWrite { get; } = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The definition of one source, written as in a mapping file and laid over the built-in ones.</summary>
    /// <param name="json">The text of the definition.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="UserError">Something in it is not allowed; says where and what is.</exception>
    public static SourceDefinition Define(string json, string name)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return SourceLayerReader.Read(stream, name) is [var layer] ? LayOver(BuiltIn.byId, layer, name) : throw new UserError(ExitCode.Usage, "mapping.one_source");
    }

    /// <summary>The source with an id, compared without case.</summary>
    /// <exception cref="UserError">No source has the id; names those there are.</exception>
    public SourceDefinition Find(string id) =>
        byId.TryGetValue(id.ToLowerInvariant(), out var source)
            ? source
            : throw new UserError(ExitCode.Usage, "mapping.unknown_source", ("source", id), ("known", KnownIds(byId)));

    private static SourceDefinition LayOver(Dictionary<string, SourceDefinition> byId, SourceLayer layer, string file)
    {
        // A mapping for a source that is there changes it; for a new one it starts from the general headings.
        var below = layer.Extends ?? (byId.ContainsKey(layer.Id) ? layer.Id : UnknownId);
        if (!byId.TryGetValue(below, out var definition))
        {
            throw new UserError(ExitCode.Usage, "mapping.not_allowed", ("file", file), ("place", layer.Id + ".extends"),
                ("value", below), ("allowed", KnownIds(byId)));
        }
        var laid = layer.Over(definition);
        if (laid.Kind == SourceKind.Programme && string.IsNullOrWhiteSpace(laid.Programme))
            throw new UserError(ExitCode.Usage, "mapping.missing", ("file", file), ("place", layer.Id), ("key", "programme"));
        return laid;
    }

    private static string KnownIds(Dictionary<string, SourceDefinition> byId) =>
        string.Join(", ", byId.Keys.Order(StringComparer.Ordinal));

    private static Dictionary<string, SourceDefinition> LoadBuiltIn()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var layers = assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Folder, StringComparison.Ordinal) && n.EndsWith(".json", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .SelectMany(n =>
            {
                using var stream = assembly.GetManifestResourceStream(n)!;
                return SourceLayerReader.Read(stream, n);
            })
            // What extends nothing comes first, so that every layer finds what it extends.
            .OrderBy(l => l.Extends is null ? 0 : 1);
        var byId = new Dictionary<string, SourceDefinition>(StringComparer.Ordinal);
        foreach (var layer in layers)
        {
            byId[layer.Id] = layer.Extends is null
                ? layer.Over(new SourceDefinition { Id = layer.Id, Name = layer.Name!, Agency = layer.Agency! })
                : LayOver(byId, layer, layer.Id);
        }
        return byId;
    }
}
