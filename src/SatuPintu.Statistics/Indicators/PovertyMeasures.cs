using SatuPintu.Statistics.Surveys;

namespace SatuPintu.Statistics.Indicators;

/// <summary>A line that income is held against, and how each row of the sample moves it.</summary>
/// <param name="value">The line.</param>
/// <param name="influence">Influence of each row; empty where the line is fixed or influences are not wanted.</param>
internal sealed class EstimatedLine(double value, double[] influence)
{
    /// <summary>The line.</summary>
    public double Value => value;

    /// <summary>Influence of each row of the sample; empty where the line is fixed or influences are not wanted.</summary>
    public double[] Influence => influence;

    /// <summary>The line of a sample.</summary>
    public static EstimatedLine Of(PovertyLine line, Part all, int rows, bool influences)
    {
        if (!line.OfMedian) return new EstimatedLine(line.Value, []);
        var median = all.Quantile(0.5);
        var influence = new double[influences ? rows : 0];
        if (influences) all.QuantileInfluence(0.5, median, influence);
        for (var i = 0; i < influence.Length; i++) influence[i] *= line.Value;
        return new EstimatedLine(line.Value * median, influence);
    }

    private double[]? totals;
    private (double Sum, double Squares)? moments;

    /// <summary>The weighted totals of the influences by cluster.</summary>
    public double[] Totals(SortedSample sample, SurveyDesign design)
    {
        if (totals is not null) return totals;
        var found = new double[design.Clusters];
        for (var i = 0; i < Influence.Length; i++) found[design.ClusterOfRow[sample.Original[i]]] += Influence[i] * sample.Weights[i];
        return totals = found;
    }

    /// <summary>The weighted sum of the influences, and of their squares.</summary>
    public (double Sum, double Squares) Moments(SortedSample sample)
    {
        if (moments is { } known) return known;
        double sum = 0, squares = 0;
        for (var i = 0; i < Influence.Length; i++)
        {
            sum += sample.Weights[i] * Influence[i];
            squares += sample.Weights[i] * Influence[i] * Influence[i];
        }
        moments = (sum, squares);
        return (sum, squares);
    }
}

/// <summary>Poverty measures with their influence functions, which are written where a place is given for them.</summary>
/// <remarks>Deville 1999; Osier 2009; the forms are those of R's <c>convey</c>, with the poor strictly below the line as in <c>laeken</c>.</remarks>
internal static class PovertyMeasures
{
    /// <summary>Foster-Greer-Thorbecke of a whole power.</summary>
    public static double Fgt(Part part, EstimatedLine line, int power, Influence? influence)
    {
        var z = line.Value;
        var value = part.Total(y => Gap(y, z, power)) / part.Weight;
        if (influence is null) return value;
        foreach (var row in part.Rows) influence.Own[row] = (Gap(part.Income(row), z, power) - value) / part.Weight;
        if (line.Influence.Length > 0) influence.AddLine(line, power == 0 ? part.Density(z, part.Bandwidth()) : part.Total(y => Slope(y, z, power)) / part.Weight);
        return value;
    }

    /// <summary>Relative median poverty gap; NaN where nobody is below.</summary>
    public static double MedianGap(Part part, EstimatedLine line, Influence? influence)
    {
        var z = line.Value;
        var poor = part.Quantile(0.5, part.Below(z));
        var value = (z - poor) / z;
        if (influence is null || double.IsNaN(poor)) return value;
        var rate = Fgt(part, line, 0, influence);
        var density = part.Density(poor, part.Bandwidth());
        influence.Scale(part.Rows, -0.5 / (density * z));
        foreach (var row in part.Rows) influence.Own[row] += ((part.Income(row) <= poor ? 1 : 0) - (0.5 * rate)) / (part.Weight * density * z);
        influence.AddLine(line, poor / (z * z));
        return value;
    }

    private static double Gap(double income, double line, int power) => income >= line ? 0 : power == 0 ? 1 : Math.Pow((line - income) / line, power);

    private static double Slope(double income, double line, int power) =>
        income >= line ? 0 : power * Math.Pow((line - income) / line, power - 1) * income / (line * line);
}
