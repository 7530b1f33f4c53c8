namespace SatuPintu.Linkage.Comparisons;

/// <summary>How two identity numbers (NIK) agree.</summary>
public enum NumberAgreement
{
    /// <summary>One of them is not known.</summary>
    Missing,
    /// <summary>Equal.</summary>
    Equal,
    /// <summary>Equal in the fifteen digits that a spreadsheet leaves of sixteen: district and birth, and no more.</summary>
    EqualButLast,
    /// <summary>One digit of birth or serial differs, or two neighbours have changed places, and not as the numbers of two people differ.</summary>
    Slip,
    /// <summary>Equal but for the last digit of the serial: two people born on one day and registered in one district, such as twins.</summary>
    Serial,
    /// <summary>The same birth, registered in another district.</summary>
    OtherDistrict,
    /// <summary>Different.</summary>
    Different,
}

/// <summary>
/// Compares Indonesian identity numbers by their structure: six digits of the district, six of the date of birth (day + 40
/// for a woman), four of serial. A number is held as its value; 0 is missing.
/// </summary>
/// <remarks>
/// Serials count up from 1 among the people of one birthday and district, so numbers that differ in the last digit of the serial
/// are what twins look like and speak against one person; a serial such as 6001 or 0010 beside 0001 is a slip of the hand. Two people of
/// one birthday whose districts are neighbours differ in a single digit, so a slip within the district counts as another district.
/// </remarks>
public static class IdentityNumbers
{
    private const long Serials = 10_000;
    private const long Births = 1_000_000;

    /// <summary>How two numbers agree. <paramref name="wholeA"/> says that all sixteen digits are known; else the value holds the first fifteen followed by 0.</summary>
    public static NumberAgreement Compare(long a, bool wholeA, long b, bool wholeB)
    {
        if (a == 0 || b == 0) return NumberAgreement.Missing;
        var whole = wholeA && wholeB;
        if (whole && a == b) return NumberAgreement.Equal;
        if (!whole)
        {
            a -= a % 10;
            b -= b % 10;
            if (a == b) return NumberAgreement.EqualButLast;
        }
        long birthA = a / Serials % Births, birthB = b / Serials % Births, serialA = a % Serials, serialB = b % Serials;
        var sameDistrict = a / Serials / Births == b / Serials / Births;
        if (sameDistrict && birthA == birthB && serialA / 10 == serialB / 10) return NumberAgreement.Serial;
        if (sameDistrict && Digits.IsSlip(a, b)) return NumberAgreement.Slip;
        return birthA == birthB ? NumberAgreement.OtherDistrict : NumberAgreement.Different;
    }
}
