using System.Text.Json;
using System.Text.Json.Nodes;
using SatuPintu.Deliveries;
using SatuPintu.Sources;
using SatuPintu.Storage;

namespace SatuPintu.Dashboard.Keeping;

/// <summary>A source as figures were counted from it.</summary>
/// <param name="Source">The source.</param>
/// <param name="Kind">What its lists are.</param>
/// <param name="Programme">The programme whose receivers it lists; null where it lists none.</param>
/// <param name="ExtremePoverty">Whether its deciles rank the extreme poor.</param>
/// <param name="AsOf">The day that its list describes.</param>
/// <param name="Delivery">The delivery that stood.</param>
public sealed record KeptSource(string Source, SourceKind Kind, string? Programme, bool ExtremePoverty, DateOnly AsOf, Guid Delivery)
{
    /// <summary>How it is kept.</summary>
    internal static JsonSerializerOptions Form { get; } = new(JsonSerializerDefaults.Web) { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    /// <summary>The sources whose lists stand in the registry, in the order in which integration takes them, each with the definition that the rules of gaps know.</summary>
    internal static async Task<IReadOnlyList<(KeptSource Kept, SourceDefinition ForRules)>> Read(RegistrySession session, CancellationToken cancellation)
    {
        var merged = await Delivered.Merged(session, cancellation);
        return [.. merged.OrderBy(d => d.SourceSince).ThenBy(d => d.Source, StringComparer.Ordinal).Select(d =>
        {
            var defined = d.Defined();
            return (new KeptSource(d.Source, defined.Kind, defined.Kind == SourceKind.Programme ? defined.Programme ?? d.Source : null, defined.ExtremePoverty, d.AsOf, d.Id), defined with { Id = Known(d) });
        })];
    }

    /// <summary>Rules name the lists that are known to all (<c>dtks</c>); an agency's own source of that kind counts as one.</summary>
    private static string Known(Delivered delivery) =>
        SourceCatalog.BuiltIn.All.Any(s => s.Id == delivery.Source) || (string?)JsonNode.Parse(delivery.Definition)?["extends"] is not { } extends || extends == SourceCatalog.UnknownId ? delivery.Source : extends;
}
