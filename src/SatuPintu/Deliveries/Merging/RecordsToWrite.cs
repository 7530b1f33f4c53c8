using System.Globalization;
using SatuPintu.People;
using SatuPintu.Programmes;
using SatuPintu.Sources;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Deliveries.Merging;

/// <summary>A source's record as the registry keeps it.</summary>
/// <param name="Source">The source.</param>
/// <param name="Key">What tells it from the source's others.</param>
/// <param name="IsNew">Whether the registry does not know it yet.</param>
/// <param name="Delivery">The delivery where its content came first.</param>
/// <param name="Row">The row there.</param>
/// <param name="Content">Hash of its content.</param>
/// <param name="Person">The person it belongs to; null for one that is unusable.</param>
/// <param name="Area">The place it names; empty where it names none.</param>
/// <param name="Decile">The decile it says; null where it says none.</param>
/// <param name="NikIndex">Keyed hash of a NIK that may be compared between lists.</param>
/// <param name="Probability">How sure it is that it belongs to the person.</param>
/// <param name="MatchedBy">By what it was found to.</param>
internal sealed record RecordToWrite(string Source, Guid Key, bool IsNew, Guid Delivery, int Row, Guid Content, Guid? Person, string Area, short? Decile, byte[]? NikIndex, float Probability, string MatchedBy);

/// <summary>Finds the records that a merge makes new, changes or gives to another person.</summary>
internal sealed class RecordsToWrite(MergePlan plan, Standing standing, PersonsToWrite persons, KeyRing keys) : IDisposable
{
    private const int Chunk = 8192;
    private readonly BlindIndex nikIndex = new(keys, "person.nik");
    private readonly SoundNik sound = SoundNik.Of(plan.Persons);

    /// <summary>Makes them in chunks.</summary>
    public IEnumerable<RecordToWrite[]> InChunks(CancellationToken cancellation)
    {
        for (var list = 0; list < plan.Lists.Count; list++)
        {
            var stands = standing.Of(plan.Lists[list].Delivery.Source);
            foreach (var rows in Enumerable.Range(0, plan.Linked.EntityOf[list].Length).Chunk(Chunk))
            {
                var made = new RecordToWrite?[rows.Length];
                Parallel.For(0, made.Length, new ParallelOptions { CancellationToken = cancellation }, i => made[i] = Different(new RecordRef(list, rows[i]), stands));
                yield return [.. made.OfType<RecordToWrite>()];
            }
        }
    }

    /// <summary>Lets keys go.</summary>
    public void Dispose() => nikIndex.Dispose();

    private RecordToWrite? Different(RecordRef record, Dictionary<Guid, StandingRecord> stands)
    {
        var (list, row) = (plan.Lists[record.List], record.Row);
        var entity = plan.Linked.EntityOf[record.List][row];
        // A row outside of what was linked anew is written only where it is new or changed, and then it is unusable.
        if (entity < 0 && !(plan.BringsRows && list.Check.Unusable[row])) return null;
        var (key, content) = (list.Identity.Keys[row], list.Identity.Contents[row]);
        Guid? person = entity < 0 ? null : plan.PersonIds[entity];
        var isNew = !stands.TryGetValue(key, out var before);
        if (!isNew && before.Content == content && before.Person == person) return null;
        var (of, at) = persons.PlaceOf(record);
        var table = list.Check.Table;
        return new RecordToWrite(list.Delivery.Source, key, isNew, of, at, content, person, AreaOf(table[Elements.VillageCode]?[row], table[Elements.DistrictCode]?[row]), Decile(table[Elements.Decile]?[row]),
            table[Elements.Nik] is { } nik && sound[record] ? nikIndex.OfNumber(nik[row])?.Hash : null,
            entity < 0 ? 0f : plan.Linked.Probability[record.List][row], plan.Linked.MatchedBy[record.List][row].ToString().ToLowerInvariant());
    }

    private static short? Decile(string? text) => short.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var decile) && decile is >= 1 and <= 10 ? decile : null;

    /// <summary>The place a record names: its district, with the village where that lies in it.</summary>
    private static string AreaOf(string? village, string? district) =>
        string.IsNullOrEmpty(district) ? village ?? "" : village is not null && village.StartsWith(district, StringComparison.Ordinal) ? village : district;
}
