using System.Text.Json;
using SatuPintu.Integration;
using SatuPintu.Linkage.Engine;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Linking;

/// <summary>One field of an explained pair: what both records hold, and what that adds.</summary>
/// <param name="Left">The value of the left record; empty when missing.</param>
/// <param name="Right">The value of the right record.</param>
/// <param name="Weight">What the comparison shows and adds.</param>
/// <param name="Total">Prior and weights up to and with this field, in bits.</param>
public sealed record ExplainedField(string Left, string Right, FieldWeight Weight, double Total);

/// <summary>Why two records were linked or not.</summary>
/// <param name="LeftId">Id of the left record.</param>
/// <param name="RightId">Id of the right record.</param>
/// <param name="Fields">The fields in order.</param>
/// <param name="Explanation">The whole as the engine tells it.</param>
/// <param name="ReviewAt">Probability from which a pair was reported.</param>
/// <param name="MatchAt">Probability from which a pair was joined.</param>
public sealed record ExplainedPair(string LeftId, string RightId, IReadOnlyList<ExplainedField> Fields, PairExplanation Explanation, double ReviewAt, double MatchAt);

/// <summary>Explains any pair of records of a finished linkage from the lists it was made of.</summary>
public static class ExplainPair
{
    /// <summary>Reads the lists again as the run did, and asks the engine.</summary>
    /// <param name="folder">The folder of the result.</param>
    /// <param name="leftId">Id of a record of the left (or only) list.</param>
    /// <param name="rightId">Id of a record of the right (or only) list.</param>
    /// <param name="progress">Told how far reading is.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="UserError">The folder holds no linkage, a list is gone or changed, or an id is not known.</exception>
    public static ExplainedPair Run(string folder, string leftId, string rightId, IProgress<StageProgress>? progress, CancellationToken cancellation) =>
        Run(folder, leftId, rightId, LinkageEngine.Explain, progress, cancellation);

    /// <summary>Explains a pair with an engine.</summary>
    internal static ExplainedPair Run(string folder, string leftId, string rightId, Func<RecordTable, LinkageOptions, int, int, CancellationToken, PairExplanation> engine,
        IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        var (inputs, settings, learned) = Recorded(folder);
        var modelFile = Path.Combine(folder, LinkModelFile.Name);
        if (!File.Exists(modelFile)) throw new UserError(ExitCode.Input, "linking.explain_no_result", ("folder", folder), ("missing", LinkModelFile.Name));
        var model = LinkModelFile.Read(modelFile);

        var clock = new StageClock(progress, cancellation);
        var records = clock.Run("read", () =>
        {
            foreach (var input in inputs) RequireSame(input);
            var lists = new ListRows[inputs.Count];
            Parallel.For(0, lists.Length, new ParallelOptions { CancellationToken = cancellation }, i =>
                lists[i] = ListRows.Read(ListHead.Open(inputs[i].Path, null, cancellation), settings, (ListSide)i, progress, cancellation));
            return LinkRecords.Of(settings, lists[0], lists.Length == 2 ? lists[1] : null, cancellation);
        });
        var a = Find(records.Left, leftId, inputs[0].Path);
        var b = records.Right is { } right ? records.Left.Count + Find(right, rightId, inputs[1].Path) : Find(records.Left, rightId, inputs[0].Path);
        if (a == b) throw new UserError(ExitCode.Usage, "linking.explain_same", ("id", leftId));

        var options = new LinkageOptions
        {
            Model = model.Parameters,
            Correction = learned is { IsApplied: true } ? learned.Correction : null,
            ReviewAt = model.ReviewAt,
            MatchAt = model.MatchAt,
            OneToOne = settings.OneToOne,
            Blocking = settings.Blocking,
            Workers = Environment.ProcessorCount,
        };
        try
        {
            // The engine wants the lower number first; what is shown stays in the order asked for.
            var explanation = engine(records.Table, options, Math.Min(a, b), Math.Max(a, b), cancellation);
            return new ExplainedPair(leftId, rightId, Fields(records.Table, explanation, a, b), explanation, model.ReviewAt, model.MatchAt);
        }
        catch (LinkageException e)
        {
            throw LinkLists.Explain(e, new LinkCommand { Left = inputs[0].Path, Out = folder, Model = modelFile }, settings);
        }
    }

    private static List<ExplainedField> Fields(RecordTable table, PairExplanation explanation, int a, int b)
    {
        var total = explanation.PriorWeight;
        var fields = new List<ExplainedField>();
        foreach (var weight in explanation.Fields)
        {
            total += weight.Weight;
            var field = table.Fields.FirstOrDefault(f => f.Name == weight.Field);
            fields.Add(new ExplainedField(Text(field, a), Text(field, b), weight, total));
        }
        return fields;

        static string Text(FieldData? field, int record) => field is null ? "" : field.Values.Text(field.Codes[record]);
    }

    private static int Find(RecordKeys keys, string id, string file)
    {
        var record = keys.Find(id);
        return record >= 0 ? record : throw new UserError(ExitCode.Input, "linking.explain_unknown", ("id", id), ("file", file), ("example", keys.Text(0)));
    }

    private static void RequireSame((string Path, long Bytes, string Sha256) input)
    {
        if (!File.Exists(input.Path)) throw new UserError(ExitCode.Input, "linking.explain_gone", ("file", input.Path));
        var now = Sources.Reading.ListReader.Open(input.Path, (stream, _) => stream.Length) == input.Bytes ? InputFile.Of("", input.Path) : null;
        if (now?.Sha256 != input.Sha256) throw new UserError(ExitCode.Input, "linking.explain_changed", ("file", input.Path));
    }

    private static (List<(string Path, long Bytes, string Sha256)> Inputs, LinkSettings Settings, LearnedFromLabels? Learned) Recorded(string folder)
    {
        var file = Path.Combine(folder, SummaryFile.Name);
        var none = new UserError(ExitCode.Input, "linking.explain_no_result", ("folder", folder), ("missing", SummaryFile.Name));
        if (!File.Exists(file)) throw none;
        var root = JsonPlace.Read(file).Value;
        try
        {
            if (root.GetProperty("command").GetString() is not ("link" or "dedupe")) throw none;
            var inputs = root.GetProperty("inputs").EnumerateArray()
                .Select(i => (i.GetProperty("path").GetString()!, i.GetProperty("bytes").GetInt64(), i.GetProperty("sha256").GetString()!)).ToList();
            return (inputs, LinkSettingsFile.Read(new JsonPlace(root.GetProperty("settings"), file, "settings")), root.TryGetProperty("learned", out var learned) ? learned.Deserialize(LinkingJson.Default.LearnedFromLabels) : null);
        }
        catch (Exception e) when (e is KeyNotFoundException or JsonException or InvalidOperationException or FormatException)
        {
            throw none;
        }
    }
}
