using System.Text;
using System.Text.Json.Nodes;
using System.Xml;
using SatuPintu.Statistics.SmallAreas;
using SatuPintu.Welfare.Tables;

namespace SatuPintu.Welfare.SmallAreas;

/// <summary>
/// Maps poverty by area from a survey that knows welfare and a census that knows its predictors:
/// <c>area,households,mean,p0,p1,p2,gini,se_p0,cv_p0,in_sample,quota</c>.
/// </summary>
public static class MapPoverty
{
    /// <summary>Runs the command.</summary>
    /// <exception cref="UserError">A file cannot be used, or the map not written.</exception>
    public static WelfareOutcome Run(MapPovertyCommand command, CancellationToken cancellation = default)
    {
        Check(command);
        using var file = ResultFile.Open(command.Out, command.Overwrite, command.Survey, command.Census, command.BenchmarkFile, command.Boundaries);
        if (command.Map is not null) file.Add(command.Map, command.Survey, command.Census, command.BenchmarkFile, command.Boundaries);
        var warnings = new Warnings();
        var predictors = MapPredictors.Choose(command, warnings, cancellation);
        command = predictors?.In(command) ?? command;
        var input = MapInput.Read(command, warnings, cancellation);
        var totals = MapTotals.Read(command, input, warnings, cancellation);
        var boundaries = command.Boundaries is { } drawn ? MapBoundaries.Read(drawn, command.BoundaryKey, [.. input.Areas.Take(input.Groups.Count)]) : null;
        var areas = StatisticsFaults.Guard(command.Survey, () => MapMethods.Run(command, input, warnings, cancellation));
        if (predictors is not null) areas.Details["predictors"] = predictors.Details;
        if (totals is not null) areas.Benchmark(totals, warnings);
        var quotas = command.Quota is { } share ? ShareOut(share, areas) : null;
        var method = "poverty_map_" + command.Method.ToString().ToLowerInvariant();
        if (command.Map is not null) Draw(command, file, method, areas, boundaries, warnings);
        var card = new MethodCard(method)
        {
            Data = [.. new[] { ("survey", input.Survey), ("census", input.Census), ("benchmark", totals?.File), ("boundaries", boundaries?.File) }.Where(d => d.Item2 is not null).Select(d => (d.Item1, d.Item2!))],
            Options = Options(command),
            Warnings = warnings.All,
            Seed = command.ClosedForm && command.Bootstrap == 0 || command.Method == MapMethod.Fh ? null : command.Seed,
            Details = areas.Details,
        };
        return WelfareOutcome.Write(file, command.Out, areas.Sheet(quotas), card) with { Added = command.Map };
    }

    private static Quotas ShareOut(double share, MappedAreas areas)
    {
        var places = (int)Math.Round(share * areas.Households.Sum(h => (long)h), MidpointRounding.AwayFromZero);
        var quotas = Quotas.Share(areas.Households, areas.Headcounts, areas.Errors.Any(double.IsNaN) ? null : areas.Errors, places);
        areas.Details["quotas"] = new JsonObject
        {
            ["places"] = quotas.Places.Sum(p => (long)p),
            ["by_area"] = new JsonArray([.. areas.Names.Select((n, d) => new JsonObject
            {
                ["area"] = n, ["quota"] = quotas.Places[d], ["se"] = double.IsFinite(quotas.Errors[d]) ? quotas.Errors[d] : null,
            })]),
        };
        return quotas;
    }

    private static void Draw(MapPovertyCommand command, ResultFile file, string method, MappedAreas areas, MapBoundaries? boundaries, Warnings warnings)
    {
        var drawn = areas.Drawn;
        var without = boundaries is null ? [] : areas.Names.Except(boundaries.Shapes.Select(s => s.Area), StringComparer.Ordinal).ToList();
        if (without.Count > 0) warnings.Add("welfare.map.boundary_lacking", ("count", without.Count), ("areas", Warnings.Some(without)));
        areas.Details["map"] = new JsonObject
        {
            ["boundary_key"] = boundaries?.Property,
            ["edges"] = new JsonArray([.. MapDrawing.ClassesOf(drawn).Edges.Select(e => JsonValue.Create(e))]),
            ["without_boundary"] = new JsonArray([.. without.Select(a => JsonValue.Create(a))]),
        };
        var drawing = MapDrawing.Draw(drawn, boundaries?.Shapes, Catalogue.Say(command.Language, "welfare.method." + method), command.Line, areas.Details.ContainsKey("benchmark"), command.Language);
        file.WriteAdded(stream =>
        {
            using var writer = XmlWriter.Create(stream, new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(false) });
            drawing.Save(writer);
            return drawn.Count;
        });
    }

    private static void Check(MapPovertyCommand command)
    {
        if (command.Roles.Predictors.Count == 0 && !command.AutoPredictors) throw new UserError(ExitCode.Usage, "welfare.map.no_predictors");
        if ((command.BenchmarkFile is null) != (command.BenchmarkBy is null)) throw new UserError(ExitCode.Usage, "welfare.map.benchmark_by");
        if ((command.Boundaries is not null && command.Map is null) || (command.BoundaryKey is not null && command.Boundaries is null)) throw new UserError(ExitCode.Usage, "welfare.map.map_needed");
        if (!(command.Line > 0)) throw new UserError(ExitCode.Usage, "welfare.map.line");
        if (command.Method != MapMethod.Ebp && (command.ClosedForm || command.Bootstrap > 0)) throw new UserError(ExitCode.Usage, "welfare.map.ebp_only");
        if (command.Method != MapMethod.Ell && command.Heteroskedastic.Count > 0) throw new UserError(ExitCode.Usage, "welfare.map.ell_only");
        if (command.Method == MapMethod.Ell && command.Transform is MapTransform.LogShift or MapTransform.Boxcox) throw new UserError(ExitCode.Usage, "welfare.map.ell_transform");
        if (command.Method == MapMethod.Fh && command.Transform is not (null or MapTransform.None)) throw new UserError(ExitCode.Usage, "welfare.map.fh_transform");
    }

    private static JsonObject Options(MapPovertyCommand command) => new()
    {
        ["method"] = command.Method.ToString().ToLowerInvariant(),
        ["outcome"] = command.Roles.Outcome,
        ["predictors"] = new JsonArray([.. command.Roles.Predictors.Select(p => JsonValue.Create(p))]),
        ["select"] = command.Select.ToString().ToLowerInvariant(),
        ["area"] = command.Roles.By,
        ["weight"] = command.Roles.Weight,
        ["line"] = command.Line,
        ["transform"] = command.Transformation.ToString().ToLowerInvariant(),
        ["likelihood"] = command.Likelihood.ToString().ToLowerInvariant(),
        ["closed_form"] = command.ClosedForm,
        ["simulations"] = command.Simulations,
        ["bootstrap"] = command.Bootstrap,
        ["heteroskedastic"] = new JsonArray([.. command.Heteroskedastic.Select(p => JsonValue.Create(p))]),
        ["quota"] = command.Quota,
        ["benchmark"] = command.BenchmarkFile is { } totals ? totals : command.Benchmark,
        ["benchmark_by"] = command.BenchmarkBy,
        ["boundary_key"] = command.BoundaryKey,
    };
}
