namespace SatuPintu.Linkage.Evaluation;

/// <summary>Pairs of about the same probability.</summary>
/// <param name="From">Lowest probability of the bin, which belongs to it.</param>
/// <param name="To">Where the bin ends; this belongs to the next bin, save in the last.</param>
/// <param name="Pairs">Pairs in it.</param>
/// <param name="MeanProbability">Their mean probability: the share that should be right; not a number without pairs.</param>
/// <param name="Right">Pairs that are one person; null where nobody knows.</param>
public readonly record struct ReliabilityBin(double From, double To, long Pairs, double MeanProbability, long? Right)
{
    /// <summary>Share of the pairs that are right; not a number without pairs or where nobody knows.</summary>
    public double Share => Right is { } right && Pairs > 0 ? (double)right / Pairs : double.NaN;

    /// <summary>95 % interval of <see cref="Share"/>.</summary>
    public Interval ShareInterval => Right is { } right ? Interval.Wilson(right, Pairs) : new(double.NaN, double.NaN);
}

/// <summary>
/// How far probabilities can be taken at their word: of pairs at 0.9, nine in ten should be right. The bins narrow towards 1,
/// where most pairs of a linkage lie and where 0.99 and 0.999 are ten times as many errors.
/// </summary>
public sealed class Reliability
{
    private Reliability(ReliabilityBin[] bins, double brier)
    {
        Bins = bins;
        Brier = brier;
        Pairs = bins.Sum(b => b.Pairs);
        ExpectedCalibrationError = bins.All(b => b.Right is null) || Pairs == 0 ? double.NaN
            : bins.Where(b => b.Pairs > 0).Sum(b => b.Pairs * Math.Abs(b.Share - b.MeanProbability)) / Pairs;
    }

    /// <summary>The edges of the bins where no others are asked for.</summary>
    public static IReadOnlyList<double> Edges { get; } = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999, 1];

    /// <summary>The bins, rising; those without pairs too.</summary>
    public IReadOnlyList<ReliabilityBin> Bins { get; }

    /// <summary>Pairs in all bins.</summary>
    public long Pairs { get; }

    /// <summary>Whether somebody has said of the pairs which are right.</summary>
    public bool IsJudged => !double.IsNaN(Brier);

    /// <summary>
    /// Mean distance, over the pairs, between the share of a bin that is right and its mean probability (expected calibration
    /// error); not a number without judged pairs.
    /// </summary>
    public double ExpectedCalibrationError { get; }

    /// <summary>Mean squared distance between a pair's probability and 1 if it is right, 0 if not (Brier 1950); not a number without judged pairs.</summary>
    public double Brier { get; }

    /// <summary>Measures judged pairs; the spans have one entry a pair.</summary>
    /// <param name="probabilities">Probability of each pair, 0 to 1.</param>
    /// <param name="right">Whether each is one person.</param>
    /// <param name="edges">The edges of the bins, rising from 0 to 1; none for <see cref="Edges"/>.</param>
    /// <exception cref="ArgumentException">The spans differ in length, a probability lies outside 0 to 1, or the edges do not rise from 0 to 1.</exception>
    public static Reliability Measure(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> right, ReadOnlySpan<double> edges = default)
    {
        if (probabilities.Length != right.Length) throw new ArgumentException("Every pair has a probability and a judgement.", nameof(right));
        var counter = new Counter(edges);
        for (var i = 0; i < probabilities.Length; i++) counter.Add(probabilities[i], right[i]);
        return counter.Judged();
    }

    /// <summary>Counts pairs one by one, for those that do not fit in memory at once.</summary>
    public sealed class Counter
    {
        private readonly double[] edges;
        private readonly long[] pairs;
        private readonly long[] rights;
        private readonly double[] sums;
        private double squares;

        /// <summary>Begins to count.</summary>
        /// <param name="edges">The edges of the bins, rising from 0 to 1; none for <see cref="Edges"/>.</param>
        /// <exception cref="ArgumentException">The edges do not rise from 0 to 1.</exception>
        public Counter(ReadOnlySpan<double> edges = default)
        {
            this.edges = edges.IsEmpty ? [.. Edges] : edges.ToArray();
            var rises = this.edges.Length > 1 && this.edges[0] == 0 && this.edges[^1] == 1;
            for (var i = 1; i < this.edges.Length; i++) rises &= this.edges[i] > this.edges[i - 1];
            if (!rises) throw new ArgumentException("Edges rise from 0 to 1.", nameof(edges));
            pairs = new long[this.edges.Length - 1];
            rights = new long[pairs.Length];
            sums = new double[pairs.Length];
        }

        /// <summary>Counts a pair.</summary>
        /// <param name="probability">Its probability, 0 to 1.</param>
        /// <param name="right">Whether it is one person; of no matter when only <see cref="Unjudged"/> is asked for.</param>
        /// <exception cref="ArgumentException">The probability lies outside 0 to 1.</exception>
        public void Add(double probability, bool right = false)
        {
            if (probability is not (>= 0 and <= 1)) throw new ArgumentException("A probability lies between 0 and 1.", nameof(probability));
            var at = Array.BinarySearch(edges, probability);
            var bin = Math.Min(at < 0 ? ~at - 1 : at, pairs.Length - 1);
            pairs[bin]++;
            sums[bin] += probability;
            if (right) rights[bin]++;
            var off = right ? 1 - probability : probability;
            squares += off * off;
        }

        /// <summary>The pairs counted, with which are right.</summary>
        public Reliability Judged() => new(Bins(bin => rights[bin]), pairs.Sum() is > 0 and var all ? squares / all : double.NaN);

        /// <summary>The pairs counted, where nobody knows which are right.</summary>
        public Reliability Unjudged() => new(Bins(_ => null), double.NaN);

        private ReliabilityBin[] Bins(Func<int, long?> right) =>
            [.. pairs.Select((n, bin) => new ReliabilityBin(edges[bin], edges[bin + 1], n, n == 0 ? double.NaN : sums[bin] / n, right(bin)))];
    }
}
