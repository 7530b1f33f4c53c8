namespace SatuPintu.Linkage.Comparisons;

/// <summary>How two dates of birth agree.</summary>
public enum DateAgreement
{
    /// <summary>One of them is not known.</summary>
    Missing,
    /// <summary>The same day.</summary>
    Equal,
    /// <summary>The same but for day and month changing places.</summary>
    Swapped,
    /// <summary>One digit differs, or two neighbouring digits have changed places.</summary>
    Slip,
    /// <summary>The same day and month of another year.</summary>
    DayAndMonth,
    /// <summary>The same month of the same year.</summary>
    MonthAndYear,
    /// <summary>The same year only, or the same year and day.</summary>
    Year,
    /// <summary>Neighbouring years, the rest different.</summary>
    NeighbourYear,
    /// <summary>Nothing of weight agrees.</summary>
    Different,
}

/// <summary>Compares dates of birth by component, swap and typical slip. A date is the number yyyyMMdd; 0 is missing.</summary>
public static class BirthDates
{
    /// <summary>How two dates agree.</summary>
    public static DateAgreement Compare(int a, int b)
    {
        if (a == 0 || b == 0) return DateAgreement.Missing;
        if (a == b) return DateAgreement.Equal;
        int yearA = a / 10000, yearB = b / 10000, monthA = a / 100 % 100, monthB = b / 100 % 100, dayA = a % 100, dayB = b % 100;
        if (yearA == yearB && dayA == monthB && monthA == dayB) return DateAgreement.Swapped;
        if (Digits.IsSlip(a, b)) return DateAgreement.Slip;
        if (dayA == dayB && monthA == monthB) return DateAgreement.DayAndMonth;
        if (yearA == yearB) return monthA == monthB ? DateAgreement.MonthAndYear : DateAgreement.Year;
        return Math.Abs(yearA - yearB) == 1 ? DateAgreement.NeighbourYear : DateAgreement.Different;
    }

    /// <summary>A number equal for a date and its swap of day and month, so that both fall into one block; 0 when missing.</summary>
    public static int Unordered(int date)
    {
        int month = date / 100 % 100, day = date % 100;
        return date == 0 || month <= day ? date : date / 10000 * 10000 + day * 100 + month;
    }
}
