namespace SatuPintu.Statistics.Indicators;

/// <summary>Works indicators out under one set of weights.</summary>
internal sealed class Evaluation
{
    private readonly SortedSample sample;
    private readonly double[] weights;
    private readonly IndicatorOptions options;
    private readonly EstimatedLine line;
    private readonly EstimatedLine threshold;

    /// <summary>Estimates the lines from the whole sample.</summary>
    public Evaluation(SortedSample sample, double[] weights, IndicatorOptions options, bool influences)
    {
        this.sample = sample;
        this.weights = weights;
        this.options = options;
        var all = PartOf(-1, positive: false);
        line = EstimatedLine.Of(options.Line, all, sample.Rows, influences);
        threshold = options.Threshold == options.Line ? line : EstimatedLine.Of(options.Threshold, all, sample.Rows, influences);
    }

    /// <summary>Whether an indicator takes incomes above 0 only.</summary>
    public static bool NeedsPositive(Indicator indicator) => indicator is Indicator.Theil or Indicator.Mld or Indicator.Atkinson;

    /// <summary>Whether an indicator is held against a line, which all rows of the sample may move.</summary>
    public static bool IsOfLine(Indicator indicator) => indicator is Indicator.P0 or Indicator.P1 or Indicator.P2 or Indicator.Arpr or Indicator.Threshold or Indicator.Rmpg;

    /// <summary>Estimates an indicator and writes the influence of each row where a place is given for it.</summary>
    public (double Value, IndicatorNote Note) Estimate(int group, Indicator indicator, Influence? influence)
    {
        influence?.Clear();
        var part = PartOf(group, NeedsPositive(indicator));
        if (!(part.Weight > 0)) return (double.NaN, IndicatorNote.NoRows);
        var value = indicator switch
        {
            Indicator.P0 => PovertyMeasures.Fgt(part, line, 0, influence),
            Indicator.P1 => PovertyMeasures.Fgt(part, line, 1, influence),
            Indicator.P2 => PovertyMeasures.Fgt(part, line, 2, influence),
            Indicator.Arpr => PovertyMeasures.Fgt(part, threshold, 0, influence),
            Indicator.Threshold => Threshold(influence),
            Indicator.Gini => InequalityMeasures.Gini(part, influence),
            Indicator.S80S20 => InequalityMeasures.QuintileRatio(part, influence),
            Indicator.Rmpg => PovertyMeasures.MedianGap(part, threshold, influence),
            Indicator.Theil => InequalityMeasures.Theil(part, influence),
            Indicator.Mld => InequalityMeasures.MeanLogDeviation(part, influence),
            Indicator.Atkinson => InequalityMeasures.Atkinson(part, options.Aversion, influence),
            Indicator.Mean => InequalityMeasures.Mean(part, influence),
            _ => InequalityMeasures.Median(part, influence),
        };
        return Judged(group, indicator, part, value);
    }

    private (double Value, IndicatorNote Note) Judged(int group, Indicator indicator, Part part, double value)
    {
        var negative = part.Rows.Length > 0 && part.Income(part.Rows[0]) < 0;
        return indicator switch
        {
            Indicator.P0 or Indicator.P1 or Indicator.P2 when !(line.Value > 0) => (double.NaN, IndicatorNote.NotPositive),
            Indicator.Arpr or Indicator.Rmpg when !(threshold.Value > 0) => (double.NaN, IndicatorNote.NotPositive),
            Indicator.Rmpg when double.IsNaN(value) => (value, IndicatorNote.NobodyBelow),
            Indicator.Gini when !(part.Total(y => y) > 0) => (double.NaN, IndicatorNote.NotPositive),
            Indicator.S80S20 when double.IsNaN(value) => (value, IndicatorNote.NotPositive),
            Indicator.Gini or Indicator.S80S20 or Indicator.P1 or Indicator.P2 when negative => (value, IndicatorNote.Negative),
            Indicator.Theil or Indicator.Mld or Indicator.Atkinson when sample.RowsOf(group, positive: false).Any(r => weights[r] > 0 && sample.Incomes[r] <= 0) => (value, IndicatorNote.PositiveOnly),
            _ => (value, IndicatorNote.None),
        };
    }

    private double Threshold(Influence? influence)
    {
        influence?.AddLine(threshold, 1);
        return threshold.Value;
    }

    private Part PartOf(int group, bool positive) => new(sample.Incomes, weights, sample.RowsOf(group, positive));
}
