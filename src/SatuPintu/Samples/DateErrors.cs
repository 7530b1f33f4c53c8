namespace SatuPintu.Samples;

/// <summary>How a list writes dates, and what happens to them on the way.</summary>
internal static class DateErrors
{
    private static readonly string[] Months = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"];
    private static readonly string[] ShortMonths = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"];
    private static readonly string[] Impossible = ["31/02/", "30/02/", "31/04/", "00/00/", "31/11/", "29/13/", "32/01/"];

    /// <summary>The ways of writing: the first is the list's own.</summary>
    internal static readonly string[] Dtks = ["yyyy-MM-dd", "dd/MM/yyyy", "dd-MM-yyyy", "d MMMM yyyy"];
    /// <inheritdoc cref="Dtks"/>
    internal static readonly string[] P3ke = ["dd/MM/yyyy", "dd-MM-yyyy", "yyyy-MM-dd", "d MMM yyyy", "d MMMM yyyy", "d/M/yyyy", "dd.MM.yyyy", "ddMMyyyy"];
    /// <inheritdoc cref="Dtks"/>
    internal static readonly string[] Programme = ["dd-MM-yyyy", "dd/MM/yyyy", "dd-MMM-yyyy", "yyyy-MM-dd"];

    /// <summary>A date of birth as the list has it.</summary>
    internal static string Write(Chance chance, NoiseModel noise, DateOnly date, string[] forms)
    {
        var kind = noise.Date.One(chance);
        var form = chance.Hit(noise.DateForm.Rate("other")) ? chance.Of(forms) : forms[0];
        switch (kind)
        {
            case null: return Format(date, form);
            case "missing": return "";
            case "day_month_swapped": return Format(date.Day <= 12 ? new DateOnly(date.Year, date.Day, date.Month) : date, form);
            case "year_off": return Format(date.AddYears(chance.Hit(0.75) ? (chance.Hit(0.5) ? 1 : -1) : (chance.Hit(0.5) ? 10 : -10)), form);
            case "day_off": return Format(chance.Hit(0.5) ? date.AddDays(chance.Hit(0.5) ? 1 : -1) : new DateOnly(date.Year, date.Month, 1 + ((date.Day + 9) % 28)), form);
            case "first_of_january": return Format(new DateOnly(date.Year, 1, 1), form);
            case "first_of_month": return Format(new DateOnly(date.Year, date.Month, 1), form);
            case "impossible": return forms == Dtks ? string.Join('-', (chance.Of(Impossible) + date.Year).Split('/').Reverse()) : chance.Of(Impossible) + date.Year;
            case "two_digit_year": return Format(date, "dd/MM/yy");
            case "serial": return date.Year > 1900 ? (date.DayNumber - new DateOnly(1899, 12, 30).DayNumber).ToString() : Format(date, form);
            case "with_time": return Format(date, "yyyy-MM-dd") + " 00:00:00";
            default: throw new InvalidDataException($"noise.json: '{kind}' is no error of a date.");
        }
    }

    /// <summary>A date in one of the ways of writing; months are Indonesian.</summary>
    internal static string Format(DateOnly date, string form) => form switch
    {
        "d MMMM yyyy" => $"{date.Day} {Months[date.Month - 1]} {date.Year}",
        "d MMM yyyy" => $"{date.Day} {ShortMonths[date.Month - 1]} {date.Year}",
        "dd-MMM-yyyy" => $"{date.Day:00}-{ShortMonths[date.Month - 1].ToUpperInvariant()}-{date.Year}",
        _ => date.ToString(form, System.Globalization.CultureInfo.InvariantCulture),
    };
}
