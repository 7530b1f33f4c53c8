namespace SatuPintu.Statistics.ProxyMeans;

/// <summary>A coefficient of a proxy means model.</summary>
/// <param name="Name">Its name as R has it: the predictor, with the level after it for a category.</param>
/// <param name="Predictor">The predictor's column; empty for the intercept.</param>
/// <param name="Level">The level it marks; null for a number.</param>
/// <param name="Value">What a unit of the column, or the level instead of the base, adds to the linear predictor.</param>
/// <param name="StandardError">Standard error under the model, for the LASSO under rows drawn one by one; NaN where the method has none.</param>
/// <param name="DesignError">Standard error under the sampling design; NaN where the method has none.</param>
/// <param name="Vif">Variance inflation factor; NaN for the intercept and where the method has none.</param>
/// <param name="Mean">The weighted mean of the column among the rows fitted: what a household is compared with when its score is explained.</param>
public sealed record ProxyCoefficient(string Name, string Predictor, string? Level, double Value, double StandardError, double DesignError, double Vif, double Mean)
{
    /// <summary>Where the predictor bends: the coefficient is of max(0, x − knot). Null for the predictor itself.</summary>
    public double? Knot { get; init; }

    /// <summary>The coefficient's column for a value of the predictor.</summary>
    public double ColumnOf(double value) => Knot is { } knot ? Math.Max(0, value - knot) : value;
}

/// <summary>What a category of a model knows.</summary>
/// <param name="Predictor">The column.</param>
/// <param name="Base">The level without a coefficient.</param>
/// <param name="Levels">The levels that have one, or would have one if it did not depend on others.</param>
public sealed record ProxyCategory(string Predictor, string Base, IReadOnlyList<string> Levels);

/// <summary>The model of one group.</summary>
public sealed record ProxyGroup
{
    /// <summary>The group; empty for the model of all rows.</summary>
    public required string Name { get; init; }

    /// <summary>Rows of positive weight that it rests on.</summary>
    public required int Rows { get; init; }

    /// <summary>The coefficients, the intercept first.</summary>
    public required IReadOnlyList<ProxyCoefficient> Coefficients { get; init; }

    /// <summary>The categories among its terms.</summary>
    public required IReadOnlyList<ProxyCategory> Categories { get; init; }

    /// <summary>Columns that had to stay out because they are constant or depend on others.</summary>
    public required IReadOnlyList<string> Aside { get; init; }

    /// <summary>1 − RSS/TSS.</summary>
    public required double RSquared { get; init; }

    /// <summary>Residual standard error.</summary>
    public required double Sigma { get; init; }

    /// <summary>As R's <c>AIC</c>; NaN where the method has no likelihood.</summary>
    public double Aic { get; init; } = double.NaN;

    /// <summary>As R's <c>BIC</c>; NaN where the method has no likelihood.</summary>
    public double Bic { get; init; } = double.NaN;

    /// <summary>Mean squared error of predicting each row by the others, the terms given; NaN where not known.</summary>
    public double LeaveOneOut { get; init; } = double.NaN;

    /// <summary>1 − (error of predicting each fold by the others)/(variance), the choice of terms made anew each time; NaN where not asked for.</summary>
    public double CrossValidated { get; init; } = double.NaN;

    /// <summary>The largest leverage.</summary>
    public double LargestLeverage { get; init; } = double.NaN;

    /// <summary>Rows with more than three times the mean leverage.</summary>
    public int HighLeverages { get; init; }

    /// <summary>Duan's smearing factor, the weighted mean of exp(residual); 1 for a model not in logs.</summary>
    public double Smearing { get; init; } = 1;

    /// <summary>Whether the group had too few rows and so takes the model of all.</summary>
    public bool IsFallback { get; init; }

    /// <summary>The penalty chosen, for the LASSO; NaN otherwise.</summary>
    public double Penalty { get; init; } = double.NaN;
}

/// <summary>A proxy means test: a model of welfare by group, and one of all rows for whoever is in no group.</summary>
public sealed record ProxyModel
{
    /// <summary>Whether the outcome is in logarithms.</summary>
    public required bool Log { get; init; }

    /// <summary>The predictors in order.</summary>
    public required IReadOnlyList<string> Predictors { get; init; }

    /// <summary>The model of all rows; for partial pooling that of a household in no group known.</summary>
    public required ProxyGroup All { get; init; }

    /// <summary>The models by group; empty for full pooling.</summary>
    public required IReadOnlyList<ProxyGroup> Groups { get; init; }

    /// <summary>How strongly the groups were drawn together, for partial pooling; null otherwise.</summary>
    public PoolingSummary? Pooling { get; init; }
}

/// <summary>What partial pooling found.</summary>
/// <param name="Deviations">For each column the standard deviation of its coefficient between groups, for a column of unit standard deviation.</param>
/// <param name="DegreesOfFreedom">Those of the Student errors.</param>
/// <param name="Scale">The errors' scale.</param>
/// <param name="Strength">The share of the between-group variances that cross-validation kept.</param>
/// <param name="Error">The cross-validated absolute error at each share tried.</param>
public sealed record PoolingSummary(IReadOnlyDictionary<string, double> Deviations, double DegreesOfFreedom, double Scale, double Strength, IReadOnlyDictionary<string, double> Error);
