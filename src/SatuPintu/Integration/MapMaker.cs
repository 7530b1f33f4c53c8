using System.Globalization;
using SatuPintu.Integration.Report;
using SatuPintu.Programmes;
using SatuPintu.Regions;
using SatuPintu.Sources;

namespace SatuPintu.Integration;

/// <summary>
/// Makes the schematic maps: of the poorest who receive nothing, when programme lists were given, and of those whom one list
/// holds and another misses.
/// </summary>
internal static class MapMaker
{
    /// <summary>Makes the maps that the lists given allow.</summary>
    public static IReadOnlyList<ReportMap> Make(IntegrationWork work, Area regency)
    {
        var maker = new Villages(work, regency);
        var maps = new List<ReportMap>();
        foreach (var gap in work.Gaps.All.Where(g => g.NotComputed is null))
        {
            var rule = gap.Rule;
            if (rule.Decile is not null && rule.NotIn is not null)
                maps.Add(maker.Map("decile", gap, Poorest(work, rule)));
            else if (rule.In?.Sources is { Count: 1 } && rule.NotIn?.Sources is { Count: 1 })
                maps.Add(maker.Map("missing", gap, In(work, rule.In)));
        }
        return [.. maps.OrderBy(m => m.Kind == "decile" ? 0 : 1).DistinctBy(m => m.Kind)];
    }

    private static bool[] Poorest(IntegrationWork work, GapRule rule)
    {
        var group = new bool[work.Persons.Count];
        foreach (var (list, lowest) in work.Gaps.Standing.Deciles)
        {
            if (work.Checks[list].Table.Source.ExtremePoverty != rule.Decile!.ExtremePoverty) continue;
            for (var person = 0; person < group.Length; person++) group[person] |= lowest[person] > 0 && lowest[person] <= rule.Decile.AtMost;
        }
        return group;
    }

    private static bool[] In(IntegrationWork work, ListChoice choice)
    {
        var mask = 0UL;
        for (var list = 0; list < work.Checks.Count; list++)
            if (choice.Holds(work.Checks[list].Table.Source)) mask |= 1UL << list;
        return [.. work.Persons.InLists.Select(lists => (lists & mask) != 0)];
    }

    /// <summary>The villages of a regency, the village of each person, and where each village lies.</summary>
    private sealed class Villages
    {
        private readonly (Area District, Area Village)[] villages;
        private readonly int[] villageOf;
        private readonly double[] latitudes, longitudes;

        public Villages(IntegrationWork work, Area regency)
        {
            villages = [.. work.Areas.DistrictsOf(regency.Code).SelectMany(d => work.Areas.VillagesOf(d.Code).Select(v => (d, v)))];
            var indexOf = villages.Index().ToDictionary(v => v.Item.Village.Code, v => v.Index, StringComparer.Ordinal);
            var column = work.Persons[Elements.VillageCode];
            var byCode = new int[column.Values.Length];
            for (var i = 0; i < byCode.Length; i++) byCode[i] = indexOf.GetValueOrDefault(column.Values[i], -1);
            villageOf = new int[column.Count];
            for (var person = 0; person < villageOf.Length; person++) villageOf[person] = byCode[column.Codes[person]];
            latitudes = Medians(work.Persons[Elements.Latitude]);
            longitudes = Medians(work.Persons[Elements.Longitude]);
        }

        public ReportMap Map(string kind, Gap gap, bool[] group)
        {
            var (counts, of) = (new int[villages.Length], new int[villages.Length]);
            foreach (var person in gap.Persons)
                if (villageOf[person] >= 0) counts[villageOf[person]]++;
            for (var person = 0; person < group.Length; person++)
                if (group[person] && villageOf[person] >= 0) of[villageOf[person]]++;
            return new ReportMap(kind, gap.Rule.Title, [.. villages.Select((v, i) => new ReportVillage(v.District.Name, v.Village.Name, counts[i], of[i], latitudes[i], longitudes[i]))]);
        }

        // The middle record, since a wrong coordinate can lie anywhere on earth.
        private double[] Medians(TextColumn column)
        {
            var values = new double[column.Values.Length];
            for (var i = 0; i < values.Length; i++)
                if (!double.TryParse(column.Values[i], NumberStyles.Float, CultureInfo.InvariantCulture, out values[i])) values[i] = double.NaN;
            var byVillage = Array.ConvertAll(villages, _ => new List<double>());
            for (var person = 0; person < villageOf.Length; person++)
                if (villageOf[person] >= 0 && !double.IsNaN(values[column.Codes[person]])) byVillage[villageOf[person]].Add(values[column.Codes[person]]);
            return Array.ConvertAll(byVillage, list =>
            {
                list.Sort();
                return list.Count == 0 ? double.NaN : list[list.Count / 2];
            });
        }
    }
}
