using System.Text;
using SatuPintu.Welfare.ProxyMeans;
using SatuPintu.Welfare.Rankings.Models;
using SatuPintu.Welfare.Tables;

namespace SatuPintu.Welfare.Rankings.Runs;

/// <summary>The values of one family after the other, where a model reads the cells of a file.</summary>
internal sealed class FamilyRow(IReadOnlyList<MappedPredictor> predictors) : IPredictorRow
{
    private readonly Dictionary<string, byte[]> bytes = new(StringComparer.Ordinal);
    private IReadOnlyList<string?> values = [];

    /// <summary>Moves to a family.</summary>
    /// <param name="inputs">Its values in the order of the predictors; null for what is not known.</param>
    public void MoveTo(IReadOnlyList<string?> inputs) => values = inputs;

    /// <inheritdoc/>
    public int IndexOf(string column)
    {
        for (var i = 0; i < predictors.Count; i++)
            if (predictors[i].Predictor == column) return i;
        throw new InvalidOperationException($"The predictor {column} is not mapped.");
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Cell(int column)
    {
        if (values[column] is not { } text) return default;
        if (!bytes.TryGetValue(text, out var cell)) bytes.Add(text, cell = Encoding.UTF8.GetBytes(text));
        return CellNumbers.Trim(cell);
    }

    /// <inheritdoc/>
    public double Number(int column)
    {
        var cell = Cell(column);
        // A file says which row holds no number, so that it is mended; a family has none then.
        return !CellNumbers.IsMissing(cell) && CellNumbers.TryParse(cell, out var number) ? number : double.NaN;
    }
}
