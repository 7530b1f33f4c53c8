using SatuPintu.Sources;

namespace SatuPintu.People;

/// <summary>Finds the records of one person within and across lists.</summary>
public static class Linker
{
    /// <summary>Links the lists; rows flagged in <paramref name="unusable"/> (by list and row) take no part.</summary>
    public static LinkedRecords Link(IReadOnlyList<StandardTable> lists, IReadOnlyList<bool[]> unusable, IProgress<StageProgress>? progress = null, CancellationToken cancellation = default)
    {
        var entityOf = new int[lists.Count][];
        var probability = new float[lists.Count][];
        var matchedBy = new MatchedBy[lists.Count][];
        var byNik = new Dictionary<string, int>(StringComparer.Ordinal);
        var next = 0;
        for (var list = 0; list < lists.Count; list++)
        {
            var table = lists[list];
            entityOf[list] = new int[table.RowCount];
            probability[list] = new float[table.RowCount];
            matchedBy[list] = new MatchedBy[table.RowCount];
            for (var row = 0; row < table.RowCount; row++)
            {
                cancellation.ThrowIfCancellationRequested();
                probability[list][row] = 1;
                if (unusable[list][row])
                {
                    entityOf[list][row] = -1;
                    continue;
                }
                var nik = table.Value(row, Elements.Nik);
                if (nik.Length == 16 && byNik.TryGetValue(nik, out var entity))
                {
                    entityOf[list][row] = entity;
                    matchedBy[list][row] = MatchedBy.Nik;
                    continue;
                }
                entityOf[list][row] = next;
                if (nik.Length == 16) byNik.Add(nik, next);
                next++;
            }
        }
        progress?.Report(new StageProgress("link", "", 1, 1));
        return new LinkedRecords(lists, entityOf, probability, matchedBy, [], new LinkageSummary());
    }
}
