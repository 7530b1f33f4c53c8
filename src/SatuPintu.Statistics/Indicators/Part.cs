namespace SatuPintu.Statistics.Indicators;

/// <summary>A part of a sample (a group, or all of it): the rows that belong to it, by rising income.</summary>
/// <param name="incomes">The incomes of the whole sample, rising.</param>
/// <param name="weights">Their weights.</param>
/// <param name="rows">The numbers of the part's rows, rising.</param>
internal sealed class Part(double[] incomes, double[] weights, int[] rows)
{
    // Sums of a part of an equal-weighted sample may miss a share by rounding alone.
    private const double Equal = 1e-12;

    private static readonly double RootOfTwoPi = Math.Sqrt(2 * Math.PI);

    private readonly double weight = Sum(weights, rows);

    /// <summary>The numbers of the rows.</summary>
    public ReadOnlySpan<int> Rows => rows;

    /// <summary>Sum of the weights.</summary>
    public double Weight => weight;

    /// <summary>Income of a row of the sample.</summary>
    public double Income(int row) => incomes[row];

    /// <summary>Weight of a row of the sample.</summary>
    public double WeightOf(int row) => weights[row];

    /// <summary>Weighted total of a function of the income.</summary>
    public double Total(Func<double, double> of)
    {
        var total = 0.0;
        foreach (var row in rows) total += weights[row] * of(incomes[row]);
        return total;
    }

    /// <summary>
    /// The income at which the weights reach a share: the first whose cumulated weight is above the share, or, where the share is met
    /// exactly, the mean of that income and the next (laeken's <c>weightedQuantile</c>).
    /// </summary>
    public double Quantile(double share) => Quantile(share, rows.Length);

    /// <summary>The quantile of the first rows.</summary>
    public double Quantile(double share, int count)
    {
        var all = 0.0;
        for (var i = 0; i < count; i++) all += weights[rows[i]];
        var reached = 0.0;
        for (var i = 0; i < count; i++)
        {
            reached += weights[rows[i]];
            var gap = (reached / all) - share;
            if (gap < -Equal) continue;
            if (gap > Equal) return incomes[rows[i]];
            for (var next = i + 1; next < count; next++)
                if (weights[rows[next]] > 0) return (incomes[rows[i]] + incomes[rows[next]]) / 2;
            return incomes[rows[i]];
        }
        return double.NaN;
    }

    /// <summary>How many rows have an income below a value.</summary>
    public int Below(double value)
    {
        int low = 0, high = rows.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (incomes[rows[middle]] < value) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// <summary>Bandwidth of the density: the standard deviation over the fifth root of the sum of the weights (Osier 2009; R's <c>convey</c>).</summary>
    public double Bandwidth()
    {
        var mean = Total(y => y) / weight;
        return Math.Sqrt(Total(y => (y - mean) * (y - mean)) / weight) / Math.Pow(weight, 0.2);
    }

    /// <summary>Density of the incomes at a value, by a Gaussian kernel.</summary>
    public double Density(double at, double bandwidth) => Total(y => Kernel(at, y, bandwidth)) / weight;

    /// <summary>How fast the total income below a value grows there, by a Gaussian kernel.</summary>
    public double IncomeDensity(double at, double bandwidth) => Total(y => y * Kernel(at, y, bandwidth));

    /// <summary>Writes the influence of each row on a quantile: −((y ≤ q) − share)/(N f(q)).</summary>
    public void QuantileInfluence(double share, double quantile, Span<double> influence)
    {
        var slope = weight * Density(quantile, Bandwidth());
        foreach (var row in rows) influence[row] = -((incomes[row] <= quantile ? 1 : 0) - share) / slope;
    }

    private static double Kernel(double at, double income, double bandwidth)
    {
        var u = (at - income) / bandwidth;
        return Math.Exp(-u * u / 2) / (RootOfTwoPi * bandwidth);
    }

    private static double Sum(double[] weights, int[] rows)
    {
        var sum = 0.0;
        foreach (var row in rows) sum += weights[row];
        return sum;
    }
}
