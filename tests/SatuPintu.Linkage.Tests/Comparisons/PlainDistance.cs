namespace SatuPintu.Linkage.Tests.Comparisons;

/// <summary>The edit distance as its definition has it, which all faster forms are held against.</summary>
internal static class PlainDistance
{
    /// <summary>The least number of letters put in, left out or changed, and of neighbours swapped where that counts as one.</summary>
    public static int Of<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, bool swaps = true)
        where T : IEquatable<T>
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + (a[i - 1].Equals(b[j - 1]) ? 0 : 1));
                if (swaps && i > 1 && j > 1 && a[i - 1].Equals(b[j - 2]) && a[i - 2].Equals(b[j - 1])) d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }
        return d[a.Length, b.Length];
    }
}
