using System.Globalization;
using System.Text.Json.Nodes;
using SatuPintu.Statistics.Multidimensional;
using SatuPintu.Welfare.Tables;

namespace SatuPintu.Welfare.Multidimensional;

/// <summary>Asks for multidimensional poverty.</summary>
public sealed record MpiCommand
{
    /// <summary>The file of households or persons.</summary>
    public required string Data { get; init; }
    /// <summary>The indicators, their weights and the cut-offs (JSON).</summary>
    public required string Spec { get; init; }
    /// <summary>Weights, groups and design.</summary>
    public required SampleOptions Sample { get; init; }
    /// <summary>Where the result is written.</summary>
    public required string Out { get; init; }
    /// <summary>Whether a file that is not ours may be set aside.</summary>
    public bool Overwrite { get; init; }
}

/// <summary>Measures multidimensional poverty after Alkire and Foster for all and for groups, at each cut-off.</summary>
/// <remarks>A row in which an indicator cannot be judged, since a value is missing, stays in the design and counts for nothing.</remarks>
public static class MeasureMultidimensional
{
    /// <summary>Reads the file, measures and writes the result with its card.</summary>
    /// <exception cref="UserError">A file or an option cannot be used.</exception>
    public static WelfareOutcome Run(MpiCommand command, CancellationToken cancellation)
    {
        var spec = MpiSpec.Read(command.Spec);
        using var file = ResultFile.Open(command.Out, command.Overwrite, command.Data, command.Spec);
        var warnings = new Warnings();
        var wanted = new WantedColumns();
        command.Sample.Want(wanted);
        foreach (var (name, asText) in spec.Indicators.SelectMany(i => i.Condition.Columns)) wanted.Add(name, asText ? ColumnKinds.Category : ColumnKinds.Number);
        var table = WelfareTable.Read(command.Data, wanted, cancellation);
        var sample = SampleColumns.Read(table, command.Sample, warnings);
        if (spec.IsRescaled) warnings.Add("welfare.mpi.rescaled", ("sum", Math.Round(spec.StatedSum, 6).ToString("R", CultureInfo.InvariantCulture)));
        var deprivations = Judge(spec, table, sample.Weights, warnings);
        WarnOfNarrowCutoffs(spec, deprivations, warnings);
        var found = AlkireFoster.Measure(deprivations, spec.Cutoffs, sample.Weights, sample.Groups, sample.GroupNames.Length, sample.Design);
        sample.WarnOfFew(found.Select(f => (f.Group, f.Count)), warnings);
        return WelfareOutcome.Write(file, command.Out, Sheet(spec, found, sample), Card(command, spec, table, sample, warnings));
    }

    private static Deprivations Judge(MpiSpec spec, WelfareTable table, double[] weights, Warnings warnings)
    {
        var columns = new TableColumns(table, warnings);
        var deprived = new List<bool[]>();
        var missing = new bool[table.Rows];
        foreach (var indicator in spec.Indicators)
        {
            var value = indicator.Condition.Bind(columns);
            var judged = new bool[table.Rows];
            var unknown = 0;
            for (var row = 0; row < judged.Length; row++)
            {
                var holds = value(row);
                judged[row] = holds == 1;
                if (!double.IsNaN(holds)) continue;
                missing[row] = true;
                unknown++;
            }
            if (unknown > 0) warnings.Add("welfare.mpi.indicator_missing", ("name", indicator.Name), ("count", unknown));
            deprived.Add(judged);
        }
        for (var row = 0; row < missing.Length; row++)
            if (missing[row]) weights[row] = 0;
        var left = missing.Count(m => m);
        if (left > 0) warnings.Add("welfare.mpi.rows_missing", ("count", left), ("rows", table.Rows));
        if (weights.All(w => w == 0)) throw new UserError(ExitCode.Input, "welfare.mpi.no_rows", ("file", table.Data.Path));
        return new Deprivations([.. spec.Indicators.Select(i => i.Weight)], deprived);
    }

    /// <summary>A score that misses a cut-off by the rounding of the weights as they were written is most likely meant to reach it.</summary>
    private static void WarnOfNarrowCutoffs(MpiSpec spec, Deprivations deprivations, Warnings warnings)
    {
        const int MostIndicators = 20;
        const double Narrow = 1e-3, Rounding = 1e-9;
        if (deprivations.Weights.Count > MostIndicators) return;
        var scores = new List<double> { 0 };
        foreach (var weight in deprivations.Weights) scores = [.. scores.Concat(scores.Select(s => s + weight)).Select(s => Math.Round(s, 12)).Distinct()];
        foreach (var cutoff in spec.Cutoffs)
            foreach (var score in scores.Where(s => s < cutoff - Rounding && s > cutoff - Narrow).Take(1))
                warnings.Add("welfare.mpi.narrow", ("score", score.ToString("R", CultureInfo.InvariantCulture)), ("cutoff", cutoff.ToString("R", CultureInfo.InvariantCulture)));
    }

    private static ResultSheet Sheet(MpiSpec spec, IReadOnlyList<MultidimensionalPoverty> found, SampleColumns sample)
    {
        var names = spec.Indicators.Select(i => i.Name).ToList();
        var sheet = new ResultSheet(["group", "k", "h", "a", "m0", "se_h", "se_m0", .. names.Select(n => "contribution_" + n), "n", "population_share", "group_contribution",
            .. names.Select(n => "raw_" + n), .. names.Select(n => "censored_" + n)]);
        foreach (var f in found)
        {
            sheet.Add([sample.NameOf(f.Group), f.Cutoff, f.Headcount, f.Intensity, f.AdjustedHeadcount, f.HeadcountError, f.AdjustedError, .. Cells(f.Contributions), f.Count,
                f.PopulationShare, f.GroupContribution, .. Cells(f.Raw), .. Cells(f.Censored)]);
        }
        return sheet;

        static IEnumerable<object?> Cells(IEnumerable<double> numbers) => numbers.Select(n => (object?)n);
    }

    private static MethodCard Card(MpiCommand command, MpiSpec spec, WelfareTable table, SampleColumns sample, Warnings warnings)
    {
        var options = new JsonObject { ["spec"] = command.Spec };
        command.Sample.AddTo(options);
        return new MethodCard("mpi")
        {
            Data = [("data", table.Data)],
            Options = options,
            Warnings = warnings.All,
            Details = new JsonObject
            {
                ["indicators"] = new JsonArray([.. spec.Indicators.Select(i => new JsonObject { ["name"] = i.Name, ["weight"] = i.Weight, ["deprived"] = i.Deprived })]),
                ["cutoffs"] = new JsonArray([.. spec.Cutoffs.Select(c => (JsonNode)c)]),
                ["strata"] = sample.Design.Strata,
                ["clusters"] = sample.Design.Clusters,
            },
        };
    }

    private sealed class TableColumns(WelfareTable table, Warnings warnings) : IExpressionColumns
    {
        public double[] Numbers(string column) => table.Numbers(column).Values;

        public double[] Equals(string column, string text)
        {
            var categories = table.Categories(column);
            var code = Array.IndexOf(categories.Labels, text);
            if (code < 0) warnings.Add("welfare.mpi.never", ("text", text), ("column", column));
            return [.. categories.Codes.Select(c => c < 0 ? double.NaN : c == code ? 1.0 : 0)];
        }
    }
}
