using System.Buffers.Text;

namespace SatuPintu.Linkage.Fields;

/// <summary>Reads dates as people write them into the number yyyyMMdd. A part that is not known is 0; 0 in all is no date.</summary>
/// <remarks>A month of 13 or a day of 64 is kept: it is a slip of the hand, and the slip is compared.</remarks>
internal static class DateText
{
    private enum Order { YearFirst, DayFirst, MonthFirst }

    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] MonthsAbroad = ["JAN", "PEB", "MRT", "APR", "MEI", "JUN", "JUL", "AGU", "SEP", "OKT", "NOP", "DES", "JAN", "FEB", "MAE", "APR", "MAI", "JUN", "JUL", "AGS", "SEP", "OKT", "NOV", "DEZ"];

    /// <summary>Reads all distinct texts of a field.</summary>
    public static int[] Read(int count, Func<int, byte[]> text, string? format) => Read(count, text, format, out _);

    /// <summary>Reads all distinct texts of a field; whether day or month comes first is decided by all of them together, unless a format says so.</summary>
    public static int[] Read(int count, Func<int, byte[]> text, string? format, out bool isMonthFirst)
    {
        var dates = new int[count];
        var parts = new (int A, int B, int C, int Lengths)[count];
        int dayFirst = 0, monthFirst = 0;
        for (var i = 1; i < count; i++)
        {
            parts[i] = Split(text(i), format);
            var (a, b, _, lengths) = parts[i];
            if (lengths / 100 > 2) continue;
            if (a > 12 && b is > 0 and <= 12) dayFirst++;
            if (b > 12 && a is > 0 and <= 12) monthFirst++;
        }
        var order = format is null ? monthFirst > dayFirst ? Order.MonthFirst : Order.DayFirst : OrderOf(format);
        for (var i = 1; i < count; i++) dates[i] = Date(parts[i], order, format is not null);
        isMonthFirst = order == Order.MonthFirst;
        return dates;
    }

    /// <summary>Reads one text of a field whose order is known.</summary>
    public static int Read(ReadOnlySpan<byte> text, string? format, bool isMonthFirst) =>
        Date(Split(text, format), format is not null ? OrderOf(format) : isMonthFirst ? Order.MonthFirst : Order.DayFirst, format is not null);

    private static Order OrderOf(string format)
    {
        int y = format.IndexOf('y', StringComparison.OrdinalIgnoreCase), m = format.IndexOf('M', StringComparison.Ordinal), d = format.IndexOf('d', StringComparison.OrdinalIgnoreCase);
        return y >= 0 && y < Math.Max(m, d) ? Order.YearFirst : m >= 0 && m < d ? Order.MonthFirst : Order.DayFirst;
    }

    private static int Date((int A, int B, int C, int Lengths) part, Order order, bool stated)
    {
        var (a, b, c, lengths) = part;
        if (lengths == 0) return 0;
        if (lengths / 100 > 2 || stated && order == Order.YearFirst) return Number(Century(a), b, c);
        return order == Order.MonthFirst ? Number(Century(c), a, b) : Number(Century(c), b, a);
    }

    private static int Number(int year, int month, int day) => year is < 1 or > 9999 ? 0 : year * 10000 + Math.Min(99, month) * 100 + Math.Min(99, day);

    private static int Century(int year) => year is > 0 and < 100 ? year + (year > 30 ? 1900 : 2000) : year;

    /// <summary>The numbers of a text in order, with the digits of each (100, 10 and 1 for the first, second and third).</summary>
    private static (int A, int B, int C, int Lengths) Split(ReadOnlySpan<byte> text, string? format)
    {
        Span<int> numbers = stackalloc int[3];
        Span<int> lengths = stackalloc int[3];
        var found = 0;
        for (var i = 0; i < text.Length && found < 3;)
        {
            if (char.IsAsciiDigit((char)text[i]))
            {
                var start = i;
                while (i < text.Length && char.IsAsciiDigit((char)text[i])) i++;
                if (i - start > 9 || !Utf8Parser.TryParse(text[start..i], out int number, out _)) return default;
                numbers[found] = number;
                lengths[found++] = i - start;
            }
            else if (IsLetter(text[i]))
            {
                var start = i;
                while (i < text.Length && IsLetter(text[i])) i++;
                if (Month(text[start..i]) is not (> 0 and var month)) continue;
                numbers[found] = month;
                lengths[found++] = 2;
            }
            else i++;
        }
        if (found == 1 && lengths[0] is 7 or 8) return Compact(numbers[0], format);
        if (found == 1 && lengths[0] == 4) return (numbers[0], 0, 0, 400);
        if (found == 2) return lengths[0] == 4 ? (numbers[0], numbers[1], 0, 420) : (0, numbers[0], numbers[1], 24);
        return found == 3 ? (numbers[0], numbers[1], numbers[2], lengths[0] * 100 + lengths[1] * 10 + lengths[2]) : default;
    }

    private static (int A, int B, int C, int Lengths) Compact(int number, string? format)
    {
        var yearFirst = format is not null ? OrderOf(format) == Order.YearFirst : number / 10000 is >= 1500 and <= 2100 && number / 100 % 100 <= 19;
        return yearFirst ? (number / 10000, number / 100 % 100, number % 100, 422) : (number / 1000000, number / 10000 % 100, number % 10000, 224);
    }

    // Bytes of letters beyond ASCII are part of the word: März, Jänner.
    private static bool IsLetter(byte b) => b >= 0x80 || char.IsAsciiLetter((char)b);

    private static int Month(ReadOnlySpan<byte> word)
    {
        Span<byte> folded = stackalloc byte[TextFolding.Longest];
        if (TextFolding.Name(word, folded) < 3) return 0;
        Span<char> start = stackalloc char[3];
        for (var i = 0; i < 3; i++) start[i] = (char)folded[i];
        for (var i = 0; i < Months.Length; i++) if (start.SequenceEqual(Months[i])) return i + 1;
        for (var i = 0; i < MonthsAbroad.Length; i++) if (start.SequenceEqual(MonthsAbroad[i])) return i % 12 + 1;
        return 0;
    }
}
