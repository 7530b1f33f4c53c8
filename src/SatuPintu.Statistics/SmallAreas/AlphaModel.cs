using SatuPintu.Statistics.RandomNumbers;
using SatuPintu.Statistics.Regression;

namespace SatuPintu.Statistics.SmallAreas;

/// <summary>
/// The alpha model: log(ε²/(A−ε²)) = z'α + r with A = 1.05·max ε². A household's variance is then A·B/(1+B) + ½·Var(r)·A·B(1−B)/(1+B)³
/// with B = exp(z'α), scaled so that the survey's mean variance is that of the nested error regression.
/// </summary>
internal sealed class AlphaModel
{
    private readonly Cholesky? factor;
    private readonly double bound, spread, scale, constant;

    private AlphaModel(double constant) => (this.constant, Coefficients) = (constant, []);

    private AlphaModel(double[] coefficients, Cholesky factor, double bound, double spread, double scale) =>
        (Coefficients, this.factor, this.bound, this.spread, this.scale) = (coefficients, factor, bound, spread, scale);

    /// <summary>α, the constant first; empty for one variance.</summary>
    public double[] Coefficients { get; }

    public static AlphaModel Fit(double[][] columns, double[] errors, double variance, double bound)
    {
        if (columns.Length == 0) return new AlphaModel(variance);
        var squares = Array.ConvertAll(errors, e => e * e);
        var top = bound * squares.Max();
        // A household exactly on its area's mean has no logarithm; it counts as hardly off it.
        var outcome = Array.ConvertAll(squares, s => Math.Log(Math.Max(s, 1e-12 * top) / (top - s)));
        var predictors = columns.Select((c, i) => Predictor.Numeric($"z{i}", c)).ToArray();
        var design = Design.Make(predictors);
        var fit = LeastSquares.Fit(design, design.Terms, outcome);
        if (fit.Aside.Count > 0) throw new StatisticsException(StatisticsFault.NothingVaries, "alpha", fit.Aside.Count);
        var size = fit.Coefficients.Count;
        var covariance = new double[size, size];
        for (var a = 0; a < size; a++)
            for (var b = 0; b < size; b++) covariance[a, b] = fit.Sigma * fit.Sigma * fit.InverseGram[a, b];
        double[] coefficients = [.. fit.Coefficients.Select(c => c.Estimate)];
        var raw = new AlphaModel(coefficients, Cholesky.Of(covariance), top, fit.Sigma * fit.Sigma, 1);
        return new AlphaModel(coefficients, raw.factor!, top, fit.Sigma * fit.Sigma, variance / raw.Variances(columns, errors.Length).Average());
    }

    /// <summary>The variance of each row.</summary>
    public double[] Variances(double[][] columns, int rows) => [.. Enumerable.Range(0, rows).Select(i => Variance(Coefficients, columns, i))];

    /// <summary>Draws α around its estimate.</summary>
    public double[] Draw(RandomStream random)
    {
        if (factor is null) return [];
        var z = new double[Coefficients.Length];
        random.Normals(z);
        var draw = factor.Times(z);
        for (var k = 0; k < draw.Length; k++) draw[k] += Coefficients[k];
        return draw;
    }

    /// <summary>The variance of a row.</summary>
    public double Variance(double[] coefficients, double[][] columns, int row)
    {
        if (factor is null) return constant;
        var linear = coefficients[0];
        for (var k = 0; k < columns.Length; k++) linear += coefficients[k + 1] * columns[k][row];
        var b = Math.Exp(Math.Min(linear, 500));
        var over = 1 + b;
        return scale * Math.Max(0, (bound * b / over) + (0.5 * spread * bound * b * (1 - b) / (over * over * over)));
    }
}
