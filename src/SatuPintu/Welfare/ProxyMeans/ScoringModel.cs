using SatuPintu.Statistics.ProxyMeans;
using SatuPintu.Statistics.Regression;

namespace SatuPintu.Welfare.ProxyMeans;

/// <summary>A group's model, laid out to score by.</summary>
internal sealed record GroupModel(ProxyGroup Group, GroupScorer Scorer);

/// <summary>A model laid out to score by, once for all rows and threads.</summary>
internal sealed class ScoringModel
{
    private readonly Dictionary<string, GroupModel> byGroup;

    /// <summary>Lays a model out.</summary>
    public ScoringModel(StoredProxyModel stored)
    {
        var model = stored.Model;
        Log = model.Log;
        Names = Used(stored);
        Levels = Array.ConvertAll(Names, n => LevelsOf(model, n));
        All = Of(model.All);
        byGroup = model.Groups.ToDictionary(g => g.Name, Of, StringComparer.Ordinal);
        By = model.Groups.Count > 0 ? stored.By : null;
        Derived = [.. stored.Derived.Where(d => Names.Contains(d.Name, StringComparer.Ordinal))];
    }

    /// <summary>Whether it predicts logarithms.</summary>
    public bool Log { get; }

    /// <summary>The predictors that some group's model uses, in the model's order.</summary>
    public string[] Names { get; }

    /// <summary>Those of them that are made of other columns.</summary>
    public IReadOnlyList<DerivedPredictor> Derived { get; }

    /// <summary>By predictor the levels that some group's model knows; null for a number.</summary>
    public string[]?[] Levels { get; }

    /// <summary>The column of groups; null where there is one model for all.</summary>
    public string? By { get; }

    /// <summary>The model of all.</summary>
    public GroupModel All { get; }

    /// <summary>The model of a group; that of all where it has none.</summary>
    public GroupModel Of(string group) => byGroup.GetValueOrDefault(group, All);

    /// <summary>The predictors that some group's model uses, in the model's order.</summary>
    public static string[] Used(StoredProxyModel stored)
    {
        var used = stored.Model.Groups.Append(stored.Model.All).SelectMany(g => g.Coefficients.Select(c => c.Predictor).Concat(g.Categories.Select(c => c.Predictor))).ToHashSet(StringComparer.Ordinal);
        return [.. stored.Model.Predictors.Where(used.Contains)];
    }

    /// <summary>The columns that a household must have: the predictors in use, and for those that are derived what they are made of.</summary>
    public static string[] Sources(StoredProxyModel stored)
    {
        var derived = stored.Derived.ToDictionary(d => d.Name, d => d.Sources, StringComparer.Ordinal);
        return [.. Used(stored).SelectMany(n => derived.GetValueOrDefault(n, [n])).Distinct(StringComparer.Ordinal)];
    }

    private GroupModel Of(ProxyGroup group) => new(group, GroupScorer.Of(group, Names, Levels));

    private static string[]? LevelsOf(ProxyModel model, string name)
    {
        var levels = model.Groups.Append(model.All).SelectMany(g => g.Categories).Where(c => c.Predictor == name).SelectMany(c => c.Levels.Prepend(c.Base)).ToList();
        return levels.Count == 0 ? null : Predictor.Sorted(levels);
    }
}
