namespace SatuPintu.Samples;

/// <summary>Slips of a hand on a keyboard.</summary>
internal static class TextErrors
{
    private static readonly string[] Rows = ["QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM"];

    /// <summary>One letter too many: doubled, or from beside the right key.</summary>
    internal static string Insert(Chance chance, string text)
    {
        var at = Letter(chance, text);
        if (at < 0) return text;
        return text.Insert(at, (chance.Hit(0.5) ? text[at] : Beside(chance, text[at])).ToString());
    }

    /// <summary>One letter too few.</summary>
    internal static string Delete(Chance chance, string text)
    {
        var at = Letter(chance, text);
        return at < 0 || text.Length < 3 ? text : text.Remove(at, 1);
    }

    /// <summary>One letter wrong.</summary>
    internal static string Substitute(Chance chance, string text)
    {
        var at = Letter(chance, text);
        return at < 0 ? text : $"{text[..at]}{Beside(chance, text[at])}{text[(at + 1)..]}";
    }

    /// <summary>Two neighbouring letters in the wrong order.</summary>
    internal static string Transpose(Chance chance, string text)
    {
        for (var tries = 0; tries < 8 && text.Length > 2; tries++)
        {
            var at = chance.Below(text.Length - 1);
            if (char.IsLetter(text[at]) && char.IsLetter(text[at + 1]) && text[at] != text[at + 1]) return $"{text[..at]}{text[at + 1]}{text[at]}{text[(at + 2)..]}";
        }
        return text;
    }

    /// <summary>Any one of the slips.</summary>
    internal static string Typo(Chance chance, string text) => chance.Below(4) switch
    {
        0 => Insert(chance, text),
        1 => Delete(chance, text),
        2 => Substitute(chance, text),
        _ => Transpose(chance, text),
    };

    /// <summary>Capitals at the start of words only.</summary>
    internal static string Title(string text)
    {
        return string.Create(text.Length, text, static (span, source) =>
        {
            var start = true;
            for (var i = 0; i < source.Length; i++)
            {
                span[i] = start ? char.ToUpperInvariant(source[i]) : char.ToLowerInvariant(source[i]);
                start = source[i] is ' ' or '.' or '/' or '(' or '-';
            }
        });
    }

    // First letters are seldom wrong: a hand is more careful there.
    private static int Letter(Chance chance, string text)
    {
        for (var tries = 0; tries < 8 && text.Length > 0; tries++)
        {
            var at = chance.Below(text.Length);
            if (char.IsLetter(text[at]) && (at > 0 || chance.Hit(0.3))) return at;
        }
        return -1;
    }

    private static char Beside(Chance chance, char letter)
    {
        foreach (var row in Rows)
        {
            var at = row.IndexOf(char.ToUpperInvariant(letter), StringComparison.Ordinal);
            if (at < 0) continue;
            var next = row[Math.Clamp(at + (chance.Hit(0.5) ? 1 : -1), 0, row.Length - 1)];
            if (next == row[at]) next = row[at == 0 ? 1 : at - 1];
            return char.IsLower(letter) ? char.ToLowerInvariant(next) : next;
        }
        return letter;
    }
}
