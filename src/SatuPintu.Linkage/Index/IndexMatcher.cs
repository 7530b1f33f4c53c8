using SatuPintu.Linkage.Engine;

namespace SatuPintu.Linkage.Index;

/// <summary>A record of an index that may be the one looked for.</summary>
/// <param name="Record">Its number.</param>
/// <param name="Weight">log2 of the odds of one person, in bits.</param>
/// <param name="Probability">Probability of one person.</param>
/// <param name="Pattern">The levels reached, packed.</param>
public readonly record struct IndexMatch(int Record, float Weight, float Probability, long Pattern);

/// <summary>Finds the partners of records one at a time; every thread has one of its own.</summary>
internal sealed class IndexMatcher
{
    // Weights above are so near to certainty that their probability is 1.
    private const double MostNeeded = 24;
    private readonly RecordRows rows;
    private readonly IndexKey[] keys;
    private readonly EngineModel model;
    private readonly PairComparer comparer;
    private readonly double reviewAt;
    private readonly float bound;
    private RecordBuffer candidates = new();

    /// <summary>Makes a matcher.</summary>
    public IndexMatcher(RecordRows rows, IndexKey[] keys, EngineModel model, double reviewAt)
    {
        this.rows = rows;
        this.keys = keys;
        this.model = model;
        this.reviewAt = reviewAt;
        comparer = new PairComparer(model.Plan);
        // The weight against strangers is never below that against everybody; the rest is for rounding.
        bound = (float)Math.Min(EngineModel.WeightOf(reviewAt), MostNeeded) - 0.05f;
    }

    /// <summary>Adds the records with smaller numbers than <paramref name="before"/> that a record may be to a list; the number of those compared is given back.</summary>
    public int Find(ReadOnlySpan<int> cells, int before, List<IndexMatch> found)
    {
        candidates.Clear();
        foreach (var key in keys)
        {
            var hash = key.HashOf(cells, out _);
            if (hash != 0) key.Postings.Collect(hash, ref candidates);
        }
        var compared = 0;
        foreach (var record in candidates.Distinct())
        {
            if (record >= before) break;
            compared++;
            var pattern = comparer.CompareIfAbove(rows[record], cells, model, bound);
            if (pattern < 0) continue;
            var weight = model.Weight(pattern);
            var probability = (float)EngineModel.Probability(weight);
            if (probability >= reviewAt) found.Add(new IndexMatch(record, (float)weight, probability, pattern));
        }
        return compared;
    }

    /// <summary>The weight of any two records of the index.</summary>
    public double WeightOf(int a, int b) => model.Weight(comparer.Compare(rows[Math.Min(a, b)], rows[Math.Max(a, b)]));
}
