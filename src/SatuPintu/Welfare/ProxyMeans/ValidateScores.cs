using System.Text.Json.Nodes;
using SatuPintu.Statistics.ProxyMeans;
using SatuPintu.Statistics.Surveys;
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

    /// <summary>How many replicates to draw for intervals by the bootstrap; 0 for none.</summary>
    public int Bootstrap { get; init; }

    /// <summary>Begins the random numbers of the bootstrap.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The actual file's column of strata, or null.</summary>
    public string? Strata { get; init; }

    /// <summary>The actual file's column of clusters, or null.</summary>
    public string? Cluster { get; init; }

    /// <summary>The file of the error curve; null for none.</summary>
    public string? Out { get; init; }

    /// <summary>Whether a file that is not ours may be set aside.</summary>
    public bool Overwrite { get; init; }
}

/// <summary>What the comparison found.</summary>
/// <param name="Sheet">A row for each cut-off.</param>
/// <param name="Warnings">What its reader must know.</param>
/// <param name="Details">Households compared, and how well the order agrees.</param>
/// <param name="File">Where the error curve stands; null where none was asked for.</param>
public sealed record ValidationOutcome(ResultSheet Sheet, IReadOnlyList<Warning> Warnings, JsonObject Details, string? File)
{
    /// <summary>Where the curve's card stands.</summary>
    public string? Card => File is null ? null : ResultFile.CardOf(File);
}

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
        if (command.Bootstrap == 0 && (command.Strata ?? command.Cluster) is not null) throw new UserError(ExitCode.Usage, "welfare.pmt.validate_design");
        using var file = command.Out is null ? null : ResultFile.Open(command.Out, command.Overwrite, command.Scores, command.Actual);
        var warnings = new Warnings();
        var scored = ComparedHouseholds.Read(command.Scores, "id", "predicted", null, null, cancellation);
        var known = ComparedHouseholds.Read(command.Actual, command.Id, command.Outcome, command.Strata, command.Cluster, cancellation);
        var (predicted, actual) = (scored.ById, known.ById);
        var compared = new List<ComparedHousehold>(actual.Count);
        var (scores, truth) = (new List<double>(actual.Count), new List<double>(actual.Count));
        var (unscored, unknown) = (0, 0);
        foreach (var (id, household) in actual)
        {
            if (!predicted.Remove(id, out var score) || double.IsNaN(score.Value)) unscored++;
            else if (double.IsNaN(household.Value)) unknown++;
            else
            {
                scores.Add(score.Value);
                truth.Add(household.Value);
                compared.Add(household);
            }
        }
        if (unscored > 0) warnings.Add("welfare.pmt.validate_unscored", ("rows", unscored), ("of", actual.Count));
        if (unknown > 0) warnings.Add("welfare.pmt.validate_unknown", ("rows", unknown), ("column", command.Outcome));
        if (predicted.Count > 0) warnings.Add("welfare.pmt.validate_strangers", ("rows", predicted.Count));
        if (scores.Count == 0) throw new UserError(ExitCode.Input, "welfare.pmt.validate_none", ("scores", command.Scores), ("actual", command.Actual));

        var sheet = Sheet(command, [.. scores], [.. truth], compared, warnings, cancellation);
        var details = new JsonObject { ["households"] = scores.Count, ["rank_correlation"] = Targeting.RankCorrelation(scores.ToArray(), truth.ToArray()) };
        if (file is null) return new ValidationOutcome(sheet, warnings.All, details, null);
        file.Write(sheet.Write);
        file.Commit(new MethodCard("pmt_validate")
        {
            Data = [("scores", scored.Data), ("actual", known.Data)],
            Options = Options(command),
            Warnings = warnings.All,
            Seed = command.Bootstrap > 0 ? command.Seed : null,
            Details = (JsonObject)details.DeepClone(),
        });
        return new ValidationOutcome(sheet, warnings.All, details, command.Out);
    }

    private static ResultSheet Sheet(ValidateScoresCommand command, double[] scores, double[] truth, List<ComparedHousehold> households, Warnings warnings, CancellationToken cancellation)
    {
        string[] headings = ["cutoff", "households", "selected", "selected_share", "poor", "inclusion_error", "inclusion_low", "inclusion_high", "exclusion_error", "exclusion_low", "exclusion_high"];
        string[] more = ["inclusion_se", "inclusion_bootstrap_low", "inclusion_bootstrap_high", "exclusion_se", "exclusion_bootstrap_low", "exclusion_bootstrap_high"];
        var spreads = command.Bootstrap == 0 ? null
            : TargetingBootstrap.Of(scores, truth, command.Cutoffs, DesignOf(command, households, warnings), command.Bootstrap, command.Seed, cancellation);
        var sheet = new ResultSheet(spreads is null ? headings : [.. headings, .. more]);
        foreach (var (e, c) in Targeting.Errors(scores, truth, command.Cutoffs).Select((e, c) => (e, c)))
        {
            var (inclusion, exclusion) = (e.InclusionInterval, e.ExclusionInterval);
            object?[] cells = [e.CutOff, e.Households, e.Selected, (double)e.Selected / e.Households, e.Poor, e.Inclusion, inclusion.Low, inclusion.High, e.Exclusion, exclusion.Low, exclusion.High];
            if (spreads is not null) cells = [.. cells, .. Cells(spreads[c].Inclusion), .. Cells(spreads[c].Exclusion)];
            sheet.Add(cells);
        }
        return sheet;

        object?[] Cells(TargetingSpread spread) => [spread.Error, spread.Low, spread.High];
    }

    private static SurveyDesign DesignOf(ValidateScoresCommand command, List<ComparedHousehold> households, Warnings warnings)
    {
        var design = SurveyDesign.Of(households.Count, command.Strata is null ? [] : households.Select(h => h.Stratum).ToArray(),
            command.Cluster is null ? [] : households.Select(h => h.Cluster).ToArray(), LoneClusterRule.Certainty);
        if (design.ClustersCrossStrata) warnings.Add("welfare.clusters_cross", ("cluster", command.Cluster), ("strata", command.Strata));
        if (design.LoneClusters > 0) warnings.Add("welfare.lone_clusters", ("count", design.LoneClusters), ("rule", "certainty"));
        return design;
    }

    private static JsonObject Options(ValidateScoresCommand command) => new()
    {
        ["id"] = command.Id,
        ["outcome"] = command.Outcome,
        ["cutoffs"] = new JsonArray([.. command.Cutoffs.Select(c => JsonValue.Create(c))]),
        ["bootstrap"] = command.Bootstrap,
        ["strata"] = command.Strata,
        ["cluster"] = command.Cluster,
    };
}
