using System.Text.Json.Nodes;
using SatuPintu.Statistics.SmallAreas;
using SatuPintu.Welfare.Tables;

namespace SatuPintu.Welfare.SmallAreas;

/// <summary>Runs the method asked for, and says of its model what the card is to say.</summary>
internal static class MapMethods
{
    public static MappedAreas Run(MapPovertyCommand command, MapInput input, Warnings warnings, CancellationToken cancellation) => command.Method switch
    {
        MapMethod.Ebp => Best(command, input, warnings, cancellation),
        MapMethod.Ell => WorldBank(command, input, warnings, cancellation),
        _ => AreaLevel(command, input, warnings),
    };

    private static MappedAreas Best(MapPovertyCommand command, MapInput input, Warnings warnings, CancellationToken cancellation)
    {
        var kind = command.Transformation;
        if (input.Data.Weights is not null) warnings.Add("welfare.map.weights_unused");
        var result = EmpiricalBest.Predict(input.Data, new EmpiricalBestSettings
        {
            Line = command.Line,
            Transform = kind,
            Likelihood = command.Likelihood,
            Simulations = command.Simulations,
            Bootstrap = command.Bootstrap,
            ClosedForm = command.ClosedForm,
            Seed = command.Seed,
        }, cancellation);
        var fit = result.Fit;
        if (result.Transformation.Shift > 0) warnings.Add("welfare.map.shifted", ("shift", result.Transformation.Shift));
        if (fit.AreaVariance == 0) warnings.Add("welfare.map.no_area_variance");
        Aside(input, [.. Enumerable.Range(0, input.Columns.Count).Where(c => !result.Design.Contains(c + 1))], warnings);
        var transformed = Array.ConvertAll(input.Data.Welfare, result.Transformation.Forward);
        var details = new JsonObject
        {
            ["transformation"] = new JsonObject { ["kind"] = kind.ToString().ToLowerInvariant(), ["lambda"] = result.Transformation.Lambda, ["shift"] = result.Transformation.Shift },
            ["sigma2_e"] = fit.ErrorVariance,
            ["sigma2_u"] = fit.AreaVariance,
            ["coefficients"] = Coefficients(input, result.Design, fit.Coefficients, fit.StandardErrors),
            ["log_likelihood"] = fit.LogLikelihood,
            ["household_residuals"] = Normality(ResidualDiagnostics.Of([.. transformed.Select((y, i) => y - fit.Fitted[i])])),
            ["area_effects"] = Normality(ResidualDiagnostics.Of([.. fit.AreaEffects.Where((_, d) => fit.Shrinkage[d] > 0)])),
        };
        if (command.ClosedForm)
        {
            var quantity = Catalogue.Find("welfare.map.closed_form");
            details["closed_form"] = new JsonObject { ["id"] = quantity.Id, ["en"] = quantity.En };
        }
        var areas = new MappedAreas(input, result.Estimates, [.. result.Mse.Select(m => m.P0)], details);
        if (command.ClosedForm && kind == TransformationKind.BoxCox && result.Transformation.Lambda < 0) warnings.Add("welfare.map.infinite_mean", ("lambda", result.Transformation.Lambda));
        else WithoutGini(areas, warnings);
        return areas;
    }

    private static MappedAreas WorldBank(MapPovertyCommand command, MapInput input, Warnings warnings, CancellationToken cancellation)
    {
        var result = WorldBankMethod.Predict(input.Data, new WorldBankSettings
        {
            Line = command.Line,
            Log = command.Transformation == TransformationKind.Log,
            Simulations = command.Simulations,
            Seed = command.Seed,
        }, input.SurveyVariance, input.CensusVariance, cancellation);
        Aside(input, [.. result.Aside], warnings);
        if (result.ClusterVariance == 0) warnings.Add("welfare.map.no_area_variance");
        var details = new JsonObject
        {
            ["sigma2_eta"] = result.ClusterVariance,
            ["sigma2_epsilon"] = result.ErrorVariance,
            ["beta"] = new JsonArray([.. result.Beta.Select(b => JsonValue.Create(b))]),
            ["beta_se"] = new JsonArray([.. result.BetaErrors.Select(b => JsonValue.Create(b))]),
            ["alpha"] = new JsonArray([.. result.Alpha.Select(b => JsonValue.Create(b))]),
        };
        var areas = new MappedAreas(input, result.Estimates, [.. result.Variances.Select(v => v.P0)], details);
        WithoutGini(areas, warnings);
        return areas;
    }

    private static MappedAreas AreaLevel(MapPovertyCommand command, MapInput input, Warnings warnings)
    {
        var result = AreaLevelMap.Predict(input.Data, command.Line);
        Aside(input, [.. result.Aside], warnings);
        if (result.Smoothed > 0) warnings.Add("welfare.map.fh_smoothed", ("count", result.Smoothed));
        if (result.Clipped > 0) warnings.Add("welfare.map.fh_clipped", ("count", result.Clipped));
        if (result.AreaVariance == 0) warnings.Add("welfare.map.no_area_variance");
        var areas = new MappedAreas(input, result.Estimates, result.MseOfHeadcount, new JsonObject
        {
            ["sigma2_v"] = result.AreaVariance,
            ["beta"] = new JsonArray([.. result.Coefficients.Select(b => JsonValue.Create(b))]),
        });
        if (!result.HasGini) warnings.Add("welfare.map.fh_no_gini");
        else WithoutGini(areas, warnings);
        return areas;
    }

    private static void WithoutGini(MappedAreas areas, Warnings warnings)
    {
        if (areas.WithoutGini is { Count: > 0 } without) warnings.Add("welfare.map.no_gini", ("count", without.Count), ("areas", Warnings.Some(without)));
    }

    private static void Aside(MapInput input, List<int> columns, Warnings warnings)
    {
        if (columns.Count > 0) warnings.Add("welfare.map.columns_aside", ("columns", string.Join(", ", columns.Select(c => input.Columns[c]))));
    }

    private static JsonArray Coefficients(MapInput input, IReadOnlyList<int> kept, double[] values, double[] errors) =>
        new([.. kept.Select((c, k) => new JsonObject { ["term"] = c == 0 ? "(Intercept)" : input.Columns[c - 1], ["coefficient"] = values[k], ["standard_error"] = errors[k] })]);

    private static JsonObject Normality(ResidualDiagnostics d) => new()
    {
        ["count"] = d.Count,
        ["skewness"] = Known(d.Skewness),
        ["kurtosis"] = Known(d.Kurtosis),
        ["jarque_bera"] = Known(d.JarqueBera),
        ["p_value"] = Known(d.PValue),
    };

    private static JsonValue? Known(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
