using System.Runtime.CompilerServices;

namespace SatuPintu.Linkage.Comparisons;

/// <summary>
/// Optimal string alignment distance: the fewest insertions, deletions, substitutions and swaps of neighbours that turn one
/// text into another, no part edited twice (Damerau 1964; bit-parallel form of Hyyrö 2003, "A bit-vector algorithm for
/// computing Levenshtein and Damerau edit distances").
/// </summary>
public static partial class EditDistance
{
    private const int Alphabet = 128;

    /// <summary>The distance between two texts, in edits.</summary>
    /// <remarks>One machine word holds a column of the matrix, so texts of up to 64 ASCII characters take one pass of a few
    /// operations a character; others fall back to the matrix itself.</remarks>
    public static int Between(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (a.Length > b.Length)
        {
            var swap = a;
            a = b;
            b = swap;
        }
        if (a.Length == 0) return b.Length;
        return a.Length <= 64 && IsAscii(a) ? BitParallel(a, b) : ByMatrix(a, b);
    }

    /// <summary>Whether two texts are at most <paramref name="limit"/> edits apart; the lengths alone often answer.</summary>
    public static bool Within(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int limit) =>
        Math.Abs(a.Length - b.Length) <= limit && Between(a, b) <= limit;

    private static bool IsAscii(ReadOnlySpan<char> text)
    {
        foreach (var c in text) if (c >= Alphabet) return false;
        return true;
    }

    [SkipLocalsInit]
    private static int BitParallel(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        Span<ulong> positions = stackalloc ulong[Alphabet];
        positions.Clear();
        for (var i = 0; i < pattern.Length; i++) positions[pattern[i]] |= 1UL << i;

        ulong vp = ~0UL, vn = 0, d0 = 0, previous = 0;
        var last = 1UL << (pattern.Length - 1);
        var distance = pattern.Length;
        foreach (var c in text)
        {
            var match = c < Alphabet ? positions[c] : 0;
            var swapped = (((~d0) & match) << 1) & previous;
            d0 = (((match & vp) + vp) ^ vp) | match | vn | swapped;
            var hp = vn | ~(d0 | vp);
            var hn = d0 & vp;
            if ((hp & last) != 0) distance++;
            else if ((hn & last) != 0) distance--;
            hp = (hp << 1) | 1;
            hn <<= 1;
            vp = hn | ~(d0 | hp);
            vn = d0 & hp;
            previous = match;
        }
        return distance;
    }

    private static int ByMatrix(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var width = a.Length + 1;
        int[] before = new int[width], above = new int[width], row = new int[width];
        for (var i = 0; i < width; i++) above[i] = i;
        for (var j = 1; j <= b.Length; j++)
        {
            row[0] = j;
            for (var i = 1; i < width; i++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var best = Math.Min(Math.Min(above[i] + 1, row[i - 1] + 1), above[i - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) best = Math.Min(best, before[i - 2] + 1);
                row[i] = best;
            }
            (before, above, row) = (above, row, before);
        }
        return above[a.Length];
    }
}
