using System.Runtime.InteropServices;

namespace SatuPintu.Linkage.Clustering;

/// <summary>A scored pair of records.</summary>
/// <param name="A">The first record.</param>
/// <param name="B">The second record.</param>
/// <param name="Weight">log2 of the odds that both are one person.</param>
public readonly record struct Edge(int A, int B, double Weight);

/// <summary>
/// Joins records into clusters by their strongest pairs first, and only where every pair across the two clusters allows it, so
/// that no chain joins two people by way of a third.
/// </summary>
public sealed class ConstrainedClustering
{
    private readonly Func<int, int, double> weightOf;
    private readonly Func<int, int, bool> contradicts;
    private readonly double lowestWeight;
    private readonly int[] parent;
    private readonly List<int>?[] members;

    /// <summary>Makes a clustering of records that stand alone.</summary>
    /// <param name="records">How many records there are.</param>
    /// <param name="weightOf">The weight of any pair, asked for pairs that were never candidates too.</param>
    /// <param name="contradicts">Whether two records cannot be one person whatever their weight.</param>
    /// <param name="lowestWeight">The weight below which one pair across two clusters keeps them apart.</param>
    public ConstrainedClustering(int records, Func<int, int, double> weightOf, Func<int, int, bool> contradicts, double lowestWeight)
    {
        this.weightOf = weightOf;
        this.contradicts = contradicts;
        this.lowestWeight = lowestWeight;
        parent = new int[records];
        for (var i = 0; i < records; i++) parent[i] = i;
        members = new List<int>?[records];
    }

    /// <summary>The cluster of a record, named by one of its records.</summary>
    public int Find(int record)
    {
        while (parent[record] != record)
        {
            parent[record] = parent[parent[record]];
            record = parent[record];
        }
        return record;
    }

    /// <summary>Joins by the edges in falling weight (ties by record) and returns those refused for a contradiction.</summary>
    public IReadOnlyList<Edge> Join(IEnumerable<Edge> edges)
    {
        var ordered = edges.ToList();
        ordered.Sort(static (x, y) => x.Weight != y.Weight ? y.Weight.CompareTo(x.Weight) : x.A != y.A ? x.A.CompareTo(y.A) : x.B.CompareTo(y.B));
        var refused = new List<Edge>();
        foreach (var edge in ordered)
        {
            int a = Find(edge.A), b = Find(edge.B);
            if (a == b) continue;
            if (Allowed(a, b)) Union(Math.Min(a, b), Math.Max(a, b));
            else refused.Add(edge);
        }
        return refused;
    }

    /// <summary>Whether the clusters of two records could be joined, were the pair itself strong enough.</summary>
    public bool CouldJoin(int a, int b)
    {
        a = Find(a);
        b = Find(b);
        if (a == b) return false;
        foreach (var x in Members(a))
            foreach (var y in Members(b))
                if (contradicts(x, y) || weightOf(x, y) < lowestWeight) return false;
        return true;
    }

    private bool Allowed(int a, int b)
    {
        double sum = 0;
        foreach (var x in Members(a))
        {
            foreach (var y in Members(b))
            {
                if (contradicts(x, y)) return false;
                var weight = weightOf(x, y);
                if (weight < lowestWeight) return false;
                sum += weight;
            }
        }
        return sum > 0;
    }

    private ReadOnlySpan<int> Members(int cluster) =>
        members[cluster] is { } list ? CollectionsMarshal.AsSpan(list) : MemoryMarshal.CreateReadOnlySpan(ref parent[cluster], 1);

    private void Union(int into, int from)
    {
        members[into] ??= [into];
        if (members[from] is { } list) members[into]!.AddRange(list);
        else members[into]!.Add(from);
        members[from] = null;
        parent[from] = into;
    }
}
