using SatuPintu.Statistics.RandomNumbers;

namespace SatuPintu.Statistics.SmallAreas;

/// <summary>How a poverty map is made after Elbers, Lanjouw and Lanjouw.</summary>
public sealed record WorldBankSettings
{
    /// <summary>The poverty line.</summary>
    public required double Line { get; init; }

    /// <summary>Whether welfare is in logarithms.</summary>
    public bool Log { get; init; } = true;

    /// <summary>How many censuses are simulated.</summary>
    public int Simulations { get; init; } = 100;

    /// <summary>Begins the random numbers.</summary>
    public ulong Seed { get; init; } = 1;
}

/// <summary>A poverty map after Elbers, Lanjouw and Lanjouw.</summary>
/// <param name="Beta">Coefficients of welfare, the constant first.</param>
/// <param name="BetaErrors">Their standard errors.</param>
/// <param name="ClusterVariance">σ²η, of the areas' effects.</param>
/// <param name="ErrorVariance">The mean of the households' σ²ε.</param>
/// <param name="Alpha">Coefficients of the households' variance on the logistic scale, the constant first; empty where it is one.</param>
/// <param name="Estimates">Means of the simulated indicators by area.</param>
/// <param name="Variances">Variances of the simulated indicators by area.</param>
/// <param name="Aside">Columns of the beta model that are constant or depend on others, by their places; they have no coefficient.</param>
public sealed record WorldBankResult(double[] Beta, double[] BetaErrors, double ClusterVariance, double ErrorVariance, double[] Alpha, AreaIndicators[] Estimates, AreaIndicators[] Variances, IReadOnlyList<int> Aside);

/// <summary>
/// The poverty map of Elbers, Lanjouw and Lanjouw (2003), as PovMap makes it: a beta model of welfare, its residuals parted into an
/// effect of the area and one of the household, an alpha model of the latter's variance; and censuses simulated with coefficients,
/// effects and errors drawn anew, areas with a sample no differently from the others.
/// </summary>
public static class WorldBankMethod
{
    // The bound of the logistic form of the alpha model, as the paper has it.
    private const double Bound = 1.05;

    /// <summary>Makes the map.</summary>
    /// <param name="data">Survey and census.</param>
    /// <param name="settings">How.</param>
    /// <param name="surveyVariance">Columns of the alpha model in the survey; none for one variance.</param>
    /// <param name="censusVariance">The same columns in the census.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static WorldBankResult Predict(AreaData data, WorldBankSettings settings, double[][] surveyVariance, double[][] censusVariance, CancellationToken cancellation = default)
    {
        var low = settings.Log ? data.Welfare.Count(y => y <= 0) : 0;
        if (low > 0) throw new StatisticsException(StatisticsFault.NotPositive, "", low);
        var welfare = settings.Log ? Array.ConvertAll(data.Welfare, Math.Log) : data.Welfare;
        var design = NestedErrorDesign.Make(data.Survey, data.SurveyAreas, data.AreaCount);
        var nested = NestedErrorFit.Of(design, welfare);
        var residuals = new double[welfare.Length];
        var means = new double[data.AreaCount];
        for (var i = 0; i < residuals.Length; i++)
        {
            var area = data.SurveyAreas[i];
            residuals[i] = welfare[i] - nested.Fitted[i] + nested.AreaEffects[area];
            means[area] += residuals[i] / design.Sizes[area];
        }
        for (var i = 0; i < residuals.Length; i++) residuals[i] -= means[data.SurveyAreas[i]];
        var alpha = AlphaModel.Fit(surveyVariance, residuals, nested.ErrorVariance, Bound);
        var beta = GeneralisedFit.Of(design, data.Survey, welfare, data.SurveyAreas, data.AreaCount, nested.AreaVariance, alpha.Variances(surveyVariance, welfare.Length), data.Weights);
        var areas = design.Sizes.Count(n => n > 0);
        var simulated = new AreaIndicators[settings.Simulations][];
        Parallel.For(0, settings.Simulations, new ParallelOptions { CancellationToken = cancellation }, l => simulated[l] = Simulate(l));
        var (estimates, variances) = (new AreaIndicators[data.AreaCount], new AreaIndicators[data.AreaCount]);
        for (var d = 0; d < estimates.Length; d++)
        {
            foreach (var round in simulated) estimates[d] += round[d];
            estimates[d] /= settings.Simulations;
            foreach (var round in simulated) variances[d] += AreaIndicators.SquaredDifference(round[d], estimates[d]);
            variances[d] /= Math.Max(1, settings.Simulations - 1);
        }
        return new WorldBankResult(beta.Coefficients, beta.Errors, nested.AreaVariance, nested.ErrorVariance, alpha.Coefficients, estimates, variances, [.. design.Aside.Select(a => a - 1)]);

        AreaIndicators[] Simulate(int round)
        {
            var random = new RandomStream(settings.Seed, EmpiricalBest.StreamOf(round, 0, 3));
            var coefficients = beta.Draw(random);
            var variance = alpha.Draw(random);
            // The area variance is drawn around its estimate with the spread of a χ² of the areas' degrees of freedom.
            var spread = Gammas.ChiSquare(random, areas - 1) / (areas - 1);
            var areaDeviation = Math.Sqrt(nested.AreaVariance * spread);
            var indicators = new AreaIndicators[data.AreaCount];
            for (var d = 0; d < indicators.Length; d++)
            {
                var (from, to) = (data.CensusStarts[d], data.CensusStarts[d + 1]);
                var own = new RandomStream(settings.Seed, EmpiricalBest.StreamOf(round + 1, d, 3));
                var effect = areaDeviation * own.Normal();
                var values = new double[to - from];
                for (var i = 0; i < values.Length; i++)
                {
                    var linear = coefficients[0];
                    for (var k = 1; k < coefficients.Length; k++) linear += coefficients[k] * data.Census[design.Kept[k] - 1][from + i];
                    var sigma = Math.Sqrt(alpha.Variance(variance, censusVariance, from + i));
                    values[i] = linear + effect + (sigma * own.Normal());
                }
                if (settings.Log) new Transformation(TransformationKind.Log).Back(values);
                indicators[d] = AreaIndicators.Of(values, settings.Line, gini: true);
            }
            return indicators;
        }
    }
}
