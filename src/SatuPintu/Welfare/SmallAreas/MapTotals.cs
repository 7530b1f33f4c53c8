using SatuPintu.Welfare.Tables;

namespace SatuPintu.Welfare.SmallAreas;

/// <summary>A headcount that the map is to agree with.</summary>
/// <param name="Group">The group of areas it is of; null for all areas.</param>
/// <param name="Headcount">The share of poor over their households, above 0 and at most 1.</param>
/// <param name="Areas">The areas by number.</param>
internal sealed record MapTotal(string? Group, double Headcount, int[] Areas);

/// <summary>The headcounts that the map is to agree with: one of all areas, or one of each group of areas by a column of the census.</summary>
internal sealed class MapTotals
{
    private const string GroupColumn = "group", HeadcountColumn = "p0";

    /// <summary>The totals.</summary>
    public required IReadOnlyList<MapTotal> All { get; init; }

    /// <summary>The census's column of groups; null for one total of all areas.</summary>
    public string? By { get; init; }

    /// <summary>The file of the totals, or null.</summary>
    public DataFile? File { get; init; }

    /// <summary>Finds them; null where none are asked for.</summary>
    /// <exception cref="UserError">The file cannot be used, or areas and groups do not fit one another.</exception>
    public static MapTotals? Read(MapPovertyCommand command, MapInput input, Warnings warnings, CancellationToken cancellation)
    {
        if (command.Benchmark is { } total) return new MapTotals { All = [new MapTotal(null, total, [.. Enumerable.Range(0, input.Groups.Count)])] };
        if (command.BenchmarkFile is not { } file) return null;
        var table = WelfareTable.Read(file, new WantedColumns().Add(GroupColumn, ColumnKinds.Category).Add(HeadcountColumn, ColumnKinds.Number), cancellation);
        var headcounts = Headcounts(table);
        var groups = GroupsOfAreas(input, command);
        var lacking = groups.Keys.Where(g => !headcounts.ContainsKey(g)).ToList();
        if (lacking.Count > 0) throw new UserError(ExitCode.Input, "welfare.map.total_lacking", ("file", file), ("groups", Warnings.SomeOf(lacking)));
        var strange = headcounts.Keys.Where(g => !groups.ContainsKey(g)).ToList();
        if (strange.Count > 0) warnings.Add("welfare.map.total_strange", ("file", file), ("count", strange.Count), ("groups", Warnings.Some(strange)));
        return new MapTotals
        {
            All = [.. groups.Select(g => new MapTotal(g.Key, headcounts[g.Key], [.. g.Value]))],
            By = command.BenchmarkBy,
            File = table.Data,
        };
    }

    private static Dictionary<string, double> Headcounts(WelfareTable table)
    {
        var (groups, values) = (table.Categories(GroupColumn), table.Required(HeadcountColumn));
        var headcounts = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var row = 0; row < table.Rows; row++)
        {
            if (groups.Codes[row] < 0) throw Wrong("welfare.map.total_nameless", row);
            if (values[row] is not (> 0 and <= 1)) throw Wrong("welfare.map.total_share", row);
            if (!headcounts.TryAdd(groups.Labels[groups.Codes[row]], values[row])) throw Wrong("welfare.map.total_twice", row);
        }
        return headcounts;

        UserError Wrong(string key, int row) => new(ExitCode.Input, key, ("file", table.Data.Path), ("row", table.RowNumber(row)), ("value", values[row]),
            ("group", groups.Codes[row] < 0 ? "" : groups.Labels[groups.Codes[row]]));
    }

    private static SortedDictionary<string, List<int>> GroupsOfAreas(MapInput input, MapPovertyCommand command)
    {
        var torn = input.Groups.Select((g, d) => (Area: input.Areas[d], Groups: g)).Where(a => a.Groups.Count > 1).Select(a => $"{a.Area} ({string.Join(", ", a.Groups)})").ToList();
        if (torn.Count > 0) throw new UserError(ExitCode.Input, "welfare.map.area_torn", ("file", command.Census), ("column", command.BenchmarkBy), ("areas", Warnings.SomeOf(torn)));
        var without = input.Groups.Select((g, d) => (Area: input.Areas[d], Groups: g)).Where(a => a.Groups.Count == 0).Select(a => a.Area).ToList();
        if (without.Count > 0) throw new UserError(ExitCode.Input, "welfare.map.area_groupless", ("file", command.Census), ("column", command.BenchmarkBy), ("areas", Warnings.SomeOf(without)));
        var groups = new SortedDictionary<string, List<int>>(StringComparer.Ordinal);
        for (var d = 0; d < input.Groups.Count; d++)
        {
            if (!groups.TryGetValue(input.Groups[d][0], out var areas)) groups.Add(input.Groups[d][0], areas = []);
            areas.Add(d);
        }
        return groups;
    }
}
