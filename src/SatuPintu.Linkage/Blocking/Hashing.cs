namespace SatuPintu.Linkage.Blocking;

/// <summary>Hashes that are the same on every machine and in every run.</summary>
public static class Hashing
{
    private const ulong Odd = 0x9E3779B97F4A7C15;

    /// <summary>Joins two hashes into one that is not 0.</summary>
    public static ulong Mix(ulong a, ulong b)
    {
        var x = (a ^ (b + Odd + (a << 6) + (a >> 2))) * 0xBF58476D1CE4E5B9;
        x ^= x >> 29;
        x *= 0x94D049BB133111EB;
        x ^= x >> 32;
        return x == 0 ? 1 : x;
    }

    /// <summary>A hash of a text (FNV-1a over its characters, then mixed), not 0.</summary>
    public static ulong Of(ReadOnlySpan<char> text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text) hash = (hash ^ c) * 1099511628211UL;
        return Mix(hash, Odd);
    }
}
