using System.Globalization;

namespace SatuPintu.Sources.Values;

/// <summary>Cleans a cell and tells a NIK from what a keyboard, a form or a spreadsheet has made of it.</summary>
internal static class NikReader
{
    /// <summary>No cell with a number in it is longer; the rest of a longer one is not looked at.</summary>
    private const int Longest = 64;

    /// <summary>From this position on, digits that are all the same are filler behind a true district code.</summary>
    private const int AfterDistrict = 6;

    public static NikReading Read(string raw)
    {
        if (Nik.TryParse(raw, out _) && !IsFiller(raw)) return new NikReading(raw, NikFault.None, NikRepairs.None);
        if (raw.AsSpan().Trim().IsEmpty) return new NikReading("", NikFault.Missing, NikRepairs.None);
        var repairs = NikRepairs.None;
        Span<char> cleaned = stackalloc char[Longest];
        var tooLong = raw.Length > Longest;
        var text = Unwrap(tooLong ? raw.AsSpan(0, Longest) : raw, ref repairs);
        if (ReadScientific(text, repairs, out var scientific)) return scientific;
        text = WithoutDecimals(text, ref repairs);
        var digits = Clean(text, cleaned, ref repairs, out var letters, out var others);
        if (digits.Length == letters) return new NikReading("", NikFault.Filler, repairs);
        if (letters > 0 || others > 0 || tooLong) return WithLetters(digits, letters, others, tooLong, repairs);
        return Classify(new string(digits), repairs);
    }

    private static NikReading Classify(string digits, NikRepairs repairs)
    {
        if (IsFiller(digits)) return new NikReading(digits, NikFault.Filler, repairs);
        var fault = digits.Length switch
        {
            Nik.Length => FaultOfSixteen(digits),
            Nik.Length - 1 when PlausibleStart(digits) => NikFault.LostLastDigit,
            _ => NikFault.WrongLength,
        };
        return new NikReading(digits, fault, repairs);
    }

    private static NikFault FaultOfSixteen(ReadOnlySpan<char> digits)
    {
        if (Nik.TryParse(digits, out _)) return NikFault.None;
        return Nik.DateExists(Two(digits, 6), Two(digits, 8), Two(digits, 10)) ? NikFault.SpreadsheetRounded : NikFault.ImpossibleDate;
    }

    /// <summary>Whether the digits begin with a province, a district and a date that exists.</summary>
    private static bool PlausibleStart(ReadOnlySpan<char> digits) =>
        digits[0] != '0' && digits[2..4] is not "00" && Nik.DateExists(Two(digits, 6), Two(digits, 8), Two(digits, 10));

    private static int Two(ReadOnlySpan<char> digits, int at) => ((digits[at] - '0') * 10) + digits[at + 1] - '0';

    /// <summary>One digit throughout or from the district code on, or a run up or down the keyboard.</summary>
    private static bool IsFiller(ReadOnlySpan<char> digits)
    {
        if (digits.Length < 2 || !digits.ContainsAnyExcept(digits[0])) return true;
        if (digits.Length > AfterDistrict + 4 && !digits[AfterDistrict..].ContainsAnyExcept(digits[AfterDistrict])) return true;
        if (digits.Length < 5) return false;
        var step = Step(digits[0], digits[1]);
        if (step is not (1 or 9)) return false;
        for (var i = 2; i < digits.Length; i++)
            if (Step(digits[i - 1], digits[i]) != step) return false;
        return true;
    }

    /// <summary>How far the second digit is after the first, round the clock of ten (…8, 9, 0, 1…).</summary>
    private static int Step(char first, char second) => (second - first + 10) % 10;

    /// <summary>Takes off blanks, the apostrophe or <c>="…"</c> that keep a spreadsheet from changing a number, and a label.</summary>
    private static ReadOnlySpan<char> Unwrap(ReadOnlySpan<char> text, ref NikRepairs repairs)
    {
        var start = 0;
        var end = text.Length;
        for (; start < end && (IsBlank(text[start]) || IsQuote(text[start]) || text[start] == '='); start++)
            repairs |= IsBlank(text[start]) ? NikRepairs.Blanks : NikRepairs.Apostrophe;
        for (; end > start && (IsBlank(text[end - 1]) || IsQuote(text[end - 1])); end--)
            repairs |= IsBlank(text[end - 1]) ? NikRepairs.Blanks : NikRepairs.Apostrophe;
        var inner = text[start..end];
        var label = LabelLength(inner);
        if (label == 0) return inner;
        repairs |= NikRepairs.Label;
        return inner[label..];
    }

    private static int LabelLength(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<string> labels = ["NIK", "NO KTP", "NO. KTP", "KTP", "NO KK", "NO. KK", "KK", "NO. ", "NO "];
        foreach (var label in labels)
        {
            if (!text.StartsWith(label, StringComparison.OrdinalIgnoreCase)) continue;
            var at = label.Length;
            while (at < text.Length && (IsBlank(text[at]) || IsQuote(text[at]) || text[at] is ':' or '.' or '=')) at++;
            return at < text.Length && char.IsAsciiDigit(text[at]) ? at : 0;
        }
        return 0;
    }

    /// <summary>Reads <c>3,27601E+15</c>: whole when all sixteen digits are there, else as many as are left.</summary>
    private static bool ReadScientific(ReadOnlySpan<char> text, NikRepairs repairs, out NikReading reading)
    {
        reading = default;
        var e = text.IndexOfAny('E', 'e');
        if (e < 1 || !char.IsAsciiDigit(text[0])) return false;
        var exponent = text[(e + 1)..].TrimStart('+').Trim();
        if (exponent.IsEmpty || exponent.Length > 2 || exponent.ContainsAnyExceptInRange('0', '9')) return false;
        var mantissa = text[..e].Trim();
        Span<char> digits = stackalloc char[Longest];
        var count = 0;
        for (var i = 0; i < mantissa.Length; i++)
        {
            if (char.IsAsciiDigit(mantissa[i])) digits[count++] = mantissa[i];
            else if (i != 1 || mantissa[i] is not ('.' or ',')) return false;
        }
        var read = new string(digits[..count]);
        var power = int.Parse(exponent, NumberStyles.None, CultureInfo.InvariantCulture);
        if (count == Nik.Length && power == Nik.Length - 1) reading = Classify(read, repairs | NikRepairs.Exponent);
        else if (count == Nik.Length - 1 && power == Nik.Length - 1 && PlausibleStart(read)) reading = new NikReading(read + '0', NikFault.SpreadsheetRounded, repairs | NikRepairs.Exponent);
        else reading = new NikReading(read, NikFault.Scientific, repairs);
        return true;
    }

    /// <summary>Takes off <c>.0</c> or <c>,00</c> behind a number that is long enough without.</summary>
    private static ReadOnlySpan<char> WithoutDecimals(ReadOnlySpan<char> text, ref NikRepairs repairs)
    {
        var sign = text.LastIndexOfAny('.', ',');
        if (sign < 0 || sign == text.Length - 1 || text[(sign + 1)..].ContainsAnyExcept('0')) return text;
        var before = 0;
        foreach (var c in text[..sign])
            if (char.IsAsciiDigit(c)) before++;
        if (before < Nik.Length - 1) return text;
        repairs |= NikRepairs.Decimals;
        return text[..sign];
    }

    /// <summary>Keeps the digits, and the letters that look like one as that digit, and counts what else there is.</summary>
    private static ReadOnlySpan<char> Clean(ReadOnlySpan<char> text, Span<char> kept, ref NikRepairs repairs, out int letters, out int others)
    {
        var count = 0;
        letters = 0;
        others = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c)) kept[count++] = c;
            else if (IsBlank(c)) repairs |= NikRepairs.Blanks;
            else if (IsQuote(c)) repairs |= NikRepairs.Apostrophe;
            else if (IsSeparator(c)) repairs |= NikRepairs.Separators;
            else if (char.IsDigit(c)) kept[count++] = (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c));
            else if (LookAlike(c) is { } digit)
            {
                kept[count++] = digit;
                letters++;
            }
            else others++;
        }
        return kept[..count];
    }

    /// <summary>Two letters at most are taken for digits, and only when a whole NIK comes of it.</summary>
    private static NikReading WithLetters(ReadOnlySpan<char> digits, int letters, int others, bool tooLong, NikRepairs repairs)
    {
        const int MostLetters = 2;
        if (others == 0 && !tooLong && letters <= MostLetters && Nik.TryParse(digits, out _) && !IsFiller(digits))
            return new NikReading(new string(digits), NikFault.None, repairs | NikRepairs.Letters);
        return new NikReading(letters == 0 ? new string(digits) : "", NikFault.NotDigits, repairs);
    }

    private static char? LookAlike(char c) => c switch
    {
        'O' or 'o' => '0',
        'l' or 'I' or 'i' or '|' => '1',
        _ => null,
    };

    private static bool IsBlank(char c) => char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format;

    private static bool IsQuote(char c) => c is '\'' or '"' or '`' or '\u2018' or '\u2019' or '\u201C' or '\u201D' or '\u00B4';

    private static bool IsSeparator(char c) => c is '.' or ',' or '-' or '_' or '/' or ';' or '*' or '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014';
}
