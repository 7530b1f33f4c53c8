using System.Text.Json;
using SatuPintu.People.Proposing;
using SatuPintu.Sources;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.People.Looking;

/// <summary>A list that a value comes from.</summary>
/// <param name="Source">The source.</param>
/// <param name="Title">What the source is called.</param>
/// <param name="Agency">The agency that delivered it.</param>
/// <param name="AsOf">The day that the list describes.</param>
public sealed record ValueOrigin(string Source, string Title, string Agency, DateOnly AsOf);

/// <summary>What a person's values come from: their records, and the corrections that were made.</summary>
internal sealed class PersonOrigins
{
    private readonly Dictionary<string, int> of = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Guid> corrected = new(StringComparer.Ordinal);

    /// <summary>Reads them from what the registry keeps with a person.</summary>
    public PersonOrigins(string json)
    {
        var root = JsonDocument.Parse(json).RootElement;
        Records = root.TryGetProperty("records", out var places) ? [.. places.EnumerateArray().Select(p => (Guid.Parse(p[0].GetString()!), p[1].GetInt32()))] : [];
        if (root.TryGetProperty("of", out var others)) foreach (var other in others.EnumerateObject()) of.Add(other.Name, other.Value.GetInt32());
        if (root.TryGetProperty("corrected", out var marks)) foreach (var mark in marks.EnumerateObject()) corrected.Add(mark.Name, Guid.Parse(mark.Value.GetString()!));
    }

    /// <summary>The records: the delivery where the content of each came first, and the row there.</summary>
    public IReadOnlyList<(Guid Delivery, int Row)> Records { get; }

    /// <summary>The delivery that a value was taken from; null where it is not known or the value was corrected.</summary>
    public Guid? DeliveryOf(string element) => Records.Count == 0 || CorrectionOf(element) is not null ? null : Records[of.GetValueOrDefault(element)].Delivery;

    /// <summary>The proposal by which a value was corrected.</summary>
    public Guid? CorrectionOf(string element) => corrected.TryGetValue(element == Elements.VillageCode ? Said.Area : element, out var proposal) ? proposal : null;

    /// <summary>The lists behind some deliveries.</summary>
    public static async Task<Dictionary<Guid, ValueOrigin>> Lists(RegistrySession session, IEnumerable<Guid> deliveries, CancellationToken cancellation) =>
        (await session.Read("select delivery_id, source, title, agency, as_of from registry.lists_behind($1)",
            r => (Id: r.GetGuid(0), List: new ValueOrigin(r.GetString(1), r.GetString(2), r.GetString(3), r.GetFieldValue<DateOnly>(4))), cancellation, deliveries.Distinct().ToArray())).ToDictionary(l => l.Id, l => l.List);

    /// <summary>What each record of a person says where they disagree, by element; the elements alone where it is not unsealed.</summary>
    public static async Task<Dictionary<string, string?[]>> Disagreements(RegistrySession session, KeyRing keys, Guid person, DateTime known, bool unseal, CancellationToken cancellation)
    {
        var found = await session.Read("select elements, sealed from registry.disagreement_known($2) d where d.person_id = $1", r => (Elements: r.GetFieldValue<string[]>(0), Sealed: r.GetFieldValue<byte[]>(1)), cancellation, person, known);
        if (found is not [var (elements, kept)]) return [];
        if (!unseal) return elements.ToDictionary(e => e, _ => Array.Empty<string?>(), StringComparer.Ordinal);
        using var cipher = new FieldCipher(keys, "person.disagreement");
        return JsonSerializer.Deserialize<Dictionary<string, string?[]>>(cipher.DecryptText(kept, person.ToByteArray(bigEndian: true)))!;
    }
}
