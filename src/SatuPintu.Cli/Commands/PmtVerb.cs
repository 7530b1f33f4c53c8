using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using SatuPintu.Statistics.ProxyMeans;
using SatuPintu.Welfare.ProxyMeans;

namespace SatuPintu.Cli.Commands;

/// <summary><c>satupintu pmt</c>: fits a proxy means test, scores households by it, and tells how well it finds the poor.</summary>
internal static class PmtVerb
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes the verb.</summary>
    public static Command Make(Shell shell) => new("pmt", shell.Text("cli.pmt")) { Fit(shell), Score(shell), Validate(shell), Explain(shell) };

    private static Command Fit(Shell shell)
    {
        var survey = WelfareVerbs.Text(shell, "--survey", "cli.pmt.survey", "file", required: true);
        var outcome = WelfareVerbs.Text(shell, "--outcome", "cli.pmt.outcome", "column", required: true);
        var log = WelfareVerbs.Flag(shell, "--log", "cli.pmt.log");
        var weight = WelfareVerbs.Text(shell, "--weight", "welfare.option.weight", "column");
        var by = WelfareVerbs.Text(shell, "--by", "cli.pmt.by", "column");
        var predictors = WelfareVerbs.Text(shell, "--predictors", "cli.pmt.predictors", "columns", required: true);
        var categorical = WelfareVerbs.Text(shell, "--categorical", "cli.pmt.categorical", "columns");
        var size = WelfareVerbs.Text(shell, "--size", "cli.pmt.fit_size", "column");
        var composition = WelfareVerbs.Text(shell, "--composition", "cli.pmt.composition", "columns");
        var select = WelfareVerbs.Text(shell, "--select", "cli.pmt.select", "choice");
        var pool = WelfareVerbs.Text(shell, "--pool", "cli.pmt.pool", "choice");
        var strata = WelfareVerbs.Text(shell, "--strata", "cli.pmt.strata", "column");
        var cluster = WelfareVerbs.Text(shell, "--cluster", "cli.pmt.cluster", "column");
        var quantile = WelfareVerbs.Text(shell, "--quantile", "cli.pmt.quantile", "number");
        var folds = WelfareVerbs.Text(shell, "--folds", "cli.pmt.folds", "number");
        var seed = WelfareVerbs.Seed(shell);
        var (target, overwrite, json) = (WelfareVerbs.Out(shell), WelfareVerbs.Overwrite(shell), WelfareVerbs.Json(shell));
        var verb = new Command("fit", shell.Text("cli.pmt.fit")) { survey, outcome, log, weight, by, predictors, categorical, size, composition, select, pool, strata, cluster, quantile, folds, seed, target, overwrite, json };
        verb.SetAction(parsed =>
        {
            var named = WelfareVerbs.Names(parsed, predictors);
            var command = new FitProxyModelCommand
            {
                Survey = parsed.GetValue(survey)!,
                Roles = new SurveyRoles
                {
                    Outcome = parsed.GetValue(outcome)!,
                    Predictors = named is ["auto"] ? [] : named,
                    Categorical = WelfareVerbs.Names(parsed, categorical),
                    Size = parsed.GetValue(size),
                    Composition = [.. WelfareVerbs.Names(parsed, composition).Distinct(StringComparer.Ordinal)],
                    Weight = parsed.GetValue(weight),
                    By = parsed.GetValue(by),
                    Strata = parsed.GetValue(strata),
                    Cluster = parsed.GetValue(cluster),
                },
                Settings = new ProxySettings
                {
                    Log = parsed.GetValue(log),
                    Select = WelfareVerbs.Choice(parsed, select, Selection.None),
                    Pool = WelfareVerbs.Choice(parsed, pool, Pooling.None),
                    Quantile = WelfareVerbs.Number(parsed, quantile, "0.5") is { } q ? Between(quantile, q) : null,
                    Folds = WelfareVerbs.Whole(parsed, folds, "5", 2, 100) ?? 0,
                    Seed = WelfareVerbs.Seed(parsed, seed),
                },
                Out = parsed.GetValue(target)!,
                Overwrite = parsed.GetValue(overwrite),
            };
            return WelfareVerbs.Show(shell, FitProxyModel.Run(command, shell.Stop), parsed.GetValue(json));
        });
        return verb;
    }

    private static Command Score(Shell shell)
    {
        var model = WelfareVerbs.Text(shell, "--model", "cli.pmt.model", "file", required: true);
        var households = WelfareVerbs.Text(shell, "--households", "cli.pmt.households", "file", required: true);
        var id = WelfareVerbs.Text(shell, "--id", "welfare.option.id", "column");
        var size = WelfareVerbs.Text(shell, "--size", "cli.pmt.size", "column");
        var turn = WelfareVerbs.Text(shell, "--retransform", "cli.pmt.retransform", "choice");
        var (target, overwrite, json) = (WelfareVerbs.Out(shell), WelfareVerbs.Overwrite(shell), WelfareVerbs.Json(shell));
        var verb = new Command("score", shell.Text("cli.pmt.score")) { model, households, id, size, turn, target, overwrite, json };
        verb.SetAction(parsed =>
        {
            var outcome = ScoreHouseholds.Run(new ScoreHouseholdsCommand
            {
                Model = parsed.GetValue(model)!,
                Households = parsed.GetValue(households)!,
                Id = parsed.GetValue(id),
                Size = parsed.GetValue(size),
                Retransform = WelfareVerbs.Choice(parsed, turn, Retransform.None),
                Out = parsed.GetValue(target)!,
                Overwrite = parsed.GetValue(overwrite),
            }, shell.Stop);
            WelfareVerbs.Warn(shell, outcome.Warnings);
            if (parsed.GetValue(json))
            {
                Print(shell, new JsonObject
                {
                    ["households"] = outcome.Households,
                    ["scored"] = outcome.Scored,
                    ["file"] = outcome.File,
                    ["card"] = outcome.Card,
                    ["warnings"] = new JsonArray([.. outcome.Warnings.Select(w => w.ToJson())]),
                });
            }
            else
            {
                shell.Say("cli.pmt.scored", ("scored", shell.Number(outcome.Scored)), ("households", shell.Number(outcome.Households)), ("file", outcome.File), ("card", outcome.Card));
            }
            return (int)ExitCode.Done;
        });
        return verb;
    }

    private static Command Validate(Shell shell)
    {
        var scores = WelfareVerbs.Text(shell, "--scores", "cli.pmt.scores", "file", required: true);
        var actual = WelfareVerbs.Text(shell, "--actual", "cli.pmt.actual", "file", required: true);
        var id = WelfareVerbs.Text(shell, "--id", "welfare.option.id", "column");
        var outcome = WelfareVerbs.Text(shell, "--outcome", "cli.pmt.actual_outcome", "column", required: true);
        var cutoffs = WelfareVerbs.Text(shell, "--cutoffs", "cli.pmt.cutoffs", "numbers", required: true);
        var bootstrap = WelfareVerbs.Text(shell, "--bootstrap", "cli.pmt.bootstrap", "number");
        var strata = WelfareVerbs.Text(shell, "--strata", "cli.pmt.validate_strata", "column");
        var cluster = WelfareVerbs.Text(shell, "--cluster", "cli.pmt.validate_cluster", "column");
        var seed = WelfareVerbs.Seed(shell);
        var target = WelfareVerbs.Text(shell, "--out", "welfare.option.out", "file");
        var (overwrite, json) = (WelfareVerbs.Overwrite(shell), WelfareVerbs.Json(shell));
        var verb = new Command("validate", shell.Text("cli.pmt.validate")) { scores, actual, id, outcome, cutoffs, bootstrap, seed, strata, cluster, target, overwrite, json };
        verb.SetAction(parsed =>
        {
            var result = ValidateScores.Run(new ValidateScoresCommand
            {
                Scores = parsed.GetValue(scores)!,
                Actual = parsed.GetValue(actual)!,
                Id = parsed.GetValue(id),
                Outcome = parsed.GetValue(outcome)!,
                Cutoffs = CutoffList.Parse(parsed.GetValue(cutoffs)!),
                Bootstrap = WelfareVerbs.Whole(parsed, bootstrap, "1000", 2, 1_000_000) ?? 0,
                Seed = WelfareVerbs.Seed(parsed, seed),
                Strata = parsed.GetValue(strata),
                Cluster = parsed.GetValue(cluster),
                Out = parsed.GetValue(target),
                Overwrite = parsed.GetValue(overwrite),
            }, shell.Stop);
            WelfareVerbs.Warn(shell, result.Warnings);
            if (parsed.GetValue(json))
            {
                result.Sheet.WriteJson(shell.Output, result.Warnings, result.Details);
                return (int)ExitCode.Done;
            }
            WelfareVerbs.ShowRows(shell, result.Sheet);
            if (result.File is not null) shell.Say("welfare.written", ("file", result.File), ("rows", shell.Number(result.Sheet.Rows.Count)), ("card", result.Card));
            return (int)ExitCode.Done;
        });
        return verb;
    }

    private static Command Explain(Shell shell)
    {
        var model = WelfareVerbs.Text(shell, "--model", "cli.pmt.model", "file", required: true);
        var households = WelfareVerbs.Text(shell, "--households", "cli.pmt.households", "file", required: true);
        var id = WelfareVerbs.Text(shell, "--id", "welfare.option.id", "column");
        var household = WelfareVerbs.Text(shell, "--household", "cli.pmt.household", "id", required: true);
        var json = WelfareVerbs.Json(shell);
        var verb = new Command("explain", shell.Text("cli.pmt.explain")) { model, households, id, household, json };
        verb.SetAction(parsed =>
        {
            var explained = ExplainScore.Run(new ExplainScoreCommand(parsed.GetValue(model)!, parsed.GetValue(households)!, parsed.GetValue(id), parsed.GetValue(household)!), shell.Stop);
            if (!parsed.GetValue(json))
            {
                foreach (var sentence in explained.Sentences(shell.Language)) shell.Output.WriteLine(sentence);
                return (int)ExitCode.Done;
            }
            Print(shell, new JsonObject
            {
                ["group"] = explained.Group,
                ["predicted"] = explained.Predicted,
                ["usual"] = explained.Usual,
                ["terms"] = new JsonArray([.. explained.Explanation.Terms.Select(t => new JsonObject
                {
                    ["term"] = t.Term.Name, ["coefficient"] = t.Term.Value, ["value"] = t.Value, ["mean"] = t.Usual, ["adds"] = t.Adds,
                })]),
                ["sentences"] = new JsonObject { ["id"] = Lines(explained, Language.Indonesian), ["en"] = Lines(explained, Language.English) },
            });
            return (int)ExitCode.Done;
        });
        return verb;
    }

    private static JsonArray Lines(ScoreExplained explained, Language language) => new([.. explained.Sentences(language).Select(s => JsonValue.Create(s))]);

    private static void Print(Shell shell, JsonObject document) => shell.Output.WriteLine(document.ToJsonString(Readable));

    private static double Between(Option<string> option, double share) =>
        share is > 0 and < 1 ? share : throw new UserError(ExitCode.Usage, "cli.welfare.share", ("option", option.Name), ("value", share));
}
