using SatuPintu.Statistics.Regression;

namespace SatuPintu.Statistics.SmallAreas;

/// <summary>By which likelihood variances are estimated.</summary>
public enum LikelihoodKind
{
    /// <summary>Restricted maximum likelihood, which counts the coefficients as estimated.</summary>
    Reml,
    /// <summary>Maximum likelihood.</summary>
    Ml,
}

/// <summary>
/// The nested error regression of Battese, Harter and Fuller (1988), y = x'β + u + e with u ~ N(0, σ²u) for each area and
/// e ~ N(0, σ²e) for each household.
/// </summary>
public sealed class NestedErrorFit
{
    private const int MostSteps = 200;
    private const double Precision = 1e-13;

    /// <summary>β of the columns that stand, the constant first.</summary>
    public required double[] Coefficients { get; init; }

    /// <summary>Standard errors of β at the estimated variances.</summary>
    public required double[] StandardErrors { get; init; }

    /// <summary>σ²e.</summary>
    public required double ErrorVariance { get; init; }

    /// <summary>σ²u.</summary>
    public required double AreaVariance { get; init; }

    /// <summary>By area the predicted û = γ(ȳ − x̄'β); 0 for one without rows.</summary>
    public required double[] AreaEffects { get; init; }

    /// <summary>By area γ = σ²u/(σ²u + σ²e/n); 0 for one without rows.</summary>
    public required double[] Shrinkage { get; init; }

    /// <summary>x'β + û of each row.</summary>
    public required double[] Fitted { get; init; }

    /// <summary>The profile log-likelihood up to a constant of the design.</summary>
    public required double LogLikelihood { get; init; }

    /// <summary>Fits the model.</summary>
    internal static NestedErrorFit Of(NestedErrorDesign design, double[] outcome, LikelihoodKind kind = LikelihoodKind.Reml)
    {
        var profile = new Profile(design, outcome, kind);
        var ratio = profile.Maximise();
        var at = profile.At(ratio);
        var inBasis = profile.Coefficients(at);
        var fixedPart = design.Fitted(inBasis);
        var (effects, shrinkage) = (new double[design.Sizes.Length], new double[design.Sizes.Length]);
        for (var i = 0; i < design.Rows; i++) effects[design.Areas[i]] += outcome[i] - fixedPart[i];
        for (var d = 0; d < effects.Length; d++)
        {
            if (design.Sizes[d] == 0) continue;
            shrinkage[d] = ratio * design.Sizes[d] / (1 + (ratio * design.Sizes[d]));
            effects[d] *= shrinkage[d] / design.Sizes[d];
        }
        for (var i = 0; i < fixedPart.Length; i++) fixedPart[i] += effects[design.Areas[i]];
        var variance = at.Residual / profile.Denominator;
        var covariance = design.ToColumns(at.Matrix.Inverse());
        var coefficients = design.ToColumns(inBasis);
        return new NestedErrorFit
        {
            Coefficients = coefficients,
            StandardErrors = [.. Enumerable.Range(0, coefficients.Length).Select(k => Math.Sqrt(variance * covariance[k, k]))],
            ErrorVariance = variance,
            AreaVariance = ratio * variance,
            AreaEffects = effects,
            Shrinkage = shrinkage,
            Fitted = fixedPart,
            LogLikelihood = at.LogLikelihood,
        };
    }

    /// <summary>The highest log-likelihood an outcome can have, up to a constant of the design.</summary>
    internal static double Likelihood(NestedErrorDesign design, double[] outcome, LikelihoodKind kind)
    {
        var profile = new Profile(design, outcome, kind);
        return profile.At(profile.Maximise()).LogLikelihood;
    }

    private sealed record Point(double Ratio, Cholesky Matrix, double[] Shift, double Residual, double LogLikelihood);

    /// <summary>The likelihood as a function of σ²u/σ²e alone, from sums by area.</summary>
    private sealed class Profile
    {
        private readonly NestedErrorDesign design;
        private readonly LikelihoodKind kind;
        private readonly double[] inBasis, sums;
        private readonly double squares;

        public Profile(NestedErrorDesign design, double[] outcome, LikelihoodKind kind)
        {
            (this.design, this.kind) = (design, kind);
            var rest = new double[outcome.Length];
            inBasis = design.Project(outcome, rest);
            sums = new double[design.Sizes.Length];
            for (var i = 0; i < rest.Length; i++) sums[design.Areas[i]] += rest[i];
            squares = Moments.Dot(rest, rest);
            if (!(squares > 0)) throw new StatisticsException(StatisticsFault.ConstantOutcome);
        }

        public double Denominator => kind == LikelihoodKind.Reml ? design.Rows - design.Rank : design.Rows;

        public double[] Coefficients(Point at)
        {
            var coefficients = (double[])inBasis.Clone();
            for (var k = 0; k < coefficients.Length; k++) coefficients[k] += at.Shift[k];
            return coefficients;
        }

        public Point At(double ratio)
        {
            var p = design.Rank;
            var matrix = new double[p, p];
            var right = new double[p];
            for (var k = 0; k < p; k++) matrix[k, k] = 1;
            var (residual, determinant) = (squares, 0.0);
            for (var d = 0; d < sums.Length; d++)
            {
                if (design.Sizes[d] == 0) continue;
                var factor = ratio / (1 + (ratio * design.Sizes[d]));
                var s = design.Sums[d];
                determinant += Math.Log(1 + (ratio * design.Sizes[d]));
                residual -= factor * sums[d] * sums[d];
                for (var a = 0; a < p; a++)
                {
                    var scaled = factor * s[a];
                    right[a] -= scaled * sums[d];
                    for (var b = 0; b <= a; b++) matrix[a, b] -= scaled * s[b];
                }
            }
            var cholesky = Cholesky.Of(matrix);
            var shift = cholesky.Solve(right);
            residual -= Moments.Dot(shift, right);
            var likelihood = -0.5 * ((Denominator * (Math.Log(residual / Denominator) + 1 + Math.Log(2 * Math.PI))) + determinant
                + (kind == LikelihoodKind.Reml ? cholesky.LogDeterminant : 0));
            return new Point(ratio, cholesky, shift, residual, likelihood);
        }

        /// <summary>The ratio where the score is zero; 0 where the likelihood falls from there.</summary>
        public double Maximise()
        {
            if (Score(0) <= 0) return 0;
            var (low, high) = (0.0, 1.0 / design.Rows);
            while (Score(high) > 0)
            {
                (low, high) = (high, high * 4);
                if (high > 1e12) throw new StatisticsException(StatisticsFault.NoConvergence);
            }
            return Roots.Find(Score, low, high, Precision, MostSteps);
        }

        private double Score(double ratio)
        {
            var at = At(ratio);
            var (residual, determinant, restricted) = (0.0, 0.0, 0.0);
            for (var d = 0; d < sums.Length; d++)
            {
                if (design.Sizes[d] == 0) continue;
                var scale = 1 + (ratio * design.Sizes[d]);
                var left = (sums[d] - Moments.Dot(design.Sums[d], at.Shift)) / scale;
                residual -= left * left;
                determinant += design.Sizes[d] / scale;
                if (kind == LikelihoodKind.Reml) restricted += Moments.Dot(design.Sums[d], at.Matrix.Solve(design.Sums[d])) / (scale * scale);
            }
            return -0.5 * ((Denominator * residual / at.Residual) + determinant - restricted);
        }
    }
}
