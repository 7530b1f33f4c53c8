using SatuPintu.Statistics.Surveys;

namespace SatuPintu.Statistics.Regression;

/// <summary>
/// Standard errors of LASSO coefficients: how much they vary between samples, by the bootstrap of Rao and Wu (1988) over rows, and over
/// clusters within strata, the penalty held. They are the spread of the shrunken coefficients, not their distance from the truth, which
/// has the shrinkage besides; a coefficient of 0 in a replicate counts as 0.
/// </summary>
internal static class LassoBootstrap
{
    private const int Count = 200;

    /// <summary>The errors: of the intercept, then of each column of the design.</summary>
    /// <param name="design">The design.</param>
    /// <param name="outcome">The outcome.</param>
    /// <param name="weights">The weights, or null.</param>
    /// <param name="sampling">How the rows were drawn.</param>
    /// <param name="fit">The fit whose coefficients they belong to.</param>
    /// <param name="seed">Begins the random numbers.</param>
    public static CoefficientErrors Of(Design design, double[] outcome, double[]? weights, SamplingDesign? sampling, LassoFit fit, ulong seed)
    {
        var byRows = Errors(null);
        return new CoefficientErrors(byRows, sampling is null ? byRows : Errors(sampling));

        double[] Errors(SamplingDesign? drawn)
        {
            var survey = SurveyDesign.Of(outcome.Length, Numbered(drawn?.Strata), Numbered(drawn?.Clusters), LoneClusterRule.Certainty);
            // A sample of one cluster a stratum does not vary, whatever it is drawn from.
            if (survey.Clusters == survey.LoneClusters) return CoefficientErrors.None(design.Values.Length + 1).Design;
            var replicates = Replicates.Bootstrap(survey, weights ?? Ones(outcome.Length), Count, seed);
            var estimates = new double[Count][];
            Parallel.For(0, Count, () => new double[outcome.Length], (r, _, own) =>
            {
                replicates.Weigh(r, own);
                var (intercept, slopes) = Lasso.At(Moments.Of(design.Values, outcome, own), fit.Penalty);
                estimates[r] = [intercept, .. slopes];
                return own;
            }, _ => { });
            return [.. Enumerable.Range(0, design.Values.Length + 1).Select(k => Math.Sqrt(replicates.Variance(Array.ConvertAll(estimates, e => e[k]))))];
        }
    }

    // Of a group's rows only some strata and clusters of the whole sample are left.
    private static int[] Numbered(int[]? codes)
    {
        var numbers = new Dictionary<int, int>();
        return codes is null ? [] : Array.ConvertAll(codes, c => numbers.TryGetValue(c, out var number) ? number : numbers[c] = numbers.Count);
    }

    private static double[] Ones(int count)
    {
        var ones = new double[count];
        Array.Fill(ones, 1.0);
        return ones;
    }
}
