using System.Globalization;
using SatuPintu.Linkage.Evaluation;

namespace SatuPintu.Linking.Truth;

/// <summary>The pairs of <c>pairs.csv</c> judged by the truth: counted by threshold and by bin of probability, none kept.</summary>
internal sealed class JudgedPairs
{
    private readonly double[] thresholds;
    private readonly long[] pairs, right;
    private readonly Reliability.Counter reliability = new();

    private JudgedPairs(double[] thresholds)
    {
        this.thresholds = thresholds;
        pairs = new long[thresholds.Length + 1];
        right = new long[thresholds.Length + 1];
    }

    /// <summary>Reads the pairs.</summary>
    /// <param name="file">What the linkage wrote.</param>
    /// <param name="truth">The truth.</param>
    /// <param name="thresholds">The thresholds to count by, rising.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="UserError">The file cannot be read, or does not belong to the truth.</exception>
    internal static JudgedPairs Read(string file, LinkageTruth truth, double[] thresholds, CancellationToken cancellation)
    {
        using var rows = ResultRows.Open(file, ["left_id", "right_id", "match_probability"],
            column => new UserError(ExitCode.Input, "evaluate.column_missing", ("file", file), ("column", column)), cancellation);
        var judged = new JudgedPairs(thresholds);
        int left = Number("left"), other = Number("right");
        var met = new List<long>();
        var rising = true;
        while (rows.Next())
        {
            int a = Record(left, 0), b = Record(other, 1);
            if (a == b) throw new UserError(ExitCode.Input, "evaluate.linking.self_pair", ("file", file), ("row", rows.Row), ("record", rows.Text(0)));
            if (!double.TryParse(rows[2], NumberStyles.Float, CultureInfo.InvariantCulture, out var probability) || probability is not (>= 0 and <= 1))
                throw new UserError(ExitCode.Input, "evaluate.linking.probability", ("file", file), ("row", rows.Row), ("value", rows.Text(2)));
            judged.Add(probability, truth.Person[a] == truth.Person[b]);
            var pair = ((long)Math.Min(a, b) << 32) | (uint)Math.Max(a, b);
            rising &= met.Count == 0 || met[^1] < pair;
            met.Add(pair);
        }
        // The files of this program are in the order of their records, so that a sort is rarely needed.
        if (!rising)
        {
            met.Sort();
            for (var i = 1; i < met.Count; i++)
                if (met[i] == met[i - 1]) throw new UserError(ExitCode.Input, "evaluate.linking.pair_twice", ("file", file));
        }
        return judged;

        int Number(string source) => truth.Sources is ["list"] ? 0 : truth.Sources.ToList().IndexOf(source);

        int Record(int source, int column)
        {
            var record = source < 0 ? -1 : truth.Find(source, rows[column]);
            return record >= 0 ? record : throw new UserError(ExitCode.Input, "evaluate.linking.pair_unknown", ("file", file), ("row", rows.Row), ("record", rows.Text(column)));
        }
    }

    /// <summary>The pairs by bin of probability.</summary>
    internal Reliability Reliability => reliability.Judged();

    /// <summary>Pairs in all, and how many of them are right.</summary>
    internal (long Pairs, long Right) All => (pairs.Sum(), right.Sum());

    /// <summary>Pairs at or above each threshold, as counts beside all pairs that belong together.</summary>
    internal IReadOnlyList<ThresholdCounts> ByThreshold(long belong)
    {
        var counts = new ThresholdCounts[thresholds.Length];
        long joined = 0, both = 0;
        for (var t = counts.Length - 1; t >= 0; t--)
        {
            joined += pairs[t + 1];
            both += right[t + 1];
            counts[t] = new ThresholdCounts(thresholds[t], new PairCounts(both, joined, belong));
        }
        return counts;
    }

    private void Add(double probability, bool isRight)
    {
        var at = Array.BinarySearch(thresholds, probability);
        var reached = at < 0 ? ~at : at + 1;
        pairs[reached]++;
        if (isRight) right[reached]++;
        reliability.Add(probability, isRight);
    }
}
