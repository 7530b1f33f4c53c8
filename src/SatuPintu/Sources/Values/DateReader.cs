using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;

namespace SatuPintu.Sources.Values;

/// <summary>
/// Reads dates in the forms Indonesian lists write them: any separator or none, month names and their abbreviations in Indonesian
/// and English, Roman months, a weekday, a time, a place before the date, and the day numbers of spreadsheets.
/// </summary>
public static class DateReader
{
    /// <summary>Years outside these are typing errors in any list of living people.</summary>
    internal const int FirstYear = 1850, LastYear = 2150;

    /// <summary>No date is longer, weekday, place and time included.</summary>
    private const int Longest = 200;

    /// <summary>Two-digit years up to this one are of this century unless the caller knows better.</summary>
    private const int LatestYear = 2029;

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Months =
        ValueData.Rows("month-names.csv", "name,month").ToFrozenDictionary(r => r[0], r => int.Parse(r[1], CultureInfo.InvariantCulture))
            .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Fillers = new[]
    {
        "SENIN", "SELASA", "RABU", "KAMIS", "JUMAT", "JUM", "SABTU", "MINGGU", "AHAD", "SEN", "SEL", "RAB", "KAM", "SAB", "MIN",
        "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN",
        "TGL", "TANGGAL", "LAHIR", "BULAN", "BLN", "TAHUN", "THN", "TH", "ST", "ND", "RD", "OF", "PADA", "DI", "TTL",
    }.ToFrozenSet().GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Reads one date. Never fails.</summary>
    /// <param name="raw">The text as delivered.</param>
    /// <param name="order">How the source writes dates that could be read two ways.</param>
    /// <param name="latestYear">The last year a two-digit year can mean; give the present year where it is known.</param>
    public static DateReading Read(string raw, DateOrder order, int latestYear = LatestYear)
    {
        if (string.IsNullOrWhiteSpace(raw)) return Fault(DateFault.Missing);
        if (raw.Length > Longest) return Fault(DateFault.Unreadable);
        if (FromIso(raw) is { } quick) return quick;

        Span<char> buffer = stackalloc char[raw.Length];
        Span<Piece> pieces = stackalloc Piece[raw.Length];
        pieces = pieces[..Pieces.Cut(raw, buffer, pieces)];
        var parts = new DateParts();
        string place = "";
        var p = 0;
        for (; p < pieces.Length && parts.Count < 3; p++)
        {
            var piece = pieces[p];
            if (piece.Kind == PieceKind.Sign)
            {
                if (piece.Sign == ':' && parts.Count == 2) return Fault(DateFault.Unreadable);
                continue;
            }
            var text = buffer.Slice(piece.Start, piece.Length);
            if (piece.Kind == PieceKind.Digits)
            {
                if (piece.Length > 14) return Fault(DateFault.Unreadable);
                parts.AddNumber(text);
                continue;
            }
            if (MonthOf(text, pieces, p, parts.Count) is var month and > 0)
            {
                if (!parts.AddMonth(month)) return Fault(DateFault.Unreadable);
            }
            else if (parts.Count > 0 && !Fillers.Contains(text))
            {
                break;
            }
        }
        if (parts.Count == 0) return Fault(IsNothing(pieces, buffer) ? DateFault.Missing : DateFault.Unreadable);
        if (!OnlyTime(pieces[p..], parts)) return Fault(DateFault.Unreadable);
        if (pieces[0].Kind == PieceKind.Letters) place = PlaceBefore(raw);
        var reading = DateParts.Interpret(parts, order, latestYear);
        return reading with { Place = place };
    }

    private static DateReading Fault(DateFault fault) => new() { Fault = fault, Place = "" };

    /// <summary>The quick way for a plain ISO date, which most lists hold.</summary>
    private static DateReading? FromIso(string raw)
    {
        if (raw.Length != 10 || raw[4] != '-' || raw[7] != '-') return null;
        int year = 0, month = 0, day = 0;
        for (var i = 0; i < 10; i++)
        {
            if (i is 4 or 7) continue;
            var digit = raw[i] - '0';
            if ((uint)digit > 9) return null;
            if (i < 4) year = (year * 10) + digit;
            else if (i < 7) month = (month * 10) + digit;
            else day = (day * 10) + digit;
        }
        if (year is <= 1900 or > LastYear || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month)) return null;
        return new DateReading { Date = new DateOnly(year, month, day), Year = year, Month = month, Day = day, Place = "" };
    }

    /// <summary>The month a word names; a Roman number or a word that may be part of a place only where a number stands beside it.</summary>
    private static int MonthOf(ReadOnlySpan<char> word, ReadOnlySpan<Piece> pieces, int p, int numbersBefore)
    {
        var known = Months.TryGetValue(word, out var month);
        if (!known && word.Length >= 5 && !Fillers.Contains(word)) month = Misspelt(word);
        if (month == 0) return 0;
        if (numbersBefore > 0) return month;
        for (var next = p + 1; next < pieces.Length && next < p + 3; next++)
        {
            if (pieces[next].Kind == PieceKind.Digits) return month;
            if (pieces[next].Kind == PieceKind.Letters) return 0;
        }
        return 0;
    }

    private static int Misspelt(ReadOnlySpan<char> word)
    {
        ReadOnlySpan<string> full = ["JANUARI", "FEBRUARI", "MARET", "APRIL", "AGUSTUS", "SEPTEMBER", "OKTOBER", "NOVEMBER", "DESEMBER"];
        foreach (var name in full)
        {
            if (OneTypo.Apart(word, name)) return Months.Dictionary[name];
        }
        return 0;
    }

    /// <summary>Whether what follows the date is a time, a zone or words, but no second date.</summary>
    private static bool OnlyTime(ReadOnlySpan<Piece> rest, in DateParts parts)
    {
        int digits = 0, colons = 0;
        foreach (var piece in rest)
        {
            if (piece.Kind == PieceKind.Digits) digits++;
            else if (piece.Sign == ':') colons++;
            else if (piece.Sign == '/') return false;
        }
        return digits == 0 || colons > 0 || (digits is 2 or 3 && parts.Count == 3 && rest[0].Spaced);
    }

    private static bool IsNothing(ReadOnlySpan<Piece> pieces, ReadOnlySpan<char> buffer)
    {
        var used = pieces.IsEmpty ? 0 : pieces[^1].End;
        return used == 0 || NameLexicon.Empty.Contains(buffer[..used]);
    }

    private static readonly SearchValues<char> Separators = SearchValues.Create(" ,.;:/-(\t\u00A0");

    /// <summary>The text before the first digit, without the words that only introduce a date and without a month's name.</summary>
    private static string PlaceBefore(string raw)
    {
        var place = raw.AsSpan(0, Math.Max(0, raw.AsSpan().IndexOfAnyInRange('0', '9')));
        Span<char> upper = stackalloc char[12];
        while (true)
        {
            place = place.Trim(" ,.;:/-()\t\u00A0'\"");
            var cut = place.LastIndexOfAny(Separators);
            var last = place[(cut + 1)..];
            if (last.IsEmpty || last.Length > 12) break;
            var length = last.ToUpperInvariant(upper);
            if (!Fillers.Contains(upper[..length]) && !(length > 2 && Months.ContainsKey(upper[..length]))) break;
            place = place[..(cut + 1)];
        }
        return place.Length > 0 && char.IsLetter(place[0]) ? place.ToString() : "";
    }
}
