namespace SatuPintu.Statistics.Surveys;

/// <summary>What a stratum with one cluster only adds to a variance, which it cannot estimate by itself.</summary>
public enum LoneClusterRule
{
    /// <summary>Nothing can be said: <see cref="LoneClusterException"/>.</summary>
    Error,
    /// <summary>Its square around the mean of the clusters of all strata: careful, rather too much.</summary>
    Adjust,
    /// <summary>Nothing, as a cluster that was certain to be drawn.</summary>
    Certainty,
    /// <summary>What the other strata add on average.</summary>
    Average,
}

/// <summary>A stratum has one cluster only, and no rule says what to do.</summary>
/// <param name="stratum">The number of the stratum.</param>
public sealed class LoneClusterException(int stratum) : ArgumentException($"Stratum {stratum} has one cluster only.")
{
    /// <summary>The number of the stratum.</summary>
    public int Stratum => stratum;
}

/// <summary>
/// A stratified sample of clusters, as variances see it: by strata and the clusters first drawn in them, drawn with replacement
/// (ultimate clusters), whatever was drawn inside a cluster.
/// </summary>
/// <remarks>
/// The variance of a total of z is Σ_h n_h/(n_h − 1) Σ_i (z_hi − z̄_h)², where z_hi is the weighted total of cluster i of stratum h and
/// n_h counts the clusters there, those without a row in the domain too (Särndal, Swensson and Wretman 1992, 4.6; R's <c>survey</c>).
/// </remarks>
public sealed class SurveyDesign
{
    private readonly int[] clusterOfRow;
    private readonly int[] stratumOfCluster;
    private readonly int[] clustersInStratum;
    private readonly LoneClusterRule rule;

    private SurveyDesign(int[] clusterOfRow, int[] stratumOfCluster, int[] clustersInStratum, bool clustersCross, LoneClusterRule rule)
    {
        this.clusterOfRow = clusterOfRow;
        this.stratumOfCluster = stratumOfCluster;
        this.clustersInStratum = clustersInStratum;
        this.rule = rule;
        ClustersCrossStrata = clustersCross;
        LoneClusters = clustersInStratum.Count(n => n == 1);
    }

    /// <summary>How many rows the sample has.</summary>
    public int Rows => clusterOfRow.Length;

    /// <summary>How many clusters it has; one and the same number in two strata is two clusters.</summary>
    public int Clusters => stratumOfCluster.Length;

    /// <summary>How many strata it has.</summary>
    public int Strata => clustersInStratum.Length;

    /// <summary>How many strata have one cluster only.</summary>
    public int LoneClusters { get; }

    /// <summary>Whether a cluster's number stands in more than one stratum, each time taken as a cluster of its own.</summary>
    public bool ClustersCrossStrata { get; }

    /// <summary>The cluster of each row.</summary>
    internal ReadOnlySpan<int> ClusterOfRow => clusterOfRow;

    /// <summary>The stratum of each cluster.</summary>
    internal ReadOnlySpan<int> StratumOfCluster => stratumOfCluster;

    /// <summary>How many clusters each stratum has.</summary>
    internal ReadOnlySpan<int> ClustersInStratum => clustersInStratum;

    /// <summary>Makes a design.</summary>
    /// <param name="rows">How many rows the sample has.</param>
    /// <param name="strata">The number of each row's stratum, from 0; empty for one stratum.</param>
    /// <param name="clusters">The number of each row's cluster, from 0; empty when each row is a cluster.</param>
    /// <param name="rule">What a stratum with one cluster adds.</param>
    /// <exception cref="ArgumentException">A span is neither empty nor of the count of rows.</exception>
    /// <exception cref="LoneClusterException">A stratum has one cluster only, and the rule is <see cref="LoneClusterRule.Error"/>.</exception>
    public static SurveyDesign Of(int rows, ReadOnlySpan<int> strata, ReadOnlySpan<int> clusters, LoneClusterRule rule)
    {
        if (!strata.IsEmpty && strata.Length != rows) throw new ArgumentException($"{strata.Length} strata for {rows} rows.", nameof(strata));
        if (!clusters.IsEmpty && clusters.Length != rows) throw new ArgumentException($"{clusters.Length} clusters for {rows} rows.", nameof(clusters));
        var known = new Dictionary<(int Stratum, int Cluster), int>();
        var stratumOf = new List<int>();
        var ofRow = new int[rows];
        var inStratum = new int[rows == 0 ? 0 : strata.IsEmpty ? 1 : Max(strata) + 1];
        for (var row = 0; row < rows; row++)
        {
            var key = (strata.IsEmpty ? 0 : strata[row], clusters.IsEmpty ? row : clusters[row]);
            if (!known.TryGetValue(key, out ofRow[row]))
            {
                known.Add(key, ofRow[row] = stratumOf.Count);
                stratumOf.Add(key.Item1);
                inStratum[key.Item1]++;
            }
        }
        var crosses = !clusters.IsEmpty && known.Keys.Select(k => k.Cluster).Distinct().Count() < known.Count;
        var lone = Array.IndexOf(inStratum, 1);
        if (lone >= 0 && rule == LoneClusterRule.Error) throw new LoneClusterException(lone);
        return new SurveyDesign(ofRow, [.. stratumOf], inStratum, crosses, rule);
    }

    /// <summary>The variance of a total.</summary>
    /// <param name="weighted">For each row its value times its weight; 0 outside a domain.</param>
    /// <returns>The variance; NaN where no stratum has two clusters and the rule takes their average.</returns>
    public double TotalVariance(ReadOnlySpan<double> weighted)
    {
        var totals = new double[Clusters];
        for (var row = 0; row < clusterOfRow.Length; row++) totals[clusterOfRow[row]] += weighted[row];
        return VarianceOfTotals(totals);
    }

    /// <summary>The variance of a total from those of its clusters.</summary>
    internal double VarianceOfTotals(ReadOnlySpan<double> totals)
    {
        var means = new double[Strata];
        for (var i = 0; i < totals.Length; i++) means[stratumOfCluster[i]] += totals[i];
        var grand = means.Sum() / Clusters;
        for (var h = 0; h < means.Length; h++) means[h] /= clustersInStratum[h];
        var variance = 0.0;
        for (var i = 0; i < totals.Length; i++)
        {
            var h = stratumOfCluster[i];
            var n = clustersInStratum[h];
            if (n > 1) variance += Square(totals[i] - means[h]) * n / (n - 1.0);
            else if (rule == LoneClusterRule.Adjust) variance += Square(totals[i] - grand);
        }
        return Averaged(variance);
    }

    /// <summary>The same where all clusters but some have a total of 0: takes as long as these are many.</summary>
    internal double VarianceOfTotals(ReadOnlySpan<double> totals, ReadOnlySpan<int> some)
    {
        if (LoneClusters > 0 && rule == LoneClusterRule.Adjust) return VarianceOfTotals(totals);
        var strata = new Dictionary<int, (double Sum, int Count)>();
        foreach (var i in some)
        {
            var (sum, count) = strata.GetValueOrDefault(stratumOfCluster[i]);
            strata[stratumOfCluster[i]] = (sum + totals[i], count + 1);
        }
        var variance = 0.0;
        foreach (var i in some)
        {
            var h = stratumOfCluster[i];
            var n = clustersInStratum[h];
            if (n > 1) variance += Square(totals[i] - (strata[h].Sum / n)) * n / (n - 1.0);
        }
        foreach (var (h, (sum, count)) in strata)
        {
            var n = clustersInStratum[h];
            if (n > 1) variance += (n - count) * Square(sum / n) * n / (n - 1.0);
        }
        return Averaged(variance);
    }

    private double Averaged(double variance)
    {
        if (rule != LoneClusterRule.Average || LoneClusters == 0) return variance;
        var strata = clustersInStratum.Count(n => n > 0);
        return strata == LoneClusters ? double.NaN : variance * strata / (strata - LoneClusters);
    }

    private static double Square(double x) => x * x;

    private static int Max(ReadOnlySpan<int> numbers)
    {
        var most = 0;
        foreach (var number in numbers) most = Math.Max(most, number);
        return most;
    }
}
