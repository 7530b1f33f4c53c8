using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SatuPintu.Linkage.Comparisons;

/// <summary>
/// Jaro-Winkler similarity of words, from 0 (nothing in common) to 1 (equal).
/// </summary>
/// <remarks>
/// <para>Definition (Jaro 1989, "Advances in record-linkage methodology as applied to matching the 1985 census of Tampa, Florida",
/// JASA 84; Winkler 1990, "String comparator metrics and enhanced decision rules in the Fellegi-Sunter model of record linkage").
/// For words of lengths a and b, each letter of one, from the left, is matched with the first equal letter of the other that is not
/// yet matched and stands at most w = max(0, ⌊max(a, b) / 2⌋ − 1) places away. With m matched letters, and t half the number
/// of places, rounded down, at which the matched letters of one, read in order, differ from those of the other:
/// Jaro = (m/a + m/b + (m − t)/m) / 3, or 0 when m = 0. With p the length of the common prefix, at most 4:
/// Jaro-Winkler = Jaro + 0.1 · p · (1 − Jaro), whatever Jaro is (no threshold for the prefix). Two empty words have 1, an empty word and another 0.</para>
/// <para>The order of the words does not matter. Letters are bytes: a letter of two bytes in UTF-8 counts as two.</para>
/// <para>The forms for many words return what the form for two words returns, rounded to single precision, and nothing less exact.</para>
/// </remarks>
public static partial class JaroWinkler
{
    private const double PrefixScale = 0.1;
    private const int LongestPrefix = 4;

    /// <summary>The similarity of two words.</summary>
    /// <remarks>Words of up to 64 bytes take a few instructions a letter; longer ones the number of letters times the window.</remarks>
    public static double Similarity(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        if (a.Length > b.Length)
        {
            var swap = a;
            a = b;
            b = swap;
        }
        if (a.Length == 0) return b.Length == 0 ? 1 : 0;
        return b.Length switch
        {
            <= 16 => ByBits(a, b, new Positions16(b)),
            <= 64 => ByBits(a, b, new Positions64(b)),
            _ => Plainly(a, b),
        };
    }

    /// <summary>The value of the definition for counts.</summary>
    internal static double Score(int lengthA, int lengthB, int matched, int displaced, int prefix)
    {
        if (matched == 0) return 0;
        double m = matched;
        // The shorter first: sums of rounded numbers depend on the order.
        var jaro = (m / Math.Min(lengthA, lengthB) + m / Math.Max(lengthA, lengthB) + (m - displaced / 2) / m) / 3;
        return jaro + PrefixScale * prefix * (1 - jaro);
    }

    internal static int Window(int lengthA, int lengthB) => Math.Max(0, Math.Max(lengthA, lengthB) / 2 - 1);

    private static double ByBits<TPositions>(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, TPositions positions) where TPositions : struct, IBytePositions
    {
        var reach = Window(a.Length, b.Length);
        var free = ulong.MaxValue >> (64 - b.Length);
        var window = (2UL << reach) - 1;
        var widening = reach;
        ulong matchedA = 0, matchedB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            var candidates = positions.Of(a[i]) & window & free;
            var first = candidates & (0 - candidates);
            free ^= first;
            matchedB |= first;
            if (candidates != 0) matchedA |= 1UL << i;
            window <<= 1;
            // The window grows at its lower end until it leaves the beginning of the word behind.
            if (widening-- > 0) window |= 1;
        }
        var matched = BitOperations.PopCount(matchedB);
        var displaced = 0;
        for (; matchedA != 0; matchedA &= matchedA - 1, matchedB &= matchedB - 1)
            if (a[BitOperations.TrailingZeroCount(matchedA)] != b[BitOperations.TrailingZeroCount(matchedB)]) displaced++;
        return Score(a.Length, b.Length, matched, displaced, CommonPrefix(a, b));
    }

    [SkipLocalsInit]
    private static double Plainly(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        const int OnStack = 512;
        var rented = b.Length <= OnStack ? null : ArrayPool<bool>.Shared.Rent(b.Length);
        var taken = rented is null ? stackalloc bool[OnStack] : rented;
        taken[..b.Length].Clear();
        var letters = new ArrayBufferWriter<byte>(a.Length);
        var reach = Window(a.Length, b.Length);
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = Math.Max(0, i - reach); j <= Math.Min(b.Length - 1, i + reach); j++)
            {
                if (taken[j] || a[i] != b[j]) continue;
                taken[j] = true;
                letters.Write(a.Slice(i, 1));
                break;
            }
        }
        int displaced = 0, place = 0;
        var matched = letters.WrittenSpan;
        for (var j = 0; j < b.Length; j++)
            if (taken[j] && matched[place++] != b[j]) displaced++;
        if (rented is not null) ArrayPool<bool>.Shared.Return(rented);
        return Score(a.Length, b.Length, matched.Length, displaced, CommonPrefix(a, b));
    }

    private static int CommonPrefix(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var most = Math.Min(LongestPrefix, Math.Min(a.Length, b.Length));
        var prefix = 0;
        while (prefix < most && a[prefix] == b[prefix]) prefix++;
        return prefix;
    }
}
