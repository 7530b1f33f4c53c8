namespace SatuPintu.Samples;

/// <summary>What happens to a NIK or a family card number on its way into a list.</summary>
internal static class NikErrors
{
    /// <summary>The number as the list has it.</summary>
    /// <param name="chance">The stream of the record.</param>
    /// <param name="kind">The error, or null.</param>
    /// <param name="number">The right number.</param>
    /// <param name="familyCard">The family's card, which a clerk may write in its place.</param>
    /// <param name="ofOther">The number of someone else, or null when there is nobody.</param>
    internal static string Write(Chance chance, string? kind, string number, string familyCard = "", string? ofOther = null) => kind switch
    {
        null => number,
        "missing" => "",
        "filler" => chance.Of(Fillers),
        "short" => number.Remove(chance.Below(16), 1),
        "zero_end" => number[..15] + "0",
        "scientific" => $"{number[0]}{(chance.Hit(0.7) ? ',' : '.')}{number.AsSpan(1, 5)}E+15",
        "apostrophe" => "'" + number,
        "spaced" => Spaced(chance, number),
        "family_card" => familyCard,
        "digit_wrong" => DigitWrong(chance, number),
        "digits_swapped" => DigitsSwapped(chance, number),
        "of_other" => ofOther ?? number,
        _ => throw new InvalidDataException($"noise.json: '{kind}' is no error of a number."),
    };

    private static readonly string[] Fillers = ["9999999999999999", "0000000000000000", "1111111111111111", "1234567890123456", "-", "0", "TIDAK ADA", "9999999999999999"];

    /// <summary>The 16 digits of a written number, or null when it is damaged: what a careful reader makes of it.</summary>
    internal static string? Digits(string written)
    {
        if (written.Length == 16 && !written.AsSpan().ContainsAnyExceptInRange('0', '9')) return written;
        Span<char> digits = stackalloc char[16];
        var count = 0;
        foreach (var c in written)
        {
            if (c is '\'' or ' ' or '.' or '-') continue;
            if (!char.IsAsciiDigit(c) || count == 16) return null;
            digits[count++] = c;
        }
        return count == 16 ? new string(digits) : null;
    }

    private static string Spaced(Chance chance, string number) => chance.Below(4) switch
    {
        0 => $"{number[..4]} {number[4..8]} {number[8..12]} {number[12..]}",
        1 => $"{number[..6]}.{number[6..12]}.{number[12..]}",
        2 => number + " ",
        _ => $"{number[..6]} {number[6..12]} {number[12..]}",
    };

    private static string DigitWrong(Chance chance, string number)
    {
        var at = chance.Below(16);
        var digit = (char)('0' + (number[at] - '0' + chance.From(1, 9)) % 10);
        return $"{number[..at]}{digit}{number[(at + 1)..]}";
    }

    private static string DigitsSwapped(Chance chance, string number)
    {
        for (var tries = 0; tries < 8; tries++)
        {
            var at = chance.Below(15);
            if (number[at] != number[at + 1]) return $"{number[..at]}{number[at + 1]}{number[at]}{number[(at + 2)..]}";
        }
        return DigitWrong(chance, number);
    }
}
