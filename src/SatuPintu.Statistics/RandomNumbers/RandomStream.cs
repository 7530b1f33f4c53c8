using System.Numerics;

namespace SatuPintu.Statistics.RandomNumbers;

/// <summary>
/// Pseudo-random numbers by xoshiro256++ (Blackman and Vigna 2021), begun from a seed and the number of a stream by SplitMix64: a
/// piece of work that has a stream of its own draws the same numbers whichever thread does it and whenever.
/// </summary>
public sealed class RandomStream
{
    private ulong a, b, c, d;

    /// <summary>Begins a stream.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="stream">The number of the stream; each gives numbers of its own.</param>
    public RandomStream(ulong seed, ulong stream)
    {
        var state = Mix(seed) ^ Mix(stream + 0x632BE59BD9B4E019);
        a = Next(ref state);
        b = Next(ref state);
        c = Next(ref state);
        d = Next(ref state);
    }

    /// <summary>64 random bits.</summary>
    public ulong Bits()
    {
        var result = BitOperations.RotateLeft(a + d, 23) + a;
        var shifted = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = BitOperations.RotateLeft(d, 45);
        return result;
    }

    /// <summary>A number evenly between 0 and 1, neither included.</summary>
    public double Uniform() => ((Bits() >> 12) + 0.5) * (1.0 / (1UL << 52));

    /// <summary>A whole number evenly from 0 to below a limit.</summary>
    public int Below(int limit) => (int)Math.BigMul(Bits(), (ulong)limit, out _);

    /// <summary>A standard normal number, by the ziggurat of Marsaglia and Tsang (2000) with 256 layers.</summary>
    public double Normal()
    {
        while (true)
        {
            var bits = Bits();
            var layer = (int)(bits & 0xFF);
            // The layer and the number are taken from bits apart, as Doornik (2005) advises.
            var value = ((long)bits >> 11) * Ziggurat.Width[layer];
            if (Math.Abs(value) < Ziggurat.Edge[layer]) return value;
            if (layer == 0) return Tail(value < 0);
            var (lower, upper) = (Ziggurat.Height[layer], Ziggurat.Height[layer + 1]);
            if (lower + (Uniform() * (upper - lower)) < Math.Exp(-0.5 * value * value)) return value;
        }
    }

    /// <summary>Fills with standard normal numbers.</summary>
    public void Normals(Span<double> numbers)
    {
        for (var i = 0; i < numbers.Length; i++) numbers[i] = Normal();
    }

    /// <summary>Puts values in random order.</summary>
    public void Shuffle<T>(Span<T> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    private double Tail(bool negative)
    {
        while (true)
        {
            var x = -Math.Log(Uniform()) / Ziggurat.Last;
            var y = -Math.Log(Uniform());
            if (y + y > x * x) return negative ? -(Ziggurat.Last + x) : Ziggurat.Last + x;
        }
    }

    private static ulong Mix(ulong value)
    {
        var state = value;
        return Next(ref state);
    }

    private static ulong Next(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
