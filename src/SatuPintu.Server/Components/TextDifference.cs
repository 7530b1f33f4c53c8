using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace SatuPintu.Server.Components;

/// <summary>Two texts beside each other, with what each has that the other has not marked.</summary>
internal static class TextDifference
{
    // Longer ones are marked as a whole.
    private const int Longest = 300;

    /// <summary>The first text, with what the second lacks in <c>mark</c>.</summary>
    public static IHtmlContent Mark(string text, string other)
    {
        if (text.Length == 0 || other.Length == 0 || text == other) return new HtmlString(HtmlEncoder.Default.Encode(text));
        if (text.Length > Longest || other.Length > Longest) return new HtmlString($"<mark>{HtmlEncoder.Default.Encode(text)}</mark>");
        var shared = Shared(text, other);
        var html = new StringBuilder();
        for (int from = 0, to; from < text.Length; from = to)
        {
            for (to = from + 1; to < text.Length && shared[to] == shared[from]; to++) { }
            var part = HtmlEncoder.Default.Encode(text[from..to]);
            html.Append(shared[from] ? part : $"<mark>{part}</mark>");
        }
        return new HtmlString(html.ToString());
    }

    /// <summary>By character, whether it is part of the longest sequence that both have in one order.</summary>
    internal static bool[] Shared(string text, string other)
    {
        var longest = new int[text.Length + 1, other.Length + 1];
        for (var i = text.Length - 1; i >= 0; i--)
            for (var j = other.Length - 1; j >= 0; j--)
                longest[i, j] = text[i] == other[j] ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
        var shared = new bool[text.Length];
        for (int i = 0, j = 0; i < text.Length && j < other.Length;)
        {
            if (text[i] == other[j])
            {
                shared[i++] = true;
                j++;
            }
            else if (longest[i + 1, j] >= longest[i, j + 1]) i++;
            else j++;
        }
        return shared;
    }
}
