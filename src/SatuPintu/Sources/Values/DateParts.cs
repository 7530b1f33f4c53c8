namespace SatuPintu.Sources.Values;

/// <summary>The numbers and the month name of a date in the order of the text, and what date they make.</summary>
internal struct DateParts
{
    /// <summary>A spreadsheet's day 1 is 1 January 1900; because it counts a 29 February 1900 that never was, day 61 is 1 March.</summary>
    private static readonly DateOnly SerialZero = new(1899, 12, 30);

    private const int FirstSerial = 3654; // 1 January 1910
    private const int LastSerial = 73050; // 31 December 2099

    private long first, second, third;
    private int firstDigits, secondDigits, thirdDigits;
    private int nameAt;

    public int Count { get; private set; }

    public void AddNumber(ReadOnlySpan<char> digits)
    {
        long number = 0;
        foreach (var digit in digits) number = (number * 10) + (digit - '0');
        Add(number, digits.Length);
    }

    /// <summary>Adds a named month; false when there is one already.</summary>
    public bool AddMonth(int month)
    {
        if (nameAt != 0) return false;
        Add(month, 0);
        nameAt = Count;
        return true;
    }

    private void Add(long number, int digits)
    {
        switch (++Count)
        {
            case 1:
                (first, firstDigits) = (number, digits);
                break;
            case 2:
                (second, secondDigits) = (number, digits);
                break;
            default:
                (third, thirdDigits) = (number, digits);
                break;
        }
    }

    public static DateReading Interpret(in DateParts parts, DateOrder order, int latestYear) => parts.Count switch
    {
        1 => parts.nameAt > 0 ? Unreadable : One(parts.first, parts.firstDigits, order, latestYear),
        2 => Two(parts, latestYear),
        _ => Three(parts, order, latestYear),
    };

    private static DateReading Unreadable => new() { Fault = DateFault.Unreadable, Place = "" };

    private static DateReading One(long number, int digits, DateOrder order, int latestYear)
    {
        switch (digits)
        {
            case 14:
                return One(number / 1_000_000, 8, DateOrder.YearMonthDay, latestYear);
            case 12:
                return One(number / 10_000, 8, DateOrder.YearMonthDay, latestYear);
            case 8 or 7:
                // A spreadsheet drops the leading zero of 01051990. No number has a year at both ends: 19 or 20 is not a month.
                if (digits == 8 && number / 10_000 is >= DateReader.FirstYear and <= DateReader.LastYear && number / 100 % 100 <= 12)
                    return Make(number / 10_000, number / 100 % 100, number % 100, DateFault.None);
                return DayMonth(number / 1_000_000, number / 10_000 % 100, number % 10_000, order, DateFault.None);
            case 6:
                if (number / 100 is >= 1900 and <= DateReader.LastYear && number % 100 is >= 1 and <= 12 && number / 100 % 100 > 12)
                    return Partial(number / 100, number % 100);
                return ShortYear(number / 10_000, number / 100 % 100, number % 100, order, latestYear);
            case 5:
                return Serial(number);
            case 4:
                if (number is >= DateReader.FirstYear and <= DateReader.LastYear) return Partial(number, 0);
                return Serial(number);
            default:
                return number <= 2 ? new DateReading { Fault = DateFault.Placeholder, Place = "" } : Unreadable;
        }
    }

    private static DateReading Serial(long number)
    {
        if (number is < FirstSerial or > LastSerial) return number == 0 ? new DateReading { Fault = DateFault.Placeholder, Place = "" } : Unreadable;
        var date = SerialZero.AddDays((int)number);
        return new DateReading { Date = date, Fault = DateFault.Serial, Year = date.Year, Month = date.Month, Day = date.Day, Place = "" };
    }

    private static DateReading Two(in DateParts p, int latestYear)
    {
        // A day number with the time of day as its fraction: 33015.5.
        if (p.firstDigits == 5 && p.nameAt == 0 && p.secondDigits > 0) return Serial(p.first);
        var (month, year, digits) = p.nameAt == 1 || (p.nameAt == 0 && p.secondDigits == 4)
            ? (p.first, p.second, p.secondDigits)
            : (p.second, p.first, p.firstDigits);
        if (digits == 2 && p.nameAt > 0 && year > 31) (year, digits) = (Century(year, latestYear), 4);
        if (digits != 4 || year is < DateReader.FirstYear or > DateReader.LastYear || month is < 0 or > 12) return Unreadable;
        return Partial(year, month);
    }

    private static DateReading Three(in DateParts p, DateOrder order, int latestYear)
    {
        if (p.firstDigits > 4 || p.secondDigits > 4 || p.thirdDigits > 4) return Unreadable;
        if (p.nameAt > 0)
        {
            var month = p.nameAt == 1 ? p.first : p.nameAt == 2 ? p.second : p.third;
            var (a, aDigits) = p.nameAt == 1 ? (p.second, p.secondDigits) : (p.first, p.firstDigits);
            var (b, bDigits) = p.nameAt == 3 ? (p.second, p.secondDigits) : (p.third, p.thirdDigits);
            if (bDigits == 4) return Make(b, month, a, DateFault.None);
            if (aDigits == 4) return Make(a, month, b, DateFault.None);
            if (aDigits > 2 || bDigits != 2) return Unreadable;
            return a > 31 ? Make(Century(a, latestYear), month, b, DateFault.TwoDigitYear) : Make(Century(b, latestYear), month, a, DateFault.TwoDigitYear);
        }
        if (p.firstDigits == 4)
        {
            if (p.secondDigits > 2 || p.thirdDigits > 2) return Unreadable;
            return p.second > 12 && p.third is >= 1 and <= 12 && p.second <= 31
                ? Make(p.first, p.third, p.second, DateFault.Swapped)
                : Make(p.first, p.second, p.third, DateFault.None);
        }
        if (p.firstDigits > 2 || p.secondDigits > 2) return Unreadable;
        if (p.thirdDigits == 4) return DayMonth(p.first, p.second, p.third, order, DateFault.None);
        return p.thirdDigits == 2 ? ShortYear(p.first, p.second, p.third, order, latestYear) : Unreadable;
    }

    /// <summary>Three two-digit numbers.</summary>
    private static DateReading ShortYear(long a, long b, long c, DateOrder order, int latestYear)
    {
        if (a == 0 && b == 0 && c == 0) return new DateReading { Fault = DateFault.Placeholder, Place = "" };
        var yearFirst = order == DateOrder.YearMonthDay ? a > 31 || c <= 31 : a > 31;
        return yearFirst
            ? Make(Century(a, latestYear), b, c, DateFault.TwoDigitYear)
            : DayMonth(a, b, Century(c, latestYear), order, DateFault.TwoDigitYear);
    }

    private static DateReading DayMonth(long a, long b, long year, DateOrder order, DateFault fault)
    {
        var (day, month) = order == DateOrder.MonthDayYear ? (b, a) : (a, b);
        return month > 12 && day is >= 1 and <= 12 && month <= 31
            ? Make(year, day, month, fault == DateFault.None ? DateFault.Swapped : fault)
            : Make(year, month, day, fault);
    }

    private static long Century(long year, int latestYear)
    {
        var century = latestYear / 100 * 100;
        return century + year <= latestYear ? century + year : century - 100 + year;
    }

    private static DateReading Partial(long year, long month) => new()
    {
        Fault = month == 0 ? DateFault.YearOnly : DateFault.MonthOnly,
        Year = (int)year,
        Month = (int)month,
        Place = "",
    };

    private static DateReading Make(long year, long month, long day, DateFault fault)
    {
        if (year == 0 || IsPlaceholder(year, month, day)) return new DateReading { Fault = DateFault.Placeholder, Place = "" };
        if (year is >= DateReader.FirstYear and <= DateReader.LastYear)
        {
            if (day == 0 && month <= 12) return Partial(year, month);
            if (month is >= 1 and <= 12 && day <= DateTime.DaysInMonth((int)year, (int)month))
            {
                var date = new DateOnly((int)year, (int)month, (int)day);
                return new DateReading { Date = date, Fault = fault, Year = date.Year, Month = date.Month, Day = date.Day, Place = "" };
            }
        }
        return new DateReading { Fault = DateFault.Impossible, Year = (int)year, Month = (int)month, Day = (int)day, Place = "" };
    }

    /// <summary>The dates systems write when they have none: their first day, their last, and one figure repeated.</summary>
    private static bool IsPlaceholder(long year, long month, long day) => (year, month, day) switch
    {
        (1900, 0 or 1, 0 or 1) => true,
        (1899, 12, 30 or 31) => true,
        (1, 1, 1) or (1111, 11, 11) => true,
        (9999, _, _) => true,
        _ => false,
    };
}
