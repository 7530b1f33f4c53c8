using SatuPintu.Sources.Values;

namespace SatuPintu.Sources;

/// <summary>What one cell looks like, without reading it fully: enough to tell what a column holds.</summary>
internal static class CellShapes
{
    private static readonly string[] Months = ["jan", "feb", "peb", "mar", "apr", "mei", "may", "jun", "jul", "agu", "ags", "aug", "sep", "okt", "oct", "nov", "nop", "des", "dec"];

    /// <summary>A number with the structure of a NIK, which a family card has too.</summary>
    public static bool IsNik(string cell, out Nik nik)
    {
        var reading = Nik.Read(cell);
        nik = default;
        return reading.IsValid && Nik.TryParse(reading.Digits, out nik);
    }

    /// <summary>The year of a date: <c>1990-04-03</c>, <c>03/04/1990</c>, <c>3 April 1990</c>; null when the cell is no date.</summary>
    public static int? YearOfDate(string cell)
    {
        var text = cell.Trim();
        if (text.Length is < 8 or > 25) return null;
        var parts = text.Split([' ', '-', '/', '.', 'T', ','], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is < 3 or > 4) return null;
        var hasName = Months.Any(m => parts[1].StartsWith(m, StringComparison.OrdinalIgnoreCase));
        if (!hasName && !IsNumber(parts[1], 1, 31, out _)) return null;
        if (IsNumber(parts[0], 1900, 2100, out var year) && IsNumber(parts[2], 1, 31, out _)) return year;
        return IsNumber(parts[2], 1900, 2100, out year) && IsNumber(parts[0], 1, 31, out _) ? year : null;
    }

    /// <summary>RT and RW in one: <c>002/001</c>.</summary>
    public static bool IsRtRw(string cell)
    {
        var slash = cell.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && IsNumber(cell[..slash].Trim(), 0, 199, out _) && IsNumber(cell[(slash + 1)..].Trim(), 0, 199, out _);
    }

    /// <summary>A decile that says so: <c>Desil 3</c>.</summary>
    public static bool IsDecile(string cell)
    {
        var text = HeadingText.Normalise(cell);
        return text.StartsWith("desil", StringComparison.Ordinal) && IsNumber(text[5..], 1, 10, out _);
    }

    /// <summary>Words of letters, as names are.</summary>
    public static bool IsNameLike(string cell, int mostWords)
    {
        var words = 1;
        var letters = 0;
        foreach (var c in cell.AsSpan().Trim())
        {
            if (char.IsLetter(c)) letters++;
            else if (c == ' ') words++;
            else if (c is not ('.' or ',' or '\'' or '`' or '-' or '’')) return false;
        }
        return letters >= 2 && words <= mostWords;
    }

    private static bool IsNumber(string text, int least, int most, out int number) =>
        int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out number)
        && number >= least && number <= most;
}
