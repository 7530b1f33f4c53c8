using SatuPintu.People;
using SatuPintu.Sources;

namespace SatuPintu.Tests.Builders;

/// <summary>Outcomes of linkage written out by hand.</summary>
internal static class Linked
{
    /// <summary>
    /// Lists whose records were linked as told: for each list, the entity of each row (−1 for a row that takes no part).
    /// Entities are numbered by their first record.
    /// </summary>
    public static LinkedRecords As(IReadOnlyList<StandardTable> lists, params int[][] entityOf) => As(lists, [], entityOf);

    /// <summary>The same, with pairs left to review.</summary>
    public static LinkedRecords As(IReadOnlyList<StandardTable> lists, IReadOnlyList<ReviewPair> review, int[][] entityOf)
    {
        var size = entityOf.SelectMany(e => e).Where(e => e >= 0).GroupBy(e => e).ToDictionary(g => g.Key, g => g.Count());
        var seen = -1;
        foreach (var entity in entityOf.SelectMany(e => e))
        {
            if (entity > seen + 1) throw new ArgumentException($"Entity {entity} comes before {seen + 1}.", nameof(entityOf));
            seen = Math.Max(seen, entity);
        }
        return new LinkedRecords(
            lists,
            entityOf,
            [.. entityOf.Select(list => list.Select(_ => 1f).ToArray())],
            [.. entityOf.Select(list => list.Select(e => e >= 0 && size[e] > 1 ? MatchedBy.Evidence : MatchedBy.Alone).ToArray())],
            review,
            new LinkageSummary());
    }

    /// <summary>Every record an entity of its own.</summary>
    public static LinkedRecords Apart(params StandardTable[] lists)
    {
        var next = 0;
        return As(lists, [.. lists.Select(l => Enumerable.Range(0, l.RowCount).Select(_ => next++).ToArray())]);
    }
}
