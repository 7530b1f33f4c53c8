using SatuPintu.Regions;

namespace SatuPintu.Dashboard;

/// <summary>A count as it is shown: hidden where it could point at a family and the reader may not see names.</summary>
/// <param name="Value">The count; null where it is hidden.</param>
/// <param name="IsSmall">Of a hidden count, whether it is one to four; else it is hidden for the sake of another.</param>
public readonly record struct ShownCount(long? Value, bool IsSmall = false)
{
    /// <summary>A count that is shown.</summary>
    public static implicit operator ShownCount(long value) => new(value);
}

/// <summary>Hides small numbers by village from those who see no names (decision 0004).</summary>
internal static class SmallNumbers
{
    private const long Smallest = 5;

    /// <summary>One count of a village.</summary>
    public static ShownCount Of(long value) => value is > 0 and < Smallest ? new ShownCount(null, IsSmall: true) : value;

    /// <summary>The areas whose counts tell how one of a village is hidden: the district and all its villages.</summary>
    public static IEnumerable<string> Around(string village) => AreaCatalog.Official.VillagesOf(village[..6]).Select(v => v.Code).Prepend(village[..6]);

    /// <summary>One count of a village, hidden as it is where the villages of its district stand side by side.</summary>
    /// <param name="village">The code of the village.</param>
    /// <param name="count">The count of an area; nought where the reader sees none.</param>
    public static ShownCount Of(string village, Func<string, long> count)
    {
        string[] around = [.. Around(village)];
        var villages = around[1..].Select(count).ToList();
        if (count(around[0]) - villages.Sum() is > 0 and var rest) villages.Add(rest);
        return Of(villages)[Array.IndexOf(around, village) - 1];
    }

    /// <summary>Counts of the villages of one district: where one alone is hidden, the smallest of the others is too, since the district's sum would give it away.</summary>
    public static IReadOnlyList<ShownCount> Of(IReadOnlyList<long> values)
    {
        var shown = values.Select(Of).ToArray();
        if (shown.Count(s => s.Value is null) != 1) return shown;
        var other = Enumerable.Range(0, shown.Length).Where(i => values[i] >= Smallest).OrderBy(i => values[i]).Select(i => (int?)i).FirstOrDefault();
        if (other is { } hide) shown[hide] = new ShownCount(null);
        return shown;
    }
}
