namespace SatuPintu.Linkage.Engine;

/// <summary>
/// Joins records into entities by their strongest pairs first. Two groups are joined only where their records fit each other on the
/// whole and none contradicts another, so that no chain joins two people by way of a third.
/// </summary>
internal sealed class EntityClustering
{
    private const int MostCompared = 12;
    private const int MostWalked = 24;
    private readonly Func<int, int, double> weightOf;
    private readonly Func<int, int, bool> contradicts;
    private int[] parent;
    private int[] next;
    private int[] size;
    // Of a large group some members stand for all, drawn as it grows (Vitter 1985): to walk through it for every pair would take the square.
    private readonly Dictionary<int, int[]> drawn = [];
    private int count;

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
        count = records;
    }

    /// <summary>Adds a record that stands alone.</summary>
    public void Add()
    {
        if (count == parent.Length)
        {
            var room = count + count / 8 + 64;
            Array.Resize(ref parent, room);
            Array.Resize(ref next, room);
            Array.Resize(ref size, room);
        }
        (parent[count], next[count], size[count]) = (count, count, 1);
        count++;
    }

    /// <summary>Joins the entities of two records without asking.</summary>
    public void Unite(int a, int b)
    {
        a = Find(a);
        b = Find(b);
        if (a == b) return;
        if (size[a] < size[b]) (a, b) = (b, a);
        if (size[a] + size[b] > MostWalked) Draw(a, b);
        parent[b] = a;
        size[a] += size[b];
        (next[a], next[b]) = (next[b], next[a]);
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
        Unite(a, b);
        return true;
    }

    private bool Fit(int a, int b)
    {
        double sum = 0;
        Span<int> ofA = stackalloc int[MostWalked], ofB = stackalloc int[MostWalked];
        ofA = ofA[..Members(a, ofA)];
        ofB = ofB[..Members(b, ofB)];
        foreach (var x in ofA)
        {
            foreach (var y in ofB)
            {
                if (contradicts(x, y)) return false;
                var weight = weightOf(x, y);
                if (weight < LeastWeight) return false;
                sum += Math.Min(weight, MostWeight);
            }
        }
        return sum >= 0;
    }

    /// <summary>The members of a group, or those that stand for them.</summary>
    private int Members(int group, Span<int> members)
    {
        if (drawn.TryGetValue(group, out var some))
        {
            some.CopyTo(members);
            return some.Length;
        }
        var member = group;
        for (var i = 0; i < size[group]; i++, member = next[member]) members[i] = member;
        return size[group];
    }

    private void Draw(int a, int b)
    {
        Span<int> ofA = stackalloc int[MostWalked], ofB = stackalloc int[MostWalked];
        ofA = ofA[..Members(a, ofA)];
        ofB = ofB[..Members(b, ofB)];
        drawn.Remove(b);
        var some = drawn.TryGetValue(a, out var before) ? before : drawn[a] = new int[MostCompared];
        var total = (ulong)(size[a] + size[b]);
        for (var i = 0; i < some.Length; i++)
        {
            var hash = Blocking.Hashing.Mix(total, (ulong)i);
            if (hash % total < (ulong)size[b]) some[i] = ofB[(int)(hash / total % (ulong)ofB.Length)];
            else if (before is null) some[i] = ofA[(int)(hash / total % (ulong)ofA.Length)];
        }
    }

    /// <summary>The weight in bits under which one pair alone keeps two groups apart.</summary>
    public double LeastWeight { get; init; } = -6;

    /// <summary>No pair counts for more than this, so that one strong pair does not outweigh several that do not fit.</summary>
    public double MostWeight { get; init; } = 8;
}
