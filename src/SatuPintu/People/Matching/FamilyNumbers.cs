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
        for (var r = 0; r < records.Count; r++)
            if (records.Rows[r].Usable && records.Rows[r].FamilyCard != 0 && records.Rows[r].Relation == records.HeadRelation && records.HeadRelation != 0)
                headOfCard.TryAdd((records.Rows[r].List, records.Rows[r].FamilyCard), records.Rows[r].Name);

        var numbers = new Dictionary<(byte List, ulong Key), int>();
        for (var r = 0; r < records.Count; r++)
        {
            if (!records.Rows[r].Usable) continue;
            var card = records.Rows[r].FamilyCard;
            if (records.Rows[r].Head == 0 && card != 0 && headOfCard.TryGetValue((records.Rows[r].List, card), out var head)) records.Rows[r].Head = head;
            if (records.Rows[r].Head == 0 && records.Rows[r].Relation == records.HeadRelation && records.HeadRelation != 0) records.Rows[r].Head = records.Rows[r].Name;

            ulong key = 0;
            if (records.HasFamilyCards[records.Rows[r].List]) key = card == 0 ? 0 : Hashing.Mix(1, (ulong)card);
            else if (records.Rows[r].Head != 0 && records.Rows[r].Street != 0 && records.Rows[r].Village != 0)
                key = Hashing.Mix(Hashing.Mix(records.NamePhonetic[records.Rows[r].Head], (ulong)records.Rows[r].Street), (ulong)records.Rows[r].Village);
            if (key == 0) continue;
            if (!numbers.TryGetValue((records.Rows[r].List, key), out var number)) numbers.Add((records.Rows[r].List, key), number = numbers.Count + 1);
            records.Rows[r].Family = number;
        }
        records.Families = numbers.Count;
    }
}
