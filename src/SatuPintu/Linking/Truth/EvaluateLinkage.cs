using System.Text.Json;
using SatuPintu.Integration.Truth;
using SatuPintu.Linkage.Evaluation;

namespace SatuPintu.Linking.Truth;

/// <summary>Pairs at or above a threshold, beside the truth.</summary>
/// <param name="Threshold">Probability from which pairs count as joined.</param>
/// <param name="Counts">The pairs.</param>
public readonly record struct ThresholdCounts(double Threshold, PairCounts Counts);

/// <summary>How well a linkage found who is who.</summary>
public sealed record LinkageEvaluation
{
    /// <summary>The sources: <c>list</c>, or <c>left</c> and <c>right</c>.</summary>
    public required IReadOnlyList<string> Sources { get; init; }
    /// <summary>Records compared.</summary>
    public required int Records { get; init; }
    /// <summary>Records of the truth that stand in no cluster; each counts as a person alone.</summary>
    public required int Unused { get; init; }
    /// <summary>Probability from which a pair was joined.</summary>
    public required double MatchAt { get; init; }
    /// <summary>Probability from which a pair was reported.</summary>
    public required double ReviewAt { get; init; }
    /// <summary>The clusters beside the true ones; it has no strata.</summary>
    public required ClusteringEvaluation Clusters { get; init; }
    /// <summary>The reported pairs by threshold, rising; <see cref="ReviewAt"/> and <see cref="MatchAt"/> are among them.</summary>
    public required IReadOnlyList<ThresholdCounts> ByThreshold { get; init; }
    /// <summary>The reported pairs by probability.</summary>
    public required Reliability Reliability { get; init; }

    /// <summary>Whether two lists were linked; else doubles were sought in one.</summary>
    public bool IsLink => Sources is not ["list"];

    /// <summary>The pairs that were joined by their probability alone.</summary>
    public PairCounts Matched => ByThreshold.First(t => t.Threshold >= MatchAt).Counts;

    /// <summary>The pairs that were reported.</summary>
    public PairCounts Reported => ByThreshold.First(t => t.Threshold >= ReviewAt).Counts;

    /// <summary>The pairs that the clusters join: across the lists of a link, within the list of a dedupe.</summary>
    public PairCounts Clustered => IsLink ? Clusters.AcrossLists : Clusters.WithinLists;

    /// <summary>True pairs that were never reported: no blocking key brought them, or they scored below the review threshold.</summary>
    public long NeverReported => Reported.Belong - Reported.Both;

    /// <summary>True pairs that were reported and scored below the match threshold.</summary>
    public long LeftInReview => Reported.Both - Matched.Both;
}

/// <summary>Compares the result of <c>link</c> or <c>dedupe</c> with the truth.</summary>
public static class EvaluateLinkage
{
    private const string ClustersFile = "clusters.csv", PairsFile = "pairs.csv";

    private static readonly double[] Thresholds = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999];

    /// <summary>Whether a folder was written by <c>link</c> or <c>dedupe</c>.</summary>
    public static bool Takes(string folder) => File.Exists(Path.Combine(folder, ClustersFile)) && !File.Exists(Path.Combine(folder, "links.csv"));

    /// <summary>Reads <c>clusters.csv</c>, <c>pairs.csv</c> and the thresholds of the run, and compares them with the truth. Nothing is written.</summary>
    /// <param name="folder">The folder a linkage wrote.</param>
    /// <param name="truthFile">The truth: <c>source,record_id,person_id</c>; the sources are <c>left</c> and <c>right</c>, or <c>list</c>.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="UserError">A file cannot be read, lacks a column, or they do not belong together.</exception>
    public static LinkageEvaluation Run(string folder, string truthFile, CancellationToken cancellation)
    {
        var (matchAt, reviewAt) = ReadThresholds(folder);
        var truth = LinkageTruth.Read(Path.Combine(folder, ClustersFile), truthFile, cancellation);
        // Below the review threshold nothing was reported, so that counts there would not be of a lower threshold.
        double[] thresholds = [.. Thresholds.Where(t => t > reviewAt).Append(reviewAt).Append(matchAt).Distinct().Order()];
        var pairs = JudgedPairs.Read(Path.Combine(folder, PairsFile), truth, thresholds, cancellation);
        cancellation.ThrowIfCancellationRequested();
        var clusters = ClusteringEvaluation.Compare(truth.Entity, truth.Person, truth.Source, truth.Sources.Count, new int[truth.Entity.Length], 1);
        var belong = truth.Sources is ["list"] ? clusters.WithinLists.Belong : clusters.AcrossLists.Belong;
        return new LinkageEvaluation
        {
            Sources = truth.Sources,
            Records = truth.Entity.Length,
            Unused = truth.Unused,
            MatchAt = matchAt,
            ReviewAt = reviewAt,
            Clusters = clusters,
            ByThreshold = pairs.ByThreshold(belong),
            Reliability = pairs.Reliability,
        };
    }

    /// <summary>The thresholds that were used: the model keeps them, and the summary says them.</summary>
    private static (double MatchAt, double ReviewAt) ReadThresholds(string folder)
    {
        foreach (var name in (ReadOnlySpan<string>)["model.json", "summary.json"])
        {
            var file = Path.Combine(folder, name);
            if (!File.Exists(file)) continue;
            var text = ResultTable.Guard(file, () => File.ReadAllBytes(file));
            try
            {
                using var document = JsonDocument.Parse(text);
                if (Find(document.RootElement, "match_at") is { } matchAt && Find(document.RootElement, "review_at") is { } reviewAt && reviewAt <= matchAt) return (matchAt, reviewAt);
            }
            catch (JsonException e)
            {
                throw new UserError(ExitCode.Input, "evaluate.linking.thresholds", e, ("folder", folder));
            }
        }
        throw new UserError(ExitCode.Input, "evaluate.linking.thresholds", ("folder", folder));
    }

    /// <summary>A share by its name, wherever in the document it stands.</summary>
    private static double? Find(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Object => element.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.Number && found.GetDouble() is >= 0 and <= 1 and var share
            ? share
            : element.EnumerateObject().Select(p => Find(p.Value, name)).FirstOrDefault(f => f is not null),
        JsonValueKind.Array => element.EnumerateArray().Select(e => Find(e, name)).FirstOrDefault(f => f is not null),
        _ => null,
    };
}
