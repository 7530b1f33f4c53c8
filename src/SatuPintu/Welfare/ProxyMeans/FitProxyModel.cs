using System.Text.Json.Nodes;
using SatuPintu.Statistics.ProxyMeans;
using SatuPintu.Statistics.Regression;
using SatuPintu.Welfare.Tables;

namespace SatuPintu.Welfare.ProxyMeans;

/// <summary>What to fit.</summary>
public sealed record FitProxyModelCommand
{
    /// <summary>The survey (CSV).</summary>
    public required string Survey { get; init; }

    /// <summary>Its columns.</summary>
    public required SurveyRoles Roles { get; init; }

    /// <summary>How.</summary>
    public required ProxySettings Settings { get; init; }

    /// <summary>The model's file.</summary>
    public required string Out { get; init; }

    /// <summary>Whether a file that is not ours may be set aside.</summary>
    public bool Overwrite { get; init; }
}

/// <summary>Fits a proxy means test on a survey and writes it as a model that can be read, checked and used again.</summary>
public static class FitProxyModel
{
    private const double VifNoted = 10;

    /// <summary>Runs the command.</summary>
    /// <exception cref="UserError">The survey cannot be used, or the model not written.</exception>
    public static WelfareOutcome Run(FitProxyModelCommand command, CancellationToken cancellation = default)
    {
        var (roles, settings) = (command.Roles, command.Settings);
        if (settings.Pool == Pooling.Partial && roles.By is null) throw new UserError(ExitCode.Usage, "welfare.pmt.partial_by");
        if (settings.Pool == Pooling.Partial && settings.Quantile is not null) throw new UserError(ExitCode.Usage, "welfare.pmt.partial_quantile");
        if (roles.Size is null && roles.Composition.Count > 0) throw new UserError(ExitCode.Usage, "welfare.pmt.composition_size");
        using var file = ResultFile.Open(command.Out, command.Overwrite, command.Survey);
        var warnings = new Warnings();
        var survey = SurveyColumns.Read(command.Survey, roles, settings.Log, warnings, cancellation);
        if (survey.Predictors.Count == 0) throw new UserError(ExitCode.Usage, "welfare.pmt.no_predictors");
        var groups = survey.Marks(roles.By);
        var model = StatisticsFaults.Guard(command.Survey, () => ProxyMeansTest.Fit(new ProxyData
        {
            Predictors = survey.Predictors,
            Outcome = survey.Outcome,
            OutcomeName = roles.Outcome,
            Weights = survey.Weights,
            Groups = groups?.Codes,
            GroupNames = groups?.Labels ?? [],
            Sampling = roles.Strata is null && roles.Cluster is null ? null : new SamplingDesign(survey.Marks(roles.Strata)?.Codes, survey.Marks(roles.Cluster)?.Codes),
        }, settings, cancellation));
        Warn(model, warnings);
        var card = new MethodCard("pmt_fit")
        {
            Data = [("survey", survey.Data)],
            Options = Options(roles, settings, survey.Predictors),
            Warnings = warnings.All,
            Seed = settings.Select == Selection.Lasso || settings.Folds > 1 || settings.Pool == Pooling.Partial ? settings.Seed : null,
            Details = Pooled(model),
        };
        file.Write(stream =>
        {
            ProxyModelFile.Write(stream, new StoredProxyModel(roles.Outcome, roles.By, model) { Derived = roles.Derived });
            return model.Groups.Count + 1;
        });
        file.Commit(card);
        return new WelfareOutcome(Sheet(model), warnings.All, command.Out, ResultFile.CardOf(command.Out)) { Details = card.Details };
    }

    private static ResultSheet Sheet(ProxyModel model)
    {
        var sheet = new ResultSheet("group", "n", "terms", "r_squared", "sigma", "aic", "bic", "cv_r_squared");
        foreach (var group in model.Groups.Append(model.All))
        {
            sheet.Add(group.Name, group.Rows, string.Join(" ", group.Coefficients.Skip(1).Select(c => c.Name)),
                group.RSquared, group.Sigma, group.Aic, group.Bic, group.CrossValidated);
        }
        return sheet;
    }

    private static void Warn(ProxyModel model, Warnings warnings)
    {
        var small = model.Groups.Where(g => g.IsFallback).Select(g => $"{g.Name} ({g.Rows})").ToList();
        if (small.Count > 0) warnings.Add("welfare.pmt.groups_small", ("count", small.Count), ("groups", Warnings.Some(small)));
        foreach (var aside in model.Groups.Append(model.All).Where(g => !g.IsFallback && g.Aside.Count > 0).GroupBy(g => string.Join(", ", g.Aside), StringComparer.Ordinal))
            warnings.Add("welfare.pmt.columns_aside", ("columns", aside.Key), ("groups", Warnings.Some([.. aside.Select(g => g.Name.Length == 0 ? "*" : g.Name)])));
        var inflated = model.All.Coefficients.Where(c => c.Vif > VifNoted).Select(c => FormattableString.Invariant($"{c.Name} ({c.Vif:F1})")).ToList();
        if (inflated.Count > 0) warnings.Add("welfare.pmt.collinear", ("columns", Warnings.Some(inflated)));
        var perfect = model.Groups.Append(model.All).Where(g => g.RSquared > 1 - 1e-10).Select(g => g.Name.Length == 0 ? "*" : g.Name).ToList();
        if (perfect.Count > 0) warnings.Add("welfare.pmt.perfect", ("groups", Warnings.Some(perfect)));
    }

    private static JsonObject Options(SurveyRoles roles, ProxySettings settings, IReadOnlyList<Predictor> predictors) => new()
    {
        ["outcome"] = roles.Outcome,
        ["log"] = settings.Log,
        ["weight"] = roles.Weight,
        ["by"] = roles.By,
        ["strata"] = roles.Strata,
        ["cluster"] = roles.Cluster,
        ["predictors"] = new JsonArray([.. predictors.Select(p => JsonValue.Create(p.Name))]),
        ["categorical"] = new JsonArray([.. predictors.Where(p => p.Values is null).Select(p => JsonValue.Create(p.Name))]),
        ["size"] = roles.Size,
        ["composition"] = new JsonArray([.. roles.Composition.Select(c => JsonValue.Create(c))]),
        ["select"] = settings.Select.ToString().ToLowerInvariant(),
        ["pool"] = settings.Pool.ToString().ToLowerInvariant(),
        ["quantile"] = settings.Quantile,
        ["folds"] = settings.Folds,
    };

    private static JsonObject? Pooled(ProxyModel model) => model.Pooling is not { } pooling ? null : new JsonObject
    {
        ["between_groups_sd"] = Object(pooling.Deviations),
        ["degrees_of_freedom"] = double.IsFinite(pooling.DegreesOfFreedom) ? pooling.DegreesOfFreedom : null,
        ["scale"] = pooling.Scale,
        ["strength"] = pooling.Strength,
        ["cross_validated_error"] = Object(pooling.Error),
    };

    private static JsonObject Object(IReadOnlyDictionary<string, double> values) =>
        new(values.Select(v => KeyValuePair.Create<string, JsonNode?>(v.Key, v.Value)));
}
