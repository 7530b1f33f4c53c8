using System.Text.Json.Nodes;
using SatuPintu.Statistics.ProxyMeans;
using SatuPintu.Welfare.Tables;

namespace SatuPintu.Welfare.ProxyMeans;

/// <summary>What to compare.</summary>
public sealed record ValidateScoresCommand
{
    /// <summary>The scores, as <see cref="ScoreHouseholds"/> writes them.</summary>
    public required string Scores { get; init; }

    /// <summary>The file that knows the actual welfare (CSV).</summary>
    public required string Actual { get; init; }

    /// <summary>Its column of ids; null for the number of the row, from 1.</summary>
    public string? Id { get; init; }

    /// <summary>Its column of welfare.</summary>
    public required string Outcome { get; init; }

    /// <summary>The shares at which to cut off.</summary>
    public required IReadOnlyList<double> Cutoffs { get; init; }
}

/// <summary>What the comparison found.</summary>
/// <param name="Sheet">A row for each cut-off.</param>
/// <param name="Warnings">What its reader must know.</param>
/// <param name="Details">Households compared, and how well the order agrees.</param>
public sealed record ValidationOutcome(ResultSheet Sheet, IReadOnlyList<Warning> Warnings, JsonObject Details);

/// <summary>
/// Compares scores with actual welfare: at each cut-off the poorest share by score is selected and the poorest share in truth counts as
/// poor, both over all households compared.
/// </summary>
public static class ValidateScores
{
    /// <summary>Runs the command.</summary>
    /// <exception cref="UserError">A file cannot be used, or no household is in both.</exception>
    public static ValidationOutcome Run(ValidateScoresCommand command, CancellationToken cancellation = default)
    {
        if (command.Cutoffs.Count == 0 || command.Cutoffs.Any(c => !(c > 0 && c < 1))) throw new UserError(ExitCode.Usage, "welfare.pmt.cutoffs");
        var warnings = new Warnings();
        var predicted = ByIds(command.Scores, "id", "predicted", cancellation);
        var actual = ByIds(command.Actual, command.Id, command.Outcome, cancellation);
        var (scores, truth) = (new List<double>(actual.Count), new List<double>(actual.Count));
        var (unscored, unknown) = (0, 0);
        foreach (var (id, outcome) in actual)
        {
            if (!predicted.Remove(id, out var score) || double.IsNaN(score)) unscored++;
            else if (double.IsNaN(outcome)) unknown++;
            else
            {
                scores.Add(score);
                truth.Add(outcome);
            }
        }
        if (unscored > 0) warnings.Add("welfare.pmt.validate_unscored", ("rows", unscored), ("of", actual.Count));
        if (unknown > 0) warnings.Add("welfare.pmt.validate_unknown", ("rows", unknown), ("column", command.Outcome));
        if (predicted.Count > 0) warnings.Add("welfare.pmt.validate_strangers", ("rows", predicted.Count));
        if (scores.Count == 0) throw new UserError(ExitCode.Input, "welfare.pmt.validate_none", ("scores", command.Scores), ("actual", command.Actual));

        var sheet = new ResultSheet("cutoff", "households", "selected", "selected_share", "poor", "inclusion_error", "inclusion_low", "inclusion_high", "exclusion_error", "exclusion_low", "exclusion_high");
        foreach (var e in Targeting.Errors(scores.ToArray(), truth.ToArray(), command.Cutoffs))
        {
            var (inclusion, exclusion) = (e.InclusionInterval, e.ExclusionInterval);
            sheet.Add(e.CutOff, e.Households, e.Selected, (double)e.Selected / e.Households, e.Poor, e.Inclusion, inclusion.Low, inclusion.High, e.Exclusion, exclusion.Low, exclusion.High);
        }
        return new ValidationOutcome(sheet, warnings.All, new JsonObject { ["households"] = scores.Count, ["rank_correlation"] = Targeting.RankCorrelation(scores.ToArray(), truth.ToArray()) });
    }

    private static OrderedDictionary<string, double> ByIds(string file, string? id, string column, CancellationToken cancellation)
    {
        using var rows = TableRows.Open(file, cancellation);
        var (key, value) = (id is null ? -1 : rows.IndexOf(id), rows.IndexOf(column));
        var values = new OrderedDictionary<string, double>(StringComparer.Ordinal);
        while (rows.Next())
        {
            var name = key < 0 ? (values.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) : System.Text.Encoding.UTF8.GetString(rows.Cell(key));
            if (!values.TryAdd(name, rows.Number(value))) throw new UserError(ExitCode.Input, "welfare.pmt.id_twice", ("file", file), ("id", name), ("row", rows.Row));
        }
        return values;
    }
}
