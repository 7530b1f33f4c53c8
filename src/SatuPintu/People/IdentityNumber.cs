namespace SatuPintu.People;

/// <summary>What the digits of a NIK or family card number tell, without any list beside them.</summary>
internal static class IdentityNumber
{
    /// <summary>Whether the number could be a family card number: 16 digits with the day and month of issue and a serial, and not one digit over and over.</summary>
    public static bool IsFamilyCard(ReadOnlySpan<char> text) => HasForm(text) && Day(text) is >= 1 and <= 31;

    /// <summary>Whether the birth date in the NIK is the day, month and last two digits of the year of an ISO date.</summary>
    public static bool SaysBirth(string nik, string date) =>
        nik.Length == 16 && date.Length == 10
        && Day(nik) % 40 == Two(date, 8) && Two(nik, 8) == Two(date, 5) && Two(nik, 10) == Two(date, 2);

    /// <summary>Whether day, month or last two digits of the year in the NIK are those of an ISO date, or day and month each other's.</summary>
    public static bool SharesBirth(string nik, string date)
    {
        if (nik.Length != 16 || date.Length != 10) return false;
        var (day, month) = (Day(nik) % 40, Two(nik, 8));
        return day == Two(date, 8) || month == Two(date, 5) || Two(nik, 10) == Two(date, 2) || (day == Two(date, 5) && month == Two(date, 8));
    }

    /// <summary>Whether the NIK is that of this sex (<c>L</c> or <c>P</c>).</summary>
    public static bool SaysSex(string nik, string sex) => nik.Length == 16 && (Day(nik) > 40 ? sex == "P" : sex == "L");

    private static bool HasForm(ReadOnlySpan<char> text)
    {
        if (text.Length != 16 || text.ContainsAnyExceptInRange('0', '9')) return false;
        if (text.TrimStart(text[0]).IsEmpty || text[12..].SequenceEqual("0000")) return false;
        return text[..2] is not "00" && Two(text, 8) is >= 1 and <= 12;
    }

    private static int Day(ReadOnlySpan<char> text) => Two(text, 6);

    private static int Two(ReadOnlySpan<char> text, int at) => (text[at] - '0') * 10 + (text[at + 1] - '0');
}
