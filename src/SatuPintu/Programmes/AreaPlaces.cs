using SatuPintu.People;
using SatuPintu.Regions;
using SatuPintu.Sources;

namespace SatuPintu.Programmes;

/// <summary>The districts the lists are about, and the one of each record.</summary>
internal sealed class AreaPlaces
{
    private readonly ElementPool district;
    private readonly ElementPool village;
    private readonly int[] ofDistrict;
    private readonly int[] ofVillage;
    private readonly AreaCatalog catalog;

    private AreaPlaces(ElementPool district, ElementPool village, IReadOnlyList<(string Code, string Name)> districts, int[] ofDistrict, int[] ofVillage, AreaCatalog catalog)
    {
        this.district = district;
        this.village = village;
        this.ofDistrict = ofDistrict;
        this.ofVillage = ofVillage;
        this.catalog = catalog;
        Districts = districts;
    }

    /// <summary>The districts in the order of their codes; all of the regencies the lists are about, with records or not.</summary>
    public IReadOnlyList<(string Code, string Name)> Districts { get; }

    /// <summary>Number of the district in <see cref="Districts"/>, from 1; 0 for one of another regency, −1 when not known.</summary>
    public int this[RecordRef record]
    {
        get
        {
            var code = district[record];
            return code != 0 ? ofDistrict[code] : ofVillage[village[record]];
        }
    }

    /// <summary>Official name of a regency; empty when the list of areas does not have it.</summary>
    public string RegencyName(string code) => catalog.Find(code)?.Name ?? "";

    /// <summary>Finds the districts; a regency counts from a share of all located records on.</summary>
    public static AreaPlaces Of(GoldenPersons persons, AreaCatalog catalog, double smallestShare)
    {
        var lists = persons.Linked.Lists;
        var district = persons.PoolOf(Elements.DistrictCode);
        var village = persons.PoolOf(Elements.VillageCode);
        var districtRecords = new int[district.Values.Length];
        var villageRecords = new int[village.Values.Length];
        for (var list = 0; list < lists.Count; list++)
            for (var row = 0; row < lists[list].RowCount; row++)
            {
                var record = new RecordRef(list, row);
                var code = district[record];
                if (code != 0) districtRecords[code]++;
                else villageRecords[village[record]]++;
            }

        var records = new SortedDictionary<string, int>(StringComparer.Ordinal);
        Add(district.Values, districtRecords);
        Add(village.Values, villageRecords);
        var located = records.Values.Sum();
        var byRegency = records.GroupBy(r => r.Key[..4], r => r.Value, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(), StringComparer.Ordinal);
        var codes = new SortedSet<string>(records.Keys, StringComparer.Ordinal);
        foreach (var regency in byRegency.Keys) codes.UnionWith(catalog.DistrictsOf(regency).Select(d => d.Code));
        codes.RemoveWhere(c => byRegency[c[..4]] < smallestShare * located);

        var districts = codes.Select(c => (c, catalog.Find(c)?.Name ?? "")).ToList();
        var numberOf = districts.Index().ToDictionary(d => d.Item.c, d => d.Index + 1, StringComparer.Ordinal);
        return new AreaPlaces(district, village, districts, Numbers(district.Values), Numbers(village.Values), catalog);

        void Add(string[] values, int[] counts)
        {
            for (var code = 1; code < values.Length; code++)
                if (counts[code] > 0 && values[code].Length >= 6) records[values[code][..6]] = records.GetValueOrDefault(values[code][..6]) + counts[code];
        }

        int[] Numbers(string[] values) => [.. values.Select(v => v.Length < 6 ? -1 : numberOf.GetValueOrDefault(v[..6]))];
    }
}
