using System.Globalization;
using SatuPintu.Sources;

namespace SatuPintu.People;

/// <summary>When each record was last brought up to date.</summary>
internal static class RecordDates
{
    /// <summary>For each record in order, the day number (<see cref="DateOnly.DayNumber"/>) of its last update, else of its list; −1 when nothing tells.</summary>
    public static int[] Of(IReadOnlyList<StandardTable> lists, RecordOrder order)
    {
        var days = new int[order.Count];
        for (var list = 0; list < lists.Count; list++)
        {
            var ofList = Day(lists[list].Source.AsOf ?? "");
            var column = lists[list][Elements.LastUpdate];
            var ofCode = new int[column?.Values.Length ?? 1];
            ofCode[0] = ofList;
            for (var code = 1; code < ofCode.Length; code++)
            {
                var day = Day(column!.Values[code]);
                ofCode[code] = day >= 0 ? day : ofList;
            }
            var places = order.PlacesOf(list);
            for (var row = 0; row < places.Length; row++)
                if (places[row] >= 0) days[places[row]] = ofCode[column is null ? 0 : column.Codes[row]];
        }
        return days;
    }

    private static int Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.DayNumber : -1;
}
