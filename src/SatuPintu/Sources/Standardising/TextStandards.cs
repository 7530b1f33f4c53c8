using System.Text;

namespace SatuPintu.Sources.Standardising;

/// <summary>Standard forms of free text.</summary>
internal static class TextStandards
{
    /// <summary>Upper case with single blanks; what stands in for a value is empty.</summary>
    public static string Capitals(string text)
    {
        if (Values.Placeholder.IsOne(text)) return "";
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c) && !char.IsControl(c)) result.Append(char.ToUpperInvariant(c));
            else if (result.Length > 0 && result[^1] != ' ') result.Append(' ');
        }
        return result.ToString().TrimEnd(' ', ',', '.', ';');
    }
}
