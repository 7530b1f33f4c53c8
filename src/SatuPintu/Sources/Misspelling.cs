namespace SatuPintu.Sources;

/// <summary>How many letters two short texts are apart.</summary>
internal static class Misspelling
{
    /// <summary>
    /// Letters to add, drop, change or swap with a neighbour (optimal string alignment), or <paramref name="most"/> + 1 when
    /// there are more.
    /// </summary>
    public static int Distance(string a, string b, int most)
    {
        if (Math.Abs(a.Length - b.Length) > most) return most + 1;
        Span<int> before = stackalloc int[b.Length + 1];
        Span<int> previous = stackalloc int[b.Length + 1];
        Span<int> current = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) previous[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                var distance = Math.Min(Math.Min(previous[j] + 1, current[j - 1] + 1), previous[j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) distance = Math.Min(distance, before[j - 2] + 1);
                current[j] = distance;
                least = Math.Min(least, distance);
            }
            if (least > most) return most + 1;
            var freed = before;
            before = previous;
            previous = current;
            current = freed;
        }
        return Math.Min(previous[b.Length], most + 1);
    }
}
