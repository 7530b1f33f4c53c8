using SatuPintu.Linkage.Fields;

namespace SatuPintu.Linkage.Engine;

/// <summary>
/// Finds, for each field, the one other field whose agreement brings its own: the state follows from the postcode, the e-mail address
/// from the name. Counted as independent, both would be counted twice.
/// </summary>
internal sealed class Dependence
{
    private const int SamplePairs = 3000;
    private const double FewestUnrelated = 60;
    // A field depends on another where the agreement of that one tells so much of its levels (Kullback and Leibler 1951).
    private const double LeastBits = 0.25;
    private const double FewestOfAll = 0.8;
    private const double SurelyUnrelated = 0.95;
    private const int MostBits = 60;

    private readonly RowTable rows;
    private readonly IReadOnlyList<FieldColumn> columns;
    private readonly double[][] marginalU;
    private readonly double[][] startM;
    private readonly double prior;
    private readonly PairComparer comparer;
    private readonly ComparisonPlan plan;

    private Dependence(RowTable rows, IReadOnlyList<FieldColumn> columns, double[][] marginalU, double[][] startM, double prior)
    {
        this.rows = rows;
        this.columns = columns;
        this.marginalU = marginalU;
        this.startM = startM;
        this.prior = prior;
        plan = Unrelated(columns);
        comparer = new PairComparer(plan);
    }

    /// <summary>A plan in which every field stands for itself.</summary>
    public static ComparisonPlan Unrelated(IReadOnlyList<FieldColumn> columns) =>
        new(columns, [.. Enumerable.Repeat(-1, columns.Count)], new bool[columns.Count], false);

    /// <summary>The parent of each field, −1 for none, and by field the counts of its levels where the parent agrees, among unrelated pairs.</summary>
    public static (int[] Parents, double[]?[] GivenAgrees) Find(RowTable rows, IReadOnlyList<FieldColumn> columns, double[][] marginalU, double[][] startM, double prior, int workers, CancellationToken cancellation)
    {
        var finder = new Dependence(rows, columns, marginalU, startM, prior);
        var count = columns.Count;
        var levels = new double[count][][];
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation }, a => levels[a] = finder.LevelsGiven(a));
        var links = new List<(double Bits, int Parent, int Child)>();
        for (var a = 0; a < count; a++)
        {
            for (var b = 0; b < count; b++)
            {
                // Which list a record stands in is no property of the person.
                if (a == b || columns[a] is ListColumn || columns[b] is ListColumn) continue;
                var known = levels[a][b].Sum() - levels[a][b][0];
                if (known < FewestUnrelated) continue;
                double bits = 0;
                for (var level = 1; level < levels[a][b].Length; level++)
                {
                    var share = levels[a][b][level] / known;
                    if (share > 0) bits += share * Math.Log2(share / Math.Max(1e-9, marginalU[b][level]));
                }
                // So many bits come about by the smallness of the sample alone (Miller 1955).
                bits -= (levels[a][b].Length - 2) / (2 * known * Math.Log(2));
                if (bits >= LeastBits) links.Add((bits, a, b));
            }
        }
        var parents = new int[count];
        Array.Fill(parents, -1);
        // An identity number holds the date of birth, whatever the sample says.
        var born = Enumerable.Range(0, count).FirstOrDefault(c => columns[c] is DateColumn, -1);
        for (var c = 0; c < count && born >= 0; c++) if (columns[c] is NikColumn) parents[c] = born;
        // Of the two directions the rarer agreement is the parent: little is left to say once it agrees.
        foreach (var (_, parent, child) in links.OrderByDescending(l => l.Bits).ThenBy(l => Chance(marginalU[l.Parent], columns[l.Parent]))
            .ThenBy(l => columns[l.Parent].Name, StringComparer.Ordinal).ThenBy(l => columns[l.Child].Name, StringComparer.Ordinal))
        {
            if (parents[child] >= 0 || Descends(parents, parent, child)) continue;
            parents[child] = parent;
        }
        var given = new double[]?[count];
        for (var b = 0; b < count; b++)
        {
            if (parents[b] < 0) continue;
            given[b] = levels[parents[b]][b];
            if (columns[b] is NikColumn)
                for (var level = 1; level < given[b]!.Length; level++) given[b]![level] += NikColumn.GivenBirth[level];
        }
        return (parents, given);
    }

    private static bool Descends(int[] parents, int from, int ancestor)
    {
        for (var at = from; at >= 0; at = parents[at]) if (at == ancestor) return true;
        return false;
    }

    private static double Chance(double[] u, FieldColumn column)
    {
        double sum = 0;
        for (var level = 1; level <= column.EqualBands; level++) sum += u[level];
        return sum;
    }

    /// <summary>By field, the counts of its levels among unrelated pairs that have equal values in field <paramref name="a"/>.</summary>
    private double[][] LevelsGiven(int a)
    {
        var counts = columns.Select(c => new double[c.Levels.Length]).ToArray();
        // The records drawn are enough to see what common values bring along.
        int[] firsts = rows.Drawn.First.Records, seconds = rows.Drawn.Second.Records;
        var starts = new int[columns[a].ValueCount + 1];
        foreach (var r in seconds) starts[rows[r][a]]++;
        var sum = 0;
        for (var value = 0; value < starts.Length; value++) (starts[value], sum) = (sum, sum + starts[value]);
        var order = new int[seconds.Length];
        var next = (int[])starts.Clone();
        foreach (var r in seconds) order[next[rows[r][a]]++] = r;

        var random = new Random((int)Records.ValueInterner.Hash(System.Text.Encoding.UTF8.GetBytes(columns[a].Name)));
        double[] weights = new double[SamplePairs];
        var patterns = new long[SamplePairs];
        var found = 0;
        for (var attempt = 0; attempt < SamplePairs * 3 && found < SamplePairs; attempt++)
        {
            var first = firsts[random.Next(firsts.Length)];
            var value = rows[first][a];
            if (value == 0) continue;
            int start = starts[value], end = starts[value + 1];
            if (end - start < (rows.IsLink ? 1 : 2)) continue;
            var second = order[random.Next(start, end)];
            if (second == first) continue;
            patterns[found] = comparer.Compare(rows[Math.Min(first, second)], rows[Math.Max(first, second)]);
            // A record is drawn once, a pair should be: those of large groups stand for more.
            weights[found++] = end - start;
        }
        var bits = new double[columns.Count];
        for (var i = 0; i < found; i++)
        {
            var odds = Math.Log2(prior / (1 - prior));
            for (var c = 0; c < columns.Count; c++)
            {
                var level = plan.LevelOf(patterns[i], c);
                bits[c] = level == 0 ? 0 : Math.Log2(startM[c][level] / Math.Max(1e-9, marginalU[c][level]));
                odds += bits[c];
            }
            // Whether a pair is unrelated is judged without the field that is looked at: its agreement must not count against itself.
            for (var c = 0; c < columns.Count; c++)
            {
                var unrelated = 1 / (1 + double.Exp2(Math.Clamp(odds - (c == a ? 0 : bits[c]), -MostBits, MostBits)));
                // Pairs in doubt are left out: a few of one person among them would look like dependence.
                if (unrelated >= SurelyUnrelated) counts[c][plan.LevelOf(patterns[i], c)] += weights[i];
            }
        }
        // Where most pairs that agree are of one person, who the unrelated are cannot be told well enough.
        var all = weights.Take(found).Sum();
        if (all == 0 || counts[a].Sum() < FewestOfAll * all) return columns.Select(c => new double[c.Levels.Length]).ToArray();
        // Back to numbers of pairs, so that few stay few.
        var scale = found / all;
        foreach (var row in counts) for (var level = 0; level < row.Length; level++) row[level] *= scale;
        return counts;
    }
}
