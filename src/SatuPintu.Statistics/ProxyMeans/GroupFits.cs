using SatuPintu.Statistics.Regression;

namespace SatuPintu.Statistics.ProxyMeans;

/// <summary>Fits the model of one group.</summary>
internal static class GroupFits
{
    public static ProxyGroup Fit(string name, ProxyData data, double[] outcome, int[] rows, ProxySettings settings)
    {
        var chosen = FitRows.Of(data, outcome, rows);
        if (rows.Length <= chosen.Design.Columns.Count + 1) throw new StatisticsException(StatisticsFault.TooFewRows, name, rows.Length);
        var moments = Moments.Of(chosen.Design.Values, chosen.Outcome, chosen.Weights);
        if (moments.Lengths[^1] == 0) throw new StatisticsException(StatisticsFault.ConstantOutcome, name, rows.Length);
        var group = settings.Select == Selection.Lasso ? Penalised(chosen, moments, settings) : LeastSquaresOf(chosen, moments, settings);
        return group with { Name = name, CrossValidated = settings.Folds > 1 ? Folds.Validate(data, outcome, rows, settings) : double.NaN };
    }

    private static ProxyGroup LeastSquaresOf(FitRows rows, Moments moments, ProxySettings settings)
    {
        var design = rows.Design;
        var dropped = new List<Term>();
        IReadOnlyList<Term> terms = settings.Select switch
        {
            Selection.Aic => Stepwise.Choose(moments, design.Terms, Criterion.Aic, out dropped),
            Selection.Bic => Stepwise.Choose(moments, design.Terms, Criterion.Bic, out dropped),
            _ => design.Terms,
        };
        if (settings.Quantile is { } quantile) return QuantileOf(rows, terms, quantile, moments);
        var fit = LeastSquares.Fit(design, terms, rows.Outcome, rows.Weights, rows.Sampling);
        var coefficients = new ProxyCoefficient[fit.Coefficients.Count];
        for (var k = 0; k < coefficients.Length; k++)
        {
            var c = fit.Coefficients[k];
            coefficients[k] = new ProxyCoefficient(c.Column.Name, PredictorOf(design, c.Column), c.Column.Level, c.Estimate, c.StandardError, c.DesignError, c.Vif, MeanOf(design, moments, c.Column));
        }
        return new ProxyGroup
        {
            Name = "",
            Rows = fit.Rows,
            Coefficients = coefficients,
            Categories = CategoriesOf(design, terms),
            Aside = [.. dropped.Select(t => t.Name), .. fit.Aside.Select(a => a.Name)],
            RSquared = fit.RSquared,
            Sigma = fit.Sigma,
            Aic = fit.Aic,
            Bic = fit.Bic,
            LeaveOneOut = fit.LeaveOneOut,
            LargestLeverage = fit.LargestLeverage,
            HighLeverages = fit.HighLeverages,
            Smearing = settings.Log ? Smearing(rows, fit.Fitted) : 1,
        };
    }

    private static ProxyGroup Penalised(FitRows rows, Moments moments, ProxySettings settings)
    {
        var lasso = Lasso.Fit(rows.Design, rows.Outcome, rows.Weights, settings.Seed);
        var errors = settings.WithErrors ? LassoBootstrap.Of(rows.Design, rows.Outcome, rows.Weights, rows.Sampling, lasso, settings.Seed) : CoefficientErrors.None(lasso.Slopes.Length + 1);
        return Plain(rows, moments, lasso.Intercept, lasso.Slopes, rows.Design.Terms.Where(t => Enumerable.Range(t.First, t.Count).Any(c => lasso.Slopes[c] != 0)).ToArray(),
            keepZeros: false, settings.Log, errors) with
        { Penalty = lasso.Penalty };
    }

    private static ProxyGroup QuantileOf(FitRows rows, IReadOnlyList<Term> terms, double quantile, Moments moments)
    {
        var fit = QuantileRegression.Fit(rows.Design, terms, rows.Outcome, quantile, rows.Weights, rows.Sampling);
        return Plain(rows, moments, fit.Intercept, fit.Slopes, terms, keepZeros: true, log: false, fit.Errors);
    }

    // A fit known by its coefficients and their errors, those of the intercept first.
    private static ProxyGroup Plain(FitRows rows, Moments moments, double intercept, double[] slopes, IReadOnlyList<Term> terms, bool keepZeros, bool log, CoefficientErrors errors)
    {
        var design = rows.Design;
        var coefficients = new List<ProxyCoefficient> { new(LeastSquares.Intercept, "", null, intercept, errors.Standard[0], errors.Design[0], double.NaN, 1) };
        var fitted = new double[design.Rows];
        Array.Fill(fitted, intercept);
        foreach (var c in terms.SelectMany(t => Enumerable.Range(t.First, t.Count)))
        {
            if (slopes[c] == 0 && !keepZeros) continue;
            var column = design.Columns[c];
            coefficients.Add(new ProxyCoefficient(column.Name, PredictorOf(design, column), column.Level, slopes[c], errors.Standard[c + 1], errors.Design[c + 1], double.NaN, MeanOf(design, moments, column)));
            for (var i = 0; i < fitted.Length; i++) fitted[i] += slopes[c] * design.Values[c][i];
        }
        var residuals = new double[fitted.Length];
        for (var i = 0; i < fitted.Length; i++) residuals[i] = rows.Outcome[i] - fitted[i];
        var rss = LeastSquares.SquaresAbout(residuals, rows.Weights, 0);
        return new ProxyGroup
        {
            Name = "",
            Rows = moments.Rows,
            Coefficients = coefficients,
            Categories = CategoriesOf(design, terms),
            Aside = [],
            RSquared = 1 - (rss / moments.Total),
            Sigma = Math.Sqrt(rss / Math.Max(1, moments.Rows - coefficients.Count)),
            Smearing = log ? Smearing(rows, fitted) : 1,
        };
    }

    internal static double Smearing(FitRows rows, double[] fitted)
    {
        var (sum, total) = (0.0, 0.0);
        for (var i = 0; i < fitted.Length; i++)
        {
            var weight = rows.Weights is null ? 1 : rows.Weights[i];
            sum += weight * Math.Exp(rows.Outcome[i] - fitted[i]);
            total += weight;
        }
        return sum / total;
    }

    internal static ProxyCategory[] CategoriesOf(Design design, IReadOnlyList<Term> terms) =>
        [.. terms.Where(t => design.Columns[t.First].Level is not null)
            .Select(t => new ProxyCategory(t.Name, design.Bases[t.Predictor]!, [.. Enumerable.Range(t.First, t.Count).Select(c => design.Columns[c].Level!)]))];

    internal static string PredictorOf(Design design, DesignColumn column) => column.Predictor < 0 ? "" : design.Names[column.Predictor];

    private static double MeanOf(Design design, Moments moments, DesignColumn column)
    {
        for (var c = 0; c < design.Columns.Count; c++)
            if (ReferenceEquals(design.Columns[c], column)) return moments.Means[c];
        return 1;
    }
}
