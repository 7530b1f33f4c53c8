using System.Buffers;
using System.Globalization;
using System.Text;

namespace SatuPintu.Linkage.Fields;

/// <summary>Brings texts into the form in which they are compared: upper case, marks taken off Latin letters, punctuation gone.</summary>
public static class TextFolding
{
    /// <summary>The most bytes of a text that are compared; the rest says nothing more about who it is.</summary>
    public const int Longest = 200;

    private const byte Blank = (byte)' ';
    private static readonly byte[] NameSigns = Table(static c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : c is '\'' or '`' or '.' ? '\0' : ' ');
    private static readonly byte[] WordSigns = Table(static c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : c is '\'' or '`' ? '\0' : ' ');
    private static readonly byte[] CodeSigns = Table(static c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '\0');
    private static readonly byte[] MailSigns = Table(static c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : c is '@' or '.' or '_' or '+' ? c : '\0');

    // The base letters of U+00C0 to U+017F; '*' where a letter stands for itself, '+' where two letters stand for it (see Pair).
    private const string BaseLetters =
        "AAAAAA+CEEEEIIIIDNOOOOO*OUUUUY++AAAAAA+CEEEEIIIIDNOOOOO*OUUUUY+Y" +
        "AAAAAACCCCCCCCDDDDEEEEEEEEEEGGGGGGGGHHHHIIIIIIIIII++JJKKKLLLLLLLLLLNNNNNNNNNOOOOOO++RRRRRRSSSSSSSSTTTTTTUUUUUUUUUUUUWWYYYZZZZZZS";

    /// <summary>Folds a name: letters and digits in upper case, one blank between words.</summary>
    /// <returns>Bytes written to <paramref name="target"/>, which holds at least <see cref="Longest"/>.</returns>
    public static int Name(ReadOnlySpan<byte> text, Span<byte> target) => Fold(text, target, NameSigns);

    /// <summary>Folds an address or another text of words; a full stop parts words.</summary>
    /// <returns>Bytes written to <paramref name="target"/>, which holds at least <see cref="Longest"/>.</returns>
    public static int Words(ReadOnlySpan<byte> text, Span<byte> target) => WithoutZeros(target, Fold(text, target, WordSigns));

    // RT 010 and RT.10 are one.
    private static int WithoutZeros(Span<byte> text, int length)
    {
        var to = 0;
        for (var i = 0; i < length; i++)
        {
            var leads = text[i] == '0' && (to == 0 || text[to - 1] == Blank) && i + 1 < length && char.IsAsciiDigit((char)text[i + 1]);
            if (!leads) text[to++] = text[i];
        }
        return to;
    }

    /// <summary>Folds a code: letters and digits without blanks; an e-mail address keeps its signs, and ".0" that a spreadsheet put behind a number goes.</summary>
    /// <returns>Bytes written to <paramref name="target"/>, which holds at least <see cref="Longest"/>.</returns>
    public static int Code(ReadOnlySpan<byte> text, Span<byte> target)
    {
        var isMail = text.Contains((byte)'@');
        if (!isMail && text.EndsWith(".0"u8) && !text[..^2].ContainsAnyExceptInRange((byte)'0', (byte)'9')) text = text[..^2];
        return Fold(text, target, isMail ? MailSigns : CodeSigns);
    }

    private static int Fold(ReadOnlySpan<byte> text, Span<byte> target, byte[] table)
    {
        var length = 0;
        var most = Math.Min(Longest, target.Length) - 4;
        for (var i = 0; i < text.Length && length < most; i++)
        {
            var b = text[i];
            if (b < 0x80)
            {
                var to = table[b];
                if (to == 0 || to == Blank && (length == 0 || target[length - 1] == Blank)) continue;
                target[length++] = to;
                continue;
            }
            var status = Rune.DecodeFromUtf8(text[i..], out var rune, out var used);
            i += Math.Max(1, used) - 1;
            if (status == OperationStatus.Done) length += Wide(rune, target[length..], length == 0 || target[length - 1] == Blank, table[' '] == Blank);
        }
        while (length > 0 && target[length - 1] == Blank) length--;
        return length;
    }

    private static int Wide(Rune rune, Span<byte> target, bool afterBlank, bool hasBlanks)
    {
        var value = rune.Value;
        if (value is >= 0xC0 and <= 0x17F)
        {
            var letter = BaseLetters[value - 0xC0];
            if (letter == '+') return Encoding.ASCII.GetBytes(Pair(value), target);
            if (letter != '*')
            {
                target[0] = (byte)letter;
                return 1;
            }
        }
        if (value is >= 0x300 and <= 0x36F) return 0;
        if (Rune.IsLetterOrDigit(rune)) return Rune.ToUpperInvariant(rune).EncodeToUtf8(target);
        // Marks of other scripts (vowel signs of Javanese, harakat of Arabic) are part of the word, and a sign such as an emoji may be all
        // there is of a value.
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.OtherSymbol)
            return rune.EncodeToUtf8(target);
        if (afterBlank || !hasBlanks) return 0;
        target[0] = Blank;
        return 1;
    }

    private static string Pair(int value) => value switch
    {
        0xC6 or 0xE6 => "AE",
        0xDE or 0xFE => "TH",
        0xDF => "SS",
        0x132 or 0x133 => "IJ",
        _ => "OE",
    };

    private static byte[] Table(Func<char, char> map)
    {
        var table = new byte[128];
        for (var c = 0; c < 128; c++) table[c] = (byte)map((char)c);
        return table;
    }
}
