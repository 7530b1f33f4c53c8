using System.Globalization;
using System.Text;

namespace SatuPintu.Sources.Values;

/// <summary>What a piece of text consists of.</summary>
internal enum PieceKind : byte
{
    /// <summary>A run of letters, in upper case.</summary>
    Letters,
    /// <summary>A run of digits.</summary>
    Digits,
    /// <summary>One sign (dot, comma, slash, …).</summary>
    Sign,
}

/// <summary>A run of one kind of character in a text.</summary>
/// <param name="Kind">What it consists of.</param>
/// <param name="Spaced">Whether white space stands before it.</param>
/// <param name="Sign">The sign itself when <paramref name="Kind"/> is <see cref="PieceKind.Sign"/>.</param>
/// <param name="Start">Where its characters begin in the buffer (letters and digits only).</param>
/// <param name="Length">How many characters it has there.</param>
internal readonly record struct Piece(PieceKind Kind, bool Spaced, char Sign, int Start, int Length)
{
    public int End => Start + Length;
}

/// <summary>
/// Cuts a text into runs of letters, runs of digits and signs. Letters are written in upper case into one buffer without
/// anything between them, so that neighbouring pieces can be read as one word ("S", "PD" as "SPD") at no cost.
/// </summary>
/// <remarks>
/// Apostrophes and characters without width vanish (NU'MAN is NUMAN); full-width characters become plain; what is neither letter,
/// digit nor a sign of use is a space. Where upper and lower case are mixed, words that were run together or cut one letter off
/// are put right (DadiPermana, "Nu rHasanah", "DewiS ri"); a text of one case holds no trace of it.
/// </remarks>
internal static class Pieces
{
    /// <summary>No text makes more pieces, or more buffered characters, than its length.</summary>
    public static int Cut(ReadOnlySpan<char> text, Span<char> buffer, Span<Piece> pieces)
    {
        int count = 0, used = 0, start = 0;
        var spaced = false;
        var open = default(PieceKind?);
        char before = ' ';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c >= 0x80) c = Plain(text, i);
            if (char.IsAsciiLetter(c))
            {
                var upper = c <= 'Z';
                if (open == PieceKind.Letters)
                {
                    if (upper && char.IsAsciiLetterLower(before) && i + 1 < text.Length && char.IsAsciiLetterLower(text[i + 1]))
                        start = SplitCase(pieces, ref count, start, used, ref spaced);
                }
                else
                {
                    Close(pieces, ref count, open, start, used, ref spaced);
                    open = PieceKind.Letters;
                    start = used;
                    if (!upper && before == ' ' && MovesCapital(pieces, count, text, i, used))
                    {
                        pieces[count - 1] = pieces[count - 1] with { Length = pieces[count - 1].Length - 1 };
                        start--;
                    }
                }
                buffer[used++] = upper ? c : (char)(c - 32);
                before = c;
            }
            else if (char.IsAsciiDigit(c))
            {
                if (open != PieceKind.Digits)
                {
                    Close(pieces, ref count, open, start, used, ref spaced);
                    open = PieceKind.Digits;
                    start = used;
                }
                buffer[used++] = c;
                before = c;
            }
            else if (c is Vanishes or '`' or '"')
            {
                continue;
            }
            else if (c >= 0x80 && c != Space)
            {
                if (open != PieceKind.Letters)
                {
                    Close(pieces, ref count, open, start, used, ref spaced);
                    open = PieceKind.Letters;
                    start = used;
                }
                buffer[used++] = char.ToUpperInvariant(c);
                before = c;
            }
            else
            {
                Close(pieces, ref count, open, start, used, ref spaced);
                open = null;
                if (IsSign(c))
                {
                    pieces[count++] = new Piece(PieceKind.Sign, spaced, c, used, 0);
                    spaced = false;
                    before = c;
                }
                else
                {
                    spaced = true;
                    before = ' ';
                }
            }
        }
        Close(pieces, ref count, open, start, used, ref spaced);
        return count;
    }

    private const char Vanishes = '\'';
    private const char Space = ' ';

    private static void Close(Span<Piece> pieces, ref int count, PieceKind? open, int start, int used, ref bool spaced)
    {
        if (open is not { } kind || used == start) return;
        pieces[count++] = new Piece(kind, spaced, '\0', start, used - start);
        spaced = false;
    }

    /// <summary>A capital within a word: one letter before it belongs to the word before ("Nu rHasanah"), more are a word of their own.</summary>
    private static int SplitCase(Span<Piece> pieces, ref int count, int start, int used, ref bool spaced)
    {
        if (used - start == 1)
        {
            if (!spaced || count == 0 || pieces[count - 1].Kind != PieceKind.Letters || pieces[count - 1].End != start) return start;
            pieces[count - 1] = pieces[count - 1] with { Length = pieces[count - 1].Length + 1 };
        }
        else
        {
            pieces[count++] = new Piece(PieceKind.Letters, spaced, '\0', start, used - start);
        }
        spaced = true;
        return used;
    }

    /// <summary>Whether the word that starts in lower case at <paramref name="i"/> lost its capital to the word before ("DewiS ri").</summary>
    private static bool MovesCapital(ReadOnlySpan<Piece> pieces, int count, ReadOnlySpan<char> text, int i, int used)
    {
        if (count == 0 || i < 4 || text[i - 1] != ' ' || !char.IsAsciiLetterUpper(text[i - 2]) || !char.IsAsciiLetterLower(text[i - 3])) return false;
        var last = pieces[count - 1];
        if (last.Kind != PieceKind.Letters || last.Length < 3 || last.End != used) return false;
        var end = i;
        while (end < text.Length && char.IsAsciiLetter(text[end])) end++;
        return text[i..end] is not ("bin" or "binti" or "bt" or "b" or "alias" or "als" or "al" or "el" or "dan" or "di" or "rt" or "rw" or "no" or "blok");
    }

    private static bool IsSign(char c) => c is '.' or ',' or '/' or '-' or '(' or ')' or ':' or '#' or '&' or ';' or '+' or '@' or '%' or '\\';

    /// <summary>A character beyond ASCII as it counts here: a letter of any script as it is, full width as plain, the rest as a space or nothing.</summary>
    private static char Plain(ReadOnlySpan<char> text, int i)
    {
        var c = text[i];
        if (c is >= '\uFF01' and <= '\uFF5E') return (char)(c - 0xFEE0);
        if (c is '\u2019' or '\u2018' or '\u00B4' or '\u02BC' or '\u02BB' or '\u02BE' or '\u02BF' or '\u2032') return Vanishes;
        if (c is '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2212') return '-';
        if (c == '\u2116') return '#';
        if (char.IsHighSurrogate(c)) return i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) && Rune.IsLetter(new Rune(c, text[i + 1])) ? c : Space;
        if (char.IsLowSurrogate(c)) return i > 0 && char.IsHighSurrogate(text[i - 1]) && Rune.IsLetter(new Rune(text[i - 1], c)) ? c : Space;
        return char.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.Format => Vanishes,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => c,
            _ => char.IsLetter(c) ? c : Space,
        };
    }
}
