namespace SatuPintu.Linkage.Fields;

/// <summary>The optimal string alignment distance of short texts where only a few edits matter.</summary>
internal static class ByteDistance
{
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
