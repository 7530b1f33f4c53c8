using SatuPintu.Integration.Report;
using SatuPintu.Programmes;
using SatuPintu.Regions;
using SatuPintu.Sources;

namespace SatuPintu.Integration;

/// <summary>Adds up a gap by district.</summary>
internal static class GapTotals
{
    /// <summary>Counts the persons of a gap in each district of the regency; those elsewhere stand last under an empty name.</summary>
    public static ReportGap Of(IntegrationWork work, Gap gap, Area? regency)
    {
        var districts = regency is null ? [] : work.Areas.DistrictsOf(regency.Code);
        var column = work.Persons[Elements.DistrictCode];
        var indexOf = districts.Index().ToDictionary(d => d.Item.Code, d => d.Index, StringComparer.Ordinal);
        var districtOf = new int[column.Values.Length];
        for (var i = 0; i < districtOf.Length; i++) districtOf[i] = indexOf.GetValueOrDefault(column.Values[i], districts.Count);
        var counts = new int[districts.Count + 1];
        foreach (var person in gap.Persons) counts[districtOf[column.Codes[person]]]++;
        var byDistrict = districts.Select((d, i) => (d.Name, counts[i])).ToList();
        if (counts[^1] > 0) byDistrict.Add(("", counts[^1]));
        return new ReportGap(gap.Rule.Id, gap.Rule.Title, gap.Rule.Explanation, gap.Persons.Count, byDistrict, gap.NotComputed);
    }
}
