using System.CommandLine;
using SatuPintu.Welfare.ProxyMeans;
using SatuPintu.Welfare.SmallAreas;

namespace SatuPintu.Cli.Commands;

/// <summary><c>satupintu poverty-map</c>: poverty by area from a survey and a census.</summary>
internal static class PovertyMapVerb
{
    /// <summary>Makes the verb.</summary>
    public static Command Make(Shell shell)
    {
        var survey = WelfareVerbs.Text(shell, "--survey", "cli.map.survey", "file", required: true);
        var census = WelfareVerbs.Text(shell, "--census", "cli.map.census", "file", required: true);
        var outcome = WelfareVerbs.Text(shell, "--outcome", "cli.map.outcome", "column", required: true);
        var predictors = WelfareVerbs.Text(shell, "--predictors", "cli.map.predictors", "columns", required: true);
        var categorical = WelfareVerbs.Text(shell, "--categorical", "cli.pmt.categorical", "columns");
        var select = WelfareVerbs.Text(shell, "--select", "cli.map.select", "choice");
        var area = WelfareVerbs.Text(shell, "--area", "cli.map.area", "column", required: true);
        var line = WelfareVerbs.Text(shell, "--line", "cli.map.line", "number", required: true);
        var weight = WelfareVerbs.Text(shell, "--weight", "welfare.option.weight", "column");
        var method = WelfareVerbs.Text(shell, "--method", "cli.map.method", "choice", required: true);
        var transform = WelfareVerbs.Text(shell, "--transform", "cli.map.transform", "choice");
        var likelihood = WelfareVerbs.Text(shell, "--likelihood", "cli.map.likelihood", "choice");
        var closedForm = WelfareVerbs.Flag(shell, "--closed-form", "cli.map.closed_form");
        var simulations = WelfareVerbs.Text(shell, "--simulations", "cli.map.simulations", "number");
        var bootstrap = WelfareVerbs.Text(shell, "--bootstrap", "cli.map.bootstrap", "number");
        var seed = WelfareVerbs.Seed(shell);
        var heteroskedastic = WelfareVerbs.Text(shell, "--heteroskedastic", "cli.map.heteroskedastic", "columns");
        var quota = WelfareVerbs.Text(shell, "--quota", "cli.map.quota", "number");
        var benchmark = WelfareVerbs.Text(shell, "--benchmark", "cli.map.benchmark", "number_or_file");
        var benchmarkBy = WelfareVerbs.Text(shell, "--benchmark-by", "cli.map.benchmark_by", "column");
        var map = WelfareVerbs.Text(shell, "--map", "cli.map.map", "file");
        var boundaries = WelfareVerbs.Text(shell, "--boundaries", "cli.map.boundaries", "file");
        var boundaryKey = WelfareVerbs.Text(shell, "--boundary-key", "cli.map.boundary_key", "property");
        var (target, overwrite, json) = (WelfareVerbs.Out(shell), WelfareVerbs.Overwrite(shell), WelfareVerbs.Json(shell));
        var verb = new Command("poverty-map", shell.Text("cli.map"))
        {
            survey, census, outcome, predictors, categorical, select, area, line, weight, method, transform, likelihood, closedForm, simulations, bootstrap, seed, heteroskedastic, quota, benchmark, benchmarkBy, map, boundaries, boundaryKey, target, overwrite, json,
        };
        verb.SetAction(parsed => WelfareVerbs.Show(shell, MapPoverty.Run(new MapPovertyCommand
        {
            AutoPredictors = WelfareVerbs.Names(parsed, predictors) is ["auto"],
            Select = WelfareVerbs.Choice(parsed, select, MapSelection.None),
            Survey = parsed.GetValue(survey)!,
            Census = parsed.GetValue(census)!,
            Roles = new SurveyRoles
            {
                Outcome = parsed.GetValue(outcome)!,
                Predictors = WelfareVerbs.Names(parsed, predictors) is ["auto"] ? [] : WelfareVerbs.Names(parsed, predictors),
                Categorical = WelfareVerbs.Names(parsed, categorical),
                Weight = parsed.GetValue(weight),
                By = parsed.GetValue(area),
            },
            Line = WelfareVerbs.Number(parsed, line, "10924.32")!.Value,
            Method = WelfareVerbs.Choice(parsed, method, MapMethod.Ebp),
            Transform = parsed.GetValue(transform) is null ? null : WelfareVerbs.Choice(parsed, transform, MapTransform.Log),
            Likelihood = WelfareVerbs.Choice(parsed, likelihood, Statistics.SmallAreas.LikelihoodKind.Reml),
            ClosedForm = parsed.GetValue(closedForm),
            Simulations = WelfareVerbs.Whole(parsed, simulations, "50", 1, 1_000_000) ?? 50,
            Bootstrap = WelfareVerbs.Whole(parsed, bootstrap, "50", 0, 1_000_000) ?? 0,
            Seed = WelfareVerbs.Seed(parsed, seed),
            Heteroskedastic = WelfareVerbs.Names(parsed, heteroskedastic),
            Quota = Share(parsed, quota),
            Benchmark = parsed.GetValue(benchmarkBy) is null ? Share(parsed, benchmark) : null,
            BenchmarkFile = parsed.GetValue(benchmarkBy) is null ? null : parsed.GetValue(benchmark),
            BenchmarkBy = parsed.GetValue(benchmarkBy),
            Map = parsed.GetValue(map),
            Boundaries = parsed.GetValue(boundaries),
            BoundaryKey = parsed.GetValue(boundaryKey),
            Language = shell.Language,
            Out = parsed.GetValue(target)!,
            Overwrite = parsed.GetValue(overwrite),
        }, shell.Stop), parsed.GetValue(json)));
        return verb;
    }

    private static double? Share(ParseResult parsed, Option<string> option) => WelfareVerbs.Number(parsed, option, "0.4") switch
    {
        null => null,
        > 0 and <= 1 and var share => share,
        var value => throw new UserError(ExitCode.Usage, "cli.welfare.share", ("option", option.Name), ("value", value)),
    };
}
