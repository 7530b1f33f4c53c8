using System.Runtime.InteropServices;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Linkage.Engine;

/// <summary>The families of the records, and which of them have members that match: if the head and two children of a family match those of another, the remaining pair lives under one roof too.</summary>
internal sealed class Families
{
    private const int LargestFamily = 20;
    private const int MostPairs = 60_000;
    private readonly RecordTable records;
    private readonly int[] familyOf;
    private readonly int[] starts;
    private readonly int[] members;
    private readonly Dictionary<ulong, int> matches = [];
    private readonly HashSet<ulong> sure = [];

    private Families(RecordTable records, int[] familyOf, int count)
    {
        this.records = records;
        this.familyOf = familyOf;
        starts = new int[count + 2];
        foreach (var family in familyOf) starts[family + 1]++;
        for (var f = 0; f <= count; f++) starts[f + 1] += starts[f];
        members = new int[familyOf.Length];
        var next = starts.AsSpan(0, count + 1).ToArray();
        for (var r = 0; r < familyOf.Length; r++) members[next[familyOf[r]]++] = r;
    }

    /// <summary>The families of a table, those of the right list numbered apart; null where it has none of two or more.</summary>
    public static Families? Of(RecordTable records)
    {
        if (records.Families is not { } given) return null;
        var numbers = new Dictionary<(bool, int), int>();
        var familyOf = new int[records.Count];
        for (var r = 0; r < familyOf.Length; r++)
        {
            if (given[r] == 0) continue;
            var key = (r >= records.LeftCount, given[r]);
            if (!numbers.TryGetValue(key, out var number)) numbers.Add(key, number = numbers.Count + 1);
            familyOf[r] = number;
        }
        var families = new Families(records, familyOf, numbers.Count);
        return Enumerable.Range(1, numbers.Count).Any(f => families.Size(f) > 1) ? families : null;
    }

    /// <summary>Whether both lists have families, so that those of one can match those of the other.</summary>
    public bool OnBothSides => !records.IsLink || familyOf.AsSpan(0, records.LeftCount).ContainsAnyExcept(0) && familyOf.AsSpan(records.LeftCount).ContainsAnyExcept(0);

    /// <summary>Pairs of two members of one family of one list, so many at the most, spread evenly.</summary>
    public List<(int A, int B)> PairsInside()
    {
        var pairs = new List<(int, int)>();
        var step = Math.Max(1, members.Length / MostPairs);
        for (var f = 1; f + 1 < starts.Length && pairs.Count < MostPairs; f += step)
            if (Size(f) <= LargestFamily)
                for (var i = starts[f]; i < starts[f + 1]; i++)
                    for (var j = i + 1; j < starts[f + 1]; j++) pairs.Add((members[i], members[j]));
        return pairs;
    }

    /// <summary>How many pairs of members there are inside the families of all lists.</summary>
    public double CountInside()
    {
        double sum = 0;
        for (var f = 1; f + 1 < starts.Length; f++) sum += (double)Size(f) * (Size(f) - 1) / 2;
        return sum;
    }

    /// <summary>How many others a record's family has, on average.</summary>
    public double MeanOthers()
    {
        double sum = 0, known = 0;
        for (var f = 1; f + 1 < starts.Length; f++)
        {
            known += Size(f);
            sum += (double)Size(f) * (Size(f) - 1);
        }
        return known == 0 ? 0 : sum / known;
    }

    /// <summary>Notes the pairs that are sure.</summary>
    public void Note(IEnumerable<(int A, int B)> surePairs)
    {
        foreach (var (a, b) in surePairs)
        {
            int f = familyOf[a], g = familyOf[b];
            if (f == 0 || g == 0 || f == g) continue;
            CollectionsMarshal.GetValueRefOrAddDefault(matches, Key(f, g), out _)++;
            sure.Add(PairKey(a, b));
        }
    }

    /// <summary>The level of the family comparison: 0 not known, 1 two or more others match, 2 one other, 3 none.</summary>
    public int LevelOf(int a, int b)
    {
        int f = familyOf[a], g = familyOf[b];
        if (f == 0 || g == 0 || f == g || Size(f) < 2 || Size(g) < 2) return 0;
        if (!matches.TryGetValue(Key(f, g), out var count)) return 3;
        if (sure.Contains(PairKey(Math.Min(a, b), Math.Max(a, b)))) count--;
        return count >= 2 ? 1 : count == 1 ? 2 : 3;
    }

    /// <summary>All pairs of members of families that match in somebody, in an order that depends on the records alone.</summary>
    public IEnumerable<(int A, int B)> PairsOfMatchingFamilies()
    {
        foreach (var key in matches.Keys.Order())
        {
            int f = (int)(key >> 32), g = (int)(key & 0xFFFFFFFF);
            foreach (var pair in PairsBetween(members[starts[f]], members[starts[g]])) yield return pair;
        }
    }

    /// <summary>All pairs of a member of one record's family with one of another's; none where both are of one family or families are too large.</summary>
    public IEnumerable<(int A, int B)> PairsBetween(int a, int b)
    {
        int f = familyOf[a], g = familyOf[b];
        if (f == 0 || g == 0 || f == g || Size(f) > LargestFamily || Size(g) > LargestFamily) yield break;
        for (var i = starts[f]; i < starts[f + 1]; i++)
            for (var j = starts[g]; j < starts[g + 1]; j++)
                yield return members[i] < members[j] ? (members[i], members[j]) : (members[j], members[i]);
    }

    private int Size(int family) => starts[family + 1] - starts[family];

    private static ulong Key(int f, int g) => f < g ? (ulong)f << 32 | (uint)g : (ulong)g << 32 | (uint)f;

    private static ulong PairKey(int a, int b) => (ulong)a << 32 | (uint)b;
}
