namespace SatuPintu.Regions;

/// <summary>Counts slips of the pen between two names.</summary>
internal static class EditDistance
{
    private const int Longest = 64;

    /// <summary>
    /// The least number of letters put in, left out, changed, or swapped with their neighbour that turns one text into the other
    /// (optimal string alignment: no part is edited twice); <paramref name="limit"/> + 1 when it is more than the limit.
    /// </summary>
    public static int Between(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit || b.Length > Longest || a.Length > Longest) return limit + 1;
        Span<int> before = stackalloc int[Longest + 1];
        Span<int> last = stackalloc int[Longest + 1];
        Span<int> now = stackalloc int[Longest + 1];
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            now[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Math.Min(Math.Min(last[j], now[j - 1]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) cost = Math.Min(cost, before[j - 2] + 1);
                now[j] = cost;
                least = Math.Min(least, cost);
            }
            if (least > limit) return limit + 1;
            var spare = before;
            before = last;
            last = now;
            now = spare;
        }
        return Math.Min(last[b.Length], limit + 1);
    }
}
