using System.Globalization;

namespace SatuPintu.Sources.Values;

/// <summary>
/// A population identity number: six digits of the district of first registration, the birth date as <c>ddMMyy</c> with 40 added
/// to the day of a woman, and a serial from 0001 (Permendagri 102/2019; Law 23/2006, article 13 and its explanation).
/// </summary>
/// <remarks>
/// The number of a family card has the same shape; its date is the day it was issued, so that nothing in the number itself
/// tells the two apart for certain.
/// </remarks>
public readonly record struct Nik
{
    /// <summary>Digits of a NIK.</summary>
    public const int Length = 16;

    private Nik(long number) => Number = number;

    /// <summary>The sixteen digits as one number.</summary>
    public long Number { get; }

    /// <summary>The district of first registration, six digits (<c>367204</c>).</summary>
    public int DistrictCode => (int)(Number / 10_000_000_000);

    /// <summary>Day of birth, 1 to 31.</summary>
    public int BirthDay => DayDigits > 40 ? DayDigits - 40 : DayDigits;

    /// <summary>Month of birth, 1 to 12.</summary>
    public int BirthMonth => (int)(Number / 1_000_000 % 100);

    /// <summary>Year of birth without its century, 0 to 99.</summary>
    public int BirthYear => (int)(Number / 10_000 % 100);

    /// <summary>Sex as the day of birth tells it: <c>P</c> for a woman, <c>L</c> for a man.</summary>
    public char Sex => DayDigits > 40 ? 'P' : 'L';

    /// <summary>The serial, 1 to 9999, among people of one district and birth date.</summary>
    public int Serial => (int)(Number % 10_000);

    private int DayDigits => (int)(Number / 100_000_000 % 100);

    /// <summary>Reads a cell: cleans it, and says what it is or what is wrong with it.</summary>
    /// <param name="raw">The cell as delivered.</param>
    public static NikReading Read(string raw) => NikReader.Read(raw);

    /// <summary>Takes sixteen digits that have the structure of a NIK.</summary>
    /// <returns>False when the text is anything else, such as a number with a birth date that does not exist.</returns>
    public static bool TryParse(ReadOnlySpan<char> digits, out Nik nik)
    {
        nik = default;
        if (digits.Length != Length || digits.ContainsAnyExceptInRange('0', '9')) return false;
        var number = 0L;
        foreach (var c in digits) number = (number * 10) + (c - '0');
        var read = new Nik(number);
        if (read.Serial == 0 || !DateExists(read.DayDigits, read.BirthMonth, read.BirthYear)) return false;
        nik = read;
        return true;
    }

    /// <summary>A number that <see cref="TryParse"/> has taken before.</summary>
    internal static Nik OfValid(long number) => new(number);

    /// <summary>Whether the number's date can be this one: the same day and month, and the last two digits of the year.</summary>
    public bool FitsBirthDate(int year, int month, int day) => BirthDay == day && BirthMonth == month && BirthYear == year % 100;

    /// <summary>The sixteen digits.</summary>
    public override string ToString() => Number.ToString("D16", CultureInfo.InvariantCulture);

    /// <summary>Whether day digits (with or without 40), month and two-digit year make a date in either century.</summary>
    internal static bool DateExists(int dayDigits, int month, int year)
    {
        var day = dayDigits > 40 ? dayDigits - 40 : dayDigits;
        if (day < 1 || month is < 1 or > 12) return false;
        // 1900 was no leap year and 2000 was: a two-digit year divisible by four is a leap year in one century or the other.
        var longest = month == 2 ? (year % 4 == 0 ? 29 : 28) : DateTime.DaysInMonth(2001, month);
        return day <= longest;
    }
}
