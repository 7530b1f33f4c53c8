using SatuPintu.Sources;
using SatuPintu.Sources.Values;

namespace SatuPintu.People;

/// <summary>One survivorship rule over the records at hand: tells which record of a person a rule's elements are taken from.</summary>
internal sealed class Survivors
{
    private readonly Criterion[] criteria;
    private readonly int[][] values;
    private readonly int[][] required;
    private readonly int[][] same;
    private readonly string[] leading;
    private readonly bool leadsToSex;
    private readonly string[] niks;
    private readonly byte[] listOf;
    private readonly int[] trustOf;
    private readonly bool[] isRegistry;
    private readonly int[] days;
    private readonly byte[]? doubts;
    private readonly bool[]? formed;
    private readonly int[]? owners;
    private readonly int[]? words;

    /// <summary>Prepares a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="records">The records in order.</param>
    /// <param name="lists">Their lists.</param>
    /// <param name="poolOf">The pool of an element.</param>
    /// <param name="valuesOf">The numbers of its values in the order of the records.</param>
    /// <param name="days">The date of each record (see <see cref="RecordDates"/>).</param>
    /// <param name="findings">Findings by list; null when not known.</param>
    public Survivors(SurvivorshipRule rule, RecordOrder records, IReadOnlyList<StandardTable> lists, Func<string, ElementPool> poolOf, Func<string, int[]> valuesOf, int[] days, IReadOnlyList<IReadOnlyList<Finding>>? findings)
    {
        Rule = rule;
        this.days = days;
        criteria = [.. rule.Order];
        values = [.. rule.Elements.Select(valuesOf)];
        required = [.. rule.Required.Select(valuesOf)];
        same = [.. rule.OnlyWithSame.Select(valuesOf)];
        var lead = poolOf(rule.Elements[0]);
        leading = lead.Values;
        leadsToSex = lead.Element == Elements.Sex;
        niks = poolOf(Elements.Nik).Values;
        listOf = records.List;
        trustOf = [.. lists.Select(l => l.Source.Trust)];
        isRegistry = [.. lists.Select(l => l.Source.Kind == SourceKind.Population)];
        if (rule.Order.Contains(Criterion.Valid))
        {
            formed = Formed(lead);
            doubts = Doubts(rule.Elements[0], records, findings);
        }
        if (rule.Order.Contains(Criterion.Unshared)) owners = Owners(values[0], leading.Length, records);
        if (rule.Order.Contains(Criterion.Completeness) && rule.Completeness != Completeness.Filled) words = [.. leading.Select(Measure)];
    }

    /// <summary>The rule.</summary>
    public SurvivorshipRule Rule { get; }

    /// <summary>The place of the record a person's values are taken from; −1 when no record has any.</summary>
    /// <param name="from">Place of the first of the records to choose from.</param>
    /// <param name="to">Place after the last.</param>
    /// <param name="goldenNik">Number of the NIK kept for the person; 0 when it has none.</param>
    /// <param name="goldenSame">Numbers of the values kept of the elements under <c>only_with_same</c>.</param>
    public int Choose(int from, int to, int goldenNik, ReadOnlySpan<int> goldenSame)
    {
        Span<int> candidates = to - from <= 64 ? stackalloc int[to - from] : new int[to - from];
        var count = 0;
        for (var at = from; at < to; at++)
            if (HasAny(at) && Agrees(at, goldenSame)) candidates[count++] = at;
        if (count == 0) return -1;

        foreach (var criterion in criteria)
        {
            if (count == 1) break;
            var best = int.MinValue;
            var kept = 0;
            for (var i = 0; i < count; i++)
            {
                var score = Score(criterion, candidates[i], from, to, goldenNik);
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

    private bool HasAny(int at)
    {
        foreach (var element in values)
            if (element[at] != 0) return true;
        return false;
    }

    private bool Agrees(int at, ReadOnlySpan<int> golden)
    {
        for (var i = 0; i < same.Length; i++)
        {
            var value = same[i][at];
            if (value != 0 && golden[i] != 0 && value != golden[i]) return false;
        }
        return true;
    }

    private static int Filled(int[][] elements, int at)
    {
        var filled = 0;
        foreach (var element in elements)
            if (element[at] != 0) filled++;
        return filled;
    }

    private int Score(Criterion criterion, int at, int from, int to, int goldenNik)
    {
        var value = values[0][at];
        switch (criterion)
        {
            case Criterion.Required:
                return Filled(required, at);
            case Criterion.Valid:
                return (formed![value] ? 1000 : 0) - (doubts is null ? 0 : doubts[at]);
            case Criterion.Unshared:
                return owners![value] > 1 ? 0 : 1;
            case Criterion.Registry:
                return isRegistry[listOf[at]] ? 1 : 0;
            case Criterion.Nik:
                return goldenNik != 0 && SaidByNik(niks[goldenNik], leading[value]) ? 1 : 0;
            case Criterion.Agreement:
                if (value == 0) return 0;
                var agreeing = 0;
                for (var other = from; other < to; other++)
                    if (values[0][other] == value) agreeing++;
                return agreeing;
            case Criterion.Recency:
                return days[at];
            case Criterion.Completeness:
                return words is null ? Filled(values, at) : words[value];
            case Criterion.Trust:
                return -trustOf[listOf[at]];
            default:
                throw new ArgumentOutOfRangeException(nameof(criterion), criterion, null);
        }
    }

    private bool SaidByNik(string number, string value) =>
        leadsToSex ? IdentityNumber.SaysSex(number, value) : IdentityNumber.SaysBirth(number, value);

    private static bool[] Formed(ElementPool pool)
    {
        var formed = new bool[pool.Values.Length];
        for (var code = 1; code < formed.Length; code++)
            formed[code] = pool.Element switch
            {
                Elements.Nik => Nik.Read(pool.Values[code]).IsValid,
                Elements.FamilyCard => IdentityNumber.IsFamilyCard(pool.Values[code]),
                _ => true,
            };
        return formed;
    }

    /// <summary>For each record, how many findings stand against its value of an element; null when there are none.</summary>
    private static byte[]? Doubts(string element, RecordOrder records, IReadOnlyList<IReadOnlyList<Finding>>? findings)
    {
        byte[]? doubts = null;
        for (var list = 0; findings is not null && list < findings.Count; list++)
        {
            var places = records.PlacesOf(list);
            foreach (var finding in findings[list])
            {
                if (!string.Equals(finding.Element, element, StringComparison.Ordinal) || places[finding.Row] < 0) continue;
                doubts ??= new byte[records.Count];
                ref var count = ref doubts[places[finding.Row]];
                if (count < byte.MaxValue) count++;
            }
        }
        return doubts;
    }

    /// <summary>For each value, how many people have it.</summary>
    private static int[] Owners(int[] values, int distinct, RecordOrder records)
    {
        var owners = new int[distinct];
        var last = new int[distinct];
        var starts = records.Starts;
        for (var entity = 0; entity + 1 < starts.Length; entity++)
            for (var at = starts[entity]; at < starts[entity + 1]; at++)
            {
                var value = values[at];
                if (last[value] == entity + 1) continue;
                last[value] = entity + 1;
                owners[value]++;
            }
        return owners;
    }

    private int Measure(string value)
    {
        if (Rule.Completeness == Completeness.Length) return value.Length;
        var whole = 0;
        foreach (var word in value.AsSpan().Split(' '))
            if (value.AsSpan(word).Trim('.').Length > 1) whole++;
        return whole;
    }
}
