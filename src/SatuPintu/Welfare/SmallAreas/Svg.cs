using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace SatuPintu.Welfare.SmallAreas;

/// <summary>Words and boxes of an SVG drawing that stands by itself.</summary>
internal static class Svg
{
    /// <summary>About how wide a letter of 12 to 13 units is.</summary>
    public const double LetterWidth = 6.8;

    private static readonly XNamespace Namespace = "http://www.w3.org/2000/svg";

    /// <summary>The name of an element.</summary>
    public static XName Name(string name) => Namespace + name;

    /// <summary>Words on one line, from a point on their base line.</summary>
    public static XElement Words(double x, double y, string text, int size, string fill, string weight = "normal") =>
        new(Name("text"), new XAttribute("x", Plain(x)), new XAttribute("y", Plain(y)), new XAttribute("font-size", size), new XAttribute("font-weight", weight), new XAttribute("fill", fill), text);

    /// <summary>A rectangle.</summary>
    public static XElement Box(double x, double y, double width, double height, string fill, string stroke = "none") =>
        new(Name("rect"), new XAttribute("x", Plain(x)), new XAttribute("y", Plain(y)), new XAttribute("width", Plain(width)), new XAttribute("height", Plain(height)),
            new XAttribute("fill", fill), new XAttribute("stroke", stroke), new XAttribute("stroke-width", 0.5));

    /// <summary>A text cut off where it is wider than there is room.</summary>
    public static string Shortened(string text, double width) => text.Length * LetterWidth <= width ? text : text[..Math.Max(1, (int)(width / LetterWidth) - 1)].TrimEnd() + "…";

    /// <summary>A text in lines of a width.</summary>
    public static IEnumerable<string> Lines(string text, int width)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + word.Length >= width / LetterWidth)
            {
                yield return line.ToString();
                line.Clear();
            }
            line.Append(line.Length > 0 ? " " : "").Append(word);
        }
        yield return line.ToString();
    }

    /// <summary>A text without what XML cannot hold.</summary>
    public static string Clean(string text) => string.Concat(text.Where(XmlConvert.IsXmlChar));

    private static string Plain(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
