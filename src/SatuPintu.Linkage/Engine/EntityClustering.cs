namespace SatuPintu.Linkage.Engine;

/// <summary>
/// Joins records into entities by their strongest pairs first. Two groups are joined only where their records fit each other on the
/// whole and none contradicts another, so that no chain joins two people by way of a third.
/// </summary>
internal sealed class EntityClustering
{
    private const int MostCompared = 12;
    private readonly Func<int, int, double> weightOf;
    private readonly Func<int, int, bool> contradicts;
    private readonly int[] parent;
    private readonly int[] next;
    private readonly int[] size;

    /// <summary>Makes a clustering in which every record stands alone.</summary>
    /// <param name="records">How many records there are.</param>
    /// <param name="weightOf">The weight of any pair, in bits.</param>
    /// <param name="contradicts">Whether two records cannot be one person whatever their weight.</param>
    public EntityClustering(int records, Func<int, int, double> weightOf, Func<int, int, bool> contradicts)
    {
        this.weightOf = weightOf;
        this.contradicts = contradicts;
        parent = new int[records];
        next = new int[records];
        size = new int[records];
        for (var r = 0; r < records; r++) (parent[r], next[r], size[r]) = (r, r, 1);
    }

    /// <summary>The entity of a record, named by one of its records.</summary>
    public int Find(int record)
    {
        while (parent[record] != record)
        {
            parent[record] = parent[parent[record]];
            record = parent[record];
        }
        return record;
    }

    /// <summary>Joins the entities of two records whose pair is strong enough; false where they do not fit.</summary>
    public bool Join(int a, int b)
    {
        a = Find(a);
        b = Find(b);
        if (a == b) return true;
        if (size[a] + size[b] > 2 && !Fit(a, b)) return false;
        if (size[a] < size[b]) (a, b) = (b, a);
        parent[b] = a;
        size[a] += size[b];
        (next[a], next[b]) = (next[b], next[a]);
        return true;
    }

    private bool Fit(int a, int b)
    {
        double sum = 0;
        int stepA = Math.Max(1, size[a] / MostCompared), stepB = Math.Max(1, size[b] / MostCompared), compared = 0;
        var x = a;
        for (var i = 0; i < size[a]; i++, x = next[x])
        {
            if (i % stepA != 0) continue;
            var y = b;
            for (var j = 0; j < size[b]; j++, y = next[y])
            {
                if (j % stepB != 0) continue;
                if (contradicts(x, y)) return false;
                var weight = weightOf(x, y);
                if (weight < LeastWeight) return false;
                sum += Math.Min(weight, MostWeight);
                compared++;
            }
        }
        return sum >= 0 && compared > 0;
    }

    /// <summary>The weight in bits under which one pair alone keeps two groups apart.</summary>
    public double LeastWeight { get; init; } = -6;

    /// <summary>No pair counts for more than this, so that one strong pair does not outweigh several that do not fit.</summary>
    public double MostWeight { get; init; } = 8;
}
