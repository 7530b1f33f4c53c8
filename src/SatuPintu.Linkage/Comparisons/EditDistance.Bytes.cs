using System.Buffers;
using System.Runtime.CompilerServices;

namespace SatuPintu.Linkage.Comparisons;

public static partial class EditDistance
{
    /// <summary>The distance between two byte strings, in edits of bytes.</summary>
    /// <remarks>When the shorter has up to 64 bytes, one pass of a few operations for each byte of the longer; else the matrix itself.</remarks>
    public static int Between(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        SkipCommonEnds(ref a, ref b);
        if (a.Length > b.Length)
        {
            var swap = a;
            a = b;
            b = swap;
        }
        return a.Length switch
        {
            0 => b.Length,
            <= 16 => ByBits(new Positions16(a), a.Length, b, b.Length),
            <= 64 => ByBits(new Positions64(a), a.Length, b, b.Length),
            _ => ByMatrix(a, b),
        };
    }

    /// <summary>Whether two byte strings are at most <paramref name="limit"/> edits apart. The lengths alone often answer, and one edit
    /// is told by the first place at which the strings differ.</summary>
    public static bool Within(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, int limit)
    {
        if (limit < 0 || Math.Abs(a.Length - b.Length) > limit) return false;
        SkipCommonEnds(ref a, ref b);
        if (a.Length > b.Length)
        {
            var swap = a;
            a = b;
            b = swap;
        }
        if (b.Length <= limit) return true;
        // What is left differs at both ends, so one edit has to be the whole of it: one byte, or two that have changed places.
        if (limit <= 1) return limit == 1 && a.Length == 2 && b.Length == 2 && a[0] == b[1] && a[1] == b[0];
        return a.Length switch
        {
            <= 16 => ByBits(new Positions16(a), a.Length, b, limit) <= limit,
            <= 64 => ByBits(new Positions64(a), a.Length, b, limit) <= limit,
            _ => ByMatrix(a, b) <= limit,
        };
    }

    /// <summary>The Levenshtein distance between two byte strings: insertions, deletions and substitutions of bytes, a swap of
    /// neighbours counting as two (Levenshtein 1966; bit-parallel form of Myers 1999 as put by Hyyrö 2003).</summary>
    public static int Levenshtein(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        SkipCommonEnds(ref a, ref b);
        if (a.Length > b.Length)
        {
            var swap = a;
            a = b;
            b = swap;
        }
        return a.Length switch
        {
            0 => b.Length,
            <= 16 => ByBits(new Positions16(a), a.Length, b, b.Length, swaps: false),
            <= 64 => ByBits(new Positions64(a), a.Length, b, b.Length, swaps: false),
            _ => ByMatrix(a, b, swaps: false),
        };
    }

    private static void SkipCommonEnds(ref ReadOnlySpan<byte> a, ref ReadOnlySpan<byte> b)
    {
        var length = Math.Min(a.Length, b.Length);
        var start = 0;
        while (start < length && a[start] == b[start]) start++;
        var end = 0;
        while (end < length - start && a[^(end + 1)] == b[^(end + 1)]) end++;
        a = a[start..^end];
        b = b[start..^end];
    }

    // The pattern is not empty. A distance past the limit may be told as any number past the limit.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ByBits<TPositions>(TPositions pattern, int length, ReadOnlySpan<byte> text, int limit, bool swaps = true)
        where TPositions : struct, IBytePositions
    {
        ulong vp = ~0UL, vn = 0, d0 = 0, previous = 0;
        var last = length - 1;
        // Positions past the pattern's end do not reach back into it, so they need no masking.
        var distance = length;
        for (var i = 0; i < text.Length; i++)
        {
            var match = pattern.Of(text[i]);
            var swapped = swaps ? ((~d0 & match) << 1) & previous : 0;
            d0 = (((match & vp) + vp) ^ vp) | match | vn | swapped;
            var hp = vn | ~(d0 | vp);
            var hn = d0 & vp;
            distance += (int)((hp >> last) & 1) - (int)((hn >> last) & 1);
            // Each byte that is left can take one edit away at the most.
            if (distance - (text.Length - 1 - i) > limit) return limit + 1;
            hp = (hp << 1) | 1;
            hn <<= 1;
            vp = hn | ~(d0 | hp);
            vn = d0 & hp;
            previous = match;
        }
        return distance;
    }

    private static int ByMatrix(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, bool swaps = true)
    {
        var width = a.Length + 1;
        var rented = ArrayPool<int>.Shared.Rent(3 * width);
        Span<int> before = rented.AsSpan(0, width), above = rented.AsSpan(width, width), row = rented.AsSpan(2 * width, width);
        for (var i = 0; i < width; i++) above[i] = i;
        for (var j = 1; j <= b.Length; j++)
        {
            row[0] = j;
            for (var i = 1; i < width; i++)
            {
                var best = Math.Min(Math.Min(above[i], row[i - 1]) + 1, above[i - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (swaps && i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) best = Math.Min(best, before[i - 2] + 1);
                row[i] = best;
            }
            var free = before;
            before = above;
            above = row;
            row = free;
        }
        var distance = above[a.Length];
        ArrayPool<int>.Shared.Return(rented);
        return distance;
    }
}
