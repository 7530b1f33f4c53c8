using System.Runtime.InteropServices;

namespace SatuPintu.Dashboard.Keeping;

/// <summary>What a figure is about.</summary>
/// <param name="Kind">One of <see cref="FigureKinds"/>.</param>
/// <param name="A">What it is about.</param>
/// <param name="B">The other that it is about.</param>
internal readonly record struct FigureKey(string Kind, string A, string B);

/// <summary>A figure.</summary>
/// <param name="Area">The area, with all that lies below it.</param>
/// <param name="Key">What it is about.</param>
/// <param name="Value">How many.</param>
internal readonly record struct FigureRow(string Area, FigureKey Key, long Value);

/// <summary>Counts by what they are about and by area; sums go up to the nation.</summary>
internal sealed class Tally(IReadOnlyList<string> areas)
{
    private readonly Dictionary<FigureKey, long[]> counts = [];

    /// <summary>The counts of something, by number of the area.</summary>
    public long[] Of(string kind, string a = "", string b = "")
    {
        ref var found = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, new FigureKey(kind, a, b), out _);
        return found ??= new long[areas.Count];
    }

    /// <summary>The figures that are not nought: of each area with all that lies below it.</summary>
    public IEnumerable<FigureRow> Summed()
    {
        foreach (var (key, ofArea) in counts)
        {
            var sums = new Dictionary<string, long>(StringComparer.Ordinal);
            for (var area = 0; area < ofArea.Length; area++)
            {
                if (ofArea[area] == 0) continue;
                foreach (var above in Upwards(areas[area])) CollectionsMarshal.GetValueRefOrAddDefault(sums, above, out _) += ofArea[area];
            }
            foreach (var (area, sum) in sums) yield return new FigureRow(area, key, sum);
        }
    }

    /// <summary>The area itself, and those it lies in.</summary>
    private static IEnumerable<string> Upwards(string area)
    {
        yield return area;
        foreach (var length in new[] { 6, 4, 2, 0 })
            if (length < area.Length) yield return area[..length];
    }
}
