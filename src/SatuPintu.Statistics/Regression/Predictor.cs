using System.Globalization;

namespace SatuPintu.Statistics.Regression;

/// <summary>One explanatory variable over all rows: a number, or a category with levels.</summary>
public sealed class Predictor
{
    private Predictor(string name, double[]? values, int[]? codes, IReadOnlyList<string> levels) =>
        (Name, Values, Codes, Levels) = (name, values, codes, levels);

    /// <summary>What the column is called.</summary>
    public string Name { get; }

    /// <summary>The numbers, one a row; null for categories.</summary>
    public double[]? Values { get; }

    /// <summary>For each row the position of its level in <see cref="Levels"/>; null for numbers. A level never seen is −1.</summary>
    public int[]? Codes { get; }

    /// <summary>The levels in their order; empty for numbers.</summary>
    public IReadOnlyList<string> Levels { get; }

    /// <summary>How many rows.</summary>
    public int Rows => Values?.Length ?? Codes!.Length;

    /// <summary>A numeric variable.</summary>
    public static Predictor Numeric(string name, double[] values)
    {
        var bad = values.Count(v => !double.IsFinite(v));
        return bad == 0 ? new(name, values, null, []) : throw new StatisticsException(StatisticsFault.NotFinite, name, bad);
    }

    /// <summary>A categorical variable; its levels are sorted, as numbers where all are numbers and by code unit otherwise.</summary>
    public static Predictor Categorical(string name, IReadOnlyList<string> values)
    {
        var levels = Sorted(values);
        var places = levels.Select((l, i) => (l, i)).ToDictionary(p => p.l, p => p.i, StringComparer.Ordinal);
        return new(name, null, [.. values.Select(v => places[v])], levels);
    }

    /// <summary>A categorical variable whose levels are known already; a value that is none of them gets the code −1.</summary>
    public static Predictor Categorical(string name, int[] codes, IReadOnlyList<string> levels) => new(name, null, codes, levels);

    /// <summary>The order of levels: numbers by size where every level is one, texts by code unit otherwise.</summary>
    public static string[] Sorted(IEnumerable<string> values)
    {
        var levels = values.Distinct(StringComparer.Ordinal).ToArray();
        var numbers = new double[levels.Length];
        for (var i = 0; i < levels.Length; i++)
        {
            if (double.TryParse(levels[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i])) continue;
            Array.Sort(levels, StringComparer.Ordinal);
            return levels;
        }
        Array.Sort(numbers, levels);
        return levels;
    }
}
