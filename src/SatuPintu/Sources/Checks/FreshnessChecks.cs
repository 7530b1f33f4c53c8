using System.Globalization;

namespace SatuPintu.Sources.Checks;

/// <summary>How old the records are, measured by their last update or, where rows carry none, by the date of the list.</summary>
internal static class FreshnessChecks
{
    /// <summary>Tells stale rows; a list of which every row is stale is told once, as a whole.</summary>
    /// <returns>How many rows have a date, and how many of them are stale.</returns>
    public static (int Dated, int Stale) Check(ListView list)
    {
        var months = list.Table.Source.StaleAfterMonths;
        var limit = new DateOnly(list.AsOf.Year, list.AsOf.Month, list.AsOf.Day).AddMonths(-months);
        var limitText = limit.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var detail = months.ToString(CultureInfo.InvariantCulture);
        if (list.Table[Elements.LastUpdate] is not { } column)
        {
            if (list.Table.Source.AsOf is not { Length: > 0 } asOf) return (0, 0);
            var old = IsStale(asOf, limitText);
            if (old) list.Findings.Add(-1, Elements.LastUpdate, "list_stale", asOf, detail);
            return (list.RowCount, old ? list.RowCount : 0);
        }
        var stale = Array.ConvertAll(column.Values.ToArray(), v => v.Length > 0 && IsStale(v, limitText));
        int dated = 0, staleRows = 0;
        var newest = "";
        foreach (var code in column.Codes)
        {
            if (code == 0) continue;
            dated++;
            if (stale[code]) staleRows++;
            if (string.CompareOrdinal(column.Values[code], newest) > 0) newest = column.Values[code];
        }
        if (staleRows == 0) return (dated, 0);
        if (staleRows == dated)
        {
            list.Findings.Add(-1, Elements.LastUpdate, "list_stale", newest, detail);
            return (dated, staleRows);
        }
        var delivered = list.Delivered(Elements.LastUpdate)!;
        for (var row = 0; row < column.Count; row++)
            if (stale[column.Codes[row]]) list.Findings.Add(row, Elements.LastUpdate, "record_stale", delivered[row], detail);
        return (dated, staleRows);
    }

    /// <summary>Dates in standard form compare as text; a year or month alone is stale only when all of it is.</summary>
    private static bool IsStale(string date, string limit) =>
        string.CompareOrdinal(date, 0, limit, 0, Math.Min(date.Length, limit.Length)) < 0;
}
