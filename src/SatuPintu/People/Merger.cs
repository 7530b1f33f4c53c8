using SatuPintu.Sources;

namespace SatuPintu.People;

/// <summary>Makes one record of the records of each person, by the rules of survivorship.</summary>
public static class Merger
{
    private const int ChunkSize = 8192;

    /// <summary>Merges without the findings of the checks.</summary>
    public static GoldenPersons Merge(LinkedRecords linked, SurvivorshipRules rules, CancellationToken cancellation) =>
        Merge(linked, rules, findings: null, cancellation);

    /// <summary>Merges the records of each person and finds the families.</summary>
    /// <param name="linked">The records and the persons they belong to; at most 64 lists.</param>
    /// <param name="rules">Which record's value is kept.</param>
    /// <param name="findings">By list, findings that make a value doubtful (criterion <see cref="Criterion.Valid"/>); null when not known.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentException">There are more than 64 lists.</exception>
    public static GoldenPersons Merge(LinkedRecords linked, SurvivorshipRules rules, IReadOnlyList<IReadOnlyList<Finding>>? findings = null, CancellationToken cancellation = default)
    {
        if (linked.Lists.Count > 64) throw new ArgumentException("At most 64 lists are merged at once.", nameof(linked));
        var options = new ParallelOptions { CancellationToken = cancellation };
        var elements = SurvivorshipRules.KnownElements.ToArray();
        var pools = new ElementPool[elements.Length];
        Parallel.For(0, elements.Length, options, e => pools[e] = ElementPool.Of(elements[e], linked.Lists));
        var indexOf = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var e = 0; e < elements.Length; e++) indexOf.Add(elements[e], e);

        var dates = new RecordDates(linked.Lists);
        var survivors = new Survivors[rules.Rules.Count];
        Parallel.For(0, survivors.Length, options, r => survivors[r] = new Survivors(rules.Rules[r], linked, id => pools[indexOf[id]], dates, findings));

        var merge = new Merge(linked, survivors, elements, pools, indexOf);
        Parallel.For(0, (linked.EntityCount + ChunkSize - 1) / ChunkSize, options, chunk =>
            merge.Range(chunk, chunk * ChunkSize, Math.Min(linked.EntityCount, (chunk + 1) * ChunkSize)));
        var persons = merge.Result();
        persons.Families = FamilyFinder.Find(persons, FamilyRules.Load(), cancellation);
        return persons;
    }
}

/// <summary>The arrays that a merge fills, each range of persons by one thread.</summary>
internal sealed class Merge
{
    private readonly LinkedRecords linked;
    private readonly Survivors[] survivors;
    private readonly string[] elements;
    private readonly ElementPool[] pools;
    private readonly int[][] codes;
    private readonly ushort[]?[] origin;
    private readonly int[][] elementsOf;
    private readonly int[][] sameOf;
    private readonly int[] compared;
    private readonly int nik;
    private readonly (int Rule, int List, int[][] Codes)[] bySource;
    private readonly ulong[] inLists;
    private readonly Disagreement[][] disagreements;

    public Merge(LinkedRecords linked, Survivors[] survivors, string[] elements, ElementPool[] pools, Dictionary<string, int> indexOf)
    {
        this.linked = linked;
        this.survivors = survivors;
        this.elements = elements;
        this.pools = pools;
        nik = indexOf[Elements.Nik];
        elementsOf = [.. survivors.Select(s => s.Rule.Elements.Select(e => indexOf[e]).ToArray())];
        sameOf = [.. survivors.Select(s => s.Rule.OnlyWithSame.Select(e => indexOf[e]).ToArray())];
        var none = new int[linked.EntityCount];
        codes = [.. pools.Select(p => p.Carried ? new int[linked.EntityCount] : none)];
        origin = [.. survivors.Select(s => s.Rule.Golden && Carried(s) ? new ushort[linked.EntityCount] : null)];
        compared = [.. survivors.Where(s => s.Rule is { Origins: true, Golden: true }).SelectMany(s => s.Rule.Elements).Select(e => indexOf[e]).Where(e => pools[e].Carried).Order()];
        bySource = [.. survivors.Index()
            .Where(s => s.Item.Rule.BySource)
            .SelectMany(s => Enumerable.Range(0, linked.Lists.Count)
                .Where(list => elementsOf[s.Index].Any(e => pools[e].CarriedBy(list)))
                .Select(list => (s.Index, list, elementsOf[s.Index].Select(_ => new int[linked.EntityCount]).ToArray())))];
        inLists = new ulong[linked.EntityCount];
        disagreements = new Disagreement[linked.EntityCount / 1024 + 1][];
    }

    /// <summary>Merges the persons of one range.</summary>
    public void Range(int chunk, int from, int to)
    {
        var found = new List<Disagreement>();
        for (var entity = from; entity < to; entity++)
        {
            var members = linked.Members(entity);
            foreach (var member in members) inLists[entity] |= 1UL << member.List;
            if (members.Length == 1) Alone(entity, members[0]);
            else Several(entity, members, found);
            OfSources(entity, members);
        }
        disagreements[chunk] = found.ToArray();
    }

    /// <summary>The result, once every range is merged.</summary>
    public GoldenPersons Result()
    {
        var kept = new Dictionary<string, TextColumn>(StringComparer.Ordinal);
        var origins = new Dictionary<string, (ElementPool, ushort[])>(StringComparer.Ordinal);
        for (var r = 0; r < survivors.Length; r++)
        {
            if (!survivors[r].Rule.Golden) continue;
            foreach (var e in elementsOf[r])
            {
                kept.Add(elements[e], new TextColumn(elements[e], codes[e], pools[e].Values));
                origins.Add(elements[e], (pools[e], origin[r] ?? []));
            }
        }
        var sources = new List<SourceColumn>();
        foreach (var (rule, list, columns) in bySource)
            for (var i = 0; i < columns.Length; i++)
            {
                var e = elementsOf[rule][i];
                if (!pools[e].CarriedBy(list)) continue;
                sources.Add(new SourceColumn(elements[e], list, new TextColumn($"{elements[e]}_{linked.Lists[list].Source.Id}", columns[i], pools[e].Values)));
            }
        return new GoldenPersons(linked, elements, [.. elements.Where(kept.ContainsKey)], kept, origins, sources, [.. disagreements.Where(d => d is not null).SelectMany(d => d)], inLists, pools[nik]);
    }

    private bool Carried(Survivors rule)
    {
        foreach (var pool in rule.Pools)
            if (pool.Carried) return true;
        return false;
    }

    private void Alone(int entity, RecordRef record)
    {
        for (var r = 0; r < survivors.Length; r++)
        {
            if (origin[r] is not { } from) continue;
            from[entity] = 1;
            foreach (var e in elementsOf[r])
                if (pools[e].Carried) codes[e][entity] = pools[e][record];
        }
    }

    private void Several(int entity, ReadOnlySpan<RecordRef> members, List<Disagreement> found)
    {
        for (var r = 0; r < survivors.Length; r++)
        {
            if (origin[r] is not { } from) continue;
            var chosen = Choose(r, entity, members);
            if (chosen < 0) continue;
            from[entity] = (ushort)Math.Min(chosen + 1, ushort.MaxValue);
            foreach (var e in elementsOf[r])
                if (pools[e].Carried) codes[e][entity] = pools[e][members[chosen]];
        }
        foreach (var e in compared)
        {
            var first = 0;
            foreach (var member in members)
            {
                var value = pools[e][member];
                if (value == 0 || value == first) continue;
                if (first == 0)
                {
                    first = value;
                    continue;
                }
                found.Add(new Disagreement(entity, e));
                break;
            }
        }
    }

    private void OfSources(int entity, ReadOnlySpan<RecordRef> members)
    {
        foreach (var (rule, list, columns) in bySource)
        {
            if ((inLists[entity] >> list & 1) == 0) continue;
            var start = 0;
            while (members[start].List != list) start++;
            var end = start;
            while (end < members.Length && members[end].List == list) end++;
            var own = members[start..end];
            var chosen = own.Length == 1 ? 0 : Choose(rule, entity, own);
            if (chosen < 0) continue;
            for (var i = 0; i < columns.Length; i++) columns[i][entity] = pools[elementsOf[rule][i]][own[chosen]];
        }
    }

    private int Choose(int rule, int entity, ReadOnlySpan<RecordRef> members)
    {
        var same = sameOf[rule];
        Span<int> golden = stackalloc int[same.Length];
        for (var i = 0; i < same.Length; i++) golden[i] = codes[same[i]][entity];
        return survivors[rule].Choose(members, codes[nik][entity], golden);
    }
}
