using System.Globalization;

namespace SatuPintu;

/// <summary>Numbers as each language writes them: 12.627 and 0,5 in Indonesian, 12,627 and 0.5 in English.</summary>
public static class Numbers
{
    private static readonly NumberFormatInfo English = CultureInfo.InvariantCulture.NumberFormat;
    private static readonly NumberFormatInfo Indonesian = MakeIndonesian();

    /// <summary>A whole number with marks between thousands.</summary>
    public static string Whole(long number, Language language) => number.ToString("N0", Format(language));

    /// <summary>A number with a fixed count of decimals.</summary>
    public static string Decimal(double number, int decimals, Language language) => number.ToString("N" + decimals.ToString(English), Format(language));

    /// <summary>A share (0 to 1) in per cent.</summary>
    public static string Percent(double share, int decimals, Language language) =>
        Decimal(share * 100, decimals, language) + (language == Language.English ? "%" : " %");

    private static NumberFormatInfo Format(Language language) => language == Language.English ? English : Indonesian;

    private static NumberFormatInfo MakeIndonesian()
    {
        var format = (NumberFormatInfo)English.Clone();
        format.NumberGroupSeparator = ".";
        format.NumberDecimalSeparator = ",";
        return NumberFormatInfo.ReadOnly(format);
    }
}
