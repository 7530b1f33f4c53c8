namespace SatuPintu.Statistics.ProxyMeans;

/// <summary>How terms are chosen.</summary>
public enum Selection
{
    /// <summary>All predictors stay.</summary>
    None,
    /// <summary>Stepwise by Akaike's criterion.</summary>
    Aic,
    /// <summary>Stepwise by Schwarz's criterion.</summary>
    Bic,
    /// <summary>The LASSO, its penalty by cross-validation.</summary>
    Lasso,
}

/// <summary>How groups share what is known.</summary>
public enum Pooling
{
    /// <summary>Each group has a model of its own.</summary>
    None,
    /// <summary>Each group's coefficients are drawn toward the common ones, the more the less its rows say.</summary>
    Partial,
    /// <summary>One model for all.</summary>
    Full,
}

/// <summary>How a proxy means test is fitted.</summary>
public sealed record ProxySettings
{
    /// <summary>Whether the outcome is taken in logarithms.</summary>
    public bool Log { get; init; }

    /// <summary>How terms are chosen.</summary>
    public Selection Select { get; init; }

    /// <summary>How groups share.</summary>
    public Pooling Pool { get; init; }

    /// <summary>The quantile to fit instead of the mean, between 0 and 1; null for the mean.</summary>
    public double? Quantile { get; init; }

    /// <summary>Folds of the cross-validation that is reported; below 2 none is.</summary>
    public int Folds { get; init; }

    /// <summary>Begins the drawing of folds.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Whether standard errors that take work of their own are wanted; what is only to predict needs none.</summary>
    internal bool WithErrors { get; init; } = true;
}
