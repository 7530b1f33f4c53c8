using System.Globalization;
using SatuPintu.Sources.Values;

namespace SatuPintu.Sources.Standardising;

/// <summary>Standard forms of numbers, yes and no, and deciles.</summary>
internal static class NumberStandards
{
    /// <summary>A number whose single sign is the decimal sign or parts thousands, as <see cref="NumberReader.Read(string)"/> tells.</summary>
    public static StandardValue Number(string raw) => Of(raw, NumberReader.Read(raw));

    /// <summary>A whole number; persons and rupiah do not come in parts.</summary>
    public static StandardValue Whole(string raw) => Of(raw, NumberReader.Read(raw) is { } number && number == decimal.Truncate(number) && Math.Abs(number) <= long.MaxValue ? number : null);

    /// <summary>A number whose single sign is always the decimal sign, such as a coordinate.</summary>
    public static StandardValue Decimal(string raw) =>
        IsPlain(raw) ? new StandardValue(raw) : Of(raw, NumberReader.ReadDecimal(raw));

    /// <summary>A decile in figures; a number that is no decile is kept for the check of ranges to tell.</summary>
    public static StandardValue Decile(string raw, IReadOnlyDictionary<string, string> codes)
    {
        if (CodeLists.Find(Elements.Decile) is { } known && known.TryRead(raw, codes, out var coded)) return new StandardValue(coded);
        var text = raw.AsSpan();
        var from = text.IndexOfAnyInRange('0', '9');
        if (from < 0) return StandardValue.Unreadable(raw, StandardRules.NumberUnreadable);
        var digits = text[from..];
        var to = digits.IndexOfAnyExceptInRange('0', '9');
        if (to >= 0)
        {
            // A second number (Desil 1-4) or a fraction leaves no single decile.
            if (digits[to..].IndexOfAnyInRange('1', '9') >= 0) return new StandardValue("", StandardRules.NumberUnreadable);
            digits = digits[..to];
        }
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var decile) && decile < 100
            ? new StandardValue(decile.ToString(CultureInfo.InvariantCulture))
            : new StandardValue("", StandardRules.NumberUnreadable);
    }

    /// <summary>Yes or no; where a list names the kind of source or facility instead, whether that kind counts as a yes.</summary>
    public static StandardValue Boolean(string raw, IReadOnlyDictionary<string, string> codes, CodeList? kinds)
    {
        if (SourceCodes.TryGet(codes, raw, out var coded)) return new StandardValue(coded);
        var value = BooleanReader.Read(raw);
        // Only words: the number of a kind looks like a yes or no.
        if (value is null && kinds is not null && raw.Any(char.IsAsciiLetter) && kinds.TryRead(raw, null, out var kind)) value = kinds.Find(kind)?.Adequate;
        return value is null ? StandardValue.Unreadable(raw, StandardRules.CodeUnknown) : new StandardValue(BooleanReader.Text(value));
    }

    private static StandardValue Of(string raw, decimal? value)
    {
        if (value is not { } number) return StandardValue.Unreadable(raw, StandardRules.NumberUnreadable);
        var text = NumberReader.Text(number);
        return new StandardValue(string.Equals(text, raw, StringComparison.Ordinal) ? raw : text);
    }

    /// <summary>Whether a text is in standard form already, as nearly all coordinates are: digits with one dot, no zeros to spare.</summary>
    private static bool IsPlain(string raw)
    {
        var text = raw.AsSpan();
        if (text.Length > 1 && text[0] == '-') text = text[1..];
        var dot = text.IndexOf('.');
        if (dot < 1 || dot == text.Length - 1 || text.Length > 18 || text[^1] == '0' || (text[0] == '0' && dot > 1)) return false;
        return !text[..dot].ContainsAnyExceptInRange('0', '9') && !text[(dot + 1)..].ContainsAnyExceptInRange('0', '9');
    }
}
