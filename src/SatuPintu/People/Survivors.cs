using SatuPintu.Sources;

namespace SatuPintu.People;

/// <summary>One survivorship rule over the records at hand: tells which record of a person a rule's elements are taken from.</summary>
internal sealed class Survivors
{
    private readonly SurvivorshipRule rule;
    private readonly IReadOnlyList<StandardTable> lists;
    private readonly ElementPool[] pools;
    private readonly ElementPool[] required;
    private readonly ElementPool[] same;
    private readonly ElementPool nik;
    private readonly RecordDates dates;
    private readonly Doubts doubts;
    private readonly bool[]? formed;
    private readonly int[]? owners;
    private readonly int[]? words;

    public Survivors(SurvivorshipRule rule, LinkedRecords linked, Func<string, ElementPool> poolOf, RecordDates dates, IReadOnlyList<IReadOnlyList<Finding>>? findings)
    {
        this.rule = rule;
        this.dates = dates;
        lists = linked.Lists;
        pools = [.. rule.Elements.Select(poolOf)];
        required = [.. rule.Required.Select(poolOf)];
        same = [.. rule.OnlyWithSame.Select(poolOf)];
        nik = poolOf(Elements.Nik);
        doubts = Doubts.On(rule.Elements[0], linked.Lists, rule.Order.Contains(Criterion.Valid) ? findings : null);
        if (rule.Order.Contains(Criterion.Valid)) formed = Formed(pools[0]);
        if (rule.Order.Contains(Criterion.Unshared)) owners = Owners(pools[0], linked);
        if (rule.Order.Contains(Criterion.Completeness) && rule.Completeness != Completeness.Filled) words = [.. pools[0].Values.Select(Measure)];
    }

    /// <summary>The elements of the rule, in its order.</summary>
    public ReadOnlySpan<ElementPool> Pools => pools;

    /// <summary>The elements whose golden value the choice depends on (<see cref="SurvivorshipRule.OnlyWithSame"/>).</summary>
    public ReadOnlySpan<ElementPool> Same => same;

    /// <summary>The rule.</summary>
    public SurvivorshipRule Rule => rule;

    /// <summary>
    /// The record a person's values are taken from, as an index into <paramref name="members"/>; −1 when none has any.
    /// </summary>
    /// <param name="members">The records, by list and row.</param>
    /// <param name="goldenNik">Number of the NIK kept for the person; 0 when it has none.</param>
    /// <param name="goldenSame">Numbers of the values kept for <see cref="Same"/>.</param>
    public int Choose(ReadOnlySpan<RecordRef> members, int goldenNik, ReadOnlySpan<int> goldenSame)
    {
        Span<int> candidates = members.Length <= 64 ? stackalloc int[members.Length] : new int[members.Length];
        var count = 0;
        for (var m = 0; m < members.Length; m++)
            if (Filled(members[m]) > 0 && Agrees(members[m], goldenSame)) candidates[count++] = m;
        if (count == 0) return -1;

        foreach (var criterion in rule.Order)
        {
            if (count == 1) break;
            var best = int.MinValue;
            var kept = 0;
            for (var i = 0; i < count; i++)
            {
                var score = Score(criterion, members[candidates[i]], members, goldenNik);
                if (score < best) continue;
                if (score > best)
                {
                    best = score;
                    kept = 0;
                }
                candidates[kept++] = candidates[i];
            }
            count = kept;
        }
        return candidates[0];
    }

    private bool Agrees(RecordRef record, ReadOnlySpan<int> golden)
    {
        for (var i = 0; i < same.Length; i++)
        {
            var value = same[i][record];
            if (value != 0 && golden[i] != 0 && value != golden[i]) return false;
        }
        return true;
    }

    private int Filled(RecordRef record)
    {
        var filled = 0;
        foreach (var pool in pools)
            if (pool[record] != 0) filled++;
        return filled;
    }

    private int Score(Criterion criterion, RecordRef record, ReadOnlySpan<RecordRef> members, int goldenNik)
    {
        switch (criterion)
        {
            case Criterion.Required:
                var filled = 0;
                foreach (var pool in required)
                    if (pool[record] != 0) filled++;
                return filled;
            case Criterion.Valid:
                return (formed![pools[0][record]] ? 1000 : 0) - doubts[record];
            case Criterion.Unshared:
                return owners![pools[0][record]] > 1 ? 0 : 1;
            case Criterion.Registry:
                return lists[record.List].Source.Kind == SourceKind.Population ? 1 : 0;
            case Criterion.Nik:
                return goldenNik != 0 && SaidByNik(nik.Values[goldenNik], pools[0].Values[pools[0][record]]) ? 1 : 0;
            case Criterion.Agreement:
                var value = pools[0][record];
                if (value == 0) return 0;
                var agreeing = 0;
                foreach (var member in members)
                    if (pools[0][member] == value) agreeing++;
                return agreeing;
            case Criterion.Recency:
                return dates[record];
            case Criterion.Completeness:
                return words is null ? Filled(record) : words[pools[0][record]];
            case Criterion.Trust:
                return -lists[record.List].Source.Trust;
            default:
                throw new ArgumentOutOfRangeException(nameof(criterion), criterion, null);
        }
    }

    private bool SaidByNik(string number, string value) =>
        pools[0].Element == Elements.Sex ? IdentityNumber.SaysSex(number, value) : IdentityNumber.SaysBirth(number, value);

    private static bool[] Formed(ElementPool pool)
    {
        var formed = new bool[pool.Values.Length];
        for (var code = 1; code < formed.Length; code++)
            formed[code] = pool.Element switch
            {
                Elements.Nik => IdentityNumber.IsNik(pool.Values[code]),
                Elements.FamilyCard => IdentityNumber.IsFamilyCard(pool.Values[code]),
                _ => true,
            };
        return formed;
    }

    /// <summary>For each value, how many people have it.</summary>
    private static int[] Owners(ElementPool pool, LinkedRecords linked)
    {
        var owners = new int[pool.Values.Length];
        var last = new int[pool.Values.Length];
        for (var entity = 0; entity < linked.EntityCount; entity++)
            foreach (var member in linked.Members(entity))
            {
                var value = pool[member];
                if (last[value] == entity + 1) continue;
                last[value] = entity + 1;
                owners[value]++;
            }
        return owners;
    }

    private int Measure(string value)
    {
        if (rule.Completeness == Completeness.Length) return value.Length;
        var whole = 0;
        foreach (var word in value.AsSpan().Split(' '))
            if (value.AsSpan(word).Trim('.').Length > 1) whole++;
        return whole;
    }
}
