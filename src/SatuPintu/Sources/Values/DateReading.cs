using System.Globalization;

namespace SatuPintu.Sources.Values;

/// <summary>What was out of order when a date was read.</summary>
public enum DateFault
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>No date was given.</summary>
    Missing,
    /// <summary>There is a text, but no date in it.</summary>
    Unreadable,
    /// <summary>Day, month and year are there, but no such day exists (31 February); the parts are kept.</summary>
    Impossible,
    /// <summary>A date that stands for "not known" (01-01-1900, 0000-00-00).</summary>
    Placeholder,
    /// <summary>The year has two digits; the century was supplied.</summary>
    TwoDigitYear,
    /// <summary>Only year and month are known.</summary>
    MonthOnly,
    /// <summary>Only the year is known.</summary>
    YearOnly,
    /// <summary>A spreadsheet's day number; the date was worked out from it.</summary>
    Serial,
    /// <summary>Day and month stood the other way round than the source writes them.</summary>
    Swapped,
}

/// <summary>A date, read. <see cref="Date"/> is set for every fault that leaves no doubt which day is meant.</summary>
public readonly record struct DateReading
{
    /// <summary>The date, or null when none can be told.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>What was out of order.</summary>
    public DateFault Fault { get; init; }

    /// <summary>The year as read, also of a date that is partial or impossible; 0 when not known.</summary>
    public int Year { get; init; }

    /// <summary>The month as read; 0 when not known. May exceed 12 in an impossible date.</summary>
    public int Month { get; init; }

    /// <summary>The day as read; 0 when not known. May exceed the month's days in an impossible date.</summary>
    public int Day { get; init; }

    /// <summary>What stood before the date (<c>CILEGON, 12-05-1990</c>), as delivered; empty when nothing did.</summary>
    public string Place { get; init; }

    /// <summary>The date in ISO 8601 (<c>1990-05-12</c>); empty when <see cref="Date"/> is null.</summary>
    public string Standard => Date is { } date ? Iso(date) : "";

    /// <summary>As much as is known in ISO 8601: the day, else the month (<c>1990-05</c>), else the year, else empty.</summary>
    public string Known => Date is not null ? Standard : Fault switch
    {
        DateFault.MonthOnly => Year.ToString("D4", CultureInfo.InvariantCulture) + "-" + Month.ToString("D2", CultureInfo.InvariantCulture),
        DateFault.YearOnly => Year.ToString("D4", CultureInfo.InvariantCulture),
        _ => "",
    };

    private static string Iso(DateOnly date) => string.Create(10, date, static (text, d) =>
    {
        Two(text, d.Year / 100);
        Two(text[2..], d.Year % 100);
        text[4] = '-';
        Two(text[5..], d.Month);
        text[7] = '-';
        Two(text[8..], d.Day);
    });

    private static void Two(Span<char> text, int number)
    {
        text[0] = (char)('0' + (number / 10));
        text[1] = (char)('0' + (number % 10));
    }
}
