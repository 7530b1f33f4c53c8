using SatuPintu.Sources.Values;

namespace SatuPintu.Sources.Checks;

/// <summary>A column of NIK or family card numbers as delivered, with each distinct cell read once.</summary>
internal sealed class NumberColumn
{
    private readonly NikReading[] readings;
    private readonly long[] numbers;

    public NumberColumn(TextColumn column)
    {
        Raw = column;
        readings = new NikReading[column.Values.Length];
        numbers = new long[readings.Length];
        for (var i = 0; i < readings.Length; i++)
        {
            readings[i] = Nik.Read(column.Values[i]);
            if (readings[i].IsValid && Nik.TryParse(readings[i].Digits, out var nik)) numbers[i] = nik.Number;
        }
    }

    /// <summary>The cells.</summary>
    public TextColumn Raw { get; }

    /// <summary>The readings by code of <see cref="Raw"/>.</summary>
    public ReadOnlySpan<NikReading> Readings => readings;

    /// <summary>The number of a row; 0 when it is not valid.</summary>
    public long Number(int row) => numbers[Raw.Codes[row]];

    /// <summary>The numbers by code of <see cref="Raw"/>; 0 when not valid.</summary>
    public ReadOnlySpan<long> Numbers => numbers;
}

/// <summary>A birth date, of which month and day may not be known.</summary>
internal readonly record struct BirthDate(short Year, byte Month, byte Day)
{
    public bool IsKnown => Year > 0;

    public bool IsWhole => Day > 0;

    /// <summary>Reads the standard form: a date, a year and month, or a year.</summary>
    public static BirthDate Parse(string iso)
    {
        if (iso.Length is not (4 or 7 or 10) || Number(iso.AsSpan(0, 4)) is not (> 0 and var year)) return default;
        var month = iso.Length == 4 ? 0 : Number(iso.AsSpan(5, 2));
        var day = iso.Length < 10 || month == 0 ? 0 : Number(iso.AsSpan(8, 2));
        return new BirthDate((short)year, (byte)month, (byte)day);
    }

    /// <summary>Whole years from this date to another; by the years alone when a day is not known.</summary>
    public int YearsUntil(in BirthDate later)
    {
        var years = later.Year - Year;
        return IsWhole && later.IsWhole && (later.Month, later.Day).CompareTo((Month, Day)) < 0 ? years - 1 : years;
    }

    /// <summary>Whether this date is certainly not before the other: a later year, or the same or a later day of whole dates.</summary>
    public bool IsNotBefore(in BirthDate other) =>
        Year > other.Year || (IsWhole && other.IsWhole && (Year, Month, Day).CompareTo((other.Year, other.Month, other.Day)) >= 0);

    /// <summary>The number the digits make; 0 when there is anything else among them.</summary>
    private static int Number(ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var c in digits)
        {
            if (!char.IsAsciiDigit(c)) return 0;
            number = (number * 10) + (c - '0');
        }
        return number;
    }
}
