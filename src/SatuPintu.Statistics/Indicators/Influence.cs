using SatuPintu.Statistics.Surveys;

namespace SatuPintu.Statistics.Indicators;

/// <summary>
/// How much each row moves an estimate: by itself where it belongs to the part that is estimated, and, wherever it belongs, through
/// the line that the part is held against.
/// </summary>
/// <param name="sample">The sample.</param>
/// <param name="design">Its strata and clusters.</param>
internal sealed class Influence(SortedSample sample, SurveyDesign design)
{
    private readonly ClusterTotals totals = new(design);
    private EstimatedLine? line;
    private double slope;

    /// <summary>What the rows of the part have by themselves; others hold what is left of an earlier estimate.</summary>
    public double[] Own { get; } = new double[sample.Rows];

    /// <summary>Begins an estimate.</summary>
    public void Clear() => (line, slope) = (null, 0);

    /// <summary>Adds what an estimate owes to the line's being estimated.</summary>
    public void AddLine(EstimatedLine of, double by)
    {
        line = of;
        slope += by;
    }

    /// <summary>Multiplies all that there is so far.</summary>
    public void Scale(ReadOnlySpan<int> rows, double by)
    {
        foreach (var row in rows) Own[row] *= by;
        slope *= by;
    }

    /// <summary>The variance of the estimate under the design.</summary>
    public double Variance(ReadOnlySpan<int> rows)
    {
        if (line is { Influence.Length: > 0 } && slope != 0) totals.Begin(line.Totals(sample, design), slope);
        foreach (var row in rows) totals.Add(sample.Original[row], Own[row] * sample.Weights[row]);
        return totals.Take();
    }

    /// <summary>
    /// The variance under simple random sampling with replacement, N² S²/n: of the part's rows, or of all where the estimate is held
    /// against a line.
    /// </summary>
    public double SimpleVariance(ReadOnlySpan<int> rows, bool ofAll)
    {
        double n = 0, weight = 0, sum = 0, squares = 0;
        foreach (var row in ofAll ? sample.RowsOf(-1, positive: false) : rows)
        {
            var w = sample.Weights[row];
            if (w > 0) n++;
            weight += w;
        }
        var ofLine = line is { Influence.Length: > 0 } ? line.Influence : null;
        foreach (var row in rows)
        {
            var w = sample.Weights[row];
            sum += w * Own[row];
            squares += w * Own[row] * (Own[row] + (ofLine is null ? 0 : 2 * slope * ofLine[row]));
        }
        if (ofLine is not null)
        {
            var (lineSum, lineSquares) = line!.Moments(sample);
            sum += slope * lineSum;
            squares += slope * slope * lineSquares;
        }
        return (squares - (sum * sum / weight)) * weight / (n - 1);
    }
}
