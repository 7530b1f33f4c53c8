using System.Globalization;
using System.Text.Json.Nodes;
using SatuPintu.Statistics.Indicators;
using SatuPintu.Welfare.Tables;

namespace SatuPintu.Welfare.Indicators;

/// <summary>Asks for indicators of poverty and inequality.</summary>
public sealed record IndicatorsCommand
{
    /// <summary>The survey or registry file.</summary>
    public required string Data { get; init; }
    /// <summary>Column of income or expenditure per person or per equivalent adult.</summary>
    public required string Income { get; init; }
    /// <summary>Weights, groups and design.</summary>
    public required SampleOptions Sample { get; init; }
    /// <summary>The poverty line: a number, or a share of the median (<c>0.6median</c>).</summary>
    public string? Line { get; init; }
    /// <summary>Aversion to inequality of the Atkinson index.</summary>
    public double Aversion { get; init; } = 1;
    /// <summary>Replicate weights for the standard errors: <c>jackknife</c>, <c>bootstrap:B</c> or <c>columns:PREFIX</c>; linearisation where null.</summary>
    public string? Replicates { get; init; }
    /// <summary>Begins the random numbers of the bootstrap.</summary>
    public ulong Seed { get; init; } = 1;
    /// <summary>Where the result is written.</summary>
    public required string Out { get; init; }
    /// <summary>Whether a file that is not ours may be set aside.</summary>
    public bool Overwrite { get; init; }
}

/// <summary>Estimates indicators of poverty and inequality for all and for groups, with standard errors.</summary>
public static class EstimateIndicators
{
    private const string OfMedian = "median";

    /// <summary>Reads the file, estimates and writes the result with its card.</summary>
    /// <exception cref="UserError">The file or an option cannot be used.</exception>
    public static WelfareOutcome Run(IndicatorsCommand command, CancellationToken cancellation)
    {
        var options = new IndicatorOptions { Line = Line(command.Line), Aversion = command.Aversion };
        if (!(command.Aversion > 0)) throw new UserError(ExitCode.Usage, "welfare.indicators.aversion", ("value", command.Aversion.ToString("R", CultureInfo.InvariantCulture)));
        var plan = ReplicatePlan.Parse(command.Replicates);
        using var file = ResultFile.Open(command.Out, command.Overwrite, command.Data);
        var warnings = new Warnings();
        var table = WelfareTable.Read(command.Data, headings =>
        {
            var wanted = new WantedColumns().Add(command.Income, ColumnKinds.Number);
            command.Sample.Want(wanted);
            return plan.Want(wanted, headings, command.Data);
        }, cancellation);
        var sample = SampleColumns.Read(table, command.Sample, warnings);
        var incomes = Incomes(table, command.Income, sample.Weights, warnings);
        var replicates = plan.Make(table, sample, command.Seed);
        if (plan.IsJackknife) warnings.Add("welfare.indicators.jackknife");
        var estimates = WelfareIndicators.Estimate(incomes, sample.Weights, sample.Groups, sample.GroupNames.Length, sample.Design, options, replicates, cancellation);
        Warn(estimates, sample, warnings);
        return WelfareOutcome.Write(file, command.Out, Sheet(estimates, sample), Card(command, options, table, sample, plan, warnings));
    }

    /// <summary>A row whose income is missing stays in the design and counts for nothing.</summary>
    private static double[] Incomes(WelfareTable table, string column, double[] weights, Warnings warnings)
    {
        var incomes = table.Numbers(column);
        if (incomes.Missing > 0) warnings.Add("welfare.indicators.income_missing", ("column", column), ("count", incomes.Missing));
        for (var i = 0; i < weights.Length; i++)
            if (double.IsNaN(incomes.Values[i])) (incomes.Values[i], weights[i]) = (0, 0);
        if (weights.All(w => w == 0)) throw new UserError(ExitCode.Input, "welfare.indicators.no_income", ("file", table.Data.Path), ("column", column));
        return incomes.Values;
    }

    private static PovertyLine Line(string? text)
    {
        if (text is null) return PovertyLine.SixtyPercentOfMedian;
        var relative = text.EndsWith(OfMedian, StringComparison.Ordinal);
        var number = relative ? text[..^OfMedian.Length].TrimEnd('*', ' ') : text;
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0 && double.IsFinite(value)
            ? new PovertyLine(value, relative)
            : throw new UserError(ExitCode.Usage, "welfare.line_malformed", ("value", text));
    }

    private static ResultSheet Sheet(IReadOnlyList<IndicatorEstimate> estimates, SampleColumns sample)
    {
        var sheet = new ResultSheet("group", "indicator", "estimate", "se", "deff", "n");
        foreach (var e in estimates) sheet.Add(sample.NameOf(e.Group), NameOf(e.Indicator), e.Estimate, e.StandardError, e.DesignEffect, e.Count);
        return sheet;
    }

    private static void Warn(IReadOnlyList<IndicatorEstimate> estimates, SampleColumns sample, Warnings warnings)
    {
        foreach (var note in estimates.Where(e => e.Note != IndicatorNote.None).GroupBy(e => e.Note).OrderBy(n => n.Key))
            warnings.Add("welfare.indicators.note." + note.Key.ToString().ToLowerInvariant(), Where(note));
        var unsure = estimates.Where(e => e.Note == IndicatorNote.None && double.IsFinite(e.Estimate) && double.IsNaN(e.StandardError)).ToList();
        if (unsure.Count > 0) warnings.Add("welfare.indicators.no_error", Where(unsure));
        sample.WarnOfFew(estimates.Where(e => e.Indicator == Indicator.Mean).Select(e => (e.Group, e.Count)), warnings);

        (string, object?)[] Where(IEnumerable<IndicatorEstimate> of) =>
        [
            ("indicators", string.Join(", ", of.Select(e => NameOf(e.Indicator)).Distinct())),
            ("groups", Warnings.SomeOf([.. of.Select(e => sample.NameOf(e.Group)).Distinct()])),
        ];
    }

    private static MethodCard Card(IndicatorsCommand command, IndicatorOptions options, WelfareTable table, SampleColumns sample, ReplicatePlan plan, Warnings warnings)
    {
        var stated = new JsonObject
        {
            ["income"] = command.Income,
            ["line"] = options.Line.Value.ToString("R", CultureInfo.InvariantCulture) + (options.Line.OfMedian ? OfMedian : ""),
            ["aversion"] = options.Aversion,
            ["errors"] = plan.Name,
        };
        command.Sample.AddTo(stated);
        return new MethodCard("indicators")
        {
            Data = [("data", table.Data)],
            Options = stated,
            Warnings = warnings.All,
            Seed = plan.IsRandom ? command.Seed : null,
            Details = new JsonObject
            {
                ["unit"] = "shares from 0 to 1; threshold, mean and median in units of income",
                ["strata"] = sample.Design.Strata,
                ["clusters"] = sample.Design.Clusters,
            },
        };
    }

    private static string NameOf(Indicator indicator) => indicator.ToString().ToLowerInvariant();
}
