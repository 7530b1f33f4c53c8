namespace SatuPintu.Statistics.Regression;

/// <summary>
/// The linear programme of quantile regression in its dual form, max y'a with X'a = (1−τ)X'1 and 0 ≤ a ≤ 1, solved by Mehrotra's
/// predictor and corrector as Portnoy and Koenker (1997) do; the coefficients are the multipliers of the equations.
/// </summary>
internal sealed class QuantileProgramme
{
    private const int MostSteps = 200;
    private const double Precision = 1e-11;
    private const double Backoff = 0.99995;

    private readonly double[][] x;
    private readonly double[] y;
    private readonly double share;
    private readonly double[] b;
    private readonly Complement lower, upper;
    private readonly double[] q, right, da;
    private double[] db;

    public QuantileProgramme(double[][] columns, double[] outcome, double quantile)
    {
        (x, y, share) = (columns, outcome, 1 - quantile);
        var n = y.Length;
        (q, right, da) = (new double[n], new double[n], new double[n]);
        (lower, upper) = (new Complement(n, share), new Complement(n, quantile));
        b = Array.ConvertAll(x, column => Moments.Dot(column, y));
        db = new double[b.Length];
        var scale = y.Max(Math.Abs) * 1e-3;
        for (var i = 0; i < n; i++)
        {
            // The multipliers part the residual into what lies above and below, both kept off zero.
            var residual = y[i] - Fitted(b, i);
            lower.Dual[i] = Math.Max(-residual, 0) + scale;
            upper.Dual[i] = Math.Max(residual, 0) + scale;
        }
    }

    public double[] Solve()
    {
        var n = y.Length;
        var enough = Precision * y.Sum(Math.Abs);
        for (var step = 0; step < MostSteps; step++)
        {
            var gap = lower.Gap(0, 0) + upper.Gap(0, 0);
            if (gap <= enough) return b;
            for (var i = 0; i < n; i++) q[i] = 1 / ((lower.Dual[i] / lower.Primal[i]) + (upper.Dual[i] / upper.Primal[i]));
            var normal = Cholesky.Of(Normal());
            lower.Aim(0, false);
            upper.Aim(0, false);
            Direct(normal);
            var (primal, dual) = Lengths(1);
            var ratio = (lower.Gap(primal, dual) + upper.Gap(primal, dual)) / gap;
            var centre = ratio * ratio * ratio * gap / (2 * n);
            lower.Aim(centre, true);
            upper.Aim(centre, true);
            Direct(normal);
            (primal, dual) = Lengths(Backoff);
            lower.Move(primal, dual);
            upper.Move(primal, dual);
            for (var k = 0; k < b.Length; k++) b[k] += dual * db[k];
        }
        throw new StatisticsException(StatisticsFault.NoConvergence);
    }

    private double[,] Normal()
    {
        var normal = new double[b.Length, b.Length];
        var weighted = new double[y.Length];
        for (var j = 0; j < b.Length; j++)
        {
            for (var i = 0; i < weighted.Length; i++) weighted[i] = q[i] * x[j][i];
            for (var k = j; k < b.Length; k++) normal[k, j] = Moments.Dot(weighted, x[k]);
        }
        return normal;
    }

    private void Direct(Cholesky normal)
    {
        for (var i = 0; i < right.Length; i++)
        {
            var dual = Fitted(b, i) - y[i] - lower.Dual[i] + upper.Dual[i];
            right[i] = dual - lower.Target[i] + upper.Target[i];
            da[i] = (q[i] * right[i]) + share - lower.Primal[i];
        }
        db = normal.Solve(Array.ConvertAll(x, column => -Moments.Dot(column, da)));
        for (var i = 0; i < right.Length; i++) da[i] = -q[i] * (Fitted(db, i) + right[i]);
        lower.Turn(da, 1);
        upper.Turn(da, -1);
    }

    private (double Primal, double Dual) Lengths(double part) =>
        (Math.Min(1, part * Math.Min(lower.Room(lower.Primal, lower.PrimalStep), upper.Room(upper.Primal, upper.PrimalStep))),
            Math.Min(1, part * Math.Min(lower.Room(lower.Dual, lower.DualStep), upper.Room(upper.Dual, upper.DualStep))));

    private double Fitted(double[] coefficients, int row)
    {
        var sum = 0.0;
        for (var k = 0; k < coefficients.Length; k++) sum += coefficients[k] * x[k][row];
        return sum;
    }

    /// <summary>A bound's distances and their multipliers, of which the products go to zero together.</summary>
    private sealed class Complement
    {
        public readonly double[] Primal, Dual, PrimalStep, DualStep, Target;
        private double centre;
        private double[]? second;

        public Complement(int count, double start)
        {
            (Primal, Dual, PrimalStep, DualStep, Target) = (new double[count], new double[count], new double[count], new double[count], new double[count]);
            Array.Fill(Primal, start);
        }

        public void Aim(double mu, bool correct)
        {
            centre = mu;
            second = correct ? new double[Primal.Length] : null;
            for (var i = 0; i < Primal.Length; i++)
            {
                if (second is not null) second[i] = PrimalStep[i] * DualStep[i];
                Target[i] = ((centre - (second?[i] ?? 0)) / Primal[i]) - Dual[i];
            }
        }

        public void Turn(double[] step, int sign)
        {
            for (var i = 0; i < step.Length; i++)
            {
                PrimalStep[i] = sign * step[i];
                DualStep[i] = Target[i] - (Dual[i] / Primal[i] * PrimalStep[i]);
            }
        }

        public double Gap(double primal, double dual)
        {
            var sum = 0.0;
            for (var i = 0; i < Primal.Length; i++) sum += (Primal[i] + (primal * PrimalStep[i])) * (Dual[i] + (dual * DualStep[i]));
            return sum;
        }

        public double Room(double[] values, double[] steps)
        {
            var room = double.MaxValue;
            for (var i = 0; i < values.Length; i++)
                if (steps[i] < 0) room = Math.Min(room, -values[i] / steps[i]);
            return room;
        }

        public void Move(double primal, double dual)
        {
            for (var i = 0; i < Primal.Length; i++)
            {
                Primal[i] += primal * PrimalStep[i];
                Dual[i] += dual * DualStep[i];
            }
        }
    }
}
