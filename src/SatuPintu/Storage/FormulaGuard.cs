using System.Buffers;

namespace SatuPintu.Storage;

/// <summary>Knows a cell that a spreadsheet would run as a formula when the file is opened.</summary>
/// <remarks>See <c>docs/decisions</c> on where cells are guarded and where they stay as delivered.</remarks>
public static class FormulaGuard
{
    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("+-0123456789., ");

    /// <summary>
    /// Whether the text begins as a formula does (<c>=</c>, <c>@</c>, <c>+</c>, <c>-</c>, tab or carriage return) and is not just
    /// a signed number, a telephone number or dashes.
    /// </summary>
    public static bool IsFormulaLike(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return false;
        return text[0] switch
        {
            '=' or '@' or '\t' or '\r' or '\n' => text.Length > 1,
            '+' or '-' => text.ContainsAnyExcept(OfNumbers),
            _ => false,
        };
    }

    /// <summary>The text with an apostrophe before it when it is like a formula, which makes a spreadsheet show it as text.</summary>
    public static string Guard(string text) => IsFormulaLike(text) ? "'" + text : text;
}
