using System.Text;
using System.Text.Json.Nodes;
using System.Xml;
using SatuPintu.Statistics.SmallAreas;
using SatuPintu.Welfare.ProxyMeans;
using SatuPintu.Welfare.Tables;

namespace SatuPintu.Welfare.SmallAreas;

/// <summary>How a poverty map is made.</summary>
public enum MapMethod
{
    /// <summary>Empirical best prediction (Molina and Rao 2010).</summary>
    Ebp,
    /// <summary>Elbers, Lanjouw and Lanjouw (2003).</summary>
    Ell,
    /// <summary>Fay and Herriot (1979).</summary>
    Fh,
}

/// <summary>How welfare is transformed.</summary>
public enum MapTransform
{
    /// <summary>Not at all.</summary>
    None,
    /// <summary>By its logarithm.</summary>
    Log,
    /// <summary>By the logarithm of welfare and a shift that is estimated.</summary>
    LogShift,
    /// <summary>By Box and Cox's power, estimated.</summary>
    Boxcox,
}

/// <summary>What to map.</summary>
public sealed record MapPovertyCommand
{
    /// <summary>The survey (CSV).</summary>
    public required string Survey { get; init; }

    /// <summary>The census (CSV).</summary>
    public required string Census { get; init; }

    /// <summary>The survey's columns; its groups are the areas.</summary>
    public required SurveyRoles Roles { get; init; }

    /// <summary>Whether predictors are all columns that survey and census have in common, and have no other part.</summary>
    public bool AutoPredictors { get; init; }

    /// <summary>How predictors are chosen among those named or found.</summary>
    public MapSelection Select { get; init; }

    /// <summary>The poverty line in the outcome's unit.</summary>
    public required double Line { get; init; }

    /// <summary>The method.</summary>
    public MapMethod Method { get; init; }

    /// <summary>The transformation; null for the method's own: logarithms, and none for Fay and Herriot.</summary>
    public MapTransform? Transform { get; init; }

    /// <summary>The transformation in effect.</summary>
    internal TransformationKind Transformation => Transform switch
    {
        MapTransform.None => TransformationKind.None,
        MapTransform.LogShift => TransformationKind.LogShift,
        MapTransform.Boxcox => TransformationKind.BoxCox,
        _ => Method == MapMethod.Fh ? TransformationKind.None : TransformationKind.Log,
    };

    /// <summary>By which likelihood variances are estimated.</summary>
    public LikelihoodKind Likelihood { get; init; }

    /// <summary>Whether to integrate by formula.</summary>
    public bool ClosedForm { get; init; }

    /// <summary>Simulated censuses.</summary>
    public int Simulations { get; init; } = 50;

    /// <summary>Bootstrap populations; 0 for no standard errors.</summary>
    public int Bootstrap { get; init; }

    /// <summary>What random numbers begin with.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Columns of the alpha model.</summary>
    public IReadOnlyList<string> Heteroskedastic { get; init; } = [];

    /// <summary>The share of all households to be given a place; null for no quotas.</summary>
    public double? Quota { get; init; }

    /// <summary>The headcount of all areas together that the map is to agree with; null for none.</summary>
    public double? Benchmark { get; init; }

    /// <summary>The headcounts of groups of areas that it is to agree with (CSV: <c>group,p0</c>); null for none.</summary>
    public string? BenchmarkFile { get; init; }

    /// <summary>The census's column that says which group an area lies in; null without <see cref="BenchmarkFile"/>.</summary>
    public string? BenchmarkBy { get; init; }

    /// <summary>Where the map is drawn (SVG); null for no drawing.</summary>
    public string? Map { get; init; }

    /// <summary>The areas' boundaries (GeoJSON) for the drawing; null for tiles.</summary>
    public string? Boundaries { get; init; }

    /// <summary>The property of a boundary that names its area; null for the one that names the most areas.</summary>
    public string? BoundaryKey { get; init; }

    /// <summary>The language of the drawing.</summary>
    public Language Language { get; init; }

    /// <summary>The map's file.</summary>
    public required string Out { get; init; }

    /// <summary>Whether a file that is not ours may be set aside.</summary>
    public bool Overwrite { get; init; }
}

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
        var quotas = command.Quota is { } quota
            ? Quotas.Share(areas.Households, areas.Headcounts, areas.Errors.Any(double.IsNaN) ? null : areas.Errors, (int)Math.Round(quota * areas.Households.Sum(h => (long)h), MidpointRounding.AwayFromZero))
            : null;
        if (quotas is not null)
        {
            areas.Details["quotas"] = new JsonObject
            {
                ["places"] = quotas.Places.Sum(p => (long)p),
                ["by_area"] = new JsonArray([.. areas.Names.Select((n, d) => new JsonObject
                {
                    ["area"] = n, ["quota"] = quotas.Places[d], ["se"] = double.IsFinite(quotas.Errors[d]) ? quotas.Errors[d] : null,
                })]),
            };
        }
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
