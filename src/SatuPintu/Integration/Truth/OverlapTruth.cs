using SatuPintu.Regions;
using SatuPintu.Sources;

namespace SatuPintu.Integration.Truth;

/// <summary>Compares <c>overlap.csv</c> with the truth.</summary>
internal static class OverlapTruth
{
    /// <summary>Each row of the overlap beside the persons who are in both lists.</summary>
    internal static IReadOnlyList<OverlapEvaluation> Compare(TextTable overlap, LinkTruth truth, AreaCatalog areas)
    {
        var code = LinkTruth.Column(overlap, "district_code");
        var a = LinkTruth.Column(overlap, "source_a");
        var b = LinkTruth.Column(overlap, "source_b");
        var linked = LinkTruth.Column(overlap, "overlap_linked");
        var regency = Enumerable.Range(0, overlap.RowCount).Select(r => code[r]).FirstOrDefault(c => c.Length == 4) ?? "";
        var byCode = DistrictCodes(truth, regency, areas);
        var rows = new List<OverlapEvaluation>(overlap.RowCount);
        var known = truth.Sources.Select((s, i) => (s, i)).ToDictionary(s => s.s, s => s.i, StringComparer.Ordinal);
        var inBoth = new Dictionary<(int, int), int[]>();
        for (var row = 0; row < overlap.RowCount; row++)
        {
            if (!known.TryGetValue(a[row], out var first) || !known.TryGetValue(b[row], out var second)) continue;
            if (!inBoth.TryGetValue((first, second), out var perDistrict)) inBoth.Add((first, second), perDistrict = CountBoth(truth, first, second));
            // A row without a code counts records whose district is not known; the truth knows them all.
            if (code[row].Length == 0) continue;
            var districts = byCode.Where(d => d.Key.StartsWith(code[row], StringComparison.Ordinal)).SelectMany(d => d.Value).ToList();
            if (districts.Count == 0) continue;
            var persons = districts.Sum(d => perDistrict[d]);
            var name = code[row].Length < 6 ? "" : truth.Districts[districts[0]];
            rows.Add(new OverlapEvaluation(name, a[row], b[row], int.TryParse(linked[row], out var n) ? n : 0, persons));
        }
        return rows;
    }

    /// <summary>Persons in both lists by district; a person is counted where the first list has them.</summary>
    private static int[] CountBoth(LinkTruth truth, int first, int second)
    {
        var at = new int[truth.Persons.Count];
        Array.Fill(at, -1);
        var isIn = new bool[truth.Persons.Count];
        for (var i = 0; i < truth.Person.Length; i++)
        {
            if (truth.Source[i] == first && at[truth.Person[i]] < 0) at[truth.Person[i]] = truth.District[i];
            if (truth.Source[i] == second) isIn[truth.Person[i]] = true;
        }
        var counts = new int[Math.Max(1, truth.Districts.Count)];
        for (var p = 0; p < at.Length; p++)
            if (isIn[p] && at[p] >= 0) counts[at[p]]++;
        return counts;
    }

    /// <summary>The truth names districts as the lists do (Grogol), the overlap by code (367206); names of one district go together.</summary>
    private static Dictionary<string, List<int>> DistrictCodes(LinkTruth truth, string regency, AreaCatalog areas)
    {
        var resolver = new AreaResolver(areas);
        var context = new AreaContext(areas.Find(regency));
        var byCode = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var d = 0; d < truth.Districts.Count; d++)
        {
            var area = resolver.Resolve(new AreaText { District = truth.Districts[d] }, context).At(AreaLevel.District);
            if (area is null) continue;
            if (!byCode.TryGetValue(area.Code, out var names)) byCode.Add(area.Code, names = []);
            names.Add(d);
        }
        return byCode;
    }
}
