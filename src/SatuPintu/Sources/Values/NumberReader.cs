using System.Globalization;

namespace SatuPintu.Sources.Values;

/// <summary>Reads numbers in Indonesian and English notation, with a currency or a unit beside them.</summary>
public static class NumberReader
{
    private const int Longest = 40;

    /// <summary>Reads a number such as an amount, an area or a count; null when the text holds none, or more than one.</summary>
    /// <remarks>
    /// With both signs the last is the decimal sign (1.250.000,00; 1,250,000.00). One sign standing several times, or once before
    /// exactly three digits, parts thousands (1.250.000; 750.000) unless the number begins with 0; otherwise it is the decimal sign
    /// (36,5).
    /// </remarks>
    public static decimal? Read(string raw) => Read(raw, thousands: true);

    /// <summary>Reads a number in which a single sign is always the decimal sign, such as a coordinate (106,054 is 106.054).</summary>
    public static decimal? ReadDecimal(string raw) => Read(raw, thousands: false);

    /// <summary>The standard text of a number: a dot for the decimals, no thousands, no needless zeros.</summary>
    public static string Text(decimal value) => (value / 1.000000000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);

    private static decimal? Read(ReadOnlySpan<char> text, bool thousands)
    {
        text = Trim(text, out var factor);
        if (text.Length is 0 or > Longest) return null;
        var negative = false;
        if (text[0] is '-' or '+' or '\u2212')
        {
            negative = text[0] != '+';
            text = text[1..].TrimStart();
        }
        if (text.Length == 0) return null;
        Span<char> plain = stackalloc char[Longest];
        var used = 0;
        var decimalAt = DecimalSign(text, thousands);
        if (decimalAt < -1) return null;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiDigit(c)) plain[used++] = c;
            else if (i == decimalAt) plain[used++] = '.';
            else if (c is not ('.' or ',' or ' ' or '\u00A0' or '\'' or '_')) return null;
        }
        if (used == 0 || !decimal.TryParse(plain[..used], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) return null;
        if (value > decimal.MaxValue / factor) return null;
        return (negative ? -value : value) * factor;
    }

    /// <summary>Where the decimal sign stands: an index, -1 when there is none, -2 when the groups make no number.</summary>
    private static int DecimalSign(ReadOnlySpan<char> text, bool thousands)
    {
        int dots = text.Count('.'), commas = text.Count(',');
        if (dots == 0 && commas == 0) return GroupsOf3(text, ' ', text.Length) ? -1 : -2;
        int lastDot = text.LastIndexOf('.'), lastComma = text.LastIndexOf(',');
        if (dots > 0 && commas > 0)
        {
            var last = Math.Max(lastDot, lastComma);
            if ((last == lastDot ? dots : commas) > 1) return -2;
            return GroupsOf3(text, last == lastDot ? ',' : '.', last) ? last : -2;
        }
        var sign = dots > 0 ? '.' : ',';
        var at = Math.Max(lastDot, lastComma);
        if (dots + commas > 1) return GroupsOf3(text, sign, text.Length) ? -1 : -2;
        return thousands && text.Length - at == 4 && at is >= 1 and <= 3 && text[0] != '0' ? -1 : at;
    }

    /// <summary>Whether the sign parts the digits before <paramref name="end"/> into threes.</summary>
    private static bool GroupsOf3(ReadOnlySpan<char> text, char sign, int end)
    {
        var first = text[..end].IndexOf(sign);
        if (first < 0) return true;
        if (first is 0 or > 3) return false;
        for (var i = first; i < end; i += 4)
        {
            if (text[i] != sign || i + 4 > end || text.Slice(i + 1, 3).ContainsAnyExceptInRange('0', '9')) return false;
        }
        return true;
    }

    /// <summary>Takes off the currency before and the unit behind, and tells by what a word such as "juta" multiplies.</summary>
    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text, out decimal factor)
    {
        factor = 1;
        text = text.Trim().Trim("'\"\u00A0");
        if (text.StartsWith("RP", StringComparison.OrdinalIgnoreCase)) text = text[2..].TrimStart(" .:\u00A0");
        else if (text.StartsWith("IDR", StringComparison.OrdinalIgnoreCase)) text = text[3..].TrimStart(" .:\u00A0");
        if (text.EndsWith(",-", StringComparison.Ordinal) || text.EndsWith(".-", StringComparison.Ordinal)) text = text[..^2];
        var end = text.Length;
        while (end > 0 && !char.IsAsciiDigit(text[end - 1])) end--;
        // The 2 of m2 is part of the unit.
        if (end == text.Length && end > 1 && text[end - 1] == '2' && text[end - 2] is 'm' or 'M') end -= 2;
        while (end > 0 && !char.IsAsciiDigit(text[end - 1])) end--;
        var unit = text[end..].Trim(" .,\u00A0");
        if (unit.Equals("JUTA", StringComparison.OrdinalIgnoreCase) || unit.Equals("JT", StringComparison.OrdinalIgnoreCase)) factor = 1_000_000;
        else if (unit.Equals("RIBU", StringComparison.OrdinalIgnoreCase) || unit.Equals("RB", StringComparison.OrdinalIgnoreCase)) factor = 1_000;
        else if (!IsUnit(unit)) return [];
        return text[..end];
    }

    private static bool IsUnit(ReadOnlySpan<char> unit)
    {
        Span<char> upper = stackalloc char[12];
        if (unit.Length > upper.Length) return false;
        return upper[..unit.ToUpperInvariant(upper)] is "" or "M2" or "M\u00B2" or "M" or "METER" or "METER2" or "ORANG" or "JIWA" or "ORG" or "TAHUN" or "THN" or "KK" or "RUPIAH"
            or "VA" or "WATT" or "W" or "V" or "%" or "\u00B0" or "KG" or "HA" or "BUAH" or "UNIT";
    }
}
