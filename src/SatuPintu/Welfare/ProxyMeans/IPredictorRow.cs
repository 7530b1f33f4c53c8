namespace SatuPintu.Welfare.ProxyMeans;

/// <summary>Where the predictors of a household stand: a row of a file, or a family of the registry. Both are scored by the same code, and so alike.</summary>
internal interface IPredictorRow
{
    /// <summary>The number of a column.</summary>
    /// <exception cref="UserError">There is no such column.</exception>
    int IndexOf(string column);

    /// <summary>The present household's value, in UTF-8, without blanks around it.</summary>
    ReadOnlySpan<byte> Cell(int column);

    /// <summary>The present household's value as a number; NaN where it is missing.</summary>
    /// <exception cref="UserError">The value is no number.</exception>
    double Number(int column);
}
