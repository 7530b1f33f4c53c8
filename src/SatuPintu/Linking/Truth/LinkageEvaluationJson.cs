using System.Text.Json.Nodes;
using SatuPintu.Integration.Truth;

namespace SatuPintu.Linking.Truth;

/// <summary>An evaluation of a linkage for other programs; what it has in common with that of an integration has the same names.</summary>
public static class LinkageEvaluationJson
{
    /// <summary>Writes the evaluation; a share that is not a number is null.</summary>
    public static void Write(TextWriter output, LinkageEvaluation evaluation)
    {
        var clusters = evaluation.Clusters;
        var belong = evaluation.Reported.Belong;
        var document = new JsonObject
        {
            ["kind"] = evaluation.IsLink ? "link" : "dedupe",
            ["records"] = evaluation.Records,
            ["unused"] = evaluation.Unused,
            ["match_at"] = evaluation.MatchAt,
            ["review_at"] = evaluation.ReviewAt,
            ["matched_pairs"] = EvaluationJson.Pair(evaluation.Matched),
            ["clustered_pairs"] = EvaluationJson.Pair(evaluation.Clustered),
            ["pairs"] = EvaluationJson.Pairs(clusters, evaluation.Sources),
            ["within_lists"] = EvaluationJson.Pair(clusters.WithinLists),
            ["across_lists"] = EvaluationJson.Pair(clusters.AcrossLists),
            ["overall"] = EvaluationJson.Pair(clusters.Overall),
            ["clusters"] = EvaluationJson.Clusters(clusters.Clusters),
            ["thresholds"] = new JsonArray([.. evaluation.ByThreshold.Select(Threshold)]),
            ["losses"] = new JsonObject
            {
                ["never_reported"] = evaluation.NeverReported,
                ["never_reported_share"] = Share(evaluation.NeverReported, belong),
                ["left_in_review"] = evaluation.LeftInReview,
                ["left_in_review_share"] = Share(evaluation.LeftInReview, belong),
            },
            ["reliability"] = Reliability(evaluation),
        };
        output.WriteLine(document.ToJsonString(EvaluationJson.Readable));
    }

    private static JsonObject Threshold(ThresholdCounts at)
    {
        var row = new JsonObject { ["threshold"] = at.Threshold };
        foreach (var (name, value) in EvaluationJson.Pair(at.Counts)) row[name] = value?.DeepClone();
        return row;
    }

    private static JsonObject Reliability(LinkageEvaluation evaluation) => new()
    {
        ["pairs"] = evaluation.Reliability.Pairs,
        ["expected_calibration_error"] = EvaluationJson.Number(evaluation.Reliability.ExpectedCalibrationError),
        ["brier"] = EvaluationJson.Number(evaluation.Reliability.Brier),
        ["bins"] = new JsonArray([.. evaluation.Reliability.Bins.Where(b => b.Pairs > 0).Select(b => new JsonObject
        {
            ["from"] = b.From, ["to"] = b.To, ["pairs"] = b.Pairs, ["right"] = b.Right, ["mean_probability"] = EvaluationJson.Number(b.MeanProbability),
            ["share"] = EvaluationJson.Number(b.Share), ["share_95"] = EvaluationJson.Ends(b.ShareInterval),
        })]),
    };

    private static JsonValue? Share(long part, long of) => EvaluationJson.Number(of == 0 ? double.NaN : (double)part / of);
}
