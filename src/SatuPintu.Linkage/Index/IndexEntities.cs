using SatuPintu.Linkage.Engine;

namespace SatuPintu.Linkage.Index;

/// <summary>The entities of an index: those that have a number keep it and never become one.</summary>
internal sealed class IndexEntities
{
    private readonly EntityClustering clustering;
    // By record; of those that are being decided, that of the record that stands for the entity alone. −1 has no number yet.
    private int[] entityOf;
    // By entity, one of its records.
    private int[] memberOf;
    private int records;

    public IndexEntities(int[] entityOf, int entities, Func<int, int, double> weightOf, Func<int, int, bool> contradicts)
    {
        clustering = new EntityClustering(entityOf.Length, weightOf, contradicts);
        this.entityOf = entityOf;
        Count = entities;
        records = entityOf.Length;
        memberOf = new int[entities + 64];
        Array.Fill(memberOf, -1);
        for (var r = 0; r < records; r++) Unite(r);
    }

    /// <summary>How many entities there are.</summary>
    public int Count { get; private set; }

    /// <summary>The entity of a record.</summary>
    public int this[int record] => entityOf[record];

    /// <summary>Adds a record whose entity is not decided yet.</summary>
    public void Add()
    {
        if (records == entityOf.Length) Array.Resize(ref entityOf, records + records / 8 + 64);
        entityOf[records++] = -1;
        clustering.Add();
    }

    /// <summary>Decides the records from a number on, which have no entity, by the strongest pairs first; gives the pairs that match and are kept apart.</summary>
    public List<ScoredPair> Decide(int first, List<ScoredPair> pairs, double matchAt)
    {
        var apart = new List<ScoredPair>();
        foreach (var pair in pairs.Where(p => p.Probability >= matchAt).OrderByDescending(p => p.Weight).ThenBy(p => p.B).ThenBy(p => p.A))
        {
            int a = clustering.Find(pair.A), b = clustering.Find(pair.B), numberA = entityOf[a], numberB = entityOf[b];
            if (a == b) continue;
            if (numberA >= 0 && numberB >= 0 || !clustering.Join(a, b)) apart.Add(pair);
            else entityOf[clustering.Find(a)] = Math.Max(numberA, numberB);
        }
        for (var r = first; r < records; r++)
        {
            ref var number = ref entityOf[clustering.Find(r)];
            if (number < 0) number = Count++;
            entityOf[r] = number;
            Unite(r);
        }
        return apart;
    }

    /// <summary>Gives the last records the entities that were decided elsewhere.</summary>
    public void Restore(int[] last)
    {
        for (var i = 0; i < last.Length; i++)
        {
            var record = records - last.Length + i;
            entityOf[record] = last[i];
            Count = Math.Max(Count, last[i] + 1);
            Unite(record);
        }
    }

    /// <summary>The entities of all records.</summary>
    public ReadOnlySpan<int> All => entityOf.AsSpan(0, records);

    /// <summary>Brings a record together with those of its entity.</summary>
    private void Unite(int record)
    {
        var entity = entityOf[record];
        if (entity >= memberOf.Length)
        {
            var before = memberOf.Length;
            Array.Resize(ref memberOf, entity + entity / 8 + 64);
            memberOf.AsSpan(before).Fill(-1);
        }
        if (memberOf[entity] < 0) memberOf[entity] = record;
        else clustering.Unite(memberOf[entity], record);
    }
}
