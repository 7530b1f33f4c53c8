using System.Text.Json.Nodes;
using SatuPintu.Statistics.ProxyMeans;
using SatuPintu.Welfare.Tables;

namespace SatuPintu.Welfare.ProxyMeans;

/// <summary>How a prediction in logarithms becomes one in the outcome's unit.</summary>
public enum Retransform
{
    /// <summary>exp(η), the median under symmetric errors; it ranks as the others do within a group.</summary>
    None,
    /// <summary>exp(η) times the mean of exp(residual) of the group (Duan 1983).</summary>
    Smearing,
    /// <summary>exp(η + σ²/2), the mean under normal errors.</summary>
    Lognormal,
}

/// <summary>What to score.</summary>
public sealed record ScoreHouseholdsCommand
{
    /// <summary>The model's file.</summary>
    public required string Model { get; init; }

    /// <summary>The households (CSV).</summary>
    public required string Households { get; init; }

    /// <summary>The column of ids; null for the number of the row, from 1.</summary>
    public string? Id { get; init; }

    /// <summary>The column of household sizes, for percentiles and deciles of persons; null for those of households.</summary>
    public string? Size { get; init; }

    /// <summary>How a prediction in logarithms is turned back.</summary>
    public Retransform Retransform { get; init; }

    /// <summary>The file of the scores.</summary>
    public required string Out { get; init; }

    /// <summary>Whether a file that is not ours may be set aside.</summary>
    public bool Overwrite { get; init; }
}

/// <summary>What scoring found.</summary>
/// <param name="Households">Rows read.</param>
/// <param name="Scored">Rows with a score.</param>
/// <param name="Warnings">What the reader must know.</param>
/// <param name="File">Where the scores stand.</param>
/// <param name="Card">Where their card stands.</param>
public sealed record ScoringOutcome(long Households, long Scored, IReadOnlyList<Warning> Warnings, string File, string Card);

/// <summary>Scores and ranks households by a model: <c>id,group,predicted,rank,percentile,decile</c>, in the order of the file.</summary>
public static class ScoreHouseholds
{
    /// <summary>Runs the command.</summary>
    /// <exception cref="UserError">A file cannot be used, or the scores not written.</exception>
    public static ScoringOutcome Run(ScoreHouseholdsCommand command, CancellationToken cancellation = default)
    {
        using var file = ResultFile.Open(command.Out, command.Overwrite, command.Model, command.Households);
        var stored = ProxyModelFile.Read(command.Model);
        var scores = HouseholdScores.Read(command, stored, cancellation);
        var ranking = Ranking.Of(scores.Predicted, scores.Sizes);
        var warnings = new Warnings();
        Warn(scores.Counts, ranking.Count, warnings);
        file.Write(stream => ScoresFile.Write(stream, scores, ranking, cancellation));
        file.Commit(new MethodCard("pmt_score")
        {
            Data = [("model", ModelData(command.Model, stored)), ("households", scores.Data)],
            Options = new JsonObject { ["id"] = command.Id, ["size"] = command.Size, ["retransform"] = stored.Model.Log ? command.Retransform.ToString().ToLowerInvariant() : null },
            Warnings = warnings.All,
            Details = new JsonObject { ["households"] = scores.Count, ["scored"] = ranking.Count },
        });
        return new ScoringOutcome(scores.Count, ranking.Count, warnings.All, command.Out, ResultFile.CardOf(command.Out));
    }

    private static DataFile ModelData(string path, StoredProxyModel stored) => DataFile.Begin(path).End(stored.Model.Groups.Count + 1);

    /// <summary>Says what stood in the way of scores, or bent them.</summary>
    /// <exception cref="UserError">No household has a score.</exception>
    internal static void Warn(ScoringCounts counts, int scored, Warnings warnings)
    {
        if (counts.Missing.Count > 0) warnings.Add("welfare.pmt.unscored", ("rows", counts.Missing.Values.Sum()), ("columns", Some(counts.Missing)));
        if (counts.Strangers.Count > 0) warnings.Add("welfare.pmt.strangers", ("rows", counts.Strangers.Values.Sum()), ("groups", Some(counts.Strangers)));
        if (counts.Unseen.Count > 0) warnings.Add("welfare.pmt.unseen", ("rows", counts.Unseen.Values.Sum()), ("values", Some(counts.Unseen)));
        if (counts.Elsewhere > 0) warnings.Add("welfare.pmt.elsewhere", ("rows", counts.Elsewhere));
        if (scored == 0) throw new UserError(ExitCode.Input, "welfare.pmt.none_scored", ("columns", Some(counts.Missing)));
    }

    private static string Some(SortedDictionary<string, int> counts) =>
        Warnings.Some([.. counts.Select(c => $"{(c.Key.Length == 0 ? "-" : c.Key)} ({c.Value})")]);
}
