namespace SatuPintu.People.Matching;

/// <summary>What officers have decided of pairs of records: it holds whatever the evidence says.</summary>
internal sealed class Verdicts
{
    private readonly HashSet<(int A, int B)> different = [];
    private readonly List<(int A, int B)> same = [];
    private readonly HashSet<(int A, int B)> isSame = [];

    /// <summary>Finds the records of the verdicts; those of records that are not there hold nothing.</summary>
    public Verdicts(PersonRecords records, IReadOnlyList<(RecordRef A, RecordRef B, bool IsSame)> judged)
    {
        foreach (var verdict in judged)
        {
            int a = records.Find(verdict.A), b = records.Find(verdict.B);
            if (a < 0 || b < 0 || a == b) continue;
            if (!verdict.IsSame) different.Add(Pair(a, b));
            else if (isSame.Add(Pair(a, b))) same.Add(Pair(a, b));
        }
    }

    /// <summary>The pairs that were decided to be one person.</summary>
    public IReadOnlyList<(int A, int B)> Same => same;

    /// <summary>Whether two records were decided to be one person.</summary>
    public bool AreSame(int a, int b) => isSame.Count > 0 && isSame.Contains(Pair(a, b));

    /// <summary>Whether two records were decided to be two persons.</summary>
    public bool AreDifferent(int a, int b) => different.Count > 0 && different.Contains(Pair(a, b));

    /// <summary>Whether a record of one group and one of another were decided to be two persons.</summary>
    public bool Part(IReadOnlyList<int> some, IReadOnlyList<int> others)
    {
        if (different.Count == 0) return false;
        foreach (var x in some)
            foreach (var y in others)
                if (different.Contains(Pair(x, y))) return true;
        return false;
    }

    /// <summary>
    /// The entities in which every verdict holds. What was decided to be one person is joined, all records of both with it; an entity in which two persons stand is parted along its
    /// weakest pairs, so that what hung together most goes on doing so.
    /// </summary>
    /// <param name="entityOf">By record, the entity that linkage found.</param>
    /// <param name="weightOf">The weight of a pair of records.</param>
    /// <returns>By record, its entity, numbered from 0 by its first record.</returns>
    public int[] Hold(int[] entityOf, Func<int, int, double> weightOf)
    {
        var touched = new HashSet<int>();
        foreach (var (a, b) in same)
            if (entityOf[a] != entityOf[b]) touched.UnionWith([entityOf[a], entityOf[b]]);
        foreach (var (a, b) in different)
            if (entityOf[a] == entityOf[b]) touched.Add(entityOf[a]);
        if (touched.Count == 0) return entityOf;

        var groupOf = new Dictionary<int, List<int>>();
        for (var r = 0; r < entityOf.Length; r++)
            if (touched.Contains(entityOf[r])) groupOf.Add(r, [r]);
        var pairs = groupOf.Keys.GroupBy(r => entityOf[r]).SelectMany(e => e.SelectMany(x => e.Where(y => y > x).Select(y => (A: x, B: y)))).Select(p => (p.A, p.B, Weight: weightOf(p.A, p.B)));
        foreach (var (a, b) in same.Concat(pairs.OrderByDescending(p => p.Weight).ThenBy(p => p.A).ThenBy(p => p.B).Select(p => (p.A, p.B))))
        {
            // A verdict on an entity that nothing touches holds already.
            if (!groupOf.TryGetValue(a, out var some) || !groupOf.TryGetValue(b, out var others) || some == others || Part(some, others)) continue;
            some.AddRange(others);
            foreach (var r in others) groupOf[r] = some;
        }

        var numbers = new Dictionary<object, int>();
        var held = new int[entityOf.Length];
        for (var r = 0; r < held.Length; r++)
        {
            object entity = groupOf.TryGetValue(r, out var group) ? group : entityOf[r];
            if (!numbers.TryGetValue(entity, out var number)) numbers.Add(entity, number = numbers.Count);
            held[r] = number;
        }
        return held;
    }

    private static (int A, int B) Pair(int a, int b) => a < b ? (a, b) : (b, a);
}
