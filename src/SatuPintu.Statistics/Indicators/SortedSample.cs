namespace SatuPintu.Statistics.Indicators;

/// <summary>A sample by rising income, with the rows of each group.</summary>
internal sealed class SortedSample
{
    private readonly int[][] rows;
    private readonly int[][] positive;

    /// <summary>Sorts a sample.</summary>
    public SortedSample(ReadOnlySpan<double> incomes, ReadOnlySpan<double> weights, ReadOnlySpan<int> groups, int groupCount)
    {
        Original = new int[incomes.Length];
        for (var i = 0; i < Original.Length; i++) Original[i] = i;
        Incomes = incomes.ToArray();
        Array.Sort(Incomes, Original);
        Weights = new double[incomes.Length];
        for (var i = 0; i < Weights.Length; i++) Weights[i] = weights[Original[i]];
        Groups = groups.IsEmpty ? 0 : groupCount;
        var lists = new List<int>[Groups + 1];
        for (var g = 0; g < lists.Length; g++) lists[g] = [];
        for (var i = 0; i < Original.Length; i++)
        {
            lists[0].Add(i);
            if (Groups > 0 && groups[Original[i]] >= 0) lists[groups[Original[i]] + 1].Add(i);
        }
        rows = [.. lists.Select(l => l.ToArray())];
        positive = [.. rows.Select(r => r.Where(i => Incomes[i] > 0).ToArray())];
    }

    /// <summary>How many rows there are.</summary>
    public int Rows => Original.Length;

    /// <summary>How many groups there are.</summary>
    public int Groups { get; }

    /// <summary>The incomes, rising.</summary>
    public double[] Incomes { get; }

    /// <summary>The weights in the order of the incomes.</summary>
    public double[] Weights { get; }

    /// <summary>For each place in this order the row as it was given.</summary>
    public int[] Original { get; }

    /// <summary>The rows of a group, of all for −1, or those of them with an income above 0.</summary>
    public int[] RowsOf(int group, bool positive) => (positive ? this.positive : rows)[group + 1];
}
