using SatuPintu.Sources.Reading;
using SatuPintu.Statistics.ProxyMeans;
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

    /// <summary>Adds what was counted elsewhere.</summary>
    public void Add(ScoringCounts other)
    {
        foreach (var (mine, theirs) in new[] { (Missing, other.Missing), (Unseen, other.Unseen), (Strangers, other.Strangers) })
            foreach (var (name, count) in theirs) Count(mine, name, count);
        Elsewhere += other.Elsewhere;
    }

    internal static void Count(SortedDictionary<string, int> counts, string name, int more = 1) => counts[name] = counts.GetValueOrDefault(name) + more;
}

/// <summary>Scores households by a model, one after the other as they are read.</summary>
internal sealed class PredictorCells
{
    private readonly IPredictorRow rows;
    private readonly ScoringCounts counts;
    private readonly ScoringModel model;
    private readonly string[] names;
    private readonly int[] columns;
    private readonly Category?[] categories;
    private readonly List<GroupModel> byCode = [];
    private readonly int groupColumn;

    /// <summary>Makes ready to score households.</summary>
    /// <exception cref="UserError">They lack a column of the model.</exception>
    public PredictorCells(ScoringModel model, IPredictorRow rows, ScoringCounts counts)
    {
        (this.model, this.counts, names) = (model, counts, model.Names);
        this.rows = model.Derived.Count == 0 ? rows : new DerivedRow(rows, model.Derived);
        columns = Array.ConvertAll(names, this.rows.IndexOf);
        categories = Array.ConvertAll(model.Levels, levels => levels is null ? null : new Category(levels));
        groupColumn = model.By is null ? -1 : rows.IndexOf(model.By);
        // Code 0 is the empty text: a household whose group is missing.
        byCode.Add(model.All);
    }

    /// <summary>The group texts met, by code; code 0 is none.</summary>
    public ByteDictionary Groups { get; } = new();

    /// <summary>What the present household lacks of the predictors that a group's model uses.</summary>
    public string[] Lacking(ProxyGroup group)
    {
        var scorer = model.Of(group.Name).Scorer;
        return [.. Enumerable.Range(0, names.Length)
            .Where(p => scorer.Effects[p] is not null ? CellNumbers.IsMissing(rows.Cell(columns[p])) : scorer.Uses(p) && double.IsNaN(rows.Number(columns[p])))
            .Select(MissingOf).Distinct(StringComparer.Ordinal)];
    }

    // Of a derived predictor without a value the column that has none; where all have one, the size is not above zero.
    private string MissingOf(int predictor)
    {
        if (columns[predictor] >= 0) return names[predictor];
        var derived = model.Derived[~columns[predictor]];
        return derived.Sources.FirstOrDefault(s => double.IsNaN(rows.Number(rows.IndexOf(s)))) ?? derived.Size ?? derived.Column;
    }

    /// <summary>The present row's linear predictor, NaN where a value is missing; with its group and the model that counted.</summary>
    public double Score(out int group, out ProxyGroup counted)
    {
        group = groupColumn < 0 ? 0 : Groups.CodeOf(rows.Cell(groupColumn));
        if (group == byCode.Count) byCode.Add(model.Of(System.Text.Encoding.UTF8.GetString(Groups[group])));
        (counted, var scorer) = byCode[group];
        if (groupColumn >= 0 && ReferenceEquals(counted, model.All.Group)) ScoringCounts.Count(counts.Strangers, System.Text.Encoding.UTF8.GetString(Groups[group]));
        var linear = Linear(scorer, out var missing);
        if (missing >= 0)
        {
            ScoringCounts.Count(counts.Missing, MissingOf(missing));
            return double.NaN;
        }
        if (!double.IsNaN(linear)) return linear;
        if (!ReferenceEquals(counted, model.All.Group))
        {
            counts.Elsewhere++;
            (counted, scorer) = model.All;
            linear = Linear(scorer, out _);
        }
        return double.IsNaN(linear) ? LinearWithoutUnseen(scorer) : linear;
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

        public int LevelOf(ReadOnlySpan<byte> cell)
        {
            var code = texts.CodeOf(cell);
            if (code == places.Count) places.Add(Array.IndexOf(levels, System.Text.Encoding.UTF8.GetString(cell)));
            return places[code];
        }
    }
}
