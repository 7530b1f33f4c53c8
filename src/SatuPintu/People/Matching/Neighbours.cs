using SatuPintu.Linkage.Blocking;
using SatuPintu.Linkage.Engine;

namespace SatuPintu.People.Matching;

/// <summary>What is known of the records of some lists before a change is linked.</summary>
/// <param name="Model">The parameters by which all of them were linked.</param>
/// <param name="Changed">By list and row, whether the record is new or says something else than before.</param>
/// <param name="PersonOf">By list and row, a number for the person the record belonged to; −1 for one that is new.</param>
/// <param name="FamilyOf">By person number, a number for the family.</param>
/// <param name="Touched">By person number, whether a record of the person has gone or changed.</param>
public sealed record KnownRecords(ModelParameters Model, IReadOnlyList<bool[]> Changed, IReadOnlyList<int[]> PersonOf, IReadOnlyList<int> FamilyOf, IReadOnlyList<bool> Touched);

/// <summary>Finds the records that a change touches.</summary>
internal static class Neighbours
{
    /// <summary>By record, whether it changed, shares a key with one that did, or belongs to the person or family of such a one.</summary>
    public static bool[] Of(PersonRecords records, KnownRecords known)
    {
        var near = new bool[records.Count];
        var keys = new HashSet<ulong>();
        for (var r = 0; r < near.Length; r++)
            if (known.Changed[records.Rows[r].List][records.RowOf[r]])
            {
                near[r] = true;
                foreach (var key in KeysOf(records, r)) keys.Add(key);
            }
        var persons = known.Touched.ToArray();
        for (var r = 0; r < near.Length; r++)
        {
            if (!near[r])
                foreach (var key in KeysOf(records, r))
                    if (keys.Contains(key)) { near[r] = true; break; }
            if (near[r] && PersonOf(r) is >= 0 and var person) persons[person] = true;
        }
        var families = new HashSet<int>();
        for (var person = 0; person < persons.Length; person++)
            if (persons[person]) families.Add(known.FamilyOf[person]);
        for (var r = 0; r < near.Length; r++)
            if (!near[r] && PersonOf(r) is >= 0 and var person && (persons[person] || families.Contains(known.FamilyOf[person]))) near[r] = true;
        return near;

        int PersonOf(int record) => known.PersonOf[records.Rows[record].List][records.RowOf[record]];
    }

    // A pair need share only one; each guards against another kind of error, as the blocking keys do, but none brings more than a handful.
    private static IEnumerable<ulong> KeysOf(PersonRecords records, int record)
    {
        var row = records.Rows[record];
        var sound = row.Name == 0 ? 0 : records.SoundOf(row.Name);
        if (row.Nik != 0) yield return Key(1, (ulong)(row.Nik / 10), 0);
        if (row.FamilyCard != 0) yield return Key(2, (ulong)row.FamilyCard, 0);
        if (row.BirthDate != 0)
        {
            var anyOrder = AnyOrder(row.BirthDate);
            if (row.Village != 0) yield return Key(3, anyOrder, (ulong)row.Village);
            if (row.Name != 0)
            {
                yield return Key(4, anyOrder, records.SoundOfFirst(row.Name));
                yield return Key(5, anyOrder, records.SoundOfLast(row.Name));
                yield return Key(6, (ulong)(row.BirthDate % 10000), sound);
                yield return Key(7, (ulong)(row.BirthDate / 10000), sound);
            }
        }
        if (sound != 0 && row.Village != 0) yield return Key(8, sound, (ulong)row.Village);
    }

    private static ulong AnyOrder(int date)
    {
        int month = date / 100 % 100, day = date % 100;
        return (ulong)(date / 10000 * 10000 + Math.Min(month, day) * 100 + Math.Max(month, day));
    }

    private static ulong Key(ulong kind, ulong a, ulong b) => Hashing.Mix(Hashing.Mix(kind, a), b);
}
