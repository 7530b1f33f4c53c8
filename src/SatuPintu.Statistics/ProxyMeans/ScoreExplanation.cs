namespace SatuPintu.Statistics.ProxyMeans;

/// <summary>What one term does to a score.</summary>
/// <param name="Term">The term.</param>
/// <param name="Value">The household's value of its column; for a level 1 or 0.</param>
/// <param name="Usual">The mean of the column among the rows the model was fitted on.</param>
/// <param name="Adds">Coefficient × (value − mean): what the difference from the usual household adds to the linear predictor.</param>
public sealed record TermShare(ProxyCoefficient Term, double Value, double Usual, double Adds);

/// <summary>A score taken apart: the score of a household usual in every term, and what each term adds to it.</summary>
/// <param name="Start">The linear predictor at the mean of every column.</param>
/// <param name="Terms">The terms' shares; they add up to the linear predictor with <paramref name="Start"/>.</param>
public sealed record ScoreExplanation(double Start, IReadOnlyList<TermShare> Terms)
{
    /// <summary>The household's linear predictor.</summary>
    public double Linear => Start + Terms.Sum(t => t.Adds);

    /// <summary>Takes a score apart.</summary>
    /// <param name="group">The model that counts.</param>
    /// <param name="valueOf">The household's value of a coefficient's column.</param>
    public static ScoreExplanation Of(ProxyGroup group, Func<ProxyCoefficient, double> valueOf)
    {
        // The bends of a predictor belong to its one share.
        var terms = group.Coefficients.Skip(1).Where(c => c.Knot is null).Select(c =>
        {
            var value = valueOf(c);
            var bends = group.Coefficients.Where(b => b.Knot is not null && b.Predictor == c.Predictor).Sum(b => b.Value * (b.ColumnOf(value) - b.Mean));
            return new TermShare(c, value, c.Mean, (c.Value * (value - c.Mean)) + bends);
        }).ToArray();
        return new ScoreExplanation(group.Coefficients[0].Value + group.Coefficients.Skip(1).Sum(c => c.Value * c.Mean), terms);
    }
}
