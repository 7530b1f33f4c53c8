namespace SatuPintu.Linkage.Evaluation;

/// <summary>
/// Compares the clusters that were made with the true ones, pair by pair of records, within each list, across lists and by
/// stratum (a district). Counts come from the sizes of the clusters and of their intersections; no pair is enumerated, so that
/// the work grows with the records and not with their square.
/// </summary>
public sealed class ClusteringEvaluation
{
    private readonly int lists;
    private readonly int strata;
    private readonly PairCounts[] pairs;
    private readonly PairCounts[] stratumPairs;

    private ClusteringEvaluation(int lists, int strata, PairCounts[] pairs, PairCounts[] stratumPairs, ClusterCounts clusters)
    {
        this.lists = lists;
        this.strata = strata;
        this.pairs = pairs;
        this.stratumPairs = stratumPairs;
        Clusters = clusters;
    }

    /// <summary>Clusters over all lists that came out exactly.</summary>
    public ClusterCounts Clusters { get; }

    /// <summary>How many lists were compared.</summary>
    public int Lists => lists;

    /// <summary>How many strata there are.</summary>
    public int Strata => strata;

    /// <summary>Every pair of records.</summary>
    public PairCounts Overall => Sum(pairs, 0, (_, _) => true);

    /// <summary>Pairs of records of different lists.</summary>
    public PairCounts AcrossLists => Sum(pairs, 0, (a, b) => a != b);

    /// <summary>Pairs of records of the same list.</summary>
    public PairCounts WithinLists => Sum(pairs, 0, (a, b) => a == b);

    /// <summary>Pairs of one record of each list; of two records of a list when both are the same.</summary>
    public PairCounts Between(int listA, int listB) => pairs[At(0, listA, listB)];

    /// <summary>Pairs of records that both lie in a stratum.</summary>
    public PairCounts OverallIn(int stratum) => Sum(stratumPairs, Checked(stratum), (_, _) => true);

    /// <summary>Pairs of records of different lists that both lie in a stratum.</summary>
    public PairCounts AcrossListsIn(int stratum) => Sum(stratumPairs, Checked(stratum), (a, b) => a != b);

    /// <summary>As <see cref="Between"/>, of records that both lie in a stratum.</summary>
    public PairCounts BetweenIn(int stratum, int listA, int listB) => stratumPairs[At(Checked(stratum), listA, listB)];

    /// <summary>Compares two clusterings of the same records; all spans have one entry a record.</summary>
    /// <param name="made">The cluster each record was put into; a negative number for a record that was put into none, which is a cluster of its own.</param>
    /// <param name="actual">The true cluster of each record, 0 or more.</param>
    /// <param name="list">The list of each record, from 0.</param>
    /// <param name="lists">How many lists there are.</param>
    /// <param name="stratum">The stratum of each record, from 0.</param>
    /// <param name="strata">How many strata there are.</param>
    /// <exception cref="ArgumentException">The spans differ in length, or a number is out of range.</exception>
    public static ClusteringEvaluation Compare(ReadOnlySpan<int> made, ReadOnlySpan<int> actual, ReadOnlySpan<int> list, int lists, ReadOnlySpan<int> stratum, int strata)
    {
        if (made.Length != actual.Length || made.Length != list.Length || made.Length != stratum.Length)
            throw new ArgumentException("Every record has a made cluster, a true cluster, a list and a stratum.", nameof(made));
        for (var i = 0; i < made.Length; i++)
            if (actual[i] < 0 || (uint)list[i] >= (uint)lists || (uint)stratum[i] >= (uint)strata)
                throw new ArgumentException($"Record {i} has a true cluster, list or stratum that is out of range.", nameof(actual));

        var joined = new Grouping(made, alone: true);
        var belong = new Grouping(actual, alone: false);
        var both = new Grouping(joined.Of, belong.Of);
        var pairs = new PairCounts[lists * lists];
        var stratumPairs = new PairCounts[strata * lists * lists];
        foreach (var (grouping, one) in ((Grouping, PairCounts)[])[(both, new(1, 0, 0)), (joined, new(0, 1, 0)), (belong, new(0, 0, 1))])
        {
            Add(grouping, list, lists, default, one, pairs);
            Add(new Grouping(grouping.Of, stratum), list, lists, stratum, one, stratumPairs);
        }
        return new ClusteringEvaluation(lists, strata, pairs, stratumPairs, Exact(joined, belong, both));
    }

    /// <summary>Adds the pairs inside every group, by the lists of their records and, when given, the stratum of the group.</summary>
    private static void Add(Grouping grouping, ReadOnlySpan<int> list, int lists, ReadOnlySpan<int> stratum, PairCounts one, PairCounts[] sums)
    {
        Span<long> counts = new long[lists];
        for (var group = 0; group < grouping.Count; group++)
        {
            var members = grouping.Members(group);
            if (members.Length < 2) continue;
            counts.Clear();
            foreach (var record in members) counts[list[record]]++;
            var start = stratum.IsEmpty ? 0 : stratum[members[0]] * lists * lists;
            for (var a = 0; a < lists; a++)
            {
                if (counts[a] == 0) continue;
                sums[start + (a * lists) + a] += Times(one, counts[a] * (counts[a] - 1) / 2);
                for (var b = a + 1; b < lists; b++)
                    if (counts[b] > 0) sums[start + (a * lists) + b] += Times(one, counts[a] * counts[b]);
            }
        }
    }

    private static ClusterCounts Exact(Grouping joined, Grouping belong, Grouping both)
    {
        int exact = 0, exactOfMany = 0;
        for (var cell = 0; cell < both.Count; cell++)
        {
            var members = both.Members(cell);
            if (members.Length != joined.Members(joined.Of[members[0]]).Length || members.Length != belong.Members(belong.Of[members[0]]).Length) continue;
            exact++;
            if (members.Length > 1) exactOfMany++;
        }
        return new ClusterCounts(exact, joined.Count, belong.Count, exactOfMany, joined.CountOfMany, belong.CountOfMany);
    }

    private static PairCounts Times(PairCounts one, long n) => new(one.Both * n, one.Joined * n, one.Belong * n);

    private PairCounts Sum(PairCounts[] of, int stratum, Func<int, int, bool> takes)
    {
        var sum = default(PairCounts);
        for (var a = 0; a < lists; a++)
            for (var b = a; b < lists; b++)
                if (takes(a, b)) sum += of[At(stratum, a, b)];
        return sum;
    }

    private int At(int stratum, int listA, int listB)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)listA, (uint)lists, nameof(listA));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)listB, (uint)lists, nameof(listB));
        return (stratum * lists * lists) + (Math.Min(listA, listB) * lists) + Math.Max(listA, listB);
    }

    private int Checked(int stratum)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)stratum, (uint)strata, nameof(stratum));
        return stratum;
    }

    /// <summary>Records by group, groups numbered from 0.</summary>
    private sealed class Grouping
    {
        private readonly int[] records;
        private readonly int[] starts;

        /// <summary>Groups by a number; each negative number is a group of its own when <paramref name="alone"/>.</summary>
        internal Grouping(ReadOnlySpan<int> number, bool alone)
            : this(Keys(number, alone))
        {
        }

        /// <summary>Groups by two numbers together.</summary>
        internal Grouping(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
            : this(Keys(first, second))
        {
        }

        private Grouping(long[] keys)
        {
            records = new int[keys.Length];
            for (var i = 0; i < records.Length; i++) records[i] = i;
            Array.Sort(keys, records);
            Of = new int[keys.Length];
            var begun = new List<int>();
            for (var i = 0; i < keys.Length; i++)
            {
                if (i == 0 || keys[i] != keys[i - 1]) begun.Add(i);
                Of[records[i]] = begun.Count - 1;
            }
            begun.Add(keys.Length);
            starts = [.. begun];
            for (var g = 0; g < Count; g++)
                if (Members(g).Length > 1) CountOfMany++;
        }

        /// <summary>The group of each record.</summary>
        internal int[] Of { get; }

        /// <summary>How many groups there are.</summary>
        internal int Count => starts.Length - 1;

        /// <summary>How many groups have two records or more.</summary>
        internal int CountOfMany { get; }

        /// <summary>The records of a group.</summary>
        internal ReadOnlySpan<int> Members(int group) => records.AsSpan(starts[group], starts[group + 1] - starts[group]);

        private static long[] Keys(ReadOnlySpan<int> number, bool alone)
        {
            var keys = new long[number.Length];
            for (var i = 0; i < keys.Length; i++) keys[i] = number[i] < 0 && alone ? -1L - i : number[i];
            return keys;
        }

        private static long[] Keys(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
        {
            var keys = new long[first.Length];
            for (var i = 0; i < keys.Length; i++) keys[i] = ((long)first[i] << 32) | (uint)second[i];
            return keys;
        }
    }
}
