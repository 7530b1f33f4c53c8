namespace SatuPintu.Linkage.Engine;

/// <summary>
/// Logistic regression with an offset and normal priors: the coefficients β that are likeliest given outcomes y with
/// logit P(y) = offset + Σ β of the features a row has, and β ~ N(0, variance) each (ridge; Hoerl and Kennard 1970, for the logistic le Cessie and
/// van Houwelingen 1992). The posterior has one maximum, which Newton's method finds (iteratively reweighted least squares).
/// </summary>
/// <param name="features">By row, the features it has, each once; all others are 0.</param>
/// <param name="offsets">By row, the log odds that hold where no coefficient speaks, in nats.</param>
/// <param name="outcomes">By row, the outcome.</param>
/// <param name="count">How many features there are.</param>
/// <param name="variance">The prior variance of a coefficient, in square nats.</param>
internal sealed class RidgeLogistic(int[][] features, double[] offsets, bool[] outcomes, int count, double variance)
{
    private const int MostSteps = 60;
    private const int MostHalvings = 40;
    private const double Decrement = 1e-14;

    /// <summary>The log odds of a row under some coefficients, in nats.</summary>
    public double LogOdds(int row, ReadOnlySpan<double> coefficients)
    {
        var sum = offsets[row];
        foreach (var feature in features[row]) sum += coefficients[feature];
        return sum;
    }

    /// <summary>What an outcome costs under some log odds: −ln of its probability, in nats.</summary>
    public static double Loss(double logOdds, bool outcome)
    {
        var against = outcome ? -logOdds : logOdds;
        return Math.Max(0, against) + double.LogP1(Math.Exp(-Math.Abs(against)));
    }

    /// <summary>Finds the coefficients from some of the rows, in nats; all 0 where there is none.</summary>
    public double[] Fit(ReadOnlySpan<int> rows)
    {
        var coefficients = new double[count];
        var next = new double[count];
        var gradient = new double[count];
        var curvature = new double[count][];
        for (var i = 0; i < count; i++) curvature[i] = new double[i + 1];
        var cost = Cost(rows, coefficients);
        for (var step = 0; step < MostSteps; step++)
        {
            Derive(rows, coefficients, gradient, curvature);
            var direction = Solve(curvature, gradient);
            double decrement = 0;
            for (var i = 0; i < count; i++) decrement += gradient[i] * direction[i];
            if (decrement < Decrement) break;
            var (length, better) = (1.0, double.NaN);
            for (var halving = 0; halving < MostHalvings; halving++, length /= 2)
            {
                for (var i = 0; i < count; i++) next[i] = coefficients[i] - length * direction[i];
                better = Cost(rows, next);
                if (better <= cost) break;
            }
            if (!(better <= cost)) break;
            (coefficients, next, cost) = (next, coefficients, better);
        }
        return coefficients;
    }

    private double Cost(ReadOnlySpan<int> rows, ReadOnlySpan<double> coefficients)
    {
        double sum = 0;
        foreach (var row in rows) sum += Loss(LogOdds(row, coefficients), outcomes[row]);
        foreach (var coefficient in coefficients) sum += coefficient * coefficient / (2 * variance);
        return sum;
    }

    private void Derive(ReadOnlySpan<int> rows, ReadOnlySpan<double> coefficients, double[] gradient, double[][] curvature)
    {
        for (var i = 0; i < count; i++)
        {
            gradient[i] = coefficients[i] / variance;
            Array.Clear(curvature[i]);
            curvature[i][i] = 1 / variance;
        }
        foreach (var row in rows)
        {
            var probability = 1 / (1 + Math.Exp(-LogOdds(row, coefficients)));
            var (off, weight) = (probability - (outcomes[row] ? 1 : 0), probability * (1 - probability));
            foreach (var i in features[row])
            {
                gradient[i] += off;
                foreach (var j in features[row])
                    if (j <= i) curvature[i][j] += weight;
            }
        }
    }

    /// <summary>Solves a symmetric positive definite system given by its lower half, which is overwritten (Cholesky).</summary>
    private static double[] Solve(double[][] lower, double[] right)
    {
        var n = right.Length;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = lower[i][j];
                for (var k = 0; k < j; k++) sum -= lower[i][k] * lower[j][k];
                lower[i][j] = i == j ? Math.Sqrt(sum) : sum / lower[j][j];
            }
        }
        var solution = (double[])right.Clone();
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < i; k++) solution[i] -= lower[i][k] * solution[k];
            solution[i] /= lower[i][i];
        }
        for (var i = n - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < n; k++) solution[i] -= lower[k][i] * solution[k];
            solution[i] /= lower[i][i];
        }
        return solution;
    }
}
