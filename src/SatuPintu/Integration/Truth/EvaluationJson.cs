using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SatuPintu.Linkage.Evaluation;

namespace SatuPintu.Integration.Truth;

/// <summary>An evaluation for other programs.</summary>
public static class EvaluationJson
{
    /// <summary>How the document is laid out.</summary>
    internal static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the evaluation; a share that is not a number is null.</summary>
    public static void Write(TextWriter output, LinkEvaluation evaluation)
    {
        var sources = evaluation.Sources;
        var districts = new JsonArray();
        for (var d = 0; d < evaluation.Districts.Count; d++)
            for (var a = 0; a < sources.Count; a++)
                for (var b = a; b < sources.Count; b++)
                    districts.Add(Pair(evaluation.Pairs.BetweenIn(d, a, b), ("district", evaluation.Districts[d]), ("source_a", sources[a]), ("source_b", sources[b])));
        var document = new JsonObject
        {
            ["records"] = evaluation.Records,
            ["unused"] = evaluation.Unused,
            ["pairs"] = Pairs(evaluation.Pairs, sources),
            ["within_lists"] = Pair(evaluation.Pairs.WithinLists),
            ["across_lists"] = Pair(evaluation.Pairs.AcrossLists),
            ["overall"] = Pair(evaluation.Pairs.Overall),
            ["districts"] = districts,
            ["clusters"] = Clusters(evaluation.Pairs.Clusters),
            ["overlap"] = new JsonArray([.. evaluation.Overlap.Select(o => new JsonObject
            {
                ["district"] = o.District.Length == 0 ? null : o.District, ["source_a"] = o.SourceA, ["source_b"] = o.SourceB,
                ["linked"] = o.Linked, ["truth"] = o.Truth, ["deviation"] = Number(o.Deviation),
            })]),
            ["gaps"] = new JsonArray([.. evaluation.Gaps.Select(g => new JsonObject
            {
                ["gap"] = g.Gap, ["listed"] = g.Listed, ["right"] = g.Right, ["truth"] = g.Truth, ["precision"] = Number(g.Precision), ["recall"] = Number(g.Recall),
            })]),
            ["gaps_not_judged"] = new JsonArray([.. evaluation.GapsNotJudged.Select(g => JsonValue.Create(g))]),
        };
        output.WriteLine(document.ToJsonString(Readable));
    }

    /// <summary>Pairs of records by the lists they stand in.</summary>
    internal static JsonArray Pairs(ClusteringEvaluation evaluation, IReadOnlyList<string> sources)
    {
        var pairs = new JsonArray();
        for (var a = 0; a < sources.Count; a++)
            for (var b = a; b < sources.Count; b++) pairs.Add(Pair(evaluation.Between(a, b), ("source_a", sources[a]), ("source_b", sources[b])));
        return pairs;
    }

    /// <summary>Clusters that came out exactly.</summary>
    internal static JsonObject Clusters(ClusterCounts clusters) => new()
    {
        ["exact"] = clusters.Exact,
        ["made"] = clusters.Made,
        ["true"] = clusters.True,
        ["exact_of_many"] = clusters.ExactOfMany,
        ["made_of_many"] = clusters.MadeOfMany,
        ["true_of_many"] = clusters.TrueOfMany,
    };

    /// <summary>Counts of pairs with precision, recall and their intervals.</summary>
    internal static JsonObject Pair(PairCounts counts, params ReadOnlySpan<(string Name, string Value)> scope)
    {
        var pair = new JsonObject();
        foreach (var (name, value) in scope) pair[name] = value;
        pair["both"] = counts.Both;
        pair["joined"] = counts.Joined;
        pair["belong"] = counts.Belong;
        pair["precision"] = Number(counts.Precision);
        pair["precision_95"] = Ends(counts.PrecisionInterval);
        pair["recall"] = Number(counts.Recall);
        pair["recall_95"] = Ends(counts.RecallInterval);
        pair["f1"] = Number(counts.F1);
        return pair;
    }

    /// <summary>The ends of an interval; null when it is not a number.</summary>
    internal static JsonArray? Ends(Interval interval) => double.IsNaN(interval.Low) ? null : new JsonArray(Number(interval.Low), Number(interval.High));

    /// <summary>A share; null when it is not a number.</summary>
    internal static JsonValue? Number(double share) => double.IsNaN(share) ? null : JsonValue.Create(Math.Round(share, 6));
}
