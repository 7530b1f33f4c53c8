using SatuPintu.Sources.Values;
using SatuPintu.Welfare.ProxyMeans;

namespace SatuPintu.Welfare.Rankings.Models;

/// <summary>What a predictor of a model is in the registry.</summary>
/// <param name="Predictor">The column of the survey.</param>
/// <param name="Variable">Id of the family variable.</param>
/// <param name="Levels">For a category, by value of the data standard the model's level; null where values are taken as they are.</param>
/// <param name="AsCode">Whether a coded value goes in as its DTSEN number, because the model takes it for a number.</param>
/// <param name="Foreign">Levels of the model that no value of the data standard is.</param>
public sealed record MappedPredictor(string Predictor, string Variable, IReadOnlyDictionary<string, string>? Levels, bool AsCode, IReadOnlyList<string> Foreign)
{
    /// <summary>A value of the registry as the model writes it; null where the model has no word for it.</summary>
    public string? Told(string? value)
    {
        if (value is null) return null;
        // A value the survey never had goes in as it is: it is counted, and told, as every other such value.
        if (Levels is not null) return Levels.GetValueOrDefault(value, value);
        if (!AsCode) return value;
        return FamilyVariables.Load().Find(Variable)!.Codes!.Find(value)?.Code;
    }

    /// <summary>What the registry calls a level of the model.</summary>
    public string Named(string level, Language language)
    {
        var value = Levels?.FirstOrDefault(l => l.Value == level).Key ?? level;
        var variable = FamilyVariables.Load().Find(Variable)!;
        if (variable.IsBoolean && BooleanReader.Read(value) is { } yes) return Catalogue.Say(language, yes ? "ranking.value.true" : "ranking.value.false");
        return variable.Codes?.Find(value) is { } known ? language == Language.English ? known.En : known.Value : value;
    }
}

/// <summary>Finds what the predictors of a model are in the registry, by the names of its columns.</summary>
internal static class PredictorMap
{
    /// <summary>Finds all of them.</summary>
    /// <exception cref="UserError">A predictor is nothing that the registry knows of a family, two are the same thing, or no level of a category is a value of the standard.</exception>
    public static IReadOnlyList<MappedPredictor> Of(StoredProxyModel stored)
    {
        var variables = FamilyVariables.Load();
        var names = ScoringModel.Sources(stored).ToList();
        // The column of groups is read like a predictor.
        if (stored is { By: { } by, Model.Groups.Count: > 0 } && !names.Contains(by, StringComparer.Ordinal)) names.Add(by);
        var missing = names.Where(n => variables.Find(n) is null).ToList();
        if (missing.Count > 0) throw new UserError(ExitCode.Input, "ranking.model.unmapped", ("columns", string.Join(", ", missing)), ("known", string.Join(", ", variables.All.Select(v => v.Id))));
        return [.. names.Select(n => Mapped(stored, n, variables.Find(n)!))];
    }

    private static MappedPredictor Mapped(StoredProxyModel stored, string name, FamilyVariable variable)
    {
        var categories = stored.Model.Groups.Append(stored.Model.All).SelectMany(g => g.Categories).Where(c => c.Predictor == name).ToList();
        var levels = categories.SelectMany(c => c.Levels.Prepend(c.Base)).Distinct(StringComparer.Ordinal).ToList();
        if (levels.Count == 0 && name == stored.By) levels = [.. stored.Model.Groups.Select(g => g.Name)];
        if (levels.Count == 0) return new MappedPredictor(name, variable.Id, null, variable.Codes is not null, []);
        if (variable.Codes is null && !variable.IsBoolean) return new MappedPredictor(name, variable.Id, null, false, []);
        var read = levels.Select(l => (Level: l, Value: Standard(variable, l))).ToList();
        var twice = read.Where(r => r.Value is not null).GroupBy(r => r.Value!, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null) throw new UserError(ExitCode.Input, "ranking.model.levels_same", ("column", name), ("levels", string.Join(", ", twice.Select(t => t.Level))), ("value", twice.Key));
        var foreign = read.Where(r => r.Value is null).Select(r => r.Level).ToList();
        if (foreign.Count == read.Count)
            throw new UserError(ExitCode.Input, "ranking.model.levels_foreign", ("column", name), ("levels", string.Join(", ", foreign)), ("known", variable.IsBoolean ? "true, false" : string.Join(", ", variable.Codes!.Values.Select(v => v.Value))));
        return new MappedPredictor(name, variable.Id, read.Where(r => r.Value is not null).ToDictionary(r => r.Value!, r => r.Level, StringComparer.Ordinal), false, foreign);
    }

    private static string? Standard(FamilyVariable variable, string level)
    {
        if (variable.IsBoolean) return BooleanReader.Read(level) is { } yes ? BooleanReader.Text(yes) : null;
        return variable.Codes!.TryRead(level, null, out var standard) ? standard : null;
    }
}
