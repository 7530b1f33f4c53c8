namespace SatuPintu.Statistics.Surveys;

/// <summary>
/// Samples made of a sample, each a change of its weights: how much an estimate varies between them says how much it would vary
/// between samples.
/// </summary>
public sealed class Replicates
{
    private readonly Action<int, double[]> weigh;
    private readonly Func<int, double> scale;

    private Replicates(int count, Action<int, double[]> weigh, Func<int, double> scale)
    {
        Count = count;
        this.weigh = weigh;
        this.scale = scale;
    }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>
    /// Leaves one cluster out at a time and weighs up the others of its stratum (JKn; Rust 1985): variance
    /// Σ_h (n_h − 1)/n_h Σ_i (θ_hi − θ̄)². A stratum with one cluster only is left as it is.
    /// </summary>
    public static Replicates Jackknife(SurveyDesign design, ReadOnlyMemory<double> weights)
    {
        var left = Enumerable.Range(0, design.Clusters).Where(c => design.ClustersInStratum[design.StratumOfCluster[c]] > 1).ToArray();
        return new Replicates(left.Length, (r, target) =>
        {
            var stratum = design.StratumOfCluster[left[r]];
            var n = (double)design.ClustersInStratum[stratum];
            for (var row = 0; row < target.Length; row++)
            {
                var cluster = design.ClusterOfRow[row];
                var factor = cluster == left[r] ? 0 : design.StratumOfCluster[cluster] == stratum ? n / (n - 1) : 1;
                target[row] = weights.Span[row] * factor;
            }
        }, r =>
        {
            var n = (double)design.ClustersInStratum[design.StratumOfCluster[left[r]]];
            return (n - 1) / n;
        });
    }

    /// <summary>
    /// Draws n_h − 1 clusters of each stratum with replacement and weighs them by n_h/(n_h − 1) (Rao and Wu 1988; Rao, Wu and Yue 1992):
    /// variance Σ (θ_b − θ̄)²/(B − 1). A stratum with one cluster only is left as it is.
    /// </summary>
    /// <param name="design">The sample.</param>
    /// <param name="weights">The weight of each row.</param>
    /// <param name="count">How many, 2 at least.</param>
    /// <param name="seed">Begins the random numbers; replicate b is the same whatever the count.</param>
    public static Replicates Bootstrap(SurveyDesign design, ReadOnlyMemory<double> weights, int count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        var clusters = Enumerable.Range(0, design.Clusters).GroupBy(c => design.StratumOfCluster[c]).Select(g => g.ToArray()).ToArray();
        return new Replicates(count, (r, target) =>
        {
            var random = new SplitMix(SplitMix.Mix(seed) + SplitMix.Mix((ulong)r));
            var factors = new double[design.Clusters];
            foreach (var stratum in clusters)
            {
                var n = stratum.Length;
                if (n == 1) factors[stratum[0]] = 1;
                for (var draw = 1; draw < n; draw++) factors[stratum[random.Below(n)]] += n / (n - 1.0);
            }
            for (var row = 0; row < target.Length; row++) target[row] = weights.Span[row] * factors[design.ClusterOfRow[row]];
        }, _ => 1.0 / (count - 1));
    }

    /// <summary>Replicates whose weights were delivered with the data, as bootstrap replicates: variance Σ (θ_b − θ̄)²/(B − 1).</summary>
    /// <param name="weights">For each replicate the weight of each row; two at least.</param>
    public static Replicates Given(IReadOnlyList<double[]> weights)
    {
        if (weights.Count < 2) throw new ArgumentException("Fewer than two replicates.", nameof(weights));
        return new Replicates(weights.Count, (r, target) => weights[r].CopyTo(target, 0), _ => 1.0 / (weights.Count - 1));
    }

    /// <summary>Writes the weights of a replicate.</summary>
    /// <param name="replicate">Its number, from 0.</param>
    /// <param name="target">Takes a weight for each row.</param>
    public void Weigh(int replicate, double[] target) => weigh(replicate, target);

    /// <summary>The variance of an estimate from its replicates, around their mean; NaN where one is not known.</summary>
    public double Variance(ReadOnlySpan<double> estimates)
    {
        var mean = 0.0;
        foreach (var estimate in estimates) mean += estimate / estimates.Length;
        var variance = 0.0;
        for (var r = 0; r < estimates.Length; r++) variance += scale(r) * (estimates[r] - mean) * (estimates[r] - mean);
        return estimates.IsEmpty ? double.NaN : variance;
    }

    // Steele, Lea and Flood 2014: every seed begins a stream of its own.
    private struct SplitMix(ulong state)
    {
        private ulong state = state;

        public int Below(int count) => (int)Math.BigMul(Next(), (ulong)count, out _);

        // Streams must not begin a step apart, or one would be the other's from its second number on.
        public static ulong Mix(ulong z)
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }

        private ulong Next() => Mix(state += 0x9E3779B97F4A7C15);
    }
}
