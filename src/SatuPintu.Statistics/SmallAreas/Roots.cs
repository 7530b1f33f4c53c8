namespace SatuPintu.Statistics.SmallAreas;

/// <summary>Where a function of one number is zero, and where it is least.</summary>
internal static class Roots
{
    /// <summary>A zero between two places of different sign, by false position with the Illinois rule and bisection.</summary>
    public static double Find(Func<double, double> function, double low, double high, double precision, int mostSteps)
    {
        var (atLow, atHigh) = (function(low), function(high));
        var side = 0;
        for (var step = 0; step < mostSteps; step++)
        {
            if (Math.Abs(high - low) <= precision * Math.Abs(high + low)) break;
            var middle = step % 3 == 2 ? (low + high) / 2 : ((low * atHigh) - (high * atLow)) / (atHigh - atLow);
            if (!(middle > Math.Min(low, high) && middle < Math.Max(low, high))) middle = (low + high) / 2;
            var at = function(middle);
            if (at == 0) return middle;
            if ((at > 0) == (atLow > 0))
            {
                (low, atLow) = (middle, at);
                if (side == 1) atHigh /= 2;
                side = 1;
            }
            else
            {
                (high, atHigh) = (middle, at);
                if (side == -1) atLow /= 2;
                side = -1;
            }
        }
        return (low + high) / 2;
    }

    /// <summary>
    /// The least place of a function by golden sections and parabolas (Brent 1973, chapter 5), with the steps and the tolerance of R's
    /// <c>optimize</c>, so that a transformation chosen by either is the same one.
    /// </summary>
    public static double Least(Func<double, double> function, double low, double high, double tolerance = 0.0001220703125)
    {
        var golden = (3 - Math.Sqrt(5)) / 2;
        var small = Math.Sqrt(Math.BitIncrement(1.0) - 1);
        double x, w, v, atX, atW, atV, step = 0, before = 0;
        x = w = v = low + (golden * (high - low));
        atX = atW = atV = function(x);
        var third = tolerance / 3;
        while (true)
        {
            var middle = (low + high) / 2;
            var near = (small * Math.Abs(x)) + third;
            if (Math.Abs(x - middle) <= (2 * near) - ((high - low) / 2)) return x;
            double p = 0, q = 0, r = 0;
            if (Math.Abs(before) > near)
            {
                r = (x - w) * (atX - atV);
                q = (x - v) * (atX - atW);
                p = ((x - v) * q) - ((x - w) * r);
                q = 2 * (q - r);
                if (q > 0) p = -p;
                else q = -q;
                (r, before) = (before, step);
            }
            if (Math.Abs(p) >= Math.Abs(q * r / 2) || p <= q * (low - x) || p >= q * (high - x))
            {
                before = x < middle ? high - x : low - x;
                step = golden * before;
            }
            else
            {
                step = p / q;
                var to = x + step;
                if (to - low < 2 * near || high - to < 2 * near) step = x >= middle ? -near : near;
            }
            var u = Math.Abs(step) >= near ? x + step : x + (step > 0 ? near : -near);
            var atU = function(u);
            if (atU <= atX)
            {
                if (u < x) high = x;
                else low = x;
                (v, w, x) = (w, x, u);
                (atV, atW, atX) = (atW, atX, atU);
            }
            else
            {
                if (u < x) low = u;
                else high = u;
                if (atU <= atW || w == x)
                {
                    (v, w) = (w, u);
                    (atV, atW) = (atW, atU);
                }
                else if (atU <= atV || v == x || v == w)
                {
                    (v, atV) = (u, atU);
                }
            }
        }
    }
}
