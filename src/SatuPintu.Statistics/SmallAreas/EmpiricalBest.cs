using SatuPintu.Statistics.RandomNumbers;

namespace SatuPintu.Statistics.SmallAreas;

/// <summary>The survey and the census of a poverty map.</summary>
public sealed record AreaData
{
    /// <summary>Welfare of the survey's households, in its own unit.</summary>
    public required double[] Welfare { get; init; }

    /// <summary>The predictors' columns in the survey.</summary>
    public required double[][] Survey { get; init; }

    /// <summary>The area of each household of the survey, by number.</summary>
    public required int[] SurveyAreas { get; init; }

    /// <summary>The same columns in the census, its households standing area by area.</summary>
    public required double[][] Census { get; init; }

    /// <summary>Where each area's households begin in the census; the last number is where they end.</summary>
    public required int[] CensusStarts { get; init; }

    /// <summary>Weights of the survey's households, or null; used where the method knows weights.</summary>
    public double[]? Weights { get; init; }

    /// <summary>How many areas there are.</summary>
    public int AreaCount => CensusStarts.Length - 1;

    /// <summary>The weight of a household of the survey; 1 where there are none.</summary>
    internal double WeightOf(int row) => Weights is null ? 1 : Weights[row];

    /// <summary>By area, the rows of the survey.</summary>
    internal int[][] SurveyRows()
    {
        var rows = new List<int>[AreaCount];
        for (var d = 0; d < rows.Length; d++) rows[d] = [];
        for (var i = 0; i < SurveyAreas.Length; i++) rows[SurveyAreas[i]].Add(i);
        return Array.ConvertAll(rows, r => r.ToArray());
    }
}

/// <summary>How an empirical best prediction is made.</summary>
public sealed record EmpiricalBestSettings
{
    /// <summary>The poverty line.</summary>
    public required double Line { get; init; }

    /// <summary>How welfare is transformed.</summary>
    public TransformationKind Transform { get; init; } = TransformationKind.Log;

    /// <summary>By which likelihood.</summary>
    public LikelihoodKind Likelihood { get; init; }

    /// <summary>How many censuses are simulated.</summary>
    public int Simulations { get; init; } = 50;

    /// <summary>How many bootstrap populations; 0 for no standard errors.</summary>
    public int Bootstrap { get; init; }

    /// <summary>Whether to integrate by formula rather than by simulation.</summary>
    public bool ClosedForm { get; init; }

    /// <summary>Begins the random numbers.</summary>
    public ulong Seed { get; init; } = 1;
}

/// <summary>An empirical best prediction.</summary>
/// <param name="Fit">The model.</param>
/// <param name="Transformation">The transformation chosen.</param>
/// <param name="Design">Which columns of the design stand.</param>
/// <param name="Estimates">Indicators by area.</param>
/// <param name="Mse">Mean squared errors by area; empty without bootstrap.</param>
public sealed record EmpiricalBestResult(NestedErrorFit Fit, Transformation Transformation, IReadOnlyList<int> Design, AreaIndicators[] Estimates, AreaIndicators[] Mse);

/// <summary>
/// Empirical best prediction of poverty and inequality by area (Molina and Rao 2010), as R's <c>emdi::ebp</c> makes it: a nested
/// error regression of the transformed welfare; census households simulated from it given the sample; in an area without a sample
/// from the model alone; the mean squared error by the parametric bootstrap of González-Manteiga et al. (2008).
/// </summary>
public static class EmpiricalBest
{
    /// <summary>Makes the prediction.</summary>
    /// <exception cref="StatisticsException">The model cannot be estimated.</exception>
    public static EmpiricalBestResult Predict(AreaData data, EmpiricalBestSettings settings, CancellationToken cancellation = default)
    {
        if (data.SurveyAreas.Distinct().Count() < 2) throw new StatisticsException(StatisticsFault.TooFewAreas, "", data.SurveyAreas.Distinct().Count());
        var design = NestedErrorDesign.Make(data.Survey, data.SurveyAreas, data.AreaCount);
        var transformation = Transformation.Choose(settings.Transform, design, data.Welfare, settings.Likelihood);
        var fit = NestedErrorFit.Of(design, Array.ConvertAll(data.Welfare, transformation.Forward), settings.Likelihood);
        var linear = Linear(data.Census, design, fit);
        var estimates = Parallelised(data.AreaCount, d => Estimate(data, settings, fit, transformation, linear, d, 0, gini: true), cancellation);
        var mse = settings.Bootstrap > 0 ? ParametricBootstrap.Mse(data, settings, design, fit, transformation, linear, cancellation) : [];
        return new EmpiricalBestResult(fit, transformation, [.. design.Kept], estimates, mse);
    }

    /// <summary>The linear predictor of every census household, without the area's effect.</summary>
    internal static double[] Linear(double[][] census, NestedErrorDesign design, NestedErrorFit fit)
    {
        var linear = new double[census[0].Length];
        Array.Fill(linear, fit.Coefficients[0]);
        for (var k = 1; k < design.Kept.Length; k++)
        {
            var (column, b) = (census[design.Kept[k] - 1], fit.Coefficients[k]);
            for (var i = 0; i < linear.Length; i++) linear[i] += b * column[i];
        }
        return linear;
    }

    /// <summary>An area's indicators.</summary>
    internal static AreaIndicators Estimate(AreaData data, EmpiricalBestSettings settings, NestedErrorFit fit, Transformation transformation, double[] linear, int area, int round, bool gini)
    {
        var households = linear.AsSpan(data.CensusStarts[area]..data.CensusStarts[area + 1]);
        var areaVariance = fit.AreaVariance * (1 - fit.Shrinkage[area]);
        if (settings.ClosedForm) return ClosedForm.Expect(households, fit.AreaEffects[area], areaVariance, fit.ErrorVariance, transformation, settings.Line, gini);
        var random = new RandomStream(settings.Seed, StreamOf(round, area, 0));
        var (areaDeviation, deviation) = (Math.Sqrt(areaVariance), Math.Sqrt(fit.ErrorVariance));
        var welfare = new double[households.Length];
        var total = default(AreaIndicators);
        for (var l = 0; l < settings.Simulations; l++)
        {
            var effect = fit.AreaEffects[area] + (areaDeviation * random.Normal());
            for (var i = 0; i < welfare.Length; i++) welfare[i] = households[i] + effect + (deviation * random.Normal());
            transformation.Back(welfare);
            total += AreaIndicators.Of(welfare, settings.Line, gini);
        }
        return total / settings.Simulations;
    }

    /// <summary>The number of the stream of random numbers of an area in a round.</summary>
    internal static ulong StreamOf(int round, int area, int purpose) => ((ulong)(uint)round << 34) | ((ulong)(uint)area << 2) | (uint)purpose;

    private static AreaIndicators[] Parallelised(int areas, Func<int, AreaIndicators> of, CancellationToken cancellation)
    {
        var results = new AreaIndicators[areas];
        Parallel.For(0, areas, new ParallelOptions { CancellationToken = cancellation }, d => results[d] = of(d));
        return results;
    }
}
