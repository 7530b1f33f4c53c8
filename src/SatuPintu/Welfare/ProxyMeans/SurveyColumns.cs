using SatuPintu.Statistics.Regression;
using SatuPintu.Welfare.Tables;

namespace SatuPintu.Welfare.ProxyMeans;

/// <summary>Which columns of a survey a model is made of.</summary>
public sealed record SurveyRoles
{
    /// <summary>The outcome.</summary>
    public required string Outcome { get; init; }

    /// <summary>The predictors; empty for every column that has no other part.</summary>
    public required IReadOnlyList<string> Predictors { get; init; }

    /// <summary>Those of the predictors that are categories though they are numbers.</summary>
    public IReadOnlyList<string> Categorical { get; init; } = [];

    /// <summary>The weights, or null.</summary>
    public string? Weight { get; init; }

    /// <summary>The groups, or null.</summary>
    public string? By { get; init; }

    /// <summary>The strata of the sample, or null.</summary>
    public string? Strata { get; init; }

    /// <summary>The clusters of the sample, or null.</summary>
    public string? Cluster { get; init; }

    /// <summary>The household's size, of which the logarithm and the square become predictors, or null.</summary>
    public string? Size { get; init; }

    /// <summary>Counts of members, whose shares of the size become predictors.</summary>
    public IReadOnlyList<string> Composition { get; init; } = [];

    /// <summary>The predictors made of other columns.</summary>
    internal IReadOnlyList<DerivedPredictor> Derived => DerivedPredictor.Of(Size, Composition);

    private IEnumerable<string?> Others => [Outcome, Weight, By, Strata, Cluster];

    /// <summary>What to read of a file with these headings.</summary>
    internal WantedColumns Wanted(IReadOnlyList<string> headings)
    {
        var wanted = new WantedColumns().Add(Outcome, ColumnKinds.Number).Add(Weight, ColumnKinds.Number);
        foreach (var category in new[] { By, Strata, Cluster }) wanted.Add(category, ColumnKinds.Category);
        wanted.Add(Size, ColumnKinds.Number).Add(Composition, ColumnKinds.Number);
        foreach (var predictor in Names(headings)) wanted.Add(predictor, Categorical.Contains(predictor, StringComparer.Ordinal) ? ColumnKinds.Category : ColumnKinds.Either);
        return wanted;
    }

    /// <summary>The predictors, in the order given or of the file.</summary>
    internal IReadOnlyList<string> Names(IReadOnlyList<string> headings)
    {
        if (Predictors.Count == 0) return [.. headings.Where(h => !Others.Contains(h, StringComparer.Ordinal))];
        var taken = Predictors.FirstOrDefault(p => p == Outcome || p == Weight);
        if (taken is not null) throw new UserError(ExitCode.Usage, "welfare.pmt.predictor_taken", ("column", taken));
        var stranger = Categorical.FirstOrDefault(c => !Predictors.Contains(c, StringComparer.Ordinal));
        if (stranger is not null) throw new UserError(ExitCode.Usage, "welfare.pmt.categorical_stranger", ("column", stranger));
        return [.. Predictors.Distinct(StringComparer.Ordinal)];
    }
}

/// <summary>The rows of a survey that can be used, column by column.</summary>
internal sealed class SurveyColumns
{
    private const int MostLevels = 60;

    private readonly WelfareTable table;
    private readonly int[] rows;

    private SurveyColumns(WelfareTable table, int[] rows) => (this.table, this.rows) = (table, rows);

    /// <summary>The survey.</summary>
    public DataFile Data => table.Data;

    /// <summary>The predictors.</summary>
    public required IReadOnlyList<Predictor> Predictors { get; init; }

    /// <summary>The outcome.</summary>
    public required double[] Outcome { get; init; }

    /// <summary>The weights, or null.</summary>
    public double[]? Weights { get; init; }

    /// <summary>
    /// Reads a survey. Rows that lack a value of any column in use, have the weight 0, or, under a logarithm, an outcome of zero or less
    /// are set aside with a warning.
    /// </summary>
    public static SurveyColumns Read(string file, SurveyRoles roles, bool log, Warnings warnings, CancellationToken cancellation)
    {
        var table = WelfareTable.Read(file, roles.Wanted, cancellation);
        var names = roles.Names(table.Headings).Where(n => roles.Predictors.Count > 0 || IsUsable(table, n, roles, warnings)).ToArray();
        var numbers = names.Where(n => !IsCategory(table, n, roles)).ToDictionary(n => n, n => table.Numbers(n).Values, StringComparer.Ordinal);
        var categories = names.Where(n => !numbers.ContainsKey(n)).ToDictionary(n => n, table.Categories, StringComparer.Ordinal);
        foreach (var derived in roles.Derived)
        {
            if (table.Headings.Contains(derived.Name, StringComparer.Ordinal)) throw new UserError(ExitCode.Input, "welfare.pmt.derived_taken", ("column", derived.Name), ("file", file));
            numbers.Add(derived.Name, Values(table, derived, warnings));
        }
        names = [.. names, .. roles.Derived.Select(d => d.Name)];
        var (outcome, weights) = (table.Numbers(roles.Outcome).Values, roles.Weight is null ? null : table.Numbers(roles.Weight).Values);
        var marks = new[] { roles.By, roles.Strata, roles.Cluster }.OfType<string>().Select(table.Categories).ToArray();

        var lacking = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var whole = new bool[table.Rows];
        Array.Fill(whole, true);
        foreach (var (name, values) in numbers) Strike(name, i => double.IsNaN(values[i]));
        foreach (var (name, category) in categories) Strike(name, i => category.Codes[i] < 0);
        foreach (var mark in marks) Strike(mark.Name, i => mark.Codes[i] < 0);
        Strike(roles.Outcome, i => double.IsNaN(outcome[i]));
        if (weights is not null) Strike(roles.Weight!, i => double.IsNaN(weights[i]));
        var aside = whole.Count(w => !w);
        if (aside > 0) warnings.Add("welfare.pmt.rows_aside", ("rows", aside), ("of", table.Rows), ("columns", string.Join(", ", lacking.Select(l => $"{l.Key} ({l.Value})"))));
        if (weights is not null)
        {
            var negative = Enumerable.Range(0, whole.Length).Where(i => whole[i] && weights[i] < 0).ToArray();
            if (negative.Length > 0) throw new UserError(ExitCode.Input, "welfare.fault.negative_weight", ("file", file), ("subject", roles.Weight), ("count", negative.Length));
            var idle = 0;
            for (var i = 0; i < whole.Length; i++)
            {
                if (!whole[i] || weights[i] > 0) continue;
                whole[i] = false;
                idle++;
            }
            if (idle > 0) warnings.Add("welfare.pmt.weights_zero", ("rows", idle));
        }
        if (log)
        {
            var low = 0;
            for (var i = 0; i < whole.Length; i++)
            {
                if (!whole[i] || outcome[i] > 0) continue;
                whole[i] = false;
                low++;
            }
            if (low > 0) warnings.Add("welfare.pmt.not_positive", ("rows", low), ("column", roles.Outcome));
        }
        int[] rows = [.. Enumerable.Range(0, whole.Length).Where(i => whole[i])];
        if (rows.Length == 0) throw new UserError(ExitCode.Input, "welfare.fault.no_rows", ("file", file));
        return new SurveyColumns(table, rows)
        {
            Predictors = [.. names.Select(n => numbers.TryGetValue(n, out var values)
                ? Predictor.Numeric(n, Pick(values, rows)) : Predictor.Categorical(n, Pick(categories[n].Codes, rows), categories[n].Labels))],
            Outcome = Pick(outcome, rows),
            Weights = weights is null ? null : Pick(weights, rows),
        };

        void Strike(string name, Func<int, bool> isMissing)
        {
            for (var i = 0; i < whole.Length; i++)
            {
                if (!isMissing(i)) continue;
                whole[i] = false;
                lacking[name] = lacking.GetValueOrDefault(name) + 1;
            }
        }
    }

    /// <summary>The codes of a category column for the rows in use, with its labels; null for no column.</summary>
    public (int[] Codes, string[] Labels)? Marks(string? column)
    {
        if (column is null) return null;
        var category = table.Categories(column);
        return (Pick(category.Codes, rows), category.Labels);
    }

    private static double[] Values(WelfareTable table, DerivedPredictor derived, Warnings warnings)
    {
        var (column, size) = (table.Numbers(derived.Column).Values, derived.Size is null ? null : table.Numbers(derived.Size).Values);
        double[] values = [.. column.Select((v, i) => derived.Value(v, size?[i] ?? double.NaN))];
        var beyond = derived.Form == DerivedForm.Share ? values.Count(v => v is < 0 or > 1) : 0;
        if (beyond > 0) warnings.Add("welfare.pmt.share_beyond", ("rows", beyond), ("column", derived.Column), ("size", derived.Size));
        return values;
    }

    private static bool IsCategory(WelfareTable table, string name, SurveyRoles roles) =>
        roles.Categorical.Contains(name, StringComparer.Ordinal) || !table.IsNumeric(name);

    // Of columns nobody chose, those that tell rows apart rather than describe them stay out.
    private static bool IsUsable(WelfareTable table, string name, SurveyRoles roles, Warnings warnings)
    {
        var isKey = TellsRowsApart(table, name, IsCategory(table, name, roles));
        if (isKey) warnings.Add("welfare.pmt.column_is_key", ("column", name));
        return !isKey;
    }

    /// <summary>Whether a column tells rows apart rather than describes them: a whole number that is another in each row, or a category of very many values.</summary>
    public static bool TellsRowsApart(WelfareTable table, string name, bool isCategory)
    {
        if (isCategory || !table.IsNumeric(name)) return table.Categories(name).Labels.Length > MostLevels;
        var values = table.Numbers(name).Values;
        return values.All(double.IsInteger) && values.Distinct().Count() == values.Length;
    }

    private static T[] Pick<T>(T[] values, int[] rows) => rows.Length == values.Length ? values : Array.ConvertAll(rows, r => values[r]);
}
