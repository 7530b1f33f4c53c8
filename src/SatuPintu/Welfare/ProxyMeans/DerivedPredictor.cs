namespace SatuPintu.Welfare.ProxyMeans;

/// <summary>What a derived predictor is of its column.</summary>
internal enum DerivedForm
{
    /// <summary>The natural logarithm.</summary>
    Log,
    /// <summary>The square.</summary>
    Square,
    /// <summary>The share of the household's size.</summary>
    Share,
}

/// <summary>
/// A predictor made of other columns of a household: welfare a head falls with size, less and less so, and depends on who the members
/// are (Deaton 1997, 4). The model keeps how it is made, so that households are scored by the same.
/// </summary>
/// <param name="Form">What it is.</param>
/// <param name="Column">Of which column.</param>
/// <param name="Size">For a share the column of the size; null otherwise.</param>
internal sealed record DerivedPredictor(DerivedForm Form, string Column, string? Size)
{
    /// <summary>What the model calls it: <c>log(size)</c>, <c>size^2</c>, <c>children/size</c>.</summary>
    public string Name => Form switch
    {
        DerivedForm.Log => $"log({Column})",
        DerivedForm.Square => $"{Column}^2",
        _ => $"{Column}/{Size}",
    };

    /// <summary>The columns it is made of.</summary>
    public IEnumerable<string> Sources => Size is null ? [Column] : [Column, Size];

    /// <summary>Those of a size and of the parts that members make of it.</summary>
    public static IReadOnlyList<DerivedPredictor> Of(string? size, IReadOnlyList<string> composition) => size is null ? [] :
        [new(DerivedForm.Log, size, null), new(DerivedForm.Square, size, null), .. composition.Select(c => new DerivedPredictor(DerivedForm.Share, c, size))];

    /// <summary>Its value; NaN where a column is missing, or a size is not above zero.</summary>
    /// <param name="value">The value of its column.</param>
    /// <param name="size">For a share the size.</param>
    public double Value(double value, double size) => Form switch
    {
        DerivedForm.Log => value > 0 ? Math.Log(value) : double.NaN,
        DerivedForm.Square => value > 0 ? value * value : double.NaN,
        _ => size > 0 ? value / size : double.NaN,
    };

    /// <summary>What it is called in words.</summary>
    /// <param name="language">The language.</param>
    /// <param name="named">What its columns are called.</param>
    public string In(Language language, Func<string, string> named) =>
        Catalogue.Say(language, $"welfare.pmt.derived.{Form.ToString().ToLowerInvariant()}", ("column", named(Column)), ("size", Size is null ? "" : named(Size)));
}

/// <summary>A household's row with the derived predictors of a model as if they stood there; they have places below zero.</summary>
internal sealed class DerivedRow(IPredictorRow row, IReadOnlyList<DerivedPredictor> derived) : IPredictorRow
{
    private readonly (int Column, int Size)[] places = [.. derived.Select(d => (row.IndexOf(d.Column), d.Size is null ? -1 : row.IndexOf(d.Size)))];

    /// <inheritdoc/>
    public int IndexOf(string column)
    {
        for (var i = 0; i < derived.Count; i++)
            if (derived[i].Name == column) return ~i;
        return row.IndexOf(column);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Cell(int column) => row.Cell(column >= 0 ? column : places[~column].Column);

    /// <inheritdoc/>
    public double Number(int column)
    {
        if (column >= 0) return row.Number(column);
        var (of, size) = places[~column];
        return derived[~column].Value(row.Number(of), size < 0 ? double.NaN : row.Number(size));
    }
}
