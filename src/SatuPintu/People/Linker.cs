using SatuPintu.People.Matching;
using SatuPintu.Sources;

namespace SatuPintu.People;

/// <summary>
/// Finds the records of one person within and across lists. A valid NIK that nobody else claims decides alone; everything else is
/// weighed: the fields of the two records, and then the families around them.
/// </summary>
public static class Linker
{
    /// <summary>Links the lists; rows flagged in <paramref name="unusable"/> (by list and row) take no part.</summary>
    public static LinkedRecords Link(IReadOnlyList<StandardTable> lists, IReadOnlyList<bool[]> unusable, IProgress<StageProgress>? progress = null, CancellationToken cancellation = default)
    {
        var file = ModelFile.Default;
        var records = PersonRecordsBuilder.Build(lists, unusable, cancellation);
        progress?.Report(new StageProgress("link", "", 15, 100));
        var scoring = PairScoring.Run(records, file, done => progress?.Report(new StageProgress("link", "", 15 + (long)(done * 60), 100)), cancellation);
        progress?.Report(new StageProgress("link", "", 85, 100));
        var decisions = Decisions.Make(records, file, scoring, cancellation);
        progress?.Report(new StageProgress("link", "", 100, 100));
        return decisions.ToLinkedRecords(lists);
    }
}
