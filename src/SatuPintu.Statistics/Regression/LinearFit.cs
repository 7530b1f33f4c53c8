namespace SatuPintu.Statistics.Regression;

/// <summary>A coefficient with how well it is known.</summary>
/// <param name="Column">Which column; the intercept is called <c>(Intercept)</c>.</param>
/// <param name="Estimate">The estimate, in the outcome's unit for each unit of the column.</param>
/// <param name="StandardError">σ·√[(X'WX)⁻¹]ⱼⱼ, as R's <c>summary.lm</c>.</param>
/// <param name="DesignError">The standard error under the sampling design (see <see cref="Sandwich"/>).</param>
/// <param name="Vif">The variance inflation factor 1/(1−R²ⱼ), R²ⱼ being of the column on the others; NaN for the intercept.</param>
public sealed record Coefficient(DesignColumn Column, double Estimate, double StandardError, double DesignError, double Vif);

/// <summary>A weighted least squares fit.</summary>
public sealed class LinearFit
{
    /// <summary>The intercept first, then the columns that stand.</summary>
    public required IReadOnlyList<Coefficient> Coefficients { get; init; }

    /// <summary>Columns that depend on those before them, for which there is no coefficient.</summary>
    public required IReadOnlyList<DesignColumn> Aside { get; init; }

    /// <summary>Rows of positive weight.</summary>
    public required int Rows { get; init; }

    /// <summary>1 − RSS/TSS, both weighted, TSS about the weighted mean.</summary>
    public required double RSquared { get; init; }

    /// <summary>1 − (1−R²)(n−1)/(n−p).</summary>
    public double AdjustedRSquared => 1 - ((1 - RSquared) * (Rows - 1) / DegreesOfFreedom);

    /// <summary>√(Σw·e²/(n−p)).</summary>
    public required double Sigma { get; init; }

    /// <summary>n−p.</summary>
    public int DegreesOfFreedom => Rows - Coefficients.Count;

    /// <summary>The Gaussian log-likelihood ½(Σlog w − n(log 2π + 1 − log n + log Σw·e²)), as R's <c>logLik.lm</c>.</summary>
    public required double LogLikelihood { get; init; }

    /// <summary>−2 log L + 2(p+1), σ counted as a parameter, as R's <c>AIC</c>.</summary>
    public double Aic => (-2 * LogLikelihood) + (2 * (Coefficients.Count + 1));

    /// <summary>−2 log L + log(n)·(p+1), as R's <c>BIC</c>.</summary>
    public double Bic => (-2 * LogLikelihood) + (Math.Log(Rows) * (Coefficients.Count + 1));

    /// <summary>The largest leverage: how much a row's own outcome moves its fitted value, between 0 and 1.</summary>
    public required double LargestLeverage { get; init; }

    /// <summary>How many rows have more than three times the mean leverage p/n.</summary>
    public required int HighLeverages { get; init; }

    /// <summary>The mean squared error of predicting each row by the others: mean of w·(e/(1−h))² over mean w, exact by the leverages.</summary>
    public required double LeaveOneOut { get; init; }

    /// <summary>Fitted values, one a row.</summary>
    public required double[] Fitted { get; init; }

    /// <summary>(X'WX)⁻¹, in the order of the coefficients.</summary>
    public required double[,] InverseGram { get; init; }
}
