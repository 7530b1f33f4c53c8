using SatuPintu.Statistics.RandomNumbers;

namespace SatuPintu.Statistics.SmallAreas;

/// <summary>
/// The parametric bootstrap of an empirical best prediction: populations are drawn from the fitted model, a sample of each is predicted
/// from as the real one was, its transformation chosen anew, and predictions are compared with the truth of their population.
/// </summary>
internal static class ParametricBootstrap
{
    private const int Population = 1;
    private const int Sample = 2;

    public static AreaIndicators[] Mse(AreaData data, EmpiricalBestSettings settings, NestedErrorDesign design, NestedErrorFit fit, Transformation transformation, double[] linear, CancellationToken cancellation)
    {
        var survey = design.Rows;
        var fixedPart = new double[survey];
        for (var i = 0; i < survey; i++) fixedPart[i] = fit.Fitted[i] - fit.AreaEffects[design.Areas[i]];
        var errors = new AreaIndicators[settings.Bootstrap][];
        Parallel.For(0, settings.Bootstrap, new ParallelOptions { CancellationToken = cancellation }, b => errors[b] = Round(b + 1));
        var mse = new AreaIndicators[data.AreaCount];
        for (var d = 0; d < mse.Length; d++)
        {
            foreach (var round in errors) mse[d] += round[d];
            mse[d] /= settings.Bootstrap;
        }
        return mse;

        AreaIndicators[] Round(int round)
        {
            var (areaDeviation, deviation) = (Math.Sqrt(fit.AreaVariance), Math.Sqrt(fit.ErrorVariance));
            var effects = new double[data.AreaCount];
            var truths = new AreaIndicators[data.AreaCount];
            for (var d = 0; d < truths.Length; d++)
            {
                var random = new RandomStream(settings.Seed, EmpiricalBest.StreamOf(round, d, Population));
                effects[d] = areaDeviation * random.Normal();
                var households = linear.AsSpan(data.CensusStarts[d]..data.CensusStarts[d + 1]);
                var welfare = new double[households.Length];
                for (var i = 0; i < welfare.Length; i++) welfare[i] = households[i] + effects[d] + (deviation * random.Normal());
                transformation.Back(welfare);
                truths[d] = AreaIndicators.Of(welfare, settings.Line, gini: false);
            }
            var sample = new double[survey];
            var noise = new RandomStream(settings.Seed, EmpiricalBest.StreamOf(round, 0, Sample));
            for (var i = 0; i < survey; i++) sample[i] = fixedPart[i] + effects[design.Areas[i]] + (deviation * noise.Normal());
            var again = Again(sample, out var chosen);
            var predictor = EmpiricalBest.Linear(data.Census, design, again);
            for (var d = 0; d < truths.Length; d++)
                truths[d] = AreaIndicators.SquaredDifference(truths[d], EmpiricalBest.Estimate(data, settings, again, chosen, predictor, d, round, gini: false));
            return truths;
        }

        NestedErrorFit Again(double[] sample, out Transformation chosen)
        {
            chosen = transformation;
            if (transformation.Kind is TransformationKind.BoxCox or TransformationKind.LogShift)
            {
                transformation.Back(sample);
                chosen = Transformation.Choose(transformation.Kind, design, sample, settings.Likelihood);
                for (var i = 0; i < sample.Length; i++) sample[i] = chosen.Forward(sample[i]);
            }
            return NestedErrorFit.Of(design, sample, settings.Likelihood);
        }
    }
}
