namespace SatuPintu.Dashboard.Maps;

/// <summary>The classes of shares that the shades of a map stand for: from one edge up to below the next, the first from 0.</summary>
/// <param name="Edges">Where each class after the first begins, rising.</param>
/// <param name="Decimals">The decimals of a share that edges are rounded to and shares held against.</param>
internal sealed record ShareClasses(IReadOnlyList<double> Edges, int Decimals)
{
    /// <summary>The most classes there are.</summary>
    public const int Most = 5;

    /// <summary>Edges at round shares through the fifths of what is shown, so that the shades part the areas and not the scale; fewer where many have the same.</summary>
    /// <param name="sorted">The shares, rising.</param>
    /// <param name="decimals">The decimals of an edge: 2 for whole per cent.</param>
    public static ShareClasses Fifths(IReadOnlyList<double> sorted, int decimals) => new(sorted.Count == 0 ? [] : [.. Enumerable.Range(1, Most - 1)
        .Select(i => Math.Round(sorted[Math.Min(sorted.Count - 1, i * sorted.Count / Most)], decimals))
        .Where(e => e > 0).Distinct()], decimals);

    /// <summary>The class of a share.</summary>
    public int Of(double share)
    {
        // Two decimals more than the edges have: a share that looks like the edge is in the class that begins there.
        var rounded = Math.Round(share, Decimals + 2);
        var shade = 0;
        while (shade < Edges.Count && rounded >= Edges[shade]) shade++;
        return shade;
    }

    /// <summary>The classes from the lowest: where each begins, and where it ends, which the last does not.</summary>
    public IEnumerable<(double From, double? To)> All => Enumerable.Range(0, Edges.Count + 1).Select(i => (i == 0 ? 0 : Edges[i - 1], i == Edges.Count ? (double?)null : Edges[i]));
}
