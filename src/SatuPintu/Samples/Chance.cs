namespace SatuPintu.Samples;

/// <summary>
/// A stream of pseudo-random numbers (xoshiro256**, Blackman and Vigna 2018, seeded by SplitMix64). Its own, since
/// <see cref="Random"/> may change between versions of the runtime, and the same seed must give the same bytes for ever.
/// </summary>
internal sealed class Chance
{
    private ulong s0, s1, s2, s3;

    /// <summary>Starts the stream that belongs to a seed and up to three numbers (purpose, list, person).</summary>
    internal Chance(ulong seed, ulong a = 0, ulong b = 0, ulong c = 0) => Restart(seed, a, b, c);

    /// <summary>Starts over, so that one object serves many records, each with a stream of its own.</summary>
    internal void Restart(ulong seed, ulong a = 0, ulong b = 0, ulong c = 0)
    {
        var state = Mix(Mix(Mix(Mix(seed) ^ a) ^ b) ^ c);
        s0 = Mix(state + 0x9E3779B97F4A7C15);
        s1 = Mix(state + 0x3C6EF372FE94F82A);
        s2 = Mix(state + 0xDAA66D2C7DDF743F);
        s3 = Mix(state + 0x78DDE6E5FD29F054);
    }

    /// <summary>The next 64 bits.</summary>
    internal ulong Next()
    {
        var result = ulong.RotateLeft(s1 * 5, 7) * 9;
        var t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = ulong.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>A number from 0 to below <paramref name="below"/>.</summary>
    internal int Below(int below) => (int)Math.BigMul(Next(), (ulong)below, out _);

    /// <summary>A number from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    internal int From(int first, int last) => first + Below(last - first + 1);

    /// <summary>A number from 0 to below 1.</summary>
    internal double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number between two others.</summary>
    internal double Between(double low, double high) => low + (high - low) * Share();

    /// <summary>Whether something of this probability happens.</summary>
    internal bool Hit(double probability) => Share() < probability;

    /// <summary>One of the items, all equally likely.</summary>
    internal T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>Shuffles in place (Fisher-Yates).</summary>
    internal void Shuffle<T>(List<T> list)
    {
        var items = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(list);
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

/// <summary>Items with weights, drawn in logarithmic time.</summary>
internal sealed class Weighted<T>
{
    private readonly T[] items;
    private readonly double[] upTo;

    internal Weighted(IEnumerable<(T Item, double Weight)> entries)
    {
        var all = entries.ToArray();
        if (all.Length == 0 || all.Any(e => !(e.Weight >= 0))) throw new InvalidDataException("A draw needs at least one item, and weights of 0 or more.");
        items = Array.ConvertAll(all, e => e.Item);
        upTo = new double[all.Length];
        var sum = 0.0;
        for (var i = 0; i < all.Length; i++) upTo[i] = sum += all[i].Weight;
    }

    /// <summary>The items without their weights.</summary>
    internal IReadOnlyList<T> Items => items;

    /// <summary>An item, in proportion to its weight.</summary>
    internal T Draw(Chance chance)
    {
        var at = Array.BinarySearch(upTo, chance.Share() * upTo[^1]);
        return items[Math.Min(at < 0 ? ~at : at + 1, items.Length - 1)];
    }
}
