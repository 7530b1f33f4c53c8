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
    public static LinkedRecords Link(IReadOnlyList<StandardTable> lists, IReadOnlyList<bool[]> unusable, IProgress<StageProgress>? progress = null, CancellationToken cancellation = default)
    {
        var records = PersonRecordsBuilder.Build(lists, unusable, cancellation);
        if (records.Count < 2) return Decisions.Alone(lists, records);
        var options = new LinkageOptions
        {
            Blocking = records.Count > ComparedInFull ? PersonFields.Keys : null,
            ReviewAt = Decisions.CountAt,
            MatchAt = Decisions.MatchAt,
            Contradicts = (a, b) => Decisions.Contradict(records, a, b),
            Certain = (a, b) => Decisions.DecidesAlone(records, a, b),
            UseUp = true,
            Progress = now => progress?.Report(new StageProgress("link", "", Done(now), 100)),
        };
        try
        {
            var linked = Decisions.Make(lists, records, LinkageEngine.Run(PersonFields.Table(records), options, cancellation));
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
