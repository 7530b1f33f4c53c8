using System.Runtime.Intrinsics;

namespace SatuPintu.Statistics.SmallAreas;

/// <summary>How welfare is transformed so that errors become normal.</summary>
public enum TransformationKind
{
    /// <summary>Not at all.</summary>
    None,
    /// <summary>log y.</summary>
    Log,
    /// <summary>log(y + λ).</summary>
    LogShift,
    /// <summary>(y^λ − 1)/λ (Box and Cox 1964); log y for λ = 0.</summary>
    BoxCox,
}

/// <summary>A transformation with its parameters, as R's emdi has them.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Lambda">λ; 0 where there is none.</param>
/// <param name="Shift">What is added before Box and Cox, where welfare is not positive throughout.</param>
public sealed record Transformation(TransformationKind Kind, double Lambda = 0, double Shift = 0)
{
    private const double Nil = 1e-12;

    /// <summary>Whether welfare is an exponential of the transformed value less <see cref="Offset"/>.</summary>
    internal bool IsExponential => Kind is TransformationKind.Log or TransformationKind.LogShift || (Kind == TransformationKind.BoxCox && Math.Abs(Lambda) <= Nil);

    /// <summary>Whether welfare is a power of the transformed value.</summary>
    internal bool IsPower => Kind == TransformationKind.BoxCox && !IsExponential;

    /// <summary>Whether welfare has no finite mean where the transformed value is normal: a negative power is without bound at a finite value.</summary>
    internal bool HasInfiniteMean => IsPower && Lambda < 0;

    /// <summary>What is added to welfare before it is transformed.</summary>
    internal double Offset => Kind == TransformationKind.LogShift ? Lambda : Shift;

    /// <summary>
    /// Where a normal transformed value adds most to mean welfare: at the highest place of B(t)·φ((t−m)/σ), which solves
    /// (t − m)·(1 + λt) = σ² under a power and is m + σ² under a logarithm.
    /// </summary>
    internal double Heaviest(double mean, double deviation)
    {
        if (Kind == TransformationKind.None || HasInfiniteMean) return mean;
        if (IsExponential) return mean + (deviation * deviation);
        var inside = 1 + (Lambda * mean);
        return (((inside + Math.Sqrt((inside * inside) + (4 * Lambda * deviation * deviation))) / 2) - 1) / Lambda;
    }

    /// <summary>The transformed value.</summary>
    public double Forward(double y) => IsExponential ? Math.Log(y + Offset)
        : Kind == TransformationKind.BoxCox ? (Math.Pow(y + Shift, Lambda) - 1) / Lambda : y;

    /// <summary>The value a transformed one stands for; 0 where none does.</summary>
    public double Back(double t)
    {
        if (IsExponential) return Math.Exp(t) - Offset;
        if (Kind == TransformationKind.None) return t;
        var inside = (Lambda * t) + 1;
        var y = inside > 0 ? Math.Pow(inside, 1 / Lambda) - Shift : 0;
        return double.IsFinite(y) ? y : 0;
    }

    /// <summary>Turns transformed values back in place.</summary>
    internal void Back(Span<double> values)
    {
        if (Kind == TransformationKind.None) return;
        if (!IsExponential)
        {
            Powers(values);
            return;
        }
        var offset = Vector256.Create(Offset);
        var i = 0;
        for (; i <= values.Length - Vector256<double>.Count; i += Vector256<double>.Count)
            (Vector256.Exp(Vector256.Create<double>(values[i..])) - offset).CopyTo(values[i..]);
        // The last ones go the same way as the others, so that a value does not depend on its place.
        Span<double> rest = stackalloc double[Vector256<double>.Count];
        values[i..].CopyTo(rest);
        (Vector256.Exp(Vector256.Create<double>(rest)) - offset).CopyTo(rest);
        rest[..(values.Length - i)].CopyTo(values[i..]);
    }

    private void Powers(Span<double> values)
    {
        var (lambda, inverse, one) = (Vector256.Create(Lambda), Vector256.Create(1 / Lambda), Vector256<double>.One);
        var shift = Vector256.Create(Shift);
        Span<double> rest = stackalloc double[Vector256<double>.Count];
        for (var i = 0; i < values.Length; i += Vector256<double>.Count)
        {
            var part = values[i..Math.Min(values.Length, i + Vector256<double>.Count)];
            part.CopyTo(rest);
            var inside = (Vector256.Create<double>(rest) * lambda) + one;
            var power = Vector256.Exp(Vector256.Log(inside) * inverse) - shift;
            var stands = Vector256.GreaterThan(inside, Vector256<double>.Zero) & Vector256.LessThan(power, Vector256.Create(double.PositiveInfinity));
            Vector256.ConditionalSelect(stands, power, Vector256<double>.Zero).CopyTo(rest);
            rest[..part.Length].CopyTo(part);
        }
    }

    /// <summary>Chooses λ by the likelihood of the nested error regression.</summary>
    /// <exception cref="StatisticsException">A logarithm of zero or less was asked for.</exception>
    internal static Transformation Choose(TransformationKind kind, NestedErrorDesign design, double[] welfare, LikelihoodKind likelihood)
    {
        var (least, most) = (welfare.Min(), welfare.Max());
        switch (kind)
        {
            case TransformationKind.Log:
                if (least <= 0) throw new StatisticsException(StatisticsFault.NotPositive, "", welfare.Count(y => y <= 0));
                return new Transformation(kind);
            case TransformationKind.LogShift:
                // The interval that emdi searches.
                return Best(least <= 0 ? Math.Abs(least) + 1 : 0, (most - least) / 2, l => new Transformation(kind, l));
            case TransformationKind.BoxCox:
                var shift = least <= 0 ? Math.Abs(least) + 1 : 0;
                return Best(-1, 2, l => new Transformation(kind, l, shift));
            default:
                return new Transformation(kind);
        }

        Transformation Best(double low, double high, Func<double, Transformation> of)
        {
            var lambda = Roots.Least(l => -NestedErrorFit.Likelihood(design, of(l).Standardised(welfare), likelihood), low, high);
            return of(lambda);
        }
    }

    // Scaled by the Jacobian's geometric mean, so that likelihoods of different λ can be compared.
    private double[] Standardised(double[] welfare)
    {
        var logs = 0.0;
        foreach (var y in welfare) logs += Math.Log(y + Offset);
        var mean = Math.Exp(logs / welfare.Length);
        var scale = Kind == TransformationKind.LogShift || IsExponential ? mean : 1 / Math.Pow(mean, Lambda - 1);
        return Array.ConvertAll(welfare, y => scale * Forward(y));
    }
}
