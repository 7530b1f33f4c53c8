using System.Globalization;
using SatuPintu.Sources;

namespace SatuPintu.People;

/// <summary>When each record was last brought up to date, as a day number (<see cref="DateOnly.DayNumber"/>); −1 when nothing tells.</summary>
internal sealed class RecordDates
{
    private readonly int[]?[] dayOfCode;
    private readonly int[] dayOfList;
    private readonly IReadOnlyList<StandardTable> lists;

    public RecordDates(IReadOnlyList<StandardTable> lists)
    {
        this.lists = lists;
        dayOfList = [.. lists.Select(l => Day(l.Source.AsOf ?? ""))];
        dayOfCode = new int[]?[lists.Count];
        for (var list = 0; list < lists.Count; list++)
        {
            if (lists[list][Elements.LastUpdate] is not { } column) continue;
            var days = new int[column.Values.Length];
            for (var code = 0; code < days.Length; code++)
            {
                var day = Day(column.Values[code]);
                days[code] = day >= 0 ? day : dayOfList[list];
            }
            dayOfCode[list] = days;
        }
    }

    /// <summary>The day of one record.</summary>
    public int this[RecordRef record] => dayOfCode[record.List] is { } days
        ? days[lists[record.List][Elements.LastUpdate]!.Codes[record.Row]]
        : dayOfList[record.List];

    private static int Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.DayNumber : -1;
}
