using System.CommandLine;
using SatuPintu.Statistics.Surveys;
using SatuPintu.Welfare.Indicators;
using SatuPintu.Welfare.Tables;

namespace SatuPintu.Cli.Commands;

/// <summary><c>satupintu indicators</c>: poverty and inequality with standard errors.</summary>
internal static class IndicatorsVerb
{
    /// <summary>Makes the verb.</summary>
    public static Command Make(Shell shell)
    {
        var data = WelfareVerbs.Text(shell, "--data", "welfare.indicators.data", "file", required: true);
        var income = WelfareVerbs.Text(shell, "--income", "welfare.indicators.income", "column", required: true);
        var sample = new SampleOptionsOf(shell);
        var line = WelfareVerbs.Text(shell, "--line", "welfare.indicators.line", "line");
        var aversion = WelfareVerbs.Text(shell, "--aversion", "welfare.indicators.aversion_option", "number");
        var replicates = WelfareVerbs.Text(shell, "--replicates", "welfare.indicators.replicates", "replicates");
        var seed = WelfareVerbs.Seed(shell);
        var (result, overwrite, json) = (WelfareVerbs.Out(shell), WelfareVerbs.Overwrite(shell), WelfareVerbs.Json(shell));
        var verb = new Command("indicators", shell.Text("welfare.indicators.verb"));
        foreach (var option in (Option[])[data, income, .. sample.Options, line, aversion, replicates, seed, result, overwrite, json]) verb.Options.Add(option);
        verb.SetAction(parsed => WelfareVerbs.Show(shell, EstimateIndicators.Run(new IndicatorsCommand
        {
            Data = parsed.GetValue(data)!,
            Income = parsed.GetValue(income)!,
            Sample = sample.Read(parsed),
            Line = parsed.GetValue(line),
            Aversion = WelfareVerbs.Number(parsed, aversion, "1") ?? 1,
            Replicates = parsed.GetValue(replicates),
            Seed = WelfareVerbs.Seed(parsed, seed),
            Out = parsed.GetValue(result)!,
            Overwrite = parsed.GetValue(overwrite),
        }, shell.Stop), parsed.GetValue(json)));
        return verb;
    }
}

/// <summary>The options that say how a sample was drawn.</summary>
internal sealed class SampleOptionsOf(Shell shell)
{
    private readonly Option<string> weight = WelfareVerbs.Text(shell, "--weight", "welfare.option.weight", "column");
    private readonly Option<string> by = WelfareVerbs.Text(shell, "--by", "welfare.option.by", "column");
    private readonly Option<string> strata = WelfareVerbs.Text(shell, "--strata", "welfare.indicators.strata", "column");
    private readonly Option<string> cluster = WelfareVerbs.Text(shell, "--cluster", "welfare.indicators.cluster", "column");
    private readonly Option<string> lone = WelfareVerbs.Text(shell, "--lone", "welfare.indicators.lone", "rule");

    /// <summary>The options in the order the help lists them.</summary>
    public IReadOnlyList<Option> Options => [weight, by, strata, cluster, lone];

    /// <summary>What was given.</summary>
    public SampleOptions Read(ParseResult parsed) => new()
    {
        Weight = parsed.GetValue(weight),
        By = parsed.GetValue(by),
        Strata = parsed.GetValue(strata),
        Cluster = parsed.GetValue(cluster),
        Lone = WelfareVerbs.Choice(parsed, lone, LoneClusterRule.Error),
    };
}
