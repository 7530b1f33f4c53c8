using SatuPintu.Statistics.Regression;

namespace SatuPintu.Statistics.ProxyMeans;

/// <summary>The coefficients of a group laid out by predictor: a slope for a number, a value for each level of a category.</summary>
public sealed class GroupScorer
{
    private readonly double intercept;
    private readonly double[] slopes;
    private readonly double[]?[] effects;
    private readonly (double Knot, double Slope)[][] bends;

    private GroupScorer(double intercept, double[] slopes, double[]?[] effects, (double, double)[][] bends) =>
        (this.intercept, this.slopes, this.effects, this.bends) = (intercept, slopes, effects, bends);

    /// <summary>What the linear predictor begins with.</summary>
    public double Intercept => intercept;

    /// <summary>Whether a predictor that is a number is in the model.</summary>
    public bool Uses(int predictor) => slopes[predictor] != 0 || bends[predictor].Length > 0;

    /// <summary>What a value of a numeric predictor adds.</summary>
    public double Share(int predictor, double value)
    {
        var share = slopes[predictor] * value;
        foreach (var (knot, slope) in bends[predictor])
            if (value > knot) share += slope * (value - knot);
        return share;
    }

    /// <summary>By predictor, for a category in the model, what each level adds; NaN for a level that the model does not know. Null otherwise.</summary>
    public IReadOnlyList<double[]?> Effects => effects;

    /// <summary>Lays a model out for the levels of some predictors.</summary>
    public static GroupScorer Of(ProxyGroup model, IReadOnlyList<Predictor> predictors) =>
        Of(model, [.. predictors.Select(p => p.Name)], [.. predictors.Select(p => p.Values is null ? p.Levels : null)]);

    /// <summary>Lays a model out for predictors with their levels, null for numbers.</summary>
    public static GroupScorer Of(ProxyGroup model, IReadOnlyList<string> names, IReadOnlyList<IReadOnlyList<string>?> levels)
    {
        var slopes = new double[names.Count];
        var effects = new double[]?[names.Count];
        var places = names.Select((n, i) => (n, i)).ToDictionary(p => p.n, p => p.i, StringComparer.Ordinal);
        foreach (var category in model.Categories)
        {
            var place = places[category.Predictor];
            var known = new Dictionary<string, double>(StringComparer.Ordinal) { [category.Base] = 0 };
            // A level whose column depends on others has no coefficient, as in R, and counts as the base.
            foreach (var level in category.Levels) known[level] = 0;
            foreach (var c in model.Coefficients)
                if (c.Level is not null && c.Predictor == category.Predictor) known[c.Level] = c.Value;
            effects[place] = [.. (levels[place] ?? []).Select(l => known.GetValueOrDefault(l, double.NaN))];
        }
        foreach (var c in model.Coefficients)
            if (c.Predictor.Length > 0 && c.Level is null && c.Knot is null) slopes[places[c.Predictor]] = c.Value;
        var bends = names.Select(n => model.Coefficients.Where(c => c.Predictor == n && c.Knot is not null).Select(c => (c.Knot!.Value, c.Value)).ToArray()).ToArray();
        return new GroupScorer(model.Coefficients[0].Value, slopes, effects, bends);
    }

    /// <summary>The linear predictor of a row; NaN where a level is unknown to the model.</summary>
    internal double Linear(IReadOnlyList<Predictor> predictors, int row)
    {
        var value = intercept;
        for (var p = 0; p < slopes.Length; p++)
        {
            if (effects[p] is { } effect) value += predictors[p].Codes![row] is >= 0 and var code ? effect[code] : double.NaN;
            else if (Uses(p)) value += Share(p, predictors[p].Values![row]);
        }
        return value;
    }
}
