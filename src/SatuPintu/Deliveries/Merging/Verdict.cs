using SatuPintu.Deliveries.Checking;
using SatuPintu.People;
using SatuPintu.Storage;

namespace SatuPintu.Deliveries.Merging;

/// <summary>A source's record by what tells it from the source's others.</summary>
/// <param name="Source">The source.</param>
/// <param name="Key">The key.</param>
internal readonly record struct RecordKey(string Source, Guid Key);

/// <summary>What officers have decided of two records.</summary>
/// <param name="A">The one.</param>
/// <param name="B">The other.</param>
/// <param name="IsSame">Whether they are one person's.</param>
internal readonly record struct Verdict(RecordKey A, RecordKey B, bool IsSame)
{
    /// <summary>Those that hold, the oldest first.</summary>
    public static async Task<IReadOnlyList<Verdict>> Holding(RegistrySession session, CancellationToken cancellation) =>
        await session.Read("select source_a, key_a, source_b, key_b, is_same from registry.verdict where ended_by is null order by verdict_id",
            r => new Verdict(new RecordKey(r.GetString(0), r.GetGuid(1)), new RecordKey(r.GetString(2), r.GetGuid(3)), r.GetBoolean(4)), cancellation);

    /// <summary>The rows of the verdicts whose records both stand in the lists.</summary>
    public static IReadOnlyList<(RecordRef A, RecordRef B, bool IsSame)> Find(IReadOnlyList<Verdict> verdicts, IReadOnlyList<CheckedList> lists)
    {
        var places = PlacesOf(verdicts.SelectMany(v => new[] { v.A, v.B }), lists);
        return [.. verdicts.Where(v => places.ContainsKey(v.A) && places.ContainsKey(v.B)).Select(v => (places[v.A], places[v.B], v.IsSame))];
    }

    /// <summary>Where records stand in the lists; those that stand in none are left out.</summary>
    public static Dictionary<RecordKey, RecordRef> PlacesOf(IEnumerable<RecordKey> records, IReadOnlyList<CheckedList> lists)
    {
        var wanted = records.ToLookup(r => r.Source, r => r.Key);
        var places = new Dictionary<RecordKey, RecordRef>();
        for (var list = 0; list < lists.Count; list++)
        {
            var source = lists[list].Delivery.Source;
            if (!wanted.Contains(source)) continue;
            var sought = wanted[source].ToHashSet();
            var keys = lists[list].Identity.Keys;
            for (var row = 0; row < keys.Length && sought.Count > 0; row++)
                if (sought.Remove(keys[row])) places.Add(new RecordKey(source, keys[row]), new RecordRef(list, row));
        }
        return places;
    }
}
