using System.Globalization;

namespace SatuPintu.Welfare.Tables;

/// <summary>Cells of a statistics file as numbers: a decimal point, no marks between thousands, TRUE and FALSE as 1 and 0.</summary>
internal static class CellNumbers
{
    private const int LongestMarker = 4, DigitsExact = 15;

    private static readonly double[] PowersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>A cell without the blanks around it.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> cell)
    {
        while (cell.Length > 0 && cell[0] is (byte)' ' or (byte)'\t') cell = cell[1..];
        while (cell.Length > 0 && cell[^1] is (byte)' ' or (byte)'\t') cell = cell[..^1];
        return cell;
    }

    /// <summary>Whether a trimmed cell says that there is no value: empty, or a mark that R, Stata, Python or a spreadsheet writes.</summary>
    public static bool IsMissing(ReadOnlySpan<byte> cell) => cell.Length <= LongestMarker && (cell.IsEmpty || cell.SequenceEqual("NA"u8) || cell.SequenceEqual("."u8)
        || cell.SequenceEqual("NaN"u8) || cell.SequenceEqual("N/A"u8) || cell.SequenceEqual("#N/A"u8) || cell.SequenceEqual("NULL"u8) || cell.SequenceEqual("null"u8));

    /// <summary>The number in a trimmed cell that is not missing; false where it is no finite number.</summary>
    public static bool TryParse(ReadOnlySpan<byte> cell, out double number)
    {
        if (TryParsePlain(cell, out number)) return true;
        if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number)) return true;
        if (cell.SequenceEqual("TRUE"u8) || cell.SequenceEqual("true"u8) || cell.SequenceEqual("True"u8)) number = 1;
        else if (cell.SequenceEqual("FALSE"u8) || cell.SequenceEqual("false"u8) || cell.SequenceEqual("False"u8)) number = 0;
        else return false;
        return true;
    }

    // Up to 15 digits and a power of ten are exact in a double, and so one division of them is rounded as the number itself would be.
    private static bool TryParsePlain(ReadOnlySpan<byte> cell, out double number)
    {
        number = 0;
        var at = cell.Length > 0 && cell[0] == '-' ? 1 : 0;
        var digits = 0;
        var decimals = -1;
        long whole = 0;
        for (var i = at; i < cell.Length; i++)
        {
            var digit = (uint)cell[i] - '0';
            if (digit <= 9)
            {
                whole = (whole * 10) + digit;
                if (++digits > DigitsExact) return false;
                if (decimals >= 0) decimals++;
            }
            else if (cell[i] == '.' && decimals < 0)
            {
                decimals = 0;
            }
            else
            {
                return false;
            }
        }
        if (digits == 0) return false;
        number = decimals > 0 ? whole / PowersOfTen[decimals] : whole;
        if (at == 1) number = -number;
        return true;
    }
}
