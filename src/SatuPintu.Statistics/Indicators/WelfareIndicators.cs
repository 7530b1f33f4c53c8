using SatuPintu.Statistics.Surveys;

namespace SatuPintu.Statistics.Indicators;

/// <summary>Indicators of poverty and inequality from a weighted sample, for all and for groups, with standard errors.</summary>
/// <remarks>
/// Estimates follow R's <c>laeken</c>, standard errors R's <c>convey</c>: each estimate is linearised (Deville 1999; Osier 2009), and the
/// variance of the total of its influence values is that of the design. A group is a domain: its rows alone count, while all clusters
/// stand in the variance. The threshold is that of the whole sample.
/// </remarks>
/// <example><code>
/// var estimates = WelfareIndicators.Estimate(incomes, weights, regions, 9, SurveyDesign.Of(n, regions, households, LoneClusterRule.Error), new IndicatorOptions());
/// </code></example>
public static class WelfareIndicators
{
    /// <summary>Estimates every indicator for all and for every group.</summary>
    /// <param name="incomes">Income of each row; a number even where the weight is 0.</param>
    /// <param name="weights">Weight of each row, 0 or more; a row of weight 0 is left out.</param>
    /// <param name="groups">Group of each row, from 0; −1 for none. Empty for no groups.</param>
    /// <param name="groupCount">How many groups there are.</param>
    /// <param name="design">Strata and clusters of the rows.</param>
    /// <param name="options">Line and aversion.</param>
    /// <param name="replicates">Gives the standard errors instead of linearisation, where not null.</param>
    /// <param name="cancellation">Stops the replicates.</param>
    /// <exception cref="ArgumentException">Lengths differ, an income or weight is not finite, a weight is negative, no row has a weight, the line is not positive.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static IReadOnlyList<IndicatorEstimate> Estimate(ReadOnlySpan<double> incomes, ReadOnlySpan<double> weights, ReadOnlySpan<int> groups, int groupCount,
        SurveyDesign design, IndicatorOptions options, Replicates? replicates = null, CancellationToken cancellation = default)
    {
        Check(incomes, weights, groups, design, options);
        var sample = new SortedSample(incomes, weights, groups, groupCount);
        var estimates = Linearised(sample, design, options, withErrors: replicates is null);
        return replicates is null ? estimates : WithReplicates(sample, design, options, replicates, estimates, cancellation);
    }

    private static void Check(ReadOnlySpan<double> incomes, ReadOnlySpan<double> weights, ReadOnlySpan<int> groups, SurveyDesign design, IndicatorOptions options)
    {
        if (incomes.Length != weights.Length) throw new ArgumentException($"{weights.Length} weights for {incomes.Length} incomes.", nameof(weights));
        if (!groups.IsEmpty && groups.Length != incomes.Length) throw new ArgumentException($"{groups.Length} groups for {incomes.Length} incomes.", nameof(groups));
        if (design.Rows != incomes.Length) throw new ArgumentException($"A design of {design.Rows} rows for {incomes.Length} incomes.", nameof(design));
        var some = false;
        for (var i = 0; i < incomes.Length; i++)
        {
            if (!double.IsFinite(incomes[i])) throw new ArgumentException($"Income {i} is {incomes[i]}.", nameof(incomes));
            if (!double.IsFinite(weights[i]) || weights[i] < 0) throw new ArgumentException($"Weight {i} is {weights[i]}.", nameof(weights));
            some |= weights[i] > 0;
        }
        if (!some) throw new ArgumentException("No row has a weight.", nameof(weights));
        if (!(options.Line.Value > 0)) throw new ArgumentException($"The line {options.Line.Value} is not above 0.", nameof(options));
        if (!(options.Aversion > 0)) throw new ArgumentException($"The aversion {options.Aversion} is not above 0.", nameof(options));
    }

    private static List<IndicatorEstimate> Linearised(SortedSample sample, SurveyDesign design, IndicatorOptions options, bool withErrors)
    {
        var found = new List<IndicatorEstimate>();
        var influence = withErrors ? new Influence(sample, design) : null;
        var evaluation = new Evaluation(sample, sample.Weights, options, withErrors);
        for (var group = -1; group < sample.Groups; group++)
            foreach (var indicator in Enum.GetValues<Indicator>())
            {
                var (value, note) = evaluation.Estimate(group, indicator, influence);
                var rows = sample.RowsOf(group, Evaluation.NeedsPositive(indicator));
                var count = rows.Count(row => sample.Weights[row] > 0);
                if (note == IndicatorNote.None && count < 2) note = IndicatorNote.OneRow;
                var (error, effect) = (double.NaN, double.NaN);
                if (influence is not null && double.IsFinite(value) && count > 1)
                {
                    // The threshold is moved by the line alone; what the rows hold is of another estimate.
                    var own = indicator == Indicator.Threshold ? [] : rows;
                    var variance = influence.Variance(own);
                    (error, effect) = (Math.Sqrt(variance), variance / influence.SimpleVariance(own, Evaluation.IsOfLine(indicator)));
                }
                found.Add(new IndicatorEstimate(group, indicator, value, error, effect, count, note));
            }
        return found;
    }

    private static List<IndicatorEstimate> WithReplicates(SortedSample sample, SurveyDesign design, IndicatorOptions options, Replicates replicates, List<IndicatorEstimate> estimates,
        CancellationToken cancellation)
    {
        var values = new double[estimates.Count][];
        for (var i = 0; i < values.Length; i++) values[i] = new double[replicates.Count];
        Parallel.For(0, replicates.Count, new ParallelOptions { CancellationToken = cancellation }, () => (Given: new double[sample.Rows], Sorted: new double[sample.Rows]), (r, _, weights) =>
        {
            replicates.Weigh(r, weights.Given);
            // Who has no weight in the sample has none in any replicate of it.
            for (var i = 0; i < weights.Sorted.Length; i++) weights.Sorted[i] = sample.Weights[i] > 0 ? weights.Given[sample.Original[i]] : 0;
            var evaluation = new Evaluation(sample, weights.Sorted, options, influences: false);
            for (var i = 0; i < values.Length; i++) values[i][r] = evaluation.Estimate(estimates[i].Group, estimates[i].Indicator, null).Value;
            return weights;
        }, _ => { });
        var simple = Linearised(sample, design, options, withErrors: true);
        return [.. estimates.Select((e, i) =>
        {
            if (!double.IsFinite(e.Estimate) || e.Count < 2) return e;
            var variance = replicates.Variance(values[i]);
            var ofSimple = simple[i].StandardError * simple[i].StandardError / simple[i].DesignEffect;
            return e with { StandardError = Math.Sqrt(variance), DesignEffect = variance / ofSimple };
        })];
    }
}
