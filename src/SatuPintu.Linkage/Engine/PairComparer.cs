using System.Runtime.CompilerServices;
using SatuPintu.Linkage.Fields;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Linkage.Engine;

/// <summary>Compares two records by their cells.</summary>
internal sealed class PairComparer
{
    private readonly FieldColumn[] columns;
    private readonly int[][] otherNames;
    private readonly int[] before;

    public PairComparer(ComparisonPlan plan)
    {
        Plan = plan;
        columns = [.. plan.Columns];
        var names = Enumerable.Range(0, columns.Length).Where(c => columns[c].Kind == FieldKind.Name).ToArray();
        otherNames = new int[columns.Length][];
        before = new int[columns.Length];
        foreach (var (place, c) in Enumerable.Range(0, columns.Length).OrderBy(c => columns[c].Name, StringComparer.Ordinal).Index()) before[c] = place;
        for (var c = 0; c < columns.Length; c++) otherNames[c] = columns[c].Kind == FieldKind.Name ? [.. names.Where(n => n != c)] : [];
    }

    public ComparisonPlan Plan { get; }

    /// <summary>The pattern of a pair; the level of the families stays missing.</summary>
    public long Compare(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        long pattern = 0;
        for (var c = 0; c < columns.Length; c++) pattern |= (long)Level(c, a, b) << Plan.Shift[c];
        return pattern;
    }

    /// <summary>
    /// The pattern of a pair, or −1 as soon as its weight under a model can no longer reach a bound: against unrelated people, or against
    /// two members of one household, whom the fields of the household do not part. Which values are the same is seen at once and bounds
    /// what each field can bring; only then are values looked at, those that cost little first.
    /// </summary>
    public long CompareIfAbove(ReadOnlySpan<int> a, ReadOnlySpan<int> b, EngineModel model, float bound)
    {
        // What the fields not yet compared can bring at the most.
        float rest = 0, restS = 0;
        float weight = model.PriorWeight, weightS = model.PriorWeightS;
        var household = model.WeightS;
        var order = Plan.Order;
        for (var i = 0; i < order.Length; i++)
        {
            var c = order[i];
            if (a[c] == 0 || b[c] == 0) continue;
            var at = CeilingOf(c, a, b);
            rest += model.Ceiling[c][at];
            if (household is not null) restS += model.CeilingS[c][at];
        }
        if (weight + rest < bound || household is not null && weightS + restS < bound) return -1;
        long pattern = 0;
        for (var i = 0; i < order.Length; i++)
        {
            var c = order[i];
            var level = Level(c, a, b);
            if (level == 0) continue;
            pattern |= (long)level << Plan.Shift[c];
            var ceiling = CeilingOf(c, a, b);
            var at = StateOf(c, a, b) * Plan.Levels[c].Length + level;
            weight += model.WeightU[c][at];
            rest -= model.Ceiling[c][ceiling];
            if (weight + rest < bound) return -1;
            if (household is null) continue;
            weightS += household[c][at];
            restS -= model.CeilingS[c][ceiling];
            if (weightS + restS < bound) return -1;
        }
        return pattern;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int CeilingOf(int comparison, ReadOnlySpan<int> a, ReadOnlySpan<int> b) => EngineModel.CeilingAt(StateOf(comparison, a, b), a[comparison] == b[comparison]);

    // Values are equal where their numbers are the same.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int StateOf(int comparison, ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        var parent = Plan.Parents[comparison];
        if (parent < 0) return ComparisonPlan.Unknown;
        int x = a[parent], y = b[parent];
        return x == 0 || y == 0 ? ComparisonPlan.Unknown : x == y ? ComparisonPlan.Agrees : ComparisonPlan.Differs;
    }

    /// <summary>The level of one comparison.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Level(int comparison, ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        int x = a[comparison], y = b[comparison];
        if (x == 0 || y == 0) return 0;
        var level = columns[comparison].Level(x, y);
        // A value that fits badly may stand in another part of the other name.
        if (level <= NameColumn.Swapped + 3 || otherNames[comparison].Length == 0) return level;
        foreach (var other in otherNames[comparison])
        {
            bool there = b[other] == x, back = a[other] == y;
            // One value in the other place is one agreement, not one for each of the two parts.
            if (there && back || (there || back) && before[comparison] < before[other]) return NameColumn.Swapped;
        }
        return level;
    }
}
