using System.Globalization;

namespace SatuPintu.Sources.Checks;

/// <summary>Missing values, values read as missing, and ranges.</summary>
internal static class FieldChecks
{
    /// <summary>Parts of another element, where what they lack shows; and aid, of which none is an answer.</summary>
    private static readonly HashSet<string> Parts = new(StringComparer.Ordinal)
    {
        Elements.Street, Elements.HouseNumber, Elements.Rt, Elements.Rw,
        Elements.ProvinceName, Elements.RegencyCode, Elements.RegencyName, Elements.DistrictName, Elements.DistrictCode, Elements.VillageName,
        Elements.Nik, Elements.FamilyCard, Elements.NikDamaged, Elements.ActiveAid,
    };

    /// <summary>Elements a finding on which explains that the village is not known.</summary>
    private static readonly string[] Areas = [Elements.ProvinceName, Elements.RegencyCode, Elements.RegencyName, Elements.DistrictName, Elements.DistrictCode, Elements.VillageName];

    /// <summary>
    /// Tells required elements the list does not carry, rows without a value of a required one, and cells that only fill their place.
    /// </summary>
    public static void Missing(ListView list, CancellationToken cancellation)
    {
        var table = list.Table;
        foreach (var element in list.Rules.Required)
            if (table[element] is null && list.Delivered(element) is null) list.Findings.Add(-1, element, "element_absent", "");
        var told = FindingRows.Of(table.Findings, table.RowCount);
        foreach (var element in table.ElementIds.Order(StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Parts.Contains(element)) continue;
            var required = list.Rules.Required.Contains(element, StringComparer.Ordinal);
            var missing = element switch
            {
                Elements.FullName => "name_missing",
                Elements.RecordId => "record_id_missing",
                _ => required ? "value_missing" : null,
            };
            Missing(list, element, missing, told);
        }
    }

    private static void Missing(ListView list, string element, string? rule, FindingRows told)
    {
        var codes = list.Table[element]!.Codes;
        var raw = list.Table.RawColumns.ContainsKey(element) ? list.Delivered(element) : null;
        var explained = told.Of(element);
        for (var row = 0; row < codes.Length; row++)
        {
            if (codes[row] != 0) continue;
            var delivered = raw is null ? "" : raw[row];
            var blank = string.IsNullOrWhiteSpace(delivered);
            if (blank && rule is null) continue;
            if (explained?[row] == true || (element == Elements.VillageCode && told.HasAny(Areas, row))) continue;
            // A village is put together from several columns; one of them does not stand for it.
            list.Findings.Add(row, element, rule ?? "value_placeholder", element == Elements.VillageCode ? "" : delivered);
        }
    }

    public static void Ranges(ListView list)
    {
        foreach (var range in list.Rules.Ranges)
        {
            if (list.Table[range.Element] is not { } column) continue;
            var detail = string.Create(CultureInfo.InvariantCulture, $"{range.From}\u2013{range.To}");
            InColumn(list, column, range.Element, text =>
                double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && (number < range.From || number > range.To)
                    ? (range.Rule, detail)
                    : default);
        }
    }

    public static void Dates(ListView list)
    {
        var today = list.AsOf;
        var oldest = list.Rules.Parameters.OldestAge;
        if (list.Table[Elements.DateOfBirth] is { } born)
            InColumn(list, born, Elements.DateOfBirth, text =>
            {
                var birth = BirthDate.Parse(text);
                if (!birth.IsKnown) return default;
                if (birth != today && birth.IsNotBefore(today)) return ("birth_in_future", null);
                return birth.YearsUntil(today) > oldest ? ("birth_too_old", oldest.ToString(CultureInfo.InvariantCulture)) : default;
            });
        if (list.Table[Elements.LastUpdate] is { } updated)
            InColumn(list, updated, Elements.LastUpdate, text =>
            {
                var date = BirthDate.Parse(text);
                return date.IsKnown && date != today && date.IsNotBefore(today) ? ("update_in_future", null) : default;
            });
        MarriedUnderAge(list);
    }

    private static void MarriedUnderAge(ListView list)
    {
        if (list.Table[Elements.MaritalStatus] is not { } status) return;
        var married = Array.ConvertAll(status.Values.ToArray(), v => list.Rules.Married.Contains(v, StringComparer.OrdinalIgnoreCase));
        for (var row = 0; row < status.Count; row++)
        {
            if (!married[status.Codes[row]]) continue;
            var birth = list.Birth(row);
            if (!birth.IsKnown) continue;
            var age = birth.YearsUntil(list.AsOf);
            if (age >= 0 && age < list.Rules.Parameters.YoungestMarried)
                list.Findings.Add(row, Elements.MaritalStatus, "married_under_age", list.DeliveredValue(row, Elements.MaritalStatus), age.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Judges each distinct value of a column once, and tells each row that has one that fails.</summary>
    private static void InColumn(ListView list, TextColumn column, string element, Func<string, (string? Rule, string? Detail)> judge)
    {
        var values = column.Values;
        var judged = new (string? Rule, string? Detail)[values.Length];
        var any = false;
        for (var i = 1; i < values.Length; i++)
        {
            judged[i] = judge(values[i]);
            any |= judged[i].Rule is not null;
        }
        if (!any) return;
        var codes = column.Codes;
        for (var row = 0; row < codes.Length; row++)
            if (judged[codes[row]] is { Rule: { } rule } found)
                list.Findings.Add(row, element, rule, list.DeliveredValue(row, element), found.Detail);
    }
}
