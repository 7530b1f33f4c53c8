using SatuPintu.Linkage.Blocking;
using SatuPintu.Linkage.Model;

namespace SatuPintu.People.Matching;

/// <summary>A compared pair.</summary>
/// <param name="A">The first record.</param>
/// <param name="B">The second record, after the first.</param>
/// <param name="Pattern">The levels it reached.</param>
internal readonly record struct ComparedPair(int A, int B, long Pattern);

/// <summary>Compares the pairs of its share and keeps those that could be one person under the starting model.</summary>
internal sealed class PairCollector(PersonRecords records, PairComparer comparer, ListPairs kinds, IReadOnlyList<LinkageModel> start, double keepFrom, int keys) : IPairVisitor
{
    private readonly long[] byKey = new long[keys];

    /// <summary>The pairs worth keeping.</summary>
    public List<ComparedPair> Kept { get; } = [];

    /// <summary>Pairs visited, by the key that brought them.</summary>
    public IReadOnlyList<long> ByKey => byKey;

    /// <inheritdoc/>
    public void Visit(int a, int b, int key)
    {
        if (a > b) (a, b) = (b, a);
        byKey[key]++;
        if (comparer.Hopeless(a, b)) return;
        var pattern = comparer.Compare(a, b);
        if (start[kinds.Of(records.Rows[a].List, records.Rows[b].List)].UpperWeight(pattern) >= keepFrom) Kept.Add(new ComparedPair(a, b, pattern));
    }
}

/// <summary>Numbers the kinds of pair: a list with itself or with another.</summary>
internal sealed class ListPairs(int lists)
{
    /// <summary>How many kinds there are.</summary>
    public int Count => lists * (lists + 1) / 2;

    /// <summary>The kind of a pair of lists, in either order.</summary>
    public int Of(int a, int b)
    {
        if (a > b) (a, b) = (b, a);
        return b * (b + 1) / 2 + a;
    }
}
