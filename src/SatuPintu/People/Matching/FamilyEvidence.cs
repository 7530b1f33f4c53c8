using System.Runtime.InteropServices;

namespace SatuPintu.People.Matching;

/// <summary>
/// Which families of two lists have members that match, from the pairs that are already sure. If the head and two children of
/// a family match those of another, the remaining pair lives under one roof too.
/// </summary>
internal sealed class FamilyEvidence
{
    private const int LargestFamily = 20;
    private readonly PersonRecords records;
    private readonly Dictionary<ulong, int> matches = [];
    private readonly HashSet<ulong> sure = [];
    private readonly int[] sizes;
    private readonly int[] starts;
    private readonly int[] members;

    public FamilyEvidence(PersonRecords records, IEnumerable<ComparedPair> surePairs)
    {
        this.records = records;
        sizes = new int[records.Families + 1];
        for (var r = 0; r < records.Count; r++) if (records.Rows[r].Usable) sizes[records.Rows[r].Family]++;
        starts = new int[records.Families + 2];
        for (var f = 0; f <= records.Families; f++) starts[f + 1] = starts[f] + sizes[f];
        members = new int[starts[^1]];
        var next = starts.AsSpan(0, records.Families + 1).ToArray();
        for (var r = 0; r < records.Count; r++) if (records.Rows[r].Usable) members[next[records.Rows[r].Family]++] = r;

        foreach (var pair in surePairs)
        {
            int f = records.Rows[pair.A].Family, g = records.Rows[pair.B].Family;
            if (f == 0 || g == 0 || f == g) continue;
            CollectionsMarshal.GetValueRefOrAddDefault(matches, Key(f, g), out _)++;
            sure.Add(PairKey(pair.A, pair.B));
        }
    }

    /// <summary>The level of the family comparison: 0 not known, 1 two or more others match, 2 one other, 3 none.</summary>
    public int LevelOf(int a, int b)
    {
        int f = records.Rows[a].Family, g = records.Rows[b].Family;
        if (f == 0 || g == 0 || f == g || sizes[f] < 2 || sizes[g] < 2) return 0;
        if (!matches.TryGetValue(Key(f, g), out var count)) return 3;
        if (sure.Contains(PairKey(a, b))) count--;
        return count >= 2 ? 1 : count == 1 ? 2 : 3;
    }

    /// <summary>All pairs of members of families that match in somebody, in an order that depends on the records alone.</summary>
    public IEnumerable<(int A, int B)> Pairs()
    {
        foreach (var key in matches.Keys.Order())
        {
            int f = (int)(key >> 32), g = (int)(key & 0xFFFFFFFF);
            if (sizes[f] > LargestFamily || sizes[g] > LargestFamily) continue;
            for (var i = starts[f]; i < starts[f + 1]; i++)
                for (var j = starts[g]; j < starts[g + 1]; j++)
                    yield return members[i] < members[j] ? (members[i], members[j]) : (members[j], members[i]);
        }
    }

    private static ulong Key(int f, int g) => f < g ? (ulong)f << 32 | (uint)g : (ulong)g << 32 | (uint)f;

    private static ulong PairKey(int a, int b) => (ulong)a << 32 | (uint)b;
}
