using System.Globalization;

namespace SatuPintu.Sources.Reading;

/// <summary>Numbers and dates of spreadsheet cells as the text an officer would have typed.</summary>
internal static class CellNumber
{
    /// <summary>Digits a spreadsheet keeps of a number; those behind are lost or invented.</summary>
    private const int DigitsKept = 15;

    /// <summary>A number as the file writes it, without exponent and without the noise behind the 15th digit of a fraction.</summary>
    /// <param name="written">The number as it stands in the file (<c>3276010101010000</c>, <c>3.27601E+15</c>, <c>0.30000000000000004</c>).</param>
    /// <param name="isLong">Whether it is a whole number of more than 15 digits.</param>
    public static string Plain(string written, out bool isLong)
    {
        var text = written.Trim();
        var isWhole = text.Length > 0 && text.AsSpan(text[0] == '-' ? 1 : 0).IndexOfAnyExceptInRange('0', '9') < 0;
        if (!isWhole && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            text = Math.Abs(number) >= 1e15m ? Math.Round(number).ToString("0", CultureInfo.InvariantCulture) : Rounded(number);
            isWhole = !text.Contains('.', StringComparison.Ordinal);
        }
        isLong = isWhole && text.Length - (text.StartsWith('-') ? 1 : 0) > DigitsKept;
        return text;
    }

    /// <summary>A number held in binary.</summary>
    public static string Plain(double number, out bool isLong) =>
        Plain(number.ToString("R", CultureInfo.InvariantCulture), out isLong);

    /// <summary>A date serial as ISO 8601, with the time of day when there is one; null when it is no date.</summary>
    /// <param name="written">Days since the epoch, as the file writes them.</param>
    /// <param name="from1904">Whether the workbook counts from 1904 (old Macintosh files) and not from 1900.</param>
    public static string? Date(string written, bool from1904)
    {
        if (!double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out var serial)) return null;
        // 9999-12-31 is the last day a spreadsheet shows.
        if (!(serial >= 0 && serial < 2_958_466)) return null;
        if (serial < 1) return Time(TimeSpan.FromDays(serial));
        // Spreadsheets hold 1900 for a leap year: serials up to 59 are a day behind.
        var epoch = from1904 ? new DateTime(1904, 1, 1) : serial < 60 ? new DateTime(1899, 12, 31) : new DateTime(1899, 12, 30);
        var days = epoch.AddDays(Math.Floor(serial));
        return Iso(days.AddSeconds(Math.Round((serial - Math.Floor(serial)) * 86_400)));
    }

    /// <summary>A moment as ISO 8601, the time left out at midnight.</summary>
    public static string Iso(DateTime moment) =>
        moment.ToString(moment.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A time of day.</summary>
    public static string Time(TimeSpan time) => time.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture);

    /// <summary>Whether a number format of a spreadsheet shows a date or time (<c>dd/mm/yyyy</c>), and not a number.</summary>
    public static bool IsDateFormat(string format)
    {
        for (var i = 0; i < format.Length; i++)
        {
            var c = format[i];
            if (c is '\\' or '_' or '*') i++;
            else if (c is '"') i = SkipTo(format, i, '"');
            else if (c is '[') i = SkipTo(format, i, ']');
            else if (c is ';') return false;
            else if (char.ToLowerInvariant(c) is 'y' or 'd' or 'm' or 'h' or 's') return true;
            else if (c is '0' or '#' or '?' or '@') return false;
        }
        return false;
    }

    private static int SkipTo(string format, int from, char end)
    {
        var at = format.IndexOf(end, from + 1);
        return at < 0 ? format.Length : at;
    }

    private static string Rounded(decimal number)
    {
        var whole = Math.Truncate(Math.Abs(number)).ToString(CultureInfo.InvariantCulture);
        var places = Math.Clamp(DigitsKept - (whole == "0" ? 0 : whole.Length), 0, 28);
        return Math.Round(number, places).ToString("0.############################", CultureInfo.InvariantCulture);
    }
}
