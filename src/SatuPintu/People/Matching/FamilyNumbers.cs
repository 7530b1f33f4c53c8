using SatuPintu.Linkage.Blocking;

namespace SatuPintu.People.Matching;

/// <summary>
/// Numbers the families of each list: by family card where the list has one, else by the head's name as it sounds, the street
/// and the village. For a record whose list names no head, the head of its family card is taken.
/// </summary>
internal static class FamilyNumbers
{
    public static void Apply(PersonRecords records)
    {
        var headOfCard = new Dictionary<(byte List, long Card), int>();
        foreach (ref readonly var row in records.Rows.AsSpan())
            if (row.FamilyCard != 0 && row.Relation == records.HeadRelation && records.HeadRelation != 0) headOfCard.TryAdd((row.List, row.FamilyCard), row.Name);

        var numbers = new Dictionary<(byte List, ulong Key), int>();
        foreach (ref var row in records.Rows.AsSpan())
        {
            if (row.Head == 0 && row.FamilyCard != 0 && headOfCard.TryGetValue((row.List, row.FamilyCard), out var head)) row.Head = head;
            if (row.Head == 0 && row.Relation == records.HeadRelation && records.HeadRelation != 0) row.Head = row.Name;
            var key = KeyOf(records, row);
            if (key == 0) continue;
            if (!numbers.TryGetValue((row.List, key), out var number)) numbers.Add((row.List, key), number = numbers.Count + 1);
            row.Family = number;
        }
    }

    private static ulong KeyOf(PersonRecords records, in PersonRow row)
    {
        if (records.HasFamilyCards[row.List]) return row.FamilyCard == 0 ? 0 : Hashing.Mix(1, (ulong)row.FamilyCard);
        return row.Head == 0 || row.Street == 0 || row.Village == 0 ? 0 : Hashing.Mix(Hashing.Mix(records.SoundOf(row.Head), (ulong)row.Street), (ulong)row.Village);
    }
}
