using SatuPintu.Statistics.Regression;
using SatuPintu.Welfare.Tables;

namespace SatuPintu.Welfare.SmallAreas;

/// <summary>The columns of a census that a survey's model asks for.</summary>
internal sealed class CensusColumns
{
    private readonly Dictionary<string, double[]> numbers;
    private readonly Dictionary<string, CategoryColumn> categories;
    private readonly int[] rows;

    private CensusColumns(Dictionary<string, double[]> numbers, Dictionary<string, CategoryColumn> categories, int[] rows) =>
        (this.numbers, this.categories, this.rows) = (numbers, categories, rows);

    /// <summary>The file.</summary>
    public required DataFile Data { get; init; }

    /// <summary>The area of each row in use, by number.</summary>
    public required int[] Areas { get; init; }

    /// <summary>The areas that have a row in use.</summary>
    public required IReadOnlyList<string> AreaNames { get; init; }

    /// <summary>By area the groups that its rows in use name; none where no column of groups was asked for.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Groups { get; init; }

    /// <summary>Reads a census; rows that lack a value are set aside, and categories the survey never had count as its base, both with a warning.</summary>
    /// <param name="file">The census.</param>
    /// <param name="area">Its column of areas.</param>
    /// <param name="group">Its column of groups of areas, or null; a row may lack it.</param>
    /// <param name="predictors">The predictors of the survey.</param>
    /// <param name="warnings">Takes the warnings.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static CensusColumns Read(string file, string area, string? group, IReadOnlyList<Predictor> predictors, Warnings warnings, CancellationToken cancellation)
    {
        var wanted = new WantedColumns().Add(area, ColumnKinds.Category).Add(group, ColumnKinds.Category);
        foreach (var predictor in predictors) wanted.Add(predictor.Name, predictor.Values is null ? ColumnKinds.Category : ColumnKinds.Number);
        var table = WelfareTable.Read(file, wanted, cancellation);
        var places = table.Categories(area);
        var numbers = predictors.Where(p => p.Values is not null).ToDictionary(p => p.Name, p => table.Numbers(p.Name).Values, StringComparer.Ordinal);
        var categories = predictors.Where(p => p.Values is null).ToDictionary(p => p.Name, p => table.Categories(p.Name), StringComparer.Ordinal);
        int[] rows = [.. Enumerable.Range(0, table.Rows).Where(i => places.Codes[i] >= 0 && numbers.Values.All(v => !double.IsNaN(v[i])) && categories.Values.All(c => c.Codes[i] >= 0))];
        if (rows.Length == 0) throw new UserError(ExitCode.Input, "welfare.fault.no_rows", ("file", file));
        if (rows.Length < table.Rows) warnings.Add("welfare.map.census_aside", ("rows", table.Rows - rows.Length), ("of", table.Rows));
        foreach (var predictor in predictors)
        {
            if (predictor.Values is not null) continue;
            var known = predictor.Codes!.Distinct().Select(c => predictor.Levels[c]).ToHashSet(StringComparer.Ordinal);
            var strange = categories[predictor.Name].Labels.Where(l => !known.Contains(l)).ToList();
            if (strange.Count == 0) continue;
            var codes = strange.Select(l => Array.IndexOf(categories[predictor.Name].Labels, l)).ToHashSet();
            var count = rows.Count(i => codes.Contains(categories[predictor.Name].Codes[i]));
            if (count > 0) warnings.Add("welfare.map.unseen", ("rows", count), ("column", predictor.Name), ("values", Warnings.Some(strange)));
        }
        var used = rows.Select(i => places.Codes[i]).Distinct().Order().ToArray();
        var number = new int[places.Labels.Length];
        for (var i = 0; i < used.Length; i++) number[used[i]] = i;
        return new CensusColumns(numbers, categories, rows)
        {
            Data = table.Data,
            Areas = Array.ConvertAll(rows, i => number[places.Codes[i]]),
            AreaNames = [.. used.Select(u => places.Labels[u])],
            Groups = GroupsOf(group is null ? null : table.Categories(group)),
        };

        IReadOnlyList<IReadOnlyList<string>> GroupsOf(CategoryColumn? groups)
        {
            var named = used.Select(_ => new SortedSet<string>(StringComparer.Ordinal)).ToArray();
            if (groups is not null)
                foreach (var i in rows)
                    if (groups.Codes[i] >= 0) named[number[places.Codes[i]]].Add(groups.Labels[groups.Codes[i]]);
            return [.. named.Select(n => n.ToArray())];
        }
    }

    /// <summary>A column of the survey's design in the census, in a given order.</summary>
    public double[] Column(Predictor predictor, string? level, int[] order)
    {
        if (level is null) return Array.ConvertAll(order, i => numbers[predictor.Name][rows[i]]);
        var category = categories[predictor.Name];
        var code = Array.IndexOf(category.Labels, level);
        return Array.ConvertAll(order, i => code >= 0 && category.Codes[rows[i]] == code ? 1.0 : 0);
    }
}
