using SatuPintu.Sources;

namespace SatuPintu.People;

/// <summary>The arrays of a merge. Ranges of persons are merged by any thread, rule after rule, as later rules look at what earlier ones kept.</summary>
internal sealed class MergeWork
{
    private readonly LinkedRecords linked;
    private readonly RecordOrder order;
    private readonly string[] elements = [.. SurvivorshipRules.KnownElements];
    private readonly ElementPool[] pools;
    private readonly int[][] values;
    private readonly int[][] kept;
    private readonly RuleWork[] rules;
    private readonly SourceWork[] bySource;
    private readonly int[] compared;
    private readonly int nik;
    private readonly ulong[] inLists;
    private readonly List<Disagreement>?[] disagreements;

    /// <summary>A rule with the elements it fills and the record it chose for each person, counted from 1; 0 for none.</summary>
    private readonly record struct RuleWork(Survivors Survivors, int[] Elements, int[] Same, int[]? Chosen);

    /// <summary>A rule over the records of one list.</summary>
    private readonly record struct SourceWork(int Rule, int List, int[][] Kept);

    public MergeWork(LinkedRecords linked, SurvivorshipRules survivorship, IReadOnlyList<IReadOnlyList<Finding>>? findings, ParallelOptions options)
    {
        this.linked = linked;
        order = new RecordOrder(linked);
        pools = new ElementPool[elements.Length];
        values = new int[elements.Length][];
        kept = new int[elements.Length][];
        var missing = new int[order.Count];
        var none = new int[linked.EntityCount];
        Parallel.For(0, elements.Length, options, e =>
        {
            pools[e] = ElementPool.Of(elements[e], linked.Lists);
            values[e] = pools[e].Carried ? pools[e].InOrder(order) : missing;
            kept[e] = pools[e].Carried ? new int[linked.EntityCount] : none;
        });

        var indexOf = elements.Index().ToDictionary(e => e.Item, e => e.Index, StringComparer.Ordinal);
        nik = indexOf[Elements.Nik];
        var days = RecordDates.Of(linked.Lists, order);
        rules = new RuleWork[survivorship.Rules.Count];
        Parallel.For(0, rules.Length, options, r =>
        {
            var rule = survivorship.Rules[r];
            var survivors = new Survivors(rule, order, linked.Lists, e => pools[indexOf[e]], e => values[indexOf[e]], days, findings);
            var carried = rule.Elements.Any(e => pools[indexOf[e]].Carried);
            rules[r] = new RuleWork(
                survivors,
                [.. rule.Elements.Select(e => indexOf[e])],
                [.. rule.OnlyWithSame.Select(e => indexOf[e])],
                rule.Golden && carried ? new int[linked.EntityCount] : null);
        });
        bySource = [.. rules.Index()
            .Where(r => r.Item.Survivors.Rule.BySource)
            .SelectMany(r => Enumerable.Range(0, linked.Lists.Count)
                .Where(list => r.Item.Elements.Any(e => pools[e].CarriedBy(list)))
                .Select(list => new SourceWork(r.Index, list, [.. r.Item.Elements.Select(_ => new int[linked.EntityCount])])))];
        compared = [.. rules.Where(r => r.Survivors.Rule is { Origins: true, Golden: true }).SelectMany(r => r.Elements).Where(e => pools[e].Carried).Order()];
        inLists = new ulong[linked.EntityCount];
        disagreements = new List<Disagreement>?[linked.EntityCount / Merger.RangeSize + 1];
    }

    /// <summary>Merges the persons of one range.</summary>
    public void Merge(int range, int from, int to)
    {
        var starts = order.Starts;
        for (var entity = from; entity < to; entity++)
            for (var at = starts[entity]; at < starts[entity + 1]; at++) inLists[entity] |= 1UL << order.List[at];
        foreach (var rule in rules) Keep(rule, from, to);
        foreach (var source in bySource) KeepOf(source, from, to);
        disagreements[range] = Differences(from, to);
    }

    /// <summary>The result, once every range is merged.</summary>
    public GoldenPersons Result()
    {
        var columns = new Dictionary<string, TextColumn>(StringComparer.Ordinal);
        var origins = new Dictionary<string, (ElementPool, int[])>(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            if (!rule.Survivors.Rule.Golden) continue;
            foreach (var e in rule.Elements)
            {
                columns.Add(elements[e], new TextColumn(elements[e], kept[e], pools[e].Values));
                origins.Add(elements[e], (pools[e], rule.Chosen ?? []));
            }
        }
        var sources = new List<SourceColumn>();
        foreach (var (rule, list, ofSource) in bySource)
            for (var i = 0; i < ofSource.Length; i++)
            {
                var e = rules[rule].Elements[i];
                if (!pools[e].CarriedBy(list)) continue;
                sources.Add(new SourceColumn(elements[e], list, new TextColumn($"{elements[e]}_{linked.Lists[list].Source.Id}", ofSource[i], pools[e].Values)));
            }
        return new GoldenPersons(
            linked,
            elements,
            [.. elements.Where(columns.ContainsKey)],
            columns,
            origins,
            sources,
            [.. disagreements.SelectMany(d => d ?? [])],
            inLists,
            pools[nik]);
    }

    private void Keep(RuleWork rule, int from, int to)
    {
        if (rule.Chosen is not { } chosen) return;
        var starts = order.Starts;
        for (var entity = from; entity < to; entity++)
        {
            var start = starts[entity];
            var place = starts[entity + 1] - start == 1 ? start : Choose(rule, entity, start, starts[entity + 1]);
            chosen[entity] = place < 0 ? 0 : place - start + 1;
        }
        foreach (var e in rule.Elements)
        {
            if (!pools[e].Carried) continue;
            var (target, source) = (kept[e], values[e]);
            for (var entity = from; entity < to; entity++)
                if (chosen[entity] != 0) target[entity] = source[starts[entity] + chosen[entity] - 1];
        }
    }

    private void KeepOf(SourceWork source, int from, int to)
    {
        var rule = rules[source.Rule];
        var starts = order.Starts;
        for (var entity = from; entity < to; entity++)
        {
            if ((inLists[entity] >> source.List & 1) == 0) continue;
            // The records of a person stand by list.
            var start = starts[entity];
            while (order.List[start] != source.List) start++;
            var end = start + 1;
            while (end < starts[entity + 1] && order.List[end] == source.List) end++;
            var place = end - start == 1 ? start : Choose(rule, entity, start, end);
            if (place < 0) continue;
            for (var i = 0; i < source.Kept.Length; i++) source.Kept[i][entity] = values[rule.Elements[i]][place];
        }
    }

    private int Choose(RuleWork rule, int entity, int start, int end)
    {
        Span<int> same = stackalloc int[rule.Same.Length];
        for (var i = 0; i < same.Length; i++) same[i] = kept[rule.Same[i]][entity];
        return rule.Survivors.Choose(start, end, kept[nik][entity], same);
    }

    private List<Disagreement> Differences(int from, int to)
    {
        var found = new List<Disagreement>();
        var starts = order.Starts;
        for (var entity = from; entity < to; entity++)
        {
            var (start, end) = (starts[entity], starts[entity + 1]);
            if (end - start == 1) continue;
            foreach (var e in compared)
                if (Differ(values[e].AsSpan(start, end - start))) found.Add(new Disagreement(entity, e));
        }
        return found;
    }

    /// <summary>Whether two values that are not missing differ.</summary>
    private static bool Differ(ReadOnlySpan<int> values)
    {
        var first = 0;
        foreach (var value in values)
        {
            if (value == 0 || value == first) continue;
            if (first != 0) return true;
            first = value;
        }
        return false;
    }
}
