using SatuPintu.Sources.Reading;
using SatuPintu.Statistics.ProxyMeans;
using SatuPintu.Statistics.Regression;
using SatuPintu.Welfare.Tables;

namespace SatuPintu.Welfare.ProxyMeans;

/// <summary>What stands in the way of a score, or bends it, counted while a file is scored.</summary>
internal sealed class ScoringCounts
{
    /// <summary>Households without a score, by the column that was missing.</summary>
    public SortedDictionary<string, int> Missing { get; } = new(StringComparer.Ordinal);

    /// <summary>Households with a category that the survey never had, by column and category.</summary>
    public SortedDictionary<string, int> Unseen { get; } = new(StringComparer.Ordinal);

    /// <summary>Households with a category that their group's model does not know, who were scored by the model of all.</summary>
    public int Elsewhere { get; set; }

    /// <summary>Households of a group without a model, who were scored by the model of all, by group.</summary>
    public SortedDictionary<string, int> Strangers { get; } = new(StringComparer.Ordinal);

    internal static void Count(SortedDictionary<string, int> counts, string name) => counts[name] = counts.GetValueOrDefault(name) + 1;
}

/// <summary>Scores households by a model, one after the other as they are read.</summary>
internal sealed class PredictorCells
{
    private readonly IPredictorRow rows;
    private readonly ScoringCounts counts;
    private readonly string[] names;
    private readonly int[] columns;
    private readonly Category?[] categories;
    private readonly ProxyGroup all;
    private readonly GroupScorer pooled;
    private readonly Dictionary<string, (ProxyGroup Group, GroupScorer Scorer)> byGroup;
    private readonly ByteDictionary groupTexts = new();
    private readonly List<(ProxyGroup Group, GroupScorer Scorer)> byCode = [];
    private readonly int groupColumn;

    /// <summary>Makes ready to score households.</summary>
    /// <exception cref="UserError">They lack a column of the model.</exception>
    public PredictorCells(StoredProxyModel stored, IPredictorRow rows, ScoringCounts counts)
    {
        (this.rows, this.counts) = (rows, counts);
        var model = stored.Model;
        names = Used(stored);
        columns = Array.ConvertAll(names, rows.IndexOf);
        categories = Array.ConvertAll(names, n => Category.Of(model, n));
        var levels = categories.Select(c => c?.Levels).ToArray();
        all = model.All;
        pooled = GroupScorer.Of(all, names, levels);
        byGroup = model.Groups.ToDictionary(g => g.Name, g => (g, GroupScorer.Of(g, names, levels)), StringComparer.Ordinal);
        groupColumn = stored.By is not null && model.Groups.Count > 0 ? rows.IndexOf(stored.By) : -1;
        // Code 0 is the empty text: a household whose group is missing.
        byCode.Add((all, pooled));
    }

    /// <summary>The predictors that some group's model uses, in the model's order.</summary>
    public static string[] Used(StoredProxyModel stored)
    {
        var used = stored.Model.Groups.Append(stored.Model.All).SelectMany(g => g.Coefficients.Select(c => c.Predictor).Concat(g.Categories.Select(c => c.Predictor))).ToHashSet(StringComparer.Ordinal);
        return [.. stored.Model.Predictors.Where(used.Contains)];
    }

    /// <summary>What the present household lacks of the predictors that a group's model uses.</summary>
    public string[] Lacking(ProxyGroup group)
    {
        var scorer = byGroup.TryGetValue(group.Name, out var own) ? own.Scorer : pooled;
        return [.. names.Where((_, p) => scorer.Effects[p] is not null ? CellNumbers.IsMissing(rows.Cell(columns[p])) : scorer.Uses(p) && double.IsNaN(rows.Number(columns[p])))];
    }

    /// <summary>The group texts met, by code; code 0 is none.</summary>
    public string[] Groups() => groupTexts.ToTexts();

    /// <summary>The present row's linear predictor, NaN where a value is missing; with its group and the model that counted.</summary>
    public double Score(out int group, out ProxyGroup model)
    {
        group = groupColumn < 0 ? 0 : groupTexts.CodeOf(rows.Cell(groupColumn));
        if (group == byCode.Count) byCode.Add(byGroup.TryGetValue(groupTexts.ToTexts()[group], out var own) ? own : (all, pooled));
        (model, var scorer) = byCode[group];
        if (groupColumn >= 0 && ReferenceEquals(model, all)) ScoringCounts.Count(counts.Strangers, group == 0 ? "" : System.Text.Encoding.UTF8.GetString(groupTexts[group]));
        var linear = Linear(scorer, out var missing);
        if (missing >= 0)
        {
            ScoringCounts.Count(counts.Missing, names[missing]);
            return double.NaN;
        }
        if (!double.IsNaN(linear)) return linear;
        if (!ReferenceEquals(model, all))
        {
            counts.Elsewhere++;
            model = all;
            linear = Linear(pooled, out _);
        }
        return double.IsNaN(linear) ? LinearWithoutUnseen(pooled) : linear;
    }

    /// <summary>The present row's value of a coefficient's column.</summary>
    public double ValueOf(ProxyCoefficient coefficient)
    {
        var place = Array.IndexOf(names, coefficient.Predictor);
        return coefficient.Level is null ? rows.Number(columns[place])
            : rows.Cell(columns[place]).SequenceEqual(System.Text.Encoding.UTF8.GetBytes(coefficient.Level)) ? 1 : 0;
    }

    private double Linear(GroupScorer scorer, out int missing)
    {
        var linear = scorer.Intercept;
        missing = -1;
        for (var p = 0; p < columns.Length; p++)
        {
            if (scorer.Effects[p] is { } effects)
            {
                var cell = rows.Cell(columns[p]);
                if (CellNumbers.IsMissing(cell)) missing = p;
                else linear += categories[p]!.LevelOf(cell) is >= 0 and var level ? effects[level] : double.NaN;
            }
            else if (scorer.Uses(p))
            {
                var value = rows.Number(columns[p]);
                if (double.IsNaN(value)) missing = p;
                linear += scorer.Share(p, value);
            }
        }
        return linear;
    }

    // A category that the survey never had counts as the base, and is told.
    private double LinearWithoutUnseen(GroupScorer scorer)
    {
        var linear = scorer.Intercept;
        for (var p = 0; p < columns.Length; p++)
        {
            if (scorer.Effects[p] is not { } effects)
            {
                if (scorer.Uses(p)) linear += scorer.Share(p, rows.Number(columns[p]));
                continue;
            }
            var cell = rows.Cell(columns[p]);
            var effect = categories[p]!.LevelOf(cell) is >= 0 and var level ? effects[level] : double.NaN;
            if (double.IsNaN(effect)) ScoringCounts.Count(counts.Unseen, $"{names[p]} = {System.Text.Encoding.UTF8.GetString(cell)}");
            else linear += effect;
        }
        return linear;
    }

    /// <summary>A category's levels in all groups, found by their bytes.</summary>
    private sealed class Category(string[] levels)
    {
        private readonly ByteDictionary texts = new();
        private readonly List<int> places = [-1];

        public IReadOnlyList<string> Levels => levels;

        public static Category? Of(ProxyModel model, string name)
        {
            var levels = model.Groups.Append(model.All).SelectMany(g => g.Categories).Where(c => c.Predictor == name).SelectMany(c => c.Levels.Prepend(c.Base)).ToList();
            return levels.Count == 0 ? null : new Category(Predictor.Sorted(levels));
        }

        public int LevelOf(ReadOnlySpan<byte> cell)
        {
            var code = texts.CodeOf(cell);
            if (code == places.Count) places.Add(Array.IndexOf(levels, System.Text.Encoding.UTF8.GetString(cell)));
            return places[code];
        }
    }
}
