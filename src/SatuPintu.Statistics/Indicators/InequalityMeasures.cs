namespace SatuPintu.Statistics.Indicators;

/// <summary>Measures of inequality and level with their influence functions, which are written where a place is given for them.</summary>
internal static class InequalityMeasures
{
    /// <summary>Mean: influence (y − mean)/N.</summary>
    public static double Mean(Part part, Influence? influence)
    {
        var value = part.Total(y => y) / part.Weight;
        if (influence is null) return value;
        foreach (var row in part.Rows) influence.Own[row] = (part.Income(row) - value) / part.Weight;
        return value;
    }

    /// <summary>Median.</summary>
    public static double Median(Part part, Influence? influence)
    {
        var value = part.Quantile(0.5);
        if (influence is not null) part.QuantileInfluence(0.5, value, influence.Own);
        return value;
    }

    /// <summary>
    /// Gini: (2 Σ w y N(y) − Σ w² y)/(N Y) − 1 with the cumulated weight N(y), as laeken has it.
    /// </summary>
    /// <remarks>
    /// The influence is that of R's convey: (2 (Y − Y⁻(y) + y N(y)) − y − (G' + 1)(Y + N y))/(N Y), where Y⁻(y) is the total income before y
    /// and G' = (2 Σ w y N(y) − Y)/(N Y) − 1.
    /// </remarks>
    public static double Gini(Part part, Influence? influence)
    {
        double reached = 0, cumulated = 0, squares = 0, total = 0;
        foreach (var row in part.Rows)
        {
            var (w, y) = (part.WeightOf(row), part.Income(row));
            reached += w;
            cumulated += w * y * reached;
            squares += w * w * y;
            total += w * y;
        }
        var product = part.Weight * total;
        if (influence is not null)
        {
            var slope = ((2 * cumulated) - total) / product;
            double upTo = 0, before = 0;
            foreach (var row in part.Rows)
            {
                var (w, y) = (part.WeightOf(row), part.Income(row));
                upTo += w;
                influence.Own[row] = ((2 * (total - before + (y * upTo))) - y - (slope * (total + (part.Weight * y)))) / product;
                before += w * y;
            }
        }
        return (((2 * cumulated) - squares) / product) - 1;
    }

    /// <summary>Quintile share ratio: total of the incomes above the fourth quintile over the total of those up to the first; NaN where that is not positive.</summary>
    public static double QuintileRatio(Part part, Influence? influence)
    {
        var (low, high) = (part.Quantile(0.2), part.Quantile(0.8));
        double poorest = 0, richest = 0;
        foreach (var row in part.Rows)
        {
            var (w, y) = (part.WeightOf(row), part.Income(row));
            if (y <= low) poorest += w * y;
            if (y > high) richest += w * y;
        }
        if (!(poorest > 0)) return double.NaN;
        var value = richest / poorest;
        if (influence is null) return value;
        var bandwidth = part.Bandwidth();
        var (lowSlope, highSlope) = (Slope(low), Slope(high));
        foreach (var row in part.Rows)
        {
            var y = part.Income(row);
            var ofPoorest = Below(y, low, 0.2, lowSlope);
            var ofRichest = y - Below(y, high, 0.8, highSlope);
            influence.Own[row] = (ofRichest - (value * ofPoorest)) / poorest;
        }
        return value;

        // The total up to a quantile moves with the row, and with the quantile that the row moves (Osier 2009).
        static double Below(double y, double quantile, double share, double slope) => (y <= quantile ? y : 0) - (slope * ((y <= quantile ? 1 : 0) - share));

        double Slope(double quantile) => part.IncomeDensity(quantile, bandwidth) / (part.Weight * part.Density(quantile, bandwidth));
    }

    /// <summary>Theil: Σ w y ln y / Y − ln(Y/N).</summary>
    public static double Theil(Part part, Influence? influence)
    {
        var (n, total, logs) = (part.Weight, part.Total(y => y), part.Total(y => y * Math.Log(y)));
        if (influence is not null)
            foreach (var row in part.Rows)
            {
                var y = part.Income(row);
                influence.Own[row] = (y * Math.Log(y) / total) - (logs * y / (total * total)) - (y / total) + (1 / n);
            }
        return (logs / total) - Math.Log(total / n);
    }

    /// <summary>Mean log deviation: ln(Y/N) − Σ w ln y / N.</summary>
    public static double MeanLogDeviation(Part part, Influence? influence)
    {
        var (n, total, logs) = (part.Weight, part.Total(y => y), part.Total(Math.Log));
        if (influence is not null)
            foreach (var row in part.Rows)
            {
                var y = part.Income(row);
                influence.Own[row] = (y / total) - ((1 + Math.Log(y)) / n) + (logs / (n * n));
            }
        return Math.Log(total / n) - (logs / n);
    }

    /// <summary>Atkinson: 1 − (Σ w y^(1−ε)/N)^(1/(1−ε)) N/Y, and 1 − exp(Σ w ln y/N) N/Y for ε = 1.</summary>
    public static double Atkinson(Part part, double aversion, Influence? influence)
    {
        var (n, total) = (part.Weight, part.Total(y => y));
        var isLog = Math.Abs(aversion - 1) < 1e-12;
        var power = isLog ? 0 : 1 - aversion;
        var sum = part.Total(y => isLog ? Math.Log(y) : Math.Pow(y, power));
        var equal = isLog ? Math.Exp(sum / n) : Math.Pow(sum / n, 1 / power);
        var rest = equal * n / total;
        if (influence is not null)
            foreach (var row in part.Rows)
            {
                var y = part.Income(row);
                var ofEqual = isLog ? (Math.Log(y) - (sum / n)) / n : ((Math.Pow(y, power) / sum) - (1 / n)) / power;
                influence.Own[row] = -rest * (ofEqual + (1 / n) - (y / total));
            }
        return 1 - rest;
    }
}
