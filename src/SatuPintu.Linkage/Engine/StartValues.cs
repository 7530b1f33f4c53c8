using SatuPintu.Linkage.Fields;

namespace SatuPintu.Linkage.Engine;

/// <summary>What is counted before any candidate is compared: how fields agree by chance, and what their levels start from.</summary>
internal static class StartValues
{
    private const int RandomPairs = 100_000;
    private const double LeanPairs = 20;
    // A level that no random pair shows is as likely as a third of a pair among them.
    private const double Unseen = 0.3;
    // A value that one record of the list has is this much rarer among people than the list is long.
    private const double Rarer = 8;

    /// <summary>By field and level, the probability among pairs drawn at random; exact for equal values.</summary>
    public static double[][] Chance(RowTable rows, IReadOnlyList<FieldColumn> columns, int workers, out double pairs, CancellationToken cancellation)
    {
        var plan = Dependence.Unrelated(columns);
        var wanted = (int)Math.Min(RandomPairs, rows.AllPairs * 2);
        int[] first = rows.Drawn.First.Records, second = rows.Drawn.Second.Records;
        const int Slices = 8;
        var counts = new double[Slices][][];
        Parallel.For(0, Slices, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation }, slice =>
        {
            var comparer = new PairComparer(plan);
            var random = new Random(20_003 + slice);
            var sum = columns.Select(c => new double[c.Levels.Length]).ToArray();
            for (var i = 0; i < wanted / Slices; i++)
            {
                int a = first[random.Next(first.Length)], b = second[random.Next(second.Length)];
                if (a == b) continue;
                var pattern = comparer.Compare(rows[Math.Min(a, b)], rows[Math.Max(a, b)]);
                for (var c = 0; c < sum.Length; c++) sum[c][plan.LevelOf(pattern, c)]++;
            }
            counts[slice] = sum;
        });
        pairs = wanted;
        var chance = new double[columns.Count][];
        for (var c = 0; c < chance.Length; c++)
        {
            var levels = columns[c].Levels;
            chance[c] = new double[levels.Length];
            double known = LeanPairs;
            for (var level = 1; level < levels.Length; level++) known += counts.Sum(s => s[c][level]);
            double others = 0, equal = 0;
            for (var level = 1; level < levels.Length; level++)
            {
                if (columns[c].IsEqual(level)) equal += chance[c][level] = columns[c].EqualByChance[level];
                else others += chance[c][level] = Math.Max(Unseen / known, (counts.Sum(s => s[c][level]) + LeanPairs * levels[level].U) / known);
            }
            for (var level = 1; level < levels.Length; level++) if (!columns[c].IsEqual(level)) chance[c][level] *= (1 - equal) / others;
        }
        return chance;
    }

    /// <summary>Where m starts: equal values in the bands in which the records have them, the rest as is typical of the kind.</summary>
    public static double[][] M(IReadOnlyList<FieldColumn> columns)
    {
        var m = new double[columns.Count][];
        for (var c = 0; c < m.Length; c++)
        {
            var column = columns[c];
            m[c] = new double[column.Levels.Length];
            double sum = 0;
            for (var level = 1; level < m[c].Length; level++)
                sum += m[c][level] = column.IsEqual(level) ? column.Levels[level].M * Math.Max(1e-4, column.EqualShares[level]) : column.Levels[level].M;
            for (var level = 1; level < m[c].Length; level++) m[c][level] /= sum;
        }
        return m;
    }

    /// <summary>The least that u may be: a value of the band is had by at least one in so many records.</summary>
    public static double[][] Floor(RowTable rows, IReadOnlyList<FieldColumn> columns, double randomPairs)
    {
        var floor = new double[columns.Count][];
        var records = Math.Max(2, rows.IsLink ? Math.Max(rows.LeftCount, rows.Count - rows.LeftCount) : rows.Count);
        for (var c = 0; c < floor.Length; c++)
        {
            floor[c] = new double[columns[c].Levels.Length];
            for (var level = 1; level < floor[c].Length; level++)
                floor[c][level] = columns[c].IsEqual(level) ? Math.Max(1e-9, columns[c].EqualShares[level] / (Rarer * records)) : Unseen / randomPairs;
        }
        return floor;
    }

    /// <summary>Spreads rows of levels over the states of a plan; where the parent agrees, what was counted there is taken.</summary>
    public static double[][] ByState(ComparisonPlan plan, double[][] levels, double[]?[]? givenAgrees, Func<int, double[], double[]>? toProbabilities, double[] family)
    {
        var table = plan.Table();
        for (var c = 0; c < plan.Count; c++)
        {
            var row = c == plan.Family ? family : levels[c];
            for (var state = 0; state < ComparisonPlan.States; state++) row.CopyTo(table[c].AsSpan(state * row.Length));
            if (c != plan.Family && givenAgrees?[c] is { } given) toProbabilities!(c, given).CopyTo(table[c].AsSpan(ComparisonPlan.Agrees * row.Length));
        }
        return table;
    }

    /// <summary>Counts of levels as probabilities, leaning on what agrees by chance.</summary>
    public static double[] Probabilities(double[] counts, double[] lean)
    {
        const double Lean = 4;
        var result = new double[counts.Length];
        double sum = Lean;
        for (var level = 1; level < counts.Length; level++) sum += counts[level];
        for (var level = 1; level < counts.Length; level++) result[level] = (counts[level] + Lean * lean[level]) / sum;
        return result;
    }
}
