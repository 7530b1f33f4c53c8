using System.Text.Json;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.People.Proposing;

/// <summary>A correction in force: an accepted proposal that stands in the place of what the lists say, until somebody ends it or the lists say the same.</summary>
/// <param name="Proposal">The proposal.</param>
/// <param name="Person">The person it stands for.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Element">The element, of a value.</param>
/// <param name="Change">The change by which it came into force.</param>
/// <param name="Sets">By element the value it sets; null takes a value away.</param>
/// <param name="Lists">By element what the lists say, which comes back when the correction ends.</param>
internal sealed record Correction(Guid Proposal, Guid Person, string Kind, string? Element, Guid Change, IReadOnlyDictionary<string, string?> Sets, IReadOnlyDictionary<string, string?> Lists)
{
    private const string Purpose = "correction.values";

    private const string Columns = "select c.proposal_id, c.person_id, p.kind, p.element, c.change_id, c.sealed from registry.correction c join registry.proposal p on p.proposal_id = c.proposal_id";

    private sealed record Values(IReadOnlyDictionary<string, string?> Sets, IReadOnlyDictionary<string, string?> Lists);

    /// <summary>Whether the lists say by now what it says.</summary>
    public bool IsConfirmedBy(IReadOnlyDictionary<string, string?> lists) => Kind switch
    {
        "value" => lists[Element!] == Sets[Element!],
        // A list that is not older than the move and has the person there knows the address better.
        "moved" => lists[Said.Area] == Sets[Said.Area] && string.CompareOrdinal(lists[Said.Since], Sets[Said.Since]) >= 0,
        _ => false,
    };

    /// <summary>The family that the lists have the person in, where it parts them from it.</summary>
    public Guid? ListsFamily => Lists.GetValueOrDefault(Said.Family) is { } family ? Guid.Parse(family) : null;

    /// <summary>By element the proposal, as origins have it.</summary>
    public Dictionary<string, Guid?> Marks(bool inForce) => Sets.Keys.Where(k => k != Said.Since && Sets[k] is not null).ToDictionary(k => k, _ => inForce ? Proposal : (Guid?)null, StringComparer.Ordinal);

    /// <summary>All that are in force.</summary>
    public static Task<List<Correction>> All(RegistrySession session, KeyRing keys, CancellationToken cancellation) => Read(session, keys, "", cancellation);

    /// <summary>Those of one person.</summary>
    public static Task<List<Correction>> Of(RegistrySession session, KeyRing keys, Guid person, CancellationToken cancellation) => Read(session, keys, " where c.person_id = $1", cancellation, person);

    /// <summary>What it sets and what the lists say, sealed.</summary>
    public byte[] Seal(KeyRing keys)
    {
        using var cipher = new FieldCipher(keys, Purpose);
        return cipher.Encrypt(JsonSerializer.Serialize(new Values(Sets, Lists)), Proposal.ToByteArray(bigEndian: true));
    }

    private static async Task<List<Correction>> Read(RegistrySession session, KeyRing keys, string where, CancellationToken cancellation, params object?[] with)
    {
        using var cipher = new FieldCipher(keys, Purpose);
        return await session.Read($"{Columns}{where} order by c.proposal_id", r =>
        {
            var values = JsonSerializer.Deserialize<Values>(cipher.DecryptText(r.GetFieldValue<byte[]>(5), r.GetGuid(0).ToByteArray(bigEndian: true)))!;
            return new Correction(r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.IsDBNull(3) ? null : r.GetString(3), r.GetGuid(4), values.Sets, values.Lists);
        }, cancellation, with);
    }
}
