using SatuPintu.Regions;
using SatuPintu.Sources.Values;

namespace SatuPintu.Sources.Standardising;

/// <summary>Fills codes and official names of all levels from whatever a list states of areas.</summary>
internal static class AreaStandards
{
    private static readonly (AreaPart Part, string Element)[] Stated =
    [
        (AreaPart.Province, Elements.ProvinceName), (AreaPart.Regency, Elements.RegencyName), (AreaPart.RegencyCode, Elements.RegencyCode),
        (AreaPart.District, Elements.DistrictName), (AreaPart.DistrictCode, Elements.DistrictCode),
        (AreaPart.Village, Elements.VillageName), (AreaPart.VillageCode, Elements.VillageCode),
    ];

    private static readonly (string Element, AreaLevel Level, Func<Area, string> Of, string[] ReadFrom)[] Filled =
    [
        (Elements.ProvinceName, AreaLevel.Province, a => a.Name, [Elements.ProvinceName, Elements.RegencyCode, Elements.RegencyName, Elements.VillageCode, Elements.DistrictCode, Elements.DistrictName, Elements.VillageName]),
        (Elements.RegencyCode, AreaLevel.Regency, a => a.Code, [Elements.RegencyCode, Elements.RegencyName, Elements.VillageCode, Elements.DistrictCode, Elements.DistrictName, Elements.VillageName]),
        (Elements.RegencyName, AreaLevel.Regency, a => a.Name, [Elements.RegencyName, Elements.RegencyCode, Elements.VillageCode, Elements.DistrictCode, Elements.DistrictName, Elements.VillageName]),
        (Elements.DistrictCode, AreaLevel.District, a => a.Code, [Elements.DistrictCode, Elements.DistrictName, Elements.VillageCode, Elements.VillageName]),
        (Elements.DistrictName, AreaLevel.District, a => a.Name, [Elements.DistrictName, Elements.DistrictCode, Elements.VillageCode, Elements.VillageName]),
        (Elements.VillageCode, AreaLevel.Village, a => a.Code, [Elements.VillageCode, Elements.VillageName]),
        (Elements.VillageName, AreaLevel.Village, a => a.Name, [Elements.VillageName, Elements.VillageCode]),
    ];

    public static void Add(StandardColumns list, AreaResolver resolver)
    {
        var raws = Array.ConvertAll(Stated, s => list.Raw(s.Element));
        if (Array.TrueForAll(raws, r => r is null)) return;
        var tuples = RowTuples.Of(list.RowCount, [.. raws.OfType<TextColumn>()]);
        var statements = new AreaCount[tuples.Count];
        for (var t = 0; t < statements.Length; t++) statements[t] = new AreaCount(Statement(raws, tuples.FirstRow[t]), tuples.Rows[t]);
        var context = resolver.Infer(statements, () => NikPrefixes(list));
        var resolved = Array.ConvertAll(statements, s => resolver.Resolve(s.Text, context));

        foreach (var (element, level, of, readFrom) in Filled)
        {
            var column = Fill(element, tuples, resolved, level, of);
            if (column.Values.Length > 1 || list.Raw(element) is not null) list.Add(column, readFrom);
        }
        Tell(list, tuples, resolved, raws);
    }

    private static AreaText Statement(TextColumn?[] raws, int row)
    {
        var texts = Array.ConvertAll(raws, r => r is null || Placeholder.IsOne(r[row]) ? "" : r[row].Trim());
        return new AreaText { Province = texts[0], Regency = texts[1], RegencyCode = texts[2], District = texts[3], DistrictCode = texts[4], Village = texts[5], VillageCode = texts[6] };
    }

    private static TextColumn Fill(string element, RowTuples tuples, AreaResolution[] resolved, AreaLevel level, Func<Area, string> of)
    {
        var values = new string[resolved.Length + 1];
        values[0] = "";
        for (var t = 0; t < resolved.Length; t++) values[t + 1] = resolved[t].At(level) is { } area ? of(area) : "";
        return new TextColumn(element, Array.ConvertAll(tuples.TupleOf, t => t + 1), values).Compact();
    }

    private static void Tell(StandardColumns list, RowTuples tuples, AreaResolution[] resolved, TextColumn?[] raws)
    {
        if (Array.TrueForAll(resolved, r => r.Issues.Count == 0)) return;
        for (var row = 0; row < tuples.TupleOf.Length; row++)
        {
            foreach (var issue in resolved[tuples.TupleOf[row]].Issues)
            {
                var stated = (int)issue.Part;
                list.Tell(row, Stated[stated].Element, StandardRules.Of(issue.Kind), raws[stated]?[row] ?? "");
            }
        }
    }

    /// <summary>The first four digits of the NIK in the list, with their number.</summary>
    private static Dictionary<string, int> NikPrefixes(StandardColumns list)
    {
        var prefixes = new Dictionary<string, int>(StringComparer.Ordinal);
        if (list.Raw(Elements.Nik) is not { } raw) return prefixes;
        foreach (var cell in raw.Values)
        {
            var reading = Nik.Read(cell);
            if (!reading.IsValid) continue;
            var prefix = reading.Digits[..4];
            prefixes[prefix] = prefixes.GetValueOrDefault(prefix) + 1;
        }
        return prefixes;
    }
}
