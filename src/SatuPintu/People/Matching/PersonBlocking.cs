using SatuPintu.Linkage.Blocking;
using SatuPintu.Linkage.Comparisons;

namespace SatuPintu.People.Matching;

/// <summary>
/// The blocking keys of persons. A true pair need share only one of them, so each guards against another kind of error: the
/// NIK without its last digit, the family card, the birthday with day and month in either order, the name by sound in its
/// village, parts of the name with the year of birth, the address, the head at his address, and a rare name anywhere.
/// </summary>
internal static class PersonBlocking
{
    private const int RareName = 6;

    public static CandidatePairs Keys(PersonRecords records)
    {
        var names = records.NamePhonetic;
        var words = records.WordPhonetic;
        var byInitial = Hashes(records, r => words[records.Rows[r].Name].First);
        var specifications = new (string Name, Func<int, ulong> Hash, ulong[]? Refinement)[]
        {
            ("identity_number", r => records.Rows[r].Nik == 0 ? 0 : Hash(1, records.Rows[r].Nik / 10), null),
            ("family_card", r => records.Rows[r].FamilyCard == 0 ? 0 : Hash(2, records.Rows[r].FamilyCard), byInitial),
            ("birth_date", r => records.Rows[r].BirthDate == 0 ? 0 : Hash(3, BirthDates.Unordered(records.Rows[r].BirthDate)), byInitial),
            ("name_and_village", r => records.Rows[r].Village == 0 ? 0 : Join(4, names[records.Rows[r].Name], records.Rows[r].Village), Hashes(records, r => Year(records, r))),
            ("first_word_year_village", r => records.Rows[r].Village == 0 ? 0 : Join(5, words[records.Rows[r].Name].First, Year(records, r), records.Rows[r].Village), null),
            ("second_word_year_village", r => records.Rows[r].Village == 0 ? 0 : Join(6, words[records.Rows[r].Name].Second, Year(records, r), records.Rows[r].Village), null),
            ("address", r => Address(records, r), byInitial),
            ("head_and_street", r => records.Rows[r].Head == 0 || records.Rows[r].Street == 0 ? 0 : Join(8, names[records.Rows[r].Head], (ulong)records.Rows[r].Street, records.Rows[r].Village), byInitial),
            ("rare_name", r => records.Rows[r].Name != 0 && records.Names.Records(records.Rows[r].Name) <= RareName ? Join(9, names[records.Rows[r].Name], 1) : 0, null),
        };
        var keys = new BlockingKey[specifications.Length];
        Parallel.For(0, keys.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 }, k =>
            keys[k] = new BlockingKey(specifications[k].Name, Hashes(records, specifications[k].Hash), specifications[k].Refinement));
        return new CandidatePairs(keys);
    }

    private static ulong[] Hashes(PersonRecords records, Func<int, ulong> hash)
    {
        var hashes = new ulong[records.Count];
        for (var r = 0; r < hashes.Length; r++) if (records.Rows[r].Usable) hashes[r] = hash(r);
        return hashes;
    }

    private static ulong Year(PersonRecords records, int r) => (ulong)(records.Rows[r].BirthDate / 10000);

    private static ulong Address(PersonRecords records, int r)
    {
        if (records.Rows[r].Village == 0 || records.Rows[r].Street == 0) return 0;
        var place = records.Rows[r].House != 0 ? Hash(10, records.Rows[r].House) : records.Rows[r].Rt != 0 ? Hash(11, records.Rows[r].Rt * 1000 + records.Rows[r].Rw) : 0;
        return place == 0 ? 0 : Join(12, place, (ulong)records.Rows[r].Street, records.Rows[r].Village);
    }

    private static ulong Hash(int key, long value) => Hashing.Mix((ulong)key, (ulong)value);

    private static ulong Join(int key, ulong a, ulong b) => a == 0 || b == 0 ? 0 : Hashing.Mix(Hashing.Mix((ulong)key, a), b);

    private static ulong Join(int key, ulong a, int b) => Join(key, a, (ulong)b);

    private static ulong Join(int key, ulong a, ulong b, int c) => a == 0 || b == 0 || c == 0 ? 0 : Hashing.Mix(Join(key, a, b), (ulong)c);
}
