namespace SatuPintu.Statistics.Surveys;

/// <summary>Sums the weighted values of rows by cluster and gives the variance of their total; used over and over without new memory.</summary>
internal sealed class ClusterTotals(SurveyDesign design)
{
    private readonly double[] totals = new double[design.Clusters];
    private readonly bool[] isTouched = new bool[design.Clusters];
    private readonly List<int> touched = [];
    private bool isWhole;

    /// <summary>Begins with totals of all clusters, each multiplied.</summary>
    public void Begin(ReadOnlySpan<double> of, double by)
    {
        isWhole = true;
        for (var c = 0; c < totals.Length; c++) totals[c] = by * of[c];
    }

    /// <summary>Adds a row's value times its weight.</summary>
    public void Add(int row, double weighted)
    {
        var cluster = design.ClusterOfRow[row];
        totals[cluster] += weighted;
        if (isWhole || isTouched[cluster]) return;
        isTouched[cluster] = true;
        touched.Add(cluster);
    }

    /// <summary>The variance of the total; the next one begins from nothing.</summary>
    public double Take()
    {
        var variance = isWhole ? design.VarianceOfTotals(totals) : design.VarianceOfTotals(totals, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(touched));
        if (isWhole) Array.Clear(totals);
        foreach (var cluster in touched) (totals[cluster], isTouched[cluster]) = (0, false);
        touched.Clear();
        isWhole = false;
        return variance;
    }
}
