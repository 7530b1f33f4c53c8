using System.Numerics;
using System.Runtime.Intrinsics;

namespace SatuPintu.Linkage.Fields;

/// <summary>The optimal string alignment distance of short texts where only a few edits matter.</summary>
internal static class ByteDistance
{
    /// <summary>The distance of two texts of 1 to 16 bytes, or more than <paramref name="limit"/> where it is more; bit-parallel (Hyyrö 2003).</summary>
    public static int OfShort(Vector128<byte> a, int lengthA, Vector128<byte> b, int lengthB, int limit)
    {
        var differing = ~Vector128.Equals(a, b).ExtractMostSignificantBits() & 0xFFFF;
        if (lengthA == lengthB)
        {
            // One letter replaced, or two neighbours that have changed places.
            var places = BitOperations.PopCount(differing);
            if (places == 1) return 1;
            if (places == 2)
            {
                var first = BitOperations.TrailingZeroCount(differing);
                if (differing == 3u << first && a[first] == b[first + 1] && a[first + 1] == b[first]) return 1;
            }
            if (limit == 1) return 2;
        }
        uint vp = ~0u, vn = 0, d0 = 0, previous = 0;
        var last = 1u << (lengthA - 1);
        var distance = lengthA;
        for (var i = 0; i < lengthB; i++)
        {
            var match = Vector128.Equals(a, Vector128.Create(b[i])).ExtractMostSignificantBits();
            var swapped = ((~d0 & match) << 1) & previous;
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
            if (distance - (lengthB - 1 - i) > limit) return limit + 1;
        }
        return distance;
    }

    /// <summary>The distance, or more than <paramref name="limit"/> where it is more.</summary>
    public static int UpTo(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, int limit)
    {
        var prefix = a.CommonPrefixLength(b);
        a = a[prefix..];
        b = b[prefix..];
        while (!a.IsEmpty && !b.IsEmpty && a[^1] == b[^1])
        {
            a = a[..^1];
            b = b[..^1];
        }
        if (a.IsEmpty || b.IsEmpty) return a.Length + b.Length;
        if (Math.Abs(a.Length - b.Length) > limit) return limit + 1;
        if (a.Length == 1 && b.Length == 1) return 1;
        if (a.Length == 2 && b.Length == 2) return a[0] == b[1] && a[1] == b[0] ? 1 : 2;
        if (limit <= 1) return 2;
        if (a.Length == 1 || b.Length == 1)
        {
            // One letter against several: it stays or it is replaced.
            var many = a.Length == 1 ? b : a;
            return many.Length - (many.Contains(a.Length == 1 ? a[0] : b[0]) ? 1 : 0);
        }
        return Matrix(a, b, limit);
    }

    private static int Matrix(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, int limit)
    {
        if (a.Length > 63 || b.Length > 63) return limit + 1;
        var width = a.Length + 1;
        Span<byte> cells = stackalloc byte[3 * 64];
        Span<byte> before = cells[..64], above = cells[64..128], row = cells[128..];
        for (var i = 0; i < width; i++) above[i] = (byte)i;
        for (var j = 1; j <= b.Length; j++)
        {
            row[0] = (byte)j;
            int least = j;
            for (var i = 1; i < width; i++)
            {
                var best = Math.Min(Math.Min(above[i] + 1, row[i - 1] + 1), above[i - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) best = Math.Min(best, before[i - 2] + 1);
                row[i] = (byte)best;
                least = Math.Min(least, best);
            }
            if (least > limit) return limit + 1;
            var swap = before;
            before = above;
            above = row;
            row = swap;
        }
        return above[a.Length];
    }
}
