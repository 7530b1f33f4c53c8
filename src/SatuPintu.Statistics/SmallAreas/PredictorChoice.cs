using SatuPintu.Statistics.Regression;

namespace SatuPintu.Statistics.SmallAreas;

/// <summary>Predictors that a search chose for a poverty map.</summary>
/// <param name="Chosen">The terms that stand.</param>
/// <param name="Dependent">Terms that are constant or depend on others, and so never were in.</param>
public sealed record PredictorChoice(IReadOnlyList<Term> Chosen, IReadOnlyList<Term> Dependent)
{
    /// <summary>
    /// Chooses by the households of the survey: stepwise from the full model, by least squares of the transformed welfare, as a proxy
    /// means test is. A transformation that is estimated is that of the full model.
    /// </summary>
    /// <param name="data">Survey and census; with weights where the method uses them.</param>
    /// <param name="terms">The terms of the survey's columns, a category being one.</param>
    /// <param name="criterion">What a further coefficient costs.</param>
    /// <param name="kind">How welfare is transformed.</param>
    /// <param name="likelihood">By which likelihood the transformation is estimated.</param>
    /// <exception cref="StatisticsException">There are no more households than coefficients, or welfare has no logarithm.</exception>
    public static PredictorChoice ByHouseholds(AreaData data, IReadOnlyList<Term> terms, Criterion criterion, TransformationKind kind, LikelihoodKind likelihood)
    {
        var rows = data.Welfare.Length;
        if (rows <= data.Survey.Length + 1) throw new StatisticsException(StatisticsFault.TooFewRows, "", rows);
        var transformation = Transformation.Choose(kind, NestedErrorDesign.Make(data.Survey, data.SurveyAreas, data.AreaCount), data.Welfare, likelihood);
        return Choose(Moments.Of(data.Survey, Array.ConvertAll(data.Welfare, transformation.Forward), data.Weights), terms, criterion);
    }

    /// <summary>
    /// Chooses by areas, for a model of areas: stepwise from the full model, by least squares of the direct headcounts on the census
    /// means, with the weights 1/(σ²v + ψ) that the full model of Fay and Herriot gives them.
    /// </summary>
    /// <param name="data">Survey and census.</param>
    /// <param name="terms">The terms of the columns, a category being one.</param>
    /// <param name="criterion">What a further coefficient costs.</param>
    /// <param name="line">The poverty line.</param>
    /// <exception cref="StatisticsException">There are too few areas for the full model.</exception>
    public static PredictorChoice ByAreas(AreaData data, IReadOnlyList<Term> terms, Criterion criterion, double line)
    {
        var (direct, variances, columns) = AreaLevelMap.Headcounts(data, line);
        var variance = FayHerriot.Predict(direct, variances, columns).AreaVariance;
        int[] seen = [.. Enumerable.Range(0, direct.Length).Where(d => !double.IsNaN(direct[d]))];
        return Choose(Moments.Of([.. columns.Select(c => Array.ConvertAll(seen, d => c[d]))], Array.ConvertAll(seen, d => direct[d]), Array.ConvertAll(seen, d => 1 / (variance + variances[d]))), terms, criterion);
    }

    private static PredictorChoice Choose(Moments moments, IReadOnlyList<Term> terms, Criterion criterion)
    {
        if (moments.Total == 0) throw new StatisticsException(StatisticsFault.ConstantOutcome);
        var chosen = Stepwise.Choose(moments, terms, criterion, out var dependent);
        return new PredictorChoice([.. chosen.OrderBy(t => t.First)], dependent);
    }
}
