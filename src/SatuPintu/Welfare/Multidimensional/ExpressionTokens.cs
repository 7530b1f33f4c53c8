using System.Globalization;

namespace SatuPintu.Welfare.Multidimensional;

/// <summary>A word of an expression.</summary>
internal enum TokenKind { Number, Text, Name, Sign, End }

/// <summary>A word of an expression and where it stands.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As it is written; a text and a name without their marks.</param>
/// <param name="At">Its place in the expression, from 1.</param>
/// <param name="Value">The number it is.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int At, double Value = 0);

/// <summary>Cuts an expression into words.</summary>
internal static class ExpressionTokens
{
    private static readonly string[] Signs = ["<=", ">=", "==", "!=", "<>", "&&", "||", "<", ">", "=", "!", "+", "-", "*", "/", "(", ")"];

    /// <summary>The words, with one of kind <see cref="TokenKind.End"/> behind them.</summary>
    /// <exception cref="ExpressionException">A sign is not known, or a mark is never closed.</exception>
    public static List<Token> Of(string text)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at])) at++;
            else tokens.Add(Next(text, ref at));
        }
        tokens.Add(new Token(TokenKind.End, "", text.Length + 1));
        return tokens;
    }

    private static Token Next(string text, ref int at)
    {
        var start = at;
        var c = text[at];
        if (char.IsAsciiDigit(c) || (c == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))) return Number(text, ref at);
        if (c is '\'' or '"' or '`') return Quoted(text, ref at);
        if (char.IsLetter(c) || c == '_')
        {
            while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '.')) at++;
            return new Token(TokenKind.Name, text[start..at], start + 1);
        }
        foreach (var sign in Signs)
        {
            if (string.CompareOrdinal(text, at, sign, 0, sign.Length) != 0) continue;
            at += sign.Length;
            return new Token(TokenKind.Sign, sign, start + 1);
        }
        throw new ExpressionException("welfare.expression.sign", start + 1, c.ToString());
    }

    private static Token Number(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '.' || (text[at] is '+' or '-' && text[at - 1] is 'e' or 'E'))) at++;
        var word = text[start..at];
        return double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? new Token(TokenKind.Number, word, start + 1, value)
            : throw new ExpressionException("welfare.expression.number", start + 1, word);
    }

    private static Token Quoted(string text, ref int at)
    {
        var (start, mark) = (at, text[at]);
        var end = text.IndexOf(mark, at + 1);
        if (end < 0) throw new ExpressionException("welfare.expression.unclosed", start + 1, mark.ToString());
        at = end + 1;
        return new Token(mark == '`' ? TokenKind.Name : TokenKind.Text, text[(start + 1)..end], start + 1);
    }
}
