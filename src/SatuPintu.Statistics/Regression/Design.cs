namespace SatuPintu.Statistics.Regression;

/// <summary>A term of a model: one predictor with the columns it takes in the design.</summary>
/// <param name="Predictor">Which predictor, by its place among those given.</param>
/// <param name="Name">What the predictor is called.</param>
/// <param name="First">Its first column; the intercept is no column of a <see cref="Design"/>.</param>
/// <param name="Count">How many columns: one for a number, one for each level after the first for a category.</param>
public sealed record Term(int Predictor, string Name, int First, int Count);

/// <summary>A column of a design.</summary>
/// <param name="Name">The predictor's name, and the level after it for a category, as R's <c>model.matrix</c> names columns.</param>
/// <param name="Predictor">Which predictor, by its place among those given.</param>
/// <param name="Level">The level the column marks; null for a number.</param>
public sealed record DesignColumn(string Name, int Predictor, string? Level);

/// <summary>
/// The design matrix of some rows in columns, without the intercept. A category is coded by treatment contrasts: the first of the
/// levels that occur among the rows is the base, each other one has a column of zeros and ones.
/// </summary>
public sealed class Design
{
    private Design(int rows, IReadOnlyList<string> names, IReadOnlyList<string?> bases, IReadOnlyList<Term> terms, IReadOnlyList<DesignColumn> columns, double[][] values) =>
        (Rows, Names, Bases, Terms, Columns, Values) = (rows, names, bases, terms, columns, values);

    /// <summary>How many rows.</summary>
    public int Rows { get; }

    /// <summary>The predictors' names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>For each predictor the level that has no column; null for a number.</summary>
    public IReadOnlyList<string?> Bases { get; }

    /// <summary>The terms, in the order of their predictors; a category of one level has none.</summary>
    public IReadOnlyList<Term> Terms { get; }

    /// <summary>The columns, in the order of their terms.</summary>
    public IReadOnlyList<DesignColumn> Columns { get; }

    /// <summary>The values, column by column.</summary>
    public double[][] Values { get; }

    /// <summary>Makes the design of all rows.</summary>
    public static Design Make(IReadOnlyList<Predictor> predictors) =>
        Make(predictors, [.. Enumerable.Range(0, predictors.Count == 0 ? 0 : predictors[0].Rows)]);

    /// <summary>Makes the design of some rows.</summary>
    /// <param name="predictors">The predictors over all rows.</param>
    /// <param name="rows">Which rows, in which order.</param>
    public static Design Make(IReadOnlyList<Predictor> predictors, int[] rows)
    {
        var terms = new List<Term>();
        var columns = new List<DesignColumn>();
        var values = new List<double[]>();
        var bases = new string?[predictors.Count];
        for (var p = 0; p < predictors.Count; p++)
        {
            var predictor = predictors[p];
            var first = columns.Count;
            if (predictor.Values is { } numbers)
            {
                columns.Add(new DesignColumn(predictor.Name, p, null));
                values.Add(Array.ConvertAll(rows, r => numbers[r]));
            }
            else
            {
                bases[p] = AddLevels(predictor, p, rows, columns, values);
            }
            if (columns.Count > first) terms.Add(new Term(p, predictor.Name, first, columns.Count - first));
        }
        return new Design(rows.Length, [.. predictors.Select(p => p.Name)], bases, terms, columns, [.. values]);
    }

    private static string? AddLevels(Predictor predictor, int place, int[] rows, List<DesignColumn> columns, List<double[]> values)
    {
        var codes = predictor.Codes!;
        var seen = new bool[predictor.Levels.Count];
        foreach (var row in rows)
        {
            if (codes[row] < 0) throw new StatisticsException(StatisticsFault.NotFinite, predictor.Name, 1);
            seen[codes[row]] = true;
        }
        var slots = new int[seen.Length];
        var start = values.Count;
        string? first = null;
        for (var level = 0; level < seen.Length; level++)
        {
            slots[level] = -1;
            if (!seen[level]) continue;
            if (first is not null)
            {
                slots[level] = values.Count;
                columns.Add(new DesignColumn(predictor.Name + predictor.Levels[level], place, predictor.Levels[level]));
                values.Add(new double[rows.Length]);
            }
            first ??= predictor.Levels[level];
        }
        if (values.Count == start) return first;
        for (var i = 0; i < rows.Length; i++)
            if (slots[codes[rows[i]]] is >= 0 and var slot) values[slot][i] = 1;
        return first;
    }
}
