using SatuPintu.Sources.Values;

namespace SatuPintu.Sources.Standardising;

/// <summary>Brings columns of dates to ISO 8601.</summary>
internal static class DateStandards
{
    /// <summary>A column of days; a place that stands before the date of birth goes to a column of its own when the list has none.</summary>
    public static void AddDays(StandardColumns list, string element, DateOnly today)
    {
        if (list.Raw(element) is not { } raw) return;
        string[]? places = null;
        var wantsPlace = element == Elements.DateOfBirth && list.Raw(Elements.PlaceOfBirth) is null;
        var at = 0;
        list.Map(element, text =>
        {
            at++;
            var reading = DateReader.Read(text, list.Source.DateOrder, today.Year);
            if (wantsPlace && reading.Place is { Length: > 0 } place)
            {
                places ??= EmptyTexts(raw.Values.Length);
                places[at] = TextStandards.Capitals(place);
            }
            return new StandardValue(reading.Standard, StandardRules.Of(reading.Fault));
        });
        if (places is not null) list.Add(StandardColumns.Recoded(Elements.PlaceOfBirth, raw, places));
    }

    /// <summary>A column of months; a day counts as its month.</summary>
    public static void AddMonths(StandardColumns list, string element, DateOnly today) => list.Map(element, text =>
    {
        var reading = DateReader.Read(text, list.Source.DateOrder, today.Year);
        var known = reading.Known;
        return known.Length >= 7 ? new StandardValue(known[..7]) : new StandardValue("", StandardRules.Of(reading.Fault));
    });

    private static string[] EmptyTexts(int count)
    {
        var texts = new string[count];
        Array.Fill(texts, "");
        return texts;
    }
}
