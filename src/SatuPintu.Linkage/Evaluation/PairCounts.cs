namespace SatuPintu.Linkage.Evaluation;

/// <summary>Pairs of records in some scope: how many were joined, how many belong together, and how many are both.</summary>
/// <param name="Both">Pairs that were joined and belong together (true positives).</param>
/// <param name="Joined">Pairs that were joined (true and false positives).</param>
/// <param name="Belong">Pairs that belong together (true positives and false negatives).</param>
public readonly record struct PairCounts(long Both, long Joined, long Belong)
{
    /// <summary>Share of the joined pairs that belong together, 0 to 1; not a number when none was joined.</summary>
    public double Precision => Joined == 0 ? double.NaN : (double)Both / Joined;

    /// <summary>Share of the pairs that belong together which were joined, 0 to 1; not a number when none does.</summary>
    public double Recall => Belong == 0 ? double.NaN : (double)Both / Belong;

    /// <summary>Harmonic mean of precision and recall; not a number when no pair was joined and none belongs together.</summary>
    public double F1 => Joined + Belong == 0 ? double.NaN : 2.0 * Both / (Joined + Belong);

    /// <summary>95 % interval of <see cref="Precision"/>.</summary>
    public Interval PrecisionInterval => Interval.Wilson(Both, Joined);

    /// <summary>95 % interval of <see cref="Recall"/>.</summary>
    public Interval RecallInterval => Interval.Wilson(Both, Belong);

    /// <summary>The pairs of two scopes that have none in common.</summary>
    public static PairCounts operator +(PairCounts left, PairCounts right) => new(left.Both + right.Both, left.Joined + right.Joined, left.Belong + right.Belong);

    /// <summary>The pairs of a scope without those of a scope inside it.</summary>
    public static PairCounts operator -(PairCounts left, PairCounts right) => new(left.Both - right.Both, left.Joined - right.Joined, left.Belong - right.Belong);
}

/// <summary>An interval of a share.</summary>
/// <param name="Low">Its lower end, 0 to 1.</param>
/// <param name="High">Its upper end, 0 to 1.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>The 97.5 % point of the standard normal distribution: two-sided 95 %.</summary>
    public const double TwoSided95 = 1.959963984540054;

    /// <summary>
    /// The score interval of Wilson (1927) for a share of <paramref name="hits"/> in <paramref name="trials"/>. It stays within
    /// 0 and 1 and holds its level near them, where precision and recall lie. Pairs of one cluster depend on each other, so for
    /// large clusters it is too narrow; people have few records, and then the error is small.
    /// </summary>
    /// <returns>Not a number at both ends when there are no trials.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Hits are negative or more than trials.</exception>
    public static Interval Wilson(long hits, long trials, double z = TwoSided95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits, trials);
        if (trials == 0) return new(double.NaN, double.NaN);
        var share = (double)hits / trials;
        var squared = z * z / trials;
        var middle = (share + (squared / 2)) / (1 + squared);
        var half = z / (1 + squared) * Math.Sqrt((share * (1 - share) / trials) + (squared / (4 * trials)));
        // At none and at all the bound is the end itself; rounding would leave it a hair beside.
        return new(hits == 0 ? 0 : Math.Max(0, middle - half), hits == trials ? 1 : Math.Min(1, middle + half));
    }
}

/// <summary>Clusters that came out exactly as they should.</summary>
/// <param name="Exact">Made clusters that hold all records of one true cluster and no other.</param>
/// <param name="Made">Clusters made.</param>
/// <param name="True">True clusters.</param>
/// <param name="ExactOfMany">As <paramref name="Exact"/>, of clusters of two or more records.</param>
/// <param name="MadeOfMany">Clusters of two or more records that were made.</param>
/// <param name="TrueOfMany">True clusters of two or more records.</param>
public readonly record struct ClusterCounts(int Exact, int Made, int True, int ExactOfMany, int MadeOfMany, int TrueOfMany);
