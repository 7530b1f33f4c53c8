using SatuPintu.Statistics.Regression;

namespace SatuPintu.Statistics.ProxyMeans;

/// <summary>A column of a hierarchical model: a column of the design, or a bend of it, max(0, x − knot).</summary>
/// <param name="Column">The design's column.</param>
/// <param name="Knot">Where it bends; null for the column itself.</param>
/// <param name="Block">For a bend the number of its predictor's block; −1 otherwise.</param>
/// <param name="Centre">The mean over the survey.</param>
/// <param name="Scale">The standard deviation over the survey.</param>
internal sealed record PooledColumn(DesignColumn Column, double? Knot, int Block, double Centre, double Scale);

/// <summary>The standardised columns of a hierarchical model: a constant, then those whose coefficients vary by group, then bends.</summary>
internal sealed class PooledColumns
{
    private const int Knots = 5;
    // Sizes, counts and ages bend; amounts of money, which have more values than this, do not.
    private const int MostValues = 100;
    // So few may bend at each.
    private const int FewValues = 10;
    private const double Nil = 1e-9;

    private PooledColumns(double[][] values, PooledColumn[] columns, int varying, int blocks) =>
        (Values, Columns, Varying, Blocks) = (values, columns, varying, blocks);

    /// <summary>The values, the constant first.</summary>
    public double[][] Values { get; }

    /// <summary>What the columns are, without the constant.</summary>
    public PooledColumn[] Columns { get; }

    /// <summary>How many columns vary by group, the constant among them; they come first.</summary>
    public int Varying { get; }

    /// <summary>How many predictors bend.</summary>
    public int Blocks { get; }

    /// <summary>Makes the columns of some terms.</summary>
    public static PooledColumns Make(Design design, IEnumerable<Term> terms, bool bends)
    {
        var ones = new double[design.Rows];
        Array.Fill(ones, 1.0);
        var (values, columns) = (new List<double[]> { ones }, new List<PooledColumn>());
        var places = terms.SelectMany(t => Enumerable.Range(t.First, t.Count)).ToArray();
        foreach (var place in places) Add(design.Values[place], design.Columns[place], null, -1);
        var varying = values.Count;
        var blocks = 0;
        if (bends)
        {
            foreach (var place in places)
            {
                if (design.Columns[place].Level is not null) continue;
                var before = values.Count;
                foreach (var knot in KnotsOf(design.Values[place]))
                    Add(Array.ConvertAll(design.Values[place], v => Math.Max(0, v - knot)), design.Columns[place], knot, blocks);
                if (values.Count > before) blocks++;
            }
        }
        return new PooledColumns([.. values], [.. columns], varying, blocks);

        void Add(double[] column, DesignColumn what, double? knot, int block)
        {
            var centre = column.Average();
            var scale = Math.Sqrt(LeastSquares.SquaresAbout(column, null, centre) / column.Length);
            if (!(scale > Nil * Math.Abs(centre))) return;
            columns.Add(new PooledColumn(what, knot, block, centre, scale));
            values.Add(Array.ConvertAll(column, v => (v - centre) / scale));
        }
    }

    // The middles of equal parts of the values above the least, where most columns of a survey have a heap.
    private static double[] KnotsOf(double[] column)
    {
        var sorted = (double[])column.Clone();
        Array.Sort(sorted);
        double[] values = [.. sorted.Distinct()];
        if (values.Length > MostValues) return [];
        if (values.Length <= FewValues) return values.Length > 2 ? values[1..^1] : [];
        var above = sorted.AsSpan(Array.FindLastIndex(sorted, v => v == sorted[0]) + 1).ToArray();
        return [.. Enumerable.Range(0, Knots).Select(k => above.Length == 0 ? sorted[0] : above[(int)(above.Length * (k + 0.5) / Knots)]).Distinct().Where(v => v > sorted[0] && v < sorted[^1])];
    }
}
