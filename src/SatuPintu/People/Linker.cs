using SatuPintu.Linkage.Engine;
using SatuPintu.People.Matching;
using SatuPintu.Sources;

namespace SatuPintu.People;

/// <summary>
/// Finds the records of one person within and across lists. A valid NIK that nobody else claims decides alone; everything else is
/// weighed by the linkage engine: the fields of the two records, and then the families around them.
/// </summary>
public static class Linker
{
    // So few records need no keys: the engine compares every pair.
    private const int ComparedInFull = 1200;

    /// <summary>Links the lists; rows flagged in <paramref name="unusable"/> (by list and row) take no part.</summary>
    /// <param name="lists">The lists.</param>
    /// <param name="unusable">By list and row, whether the row takes no part.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="judged">What officers have decided of pairs of records; it holds whatever the evidence says, and corrects the weights of others where cross-validation bears it out.</param>
    /// <param name="cancellation">Stops.</param>
    public static LinkedRecords Link(IReadOnlyList<StandardTable> lists, IReadOnlyList<bool[]> unusable, IProgress<StageProgress>? progress = null,
        IReadOnlyList<(RecordRef A, RecordRef B, bool IsSame)>? judged = null, CancellationToken cancellation = default)
    {
        var records = PersonRecordsBuilder.Build(lists, unusable, cancellation);
        judged ??= [];
        var verdicts = new Verdicts(records, judged);
        return Run(lists, records, verdicts, Options(records, verdicts, judged, progress) with { Blocking = records.Count > ComparedInFull ? PersonFields.Keys : null }, progress, cancellation);
    }

    /// <summary>
    /// Links anew what a change touches: the records that changed, those that a key brings together with them, and all records of the persons and families
    /// of these. All others stand alone in the result; they count only for how common values are.
    /// </summary>
    /// <param name="lists">The lists as they are now, the changed one among them.</param>
    /// <param name="unusable">By list and row, whether the row takes no part.</param>
    /// <param name="known">What is known of the records, and the model by which all were linked.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="judged">What officers have decided of pairs of records; it holds whatever the evidence says; what it teaches is learned anew.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>The records and, by list and row, which of them were linked anew.</returns>
    public static (LinkedRecords Linked, bool[][] Active) LinkChange(IReadOnlyList<StandardTable> lists, IReadOnlyList<bool[]> unusable, KnownRecords known, IProgress<StageProgress>? progress = null,
        IReadOnlyList<(RecordRef A, RecordRef B, bool IsSame)>? judged = null, CancellationToken cancellation = default)
    {
        var records = PersonRecordsBuilder.Build(lists, unusable, cancellation);
        var near = Neighbours.Of(records, known);
        judged ??= [];
        var verdicts = new Verdicts(records, judged);
        var linked = Run(lists, records, verdicts, Options(records, verdicts, judged, progress) with { Blocking = PersonFields.Keys, Active = near, Model = known.Model }, progress, cancellation);
        var active = lists.Select(l => new bool[l.RowCount]).ToArray();
        for (var r = 0; r < near.Length; r++)
            if (near[r]) active[records.Rows[r].List][records.RowOf[r]] = true;
        return (linked, active);
    }

    private static LinkageOptions Options(PersonRecords records, Verdicts verdicts, IReadOnlyList<(RecordRef A, RecordRef B, bool IsSame)> judged, IProgress<StageProgress>? progress) => new()
    {
        ReviewAt = Decisions.CountAt,
        MatchAt = Decisions.MatchAt,
        AskAt = Decisions.ReviewAt,
        Contradicts = (a, b) => verdicts.AreDifferent(a, b) || Decisions.Contradict(records, a, b) && !verdicts.AreSame(a, b),
        ContradictsUnjudged = (a, b) => Decisions.Contradict(records, a, b),
        Certain = (a, b) => Decisions.DecidesAlone(records, a, b) && !verdicts.AreDifferent(a, b),
        Labels = [.. judged.Select(j => new LabelledPair(records.Find(j.A), records.Find(j.B), j.IsSame)).Where(l => l.A >= 0 && l.B >= 0)],
        UseUp = true,
        Progress = now => progress?.Report(new StageProgress("link", "", Done(now), 100)),
    };

    private static LinkedRecords Run(IReadOnlyList<StandardTable> lists, PersonRecords records, Verdicts verdicts, LinkageOptions options, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        if (records.Count < 2) return Decisions.Alone(lists, records);
        try
        {
            var linked = Decisions.Make(lists, records, LinkageEngine.Run(PersonFields.Table(records), options, cancellation), verdicts);
            progress?.Report(new StageProgress("link", "", 100, 100));
            return linked;
        }
        catch (LinkageException e) when (e.Reason == "no_field")
        {
            // Nothing is known of anybody that would tell one from another.
            return Decisions.Alone(lists, records);
        }
    }

    /// <summary>How far all is, in hundredths; most time goes into the pairs that keys bring.</summary>
    private static long Done(EngineProgress now)
    {
        (double From, double To) part = now.Stage switch
        {
            "prepare" => (10, 25),
            "block" => (25, 75),
            "estimate" => (75, 80),
            "score" => (80, 90),
            _ => (90, 99),
        };
        return (long)(part.From + (part.To - part.From) * now.Done);
    }
}
