namespace SatuPintu.Statistics.Indicators;

/// <summary>An indicator of poverty, inequality or level. Shares run from 0 to 1.</summary>
public enum Indicator
{
    /// <summary>Share of persons below the line (Foster, Greer and Thorbecke 1984, α = 0).</summary>
    P0,
    /// <summary>Poverty gap: mean of (line − income)/line, 0 for those not below (α = 1).</summary>
    P1,
    /// <summary>Poverty severity: mean of the squared gaps (α = 2).</summary>
    P2,
    /// <summary>At-risk-of-poverty rate: share below the threshold.</summary>
    Arpr,
    /// <summary>The threshold: a share, usually 0.6, of the median income of all, in units of income; the same for every group.</summary>
    Threshold,
    /// <summary>Gini coefficient.</summary>
    Gini,
    /// <summary>Total income of the richest fifth over that of the poorest fifth.</summary>
    S80S20,
    /// <summary>Relative median poverty gap: (threshold − median income of those below it)/threshold.</summary>
    Rmpg,
    /// <summary>Theil index, the generalised entropy of 1, of positive incomes.</summary>
    Theil,
    /// <summary>Mean log deviation, the generalised entropy of 0, of positive incomes.</summary>
    Mld,
    /// <summary>Atkinson index of positive incomes.</summary>
    Atkinson,
    /// <summary>Mean income.</summary>
    Mean,
    /// <summary>Median income.</summary>
    Median,
}

/// <summary>A poverty line: a value, or a share of the median income of all.</summary>
/// <param name="Value">Units of income, or the share.</param>
/// <param name="OfMedian">Whether it is a share of the median.</param>
public readonly record struct PovertyLine(double Value, bool OfMedian)
{
    /// <summary>The line of the European Union: 60 % of the median.</summary>
    public static PovertyLine SixtyPercentOfMedian { get; } = new(0.6, true);
}

/// <summary>What indicators are estimated with.</summary>
public sealed record IndicatorOptions
{
    /// <summary>The line of <see cref="Indicator.P0"/>, <see cref="Indicator.P1"/> and <see cref="Indicator.P2"/>.</summary>
    public PovertyLine Line { get; init; } = PovertyLine.SixtyPercentOfMedian;

    /// <summary>Aversion to inequality of <see cref="Indicator.Atkinson"/>, above 0.</summary>
    public double Aversion { get; init; } = 1;

    /// <summary>The threshold of <see cref="Indicator.Arpr"/>, <see cref="Indicator.Threshold"/> and <see cref="Indicator.Rmpg"/>: the line where that is a share of the median.</summary>
    internal PovertyLine Threshold => Line.OfMedian ? Line : PovertyLine.SixtyPercentOfMedian;
}

/// <summary>An estimate of an indicator.</summary>
/// <param name="Group">The number of the group; −1 for all.</param>
/// <param name="Indicator">The indicator.</param>
/// <param name="Estimate">Its estimate; NaN where it cannot be given, see <see cref="Note"/>.</param>
/// <param name="StandardError">Its standard error; NaN where it cannot be given.</param>
/// <param name="DesignEffect">Its variance over that of a simple random sample with replacement of as many rows; NaN where it cannot be given.</param>
/// <param name="Count">Rows with a weight that it rests on.</param>
/// <param name="Note">What its reader must know.</param>
public readonly record struct IndicatorEstimate(int Group, Indicator Indicator, double Estimate, double StandardError, double DesignEffect, int Count, IndicatorNote Note);

/// <summary>Why an indicator is missing, or what it leaves out.</summary>
public enum IndicatorNote
{
    /// <summary>Nothing to say.</summary>
    None,
    /// <summary>The group has no row with a weight.</summary>
    NoRows,
    /// <summary>Nobody is below the threshold, so that there is no gap.</summary>
    NobodyBelow,
    /// <summary>Incomes of zero or less were left out, since their logarithm does not exist.</summary>
    PositiveOnly,
    /// <summary>The total, that of the poorest fifth, or the line is zero or less, so that the ratio says nothing.</summary>
    NotPositive,
    /// <summary>Some incomes are negative, so that the value may lie beyond its usual bounds.</summary>
    Negative,
    /// <summary>The group has fewer than two rows: no standard error.</summary>
    OneRow,
}
